"""後処理 in the bar: have its countdown extended, and choose in advance what follows it without ending it."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.reason_menu import reason_menu
from bluebean_client.ui.status_words import status_look, status_word
from bluebean_client.ui.views import refusal, refusal_words, status
from bluebean_client.ui.widgets.basics import button, with_icon
from server.protocol.types import Command, Status, WrapUpExtension

WIDEST, ICON_WIDTH = 200, 38
NEXT = (Status.AVAILABLE, Status.AWAY, Status.BREAK)


class WrapUpTools(QWidget):
    """Seen during wrap-up, as long as something will end it."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._words = True
        self._folded_into: QWidget | None = None
        self.extend = with_icon(button("", name="extend_wrap_up_button"), ui.theme, "plus")
        self.next = with_icon(button("", name="next_status_button"), ui.theme, "clock")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.extend)
        row.addWidget(self.next)
        self.extend.clicked.connect(lambda: ui.slots.start(ui.actions.shift.extend_wrap_up()))
        self.next.clicked.connect(self.open_menu)

    def set_words(self, shown: bool) -> None:
        """Without them the buttons are icons."""
        if shown != self._words:
            self._words = shown
            for made in (self.extend, self.next):
                made.setMaximumWidth(WIDEST if shown else ICON_WIDTH)
            self.show_desk(self._desk)

    def fold_into(self, chip: QWidget | None) -> None:
        """Hidden in the menu of `chip` (`add_to`), by which the menu of what follows opens then."""
        if chip is not self._folded_into:
            self._folded_into = chip
            self.show_desk(self._desk)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._show_extension(desk)
        self._show_next(desk)
        self.setVisible(self._folded_into is None and (self._offers(self.extend) or self._offers(self.next)))

    def _offers(self, made: QWidget) -> bool:
        return status(self._desk) is Status.WRAP_UP and made.isVisibleTo(self)

    def _show_extension(self, desk: Desk) -> None:
        extension = desk.live.me.wrap_up_extension if desk.live else None
        code = refusal(desk, Command.EXTEND_WRAP_UP)
        self.extend.setVisible("wrap_up_extension" in desk.capabilities and extension is not None)
        self.extend.setEnabled(code is None and "extend_wrap_up_button" not in desk.busy)
        if extension is not None:
            text = self._time_words(extension)
            self.extend.setText(text if self._words else "")
            self.extend.setAccessibleName(self.tr("Extend wrap-up by {time}").format(time=text))
            left = self.tr("Extend: {count} times still  Ctrl+Shift+E").format(count=extension.left)
            self.extend.setToolTip(refusal_words(desk, Command.EXTEND_WRAP_UP) or left)

    def _show_next(self, desk: Desk) -> None:
        chosen = desk.live.me.next_status if desk.live else None
        self.next.setVisible("next_status" in desk.capabilities and refusal(desk, Command.NEXT_STATUS) is None)
        self.next.setEnabled("next_status_button" not in desk.busy)
        why = desk.live.me.next_reason if desk.live else None
        words = status_word(chosen, why) if chosen else self.tr("not chosen")
        said = self.tr("Next: {status}").format(status=words)
        self.next.setText(said if self._words else "")
        self.next.setAccessibleName(said)
        self.next.setToolTip(self.tr("What follows this wrap-up: {status}  Alt+9").format(status=words))

    def open_menu(self) -> None:
        """The chosen one is ticked; chosen again it is taken back."""
        if not self._offers(self.next) or not self.next.isEnabled():
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        opener = self._folded_into or self.next
        menu.popup(opener.mapToGlobal(QPoint(0, opener.height() + 2)))

    def add_to(self, menu: QMenu) -> None:
        """What can be done now, below the entries of `menu`."""
        if self._offers(self.extend):
            menu.addSeparator()
            extend = menu.addAction(self.extend.accessibleName())
            extend.setObjectName("extend_wrap_up_action")
            extend.setEnabled(self.extend.isEnabled())
            extend.triggered.connect(self.extend.click)
        if self._offers(self.next):
            following = self.menu()
            following.setTitle(self.next.accessibleName())
            following.setEnabled(self.next.isEnabled())
            menu.addMenu(following)

    def menu(self) -> QMenu:
        chosen = self._desk.live.me.next_status if self._desk.live else None
        menu = QMenu(self)
        menu.setObjectName("next_status_menu")
        for wanted in NEXT:
            if self._desk.reasons.of(wanted) and wanted is not chosen:
                below = reason_menu(menu, self._desk.reasons, wanted, "", partial(self._choose, wanted))
                below.setTitle(status_look(wanted).word)
                action = menu.addMenu(below)
            else:
                action = menu.addAction(status_look(wanted).word)
                action.setCheckable(True)
                action.setChecked(wanted is chosen)
                action.triggered.connect(lambda _, wanted=wanted: self._choose(None if wanted is chosen else wanted))
            action.setObjectName(f"next_{wanted.value}_action")
        return menu

    def _choose(self, wanted: Status | None, reason: str = "") -> None:
        self._ui.slots.start(self._ui.actions.shift.choose_next_status(wanted, reason))

    def _time_words(self, extension: WrapUpExtension) -> str:
        if extension.seconds % 60 == 0:
            return self.tr("{minutes} min").format(minutes=extension.seconds // 60)
        return self.tr("{seconds} s").format(seconds=extension.seconds)
