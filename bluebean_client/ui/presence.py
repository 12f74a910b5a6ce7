"""The program while its window is not looked at: the tray's icon, the alert in the corner, messages of missed calls."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from bluebean_client.domain.desk import Desk, Screen
from bluebean_client.ui.alert.reading import RingingCall, ringing_calls
from bluebean_client.ui.alert.window import AlertWindow
from bluebean_client.ui.bridge import DeskBridge
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.tray.icon import TrayIcon
from bluebean_client.ui.tray.reading import missed_now

LOOKED_AT = frozenset(
    {
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.WindowStateChange,
        QEvent.Type.Show,
        QEvent.Type.Hide,
    }
)
"""Events of the window after which it may be looked at, or no longer."""


class Presence(QObject):
    """Made after the window. `to_front` brings that before all others."""

    def __init__(self, window: MainWindow, settings: SettingsAccess, to_front: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._settings, self._to_front = window, settings, to_front
        self._ui = window.ui
        self.tray = TrayIcon(self._ui, settings, self)
        self.alert = AlertWindow(self._ui)
        self._bridge = DeskBridge(window.source, self)
        self._connect()
        self.tray.show_desk(window.desk)
        self._show_alert(window.desk)

    def _connect(self) -> None:
        self.tray.window_wanted.connect(self._to_front)
        self.tray.settings_wanted.connect(self._open_settings)
        self.tray.quit_wanted.connect(self._quit)
        self.alert.window_wanted.connect(self._to_front)
        self.alert.answer_wanted.connect(self._answer)
        self.alert.decline_wanted.connect(self._decline)
        self._bridge.changed.connect(self._show_desk)
        self._window.goes_on_hidden = self._goes_on_hidden
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in LOOKED_AT:
            self._show_alert(self._window.desk)
        return False

    def is_looked_at(self) -> bool:
        return self._window.isVisible() and self._window.isActiveWindow() and not self._window.isMinimized()

    def _show_desk(self, old: Desk, new: Desk) -> None:
        self.tray.show_desk(new)
        self._show_alert(new)
        missed = missed_now(old, new)
        if missed and not self.is_looked_at() and self._flag("missed_message"):
            self.tray.tell_missed(missed)

    def _show_alert(self, desk: Desk) -> None:
        wanted = self._flag("incoming_alert") and not self.is_looked_at() and not self._window.slim.is_up
        key = self._settings.get("global_answer_key") if self._flag("global_keys") else ""
        self.alert.show_calls(ringing_calls(desk) if wanted else (), self._settings.get("sip_user"), key)

    # ---- what is chosen ------------------------------------------------------------------------------------------

    def _answer(self, call: RingingCall) -> None:
        """The window comes as well: without it there is nothing to hang up with."""
        if call.phone_call is None:
            self._ui.slots.start(self._ui.actions.answer())
        else:
            self._ui.actions.phone.answer_call(call.phone_call)
        self._to_front()

    def _decline(self, call: RingingCall) -> None:
        if call.phone_call is None:
            self._ui.slots.start(self._ui.actions.decline())
        else:
            self._ui.actions.phone.hang_up_call(call.phone_call)

    def _open_settings(self) -> None:
        self._to_front()
        self._window.open_settings()

    def _quit(self) -> None:
        """The question that it may lead to is asked in the window."""
        if self._window.asks_before_quitting():
            self._to_front()
        self._window.quit()

    # ---- closing -------------------------------------------------------------------------------------------------

    def _goes_on_hidden(self) -> bool:
        """Whether closing the window leaves the phone in the tray; said in words the first time."""
        goes_on = self._window.desk.screen is Screen.PHONE and self._flag("keep_in_tray") and self.tray.is_seen()
        if goes_on and not self._flag("tray_explained"):
            self._settings.set("tray_explained", "true")
            self.tray.tell_going_on()
        return goes_on

    def close(self) -> None:
        """Before the program ends: nothing of it stays on the desktop."""
        self._window.removeEventFilter(self)
        self.alert.close()
        self.tray.icon.hide()

    def _flag(self, key: str) -> bool:
        return self._settings.get(key) == "true"
