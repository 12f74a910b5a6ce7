"""The pop-up after 全て保存: stay, or close the tab and take calls again. Its keys are dead at first."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import AfterSave, Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, full_moment, long_moment
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import IconLabel, button, label
from bluebean_client.ui.widgets.painted import Disc
from bluebean_client.ui.widgets.popup import Popup

DEAD_SECONDS = 0.4
"""An Enter that was meant for the IME must not answer the question."""


class AfterSavePopup(Popup):
    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "after_save_popup")
        self._ui = ui
        self._shown: AfterSave | None = None
        self._opened_at = 0.0
        self._opener: QWidget | None = None
        self._disc = Disc(ui.theme, 40, 20)
        self._disc.show_icon("check", Tone.FREE)
        self._facts = label("", "secondary", wrap=True)
        self._next_icon = IconLabel(ui.theme, 16)
        self._next_icon.show_icon("callback")
        self._next = label("", "secondary", wrap=True)
        self.ok = button(self.tr("OK"), name="after_save_ok_button")
        self.resume = button(self.tr("Close and take calls"), "primary", name="close_and_resume_button")
        self.resume.setToolTip("Ctrl+Enter")
        self._lay_out()
        self.ok.clicked.connect(ui.actions.after_save_ok)
        self.resume.clicked.connect(lambda: ui.slots.start(ui.actions.close_and_resume()))
        for watched in (self, self.ok, self.resume):
            watched.installEventFilter(self)

    def _lay_out(self) -> None:
        following = QHBoxLayout()
        following.setSpacing(8)
        following.addWidget(self._next_icon)
        following.addWidget(self._next, 1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label(self.tr("Saved"), "section"))
        words.addWidget(self._facts)
        words.addLayout(following)
        top = QHBoxLayout()
        top.setContentsMargins(18, 16, 18, 10)
        top.setSpacing(12)
        top.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(18, 0, 18, 14)
        bottom.setSpacing(8)
        bottom.addStretch()
        bottom.addWidget(self.ok)
        bottom.addWidget(self.resume)
        self.body.addLayout(top)
        self.body.addStretch()
        self.body.addLayout(bottom)

    def show_desk(self, desk: Desk) -> None:
        wanted = desk.after_save
        self.resume.setEnabled("close_and_resume_button" not in desk.busy)
        if wanted == self._shown:
            return
        self._shown = wanted
        if wanted is None:
            self._close()
            return
        tab = next((tab for tab in desk.tabs if tab.tab_id == wanted.tab_id), None)
        name = customer_name(tab.title) if tab else ""
        facts = self.tr("Customer and contact record of {name}  {time}")
        self._facts.setText(facts.format(name=name, time=full_moment(wanted.record.saved_at)[11:]))
        following = self._following(desk, wanted)
        self._next.setText(following)
        self._next.setVisible(bool(following))
        self._next_icon.setVisible(bool(following))
        self._open()

    def fit(self, width: int) -> None:
        """Give wrapped sentences the height they need in a frame of `width`."""
        for told, beside in ((self._facts, 88), (self._next, 112)):
            told.setFixedHeight(max(0, told.heightForWidth(width - beside)))  # -1 without text

    def _following(self, desk: Desk, saved: AfterSave) -> str:
        record = saved.record
        group = desk.group(record.work_group_id)
        action = next((a.label for a in group.next_actions if a.key == record.next_action), "") if group else ""
        if not action:
            return ""
        parts = [action, long_moment(record.next_action_time) if record.next_action_time else ""]
        if record.next_action_time:
            mine = not desk.identity or record.next_assignee in ("", desk.identity.operator_id)
            who = next((m.name for m in group.members if m.operator_id == record.next_assignee), "") if group else ""
            parts.append(self.tr("by me") if mine else self.tr("by {name}").format(name=who))
        return "  ".join(part for part in parts if part)

    def _open(self) -> None:
        focused = QApplication.focusWidget()
        self._opener = focused if focused is not None and focused.window() is self.window() else None
        self._opened_at = self._ui.ticker.monotonic()
        self.show()
        self.raise_()
        self.ok.setFocus()

    def _close(self) -> None:
        if not self.isVisible():
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had_focus and self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()
        self._opener = None

    @property
    def keys_are_dead(self) -> bool:
        return self._ui.ticker.monotonic() - self._opened_at < DEAD_SECONDS

    def resume_by_key(self) -> None:
        """Ctrl+Enter."""
        if not self.keys_are_dead and self.resume.isEnabled():
            self.resume.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        if self.keys_are_dead:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focused = self.resume if self.resume.hasFocus() else self.ok
            focused.click()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.ok.click()
            return True
        return False
