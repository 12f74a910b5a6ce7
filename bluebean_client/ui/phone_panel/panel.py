"""The phone panel of the operator's window: the softphone behind the screen, in a sheet beside the work."""

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import HistoryEntry, Registration
from bluebean_client.ui import phone_words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.phone_panel.calls_page import CallsPage
from bluebean_client.ui.phone_panel.history_page import HistoryPage
from bluebean_client.ui.phone_panel.sound_page import SoundPage
from bluebean_client.ui.phone_panel.tones_page import TonesPage
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.softphone.call_detail import CallDetail
from bluebean_client.ui.softphone.history_panel import ask_to_clear_history
from bluebean_client.ui.softphone.tiles import KEYS
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import IconLabel, button, give_way, icon_button, label, scrolled
from bluebean_client.ui.widgets.page_tabs import PageTabs
from bluebean_client.ui.widgets.popup import SHADOW, Popup

WIDTH = 336
TALLEST_PX = 560


class PanelPage(IntEnum):
    CALLS = 0
    TONES = 1
    HISTORY = 2
    SOUND = 3


class PhonePanel(Popup):
    """Stays until it is closed by its button, its key or Esc, so that one can type while it is looked at.

    `top` is where the scrim of its dialogs begins.
    """

    def __init__(self, ui: UiContext, parent: QWidget, settings: SettingsAccess, *, top: int) -> None:
        super().__init__(ui.theme, parent, "phone_panel", radius=10)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ui, self._top = ui, top
        self._desk = Desk()
        self._opener: QWidget | None = None
        self.setAccessibleName(self.tr("Phone"))
        self._icon = IconLabel(ui.theme, 16)
        self._state = label("", "strong", name="panel_registration")
        self._reason = label("", "small", name="panel_reason", wrap=True, select=True)
        self._again = button(self.tr("Try again"), name="register_button", size="small")
        self._close = icon_button(ui.theme, "close", self.tr("Close"), name="close_phone_panel_button")
        self._tabs = PageTabs(
            (
                ("panel_calls_tab", self.tr("Calls")),
                ("panel_tones_tab", self.tr("Keypad")),
                ("panel_history_tab", self.tr("History")),
                ("panel_sound_tab", self.tr("Sound")),
            )
        )
        self.calls, self.tones = CallsPage(ui), TonesPage(ui)
        self.history, self.sound = HistoryPage(ui), SoundPage(ui, settings)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 8)
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._state, 1)
        head.addWidget(self._again)
        head.addWidget(self._close)
        for page in (self.calls, self.tones, self.history, scrolled(self.sound)):
            give_way(page)
            self._pages.addWidget(page)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(16, 0, 16, 0)
        tabs.addWidget(self._tabs)
        why = QVBoxLayout()
        why.setContentsMargins(40, 0, 16, 6)
        why.addWidget(self._reason)
        self.body.addLayout(head)
        self.body.addLayout(why)
        self.body.addLayout(tabs)
        self.body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.dismiss)
        self._again.clicked.connect(lambda: self._ui.actions.phone.register_now())
        self._tabs.chosen.connect(self._pages.setCurrentIndex)
        self.history.detail_wanted.connect(self._open_detail)
        self.history.clear_wanted.connect(lambda: ask_to_clear_history(self._ui, self.window(), self._top))

    def place_panel(self, left: int, top: int, room: int) -> None:
        """As high as `room` lets it, up to `TALLEST_PX`; the same for every page, so that nothing moves."""
        self.setFixedSize(WIDTH + 2 * SHADOW, min(TALLEST_PX, room) + 2 * SHADOW)
        self.move(left - SHADOW, top - SHADOW)

    # ---- coming and going ---------------------------------------------------------------------------------------

    def bring(self, desk: Desk, page: PanelPage) -> None:
        """In front with that page, without taking the focus."""
        self._tabs.choose(page)
        self.show()
        self.raise_()
        self.show_desk(desk)

    def open(self, desk: Desk) -> None:
        """As it was left, with the focus in it."""
        self._opener = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.show_desk(desk)
        self._tabs.focus_chosen()

    def dismiss(self) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_focus and self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of the keyboard are tones while the keys of the pad are in front."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif self._pages.currentWidget() is self.tones and event.text() and event.text() in KEYS:
            if not event.isAutoRepeat():
                self.tones.press(event.text())
        else:
            super().keyPressEvent(event)

    # ---- content ------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        if self.isHidden():
            return
        self._show_registration(desk)
        for page in (self.calls, self.tones, self.history, self.sound):
            page.show_desk(desk)

    def _show_registration(self, desk: Desk) -> None:
        phone = desk.phone
        running = desk.engine is EngineLink.RUNNING
        registered = running and phone.registration is Registration.REGISTERED
        trying = not running or phone.registration is Registration.TRYING
        icon, tone = ("clock", Tone.WAIT) if trying else ("phone-off", Tone.DANGER)
        self._icon.show_icon(
            "check-disc" if registered else icon, self._ui.theme.tone(Tone.FREE if registered else tone).text
        )
        if not running:
            self._state.setText(self.tr("Phone is starting"))
        elif registered or trying:
            self._state.setText(phone_words.registration(phone.registration.value))
        else:
            self._state.setText(self.tr("Not connected"))
        refused = not registered and not trying
        self._reason.setText(phone_words.registration_reason(phone) if refused else "")
        self._reason.setVisible(refused)
        self._again.setVisible(refused)

    def _open_detail(self, entry: HistoryEntry) -> None:
        detail = CallDetail(self._ui, self.window(), entry, top=self._top, dials=False)
        detail.delete_wanted.connect(self._ui.actions.phone.forget_history)
