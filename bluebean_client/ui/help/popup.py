"""The dialog of ヘルプ, below its button: request, who sees to it, cancel; and for supervisors who asks. Nothing stands still below it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Link
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration
from bluebean_client.ui.help.row import AskerRow
from bluebean_client.ui.help.words import reaction_words, requests_to_hear, told_words
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import refusal_words
from bluebean_client.ui.widgets.basics import IconLabel, button, clear, icon_button, label, line
from bluebean_client.ui.widgets.painted import Disc
from bluebean_client.ui.widgets.popup import Popup
from server.protocol.types import Command, HelpRequest

WIDTH = 400


class HelpPopup(Popup):
    """Opens with the focus on its first button and gives it back when it closes; the request goes on."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "help_popup", strip=ui.theme.tone(Tone.DANGER).fill)
        self._ui = ui
        self._desk = Desk()
        self._before: QWidget | None = None
        self._rows: list[AskerRow] = []
        self.setAccessibleName(self.tr("Help"))
        self._title = label("", "section")
        self._state = label("", "secondary", name="help_state", wrap=True)
        self._mark = IconLabel(ui.theme, 16)
        self._reaction = label("", name="help_reaction", wrap=True)
        self._hint = label("", "small", wrap=True)
        self._askers = QVBoxLayout()
        shift, slots = ui.actions.shift, ui.slots
        self.dismiss_button = icon_button(ui.theme, "close", self.tr("Close"), name="dismiss_help_button")
        self.close_button = button(self.tr("Close"), name="close_help_button")
        self.request = button(self.tr("Request"), "danger", name="request_help_button")
        self.cancel = button(self.tr("Cancel request"), "danger", name="cancel_help_button")
        self.dismiss_button.clicked.connect(self.dismiss)
        self.close_button.clicked.connect(self.dismiss)
        self.request.clicked.connect(lambda: slots.start(shift.request_help()))
        self.cancel.clicked.connect(lambda: slots.start(shift.cancel_help()))
        self._lay_out()
        ui.ticker.tick.connect(self._draw)

    def _lay_out(self) -> None:
        disc = Disc(self._ui.theme, 44, 22)
        disc.show_icon("lifebuoy", Tone.DANGER)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.dismiss_button, 0, Qt.AlignmentFlag.AlignTop)
        reaction = QHBoxLayout()
        reaction.setSpacing(8)
        reaction.addWidget(self._mark)
        reaction.addWidget(self._reaction, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for made in (self.close_button, self.request, self.cancel):
            buttons.addWidget(made)
        self._askers.setSpacing(10)
        column = QVBoxLayout()
        column.setContentsMargins(20, 18, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(reaction)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        column.addLayout(self._askers)
        self.body.addLayout(column)

    # ---- content -------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        request = desk.live.me.help if desk.live else None
        self._title.setText(self.tr("Help requested") if request else self.tr("Help"))
        going_on = self.tr("The request goes on when this is closed. Cancel it when the matter is settled.")
        before = self.tr("The supervisors of your work group see your request at once. Your call goes on.")
        self._hint.setText(going_on if request else before)
        self.request.setVisible(request is None)
        self.cancel.setVisible(request is not None)
        self._check(desk)
        self._show_askers(requests_to_hear(desk))
        self._draw(self._ui.ticker.now())

    def _check(self, desk: Desk) -> None:
        """By the table that the server decides with; taking a request back is refused only while the server is away."""
        busy, lost = "help_button" in desk.busy, desk.link is not Link.ONLINE
        why = refusal_words(desk, Command.HELP)
        for made, refused in ((self.request, bool(why)), (self.cancel, lost)):
            made.setEnabled(not busy and not refused)
            made.setToolTip(why if refused else "")

    def _show_askers(self, requests: list[HelpRequest]) -> None:
        known = [(row.request.operator.operator_id, row.request.since) for row in self._rows]
        if known != [(one.operator.operator_id, one.since) for one in requests]:
            clear(self._askers)
            self._rows = [AskerRow(self._ui, request) for request in requests]
            if self._rows:
                self._askers.addWidget(line())
            for row in self._rows:
                self._askers.addWidget(row)
        for row, request in zip(self._rows, requests, strict=True):
            row.show_request(self._desk, request)

    def _draw(self, now: datetime) -> None:
        me = self._desk.live.me if self._desk.live else None
        request = me.help if me else None
        since = duration((now - request.since).total_seconds()) if request else ""
        self._state.setText(f"{told_words(me)}  {since}" if me and request else "")
        self._state.setVisible(request is not None)
        said = reaction_words(request, now) if request else ""
        self._reaction.setText(said)
        taken = request is not None and request.taken_by is not None
        tone = self._ui.theme.tone(Tone.FREE if taken else Tone.DANGER)
        self._mark.show_icon("check-disc" if taken else "alert-disc", tone.text)
        for part in (self._mark, self._reaction):
            part.setVisible(bool(said))
        for row in self._rows:
            row.draw(now)
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """As high as the words are in this width."""
        self.body.activate()
        height = self.body.heightForWidth(self.width()) if self.body.hasHeightForWidth() else self.sizeHint().height()
        if height != self.height():
            self.resize(self.width(), height)

    # ---- opening and keys ----------------------------------------------------------------------------------------

    def toggle(self) -> None:
        if self.isVisible():
            self.dismiss()
            return
        self._before = QApplication.focusWidget()
        self._draw(self._ui.ticker.now())
        self.show()
        self.raise_()
        self._fit()
        waiting = [row.take for row in self._rows if row.take.isEnabled()]
        (self.request if self.request.isVisible() and not waiting else [*waiting, self.close_button][0]).setFocus()

    def dismiss(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is None or self.isAncestorOf(focus)
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
