"""The icon in the notification area with its menu; what is chosen there goes to the same use cases as the window's buttons."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.tray.picture import tray_icon
from bluebean_client.ui.tray.reading import TrayStatus, TrayView, has_tray, tray_view
from bluebean_client.ui.tray.words import going_on_message, missed_message, status_words, tooltip

MENU_ON_CLICK = sys.platform == "darwin"
"""A click opens the menu there; it is not to bring the window as well."""


class TrayIcon(QObject):
    """Signals: `window_wanted()`, `settings_wanted()`, `quit_wanted()`."""

    window_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, ui: UiContext, settings: SettingsAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui, self._settings = ui, settings
        self._shown: tuple[TrayView, str, bool] | None = None
        self._icons: dict[tuple[TrayStatus, bool], QIcon] = {}
        self._menu = QMenu()
        self._menu.setObjectName("tray_menu")
        self._fill_menu()
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_click)
        self.icon.messageClicked.connect(self.window_wanted)

    def _fill_menu(self) -> None:
        add, actions = self._menu.addAction, self._ui.actions
        self.status = add("")
        self.status.setEnabled(False)
        self._menu.addSeparator()
        self.show_window = add(self.tr("Show the window"))
        self._menu.setDefaultAction(self.show_window)
        self._menu.addSeparator()
        self.answer, self.decline, self.hang_up = (
            add(self.tr("Answer")),
            add(self.tr("Decline")),
            add(self.tr("Hang up")),
        )
        self.quiet = add(self.tr("Do not disturb"))
        self.quiet.setCheckable(True)
        self._menu.addSeparator()
        self.settings, self.quit = add(self.tr("Settings")), add(self.tr("Quit"))
        self.show_window.triggered.connect(self.window_wanted)
        self.answer.triggered.connect(lambda: self._ui.slots.start(actions.answer()))
        self.decline.triggered.connect(lambda: self._ui.slots.start(actions.decline()))
        self.hang_up.triggered.connect(lambda: self._ui.slots.start(actions.hang_up()))
        self.quiet.triggered.connect(lambda on: actions.phone.set_do_not_disturb(on))
        self.settings.triggered.connect(self.settings_wanted)
        self.quit.triggered.connect(self.quit_wanted)

    def is_seen(self) -> bool:
        """Whether this desktop has a place for it now; a panel may come later than the program."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def show_desk(self, desk: Desk) -> None:
        """The desk changes with every typed letter; the panel, another program, is told only of what it shows."""
        view, account = tray_view(desk), self._account(desk)
        shown = (view, tooltip(desk, view, account), has_tray(desk))
        if shown == self._shown:
            return
        self._shown = shown
        self.icon.setIcon(self._picture(view))
        self.icon.setToolTip(shown[1])
        self.status.setText(status_words(desk, view, account))
        for action, possible in (
            (self.answer, view.answer),
            (self.decline, view.decline),
            (self.hang_up, view.hang_up),
            (self.quiet, view.do_not_disturb is not None),
        ):
            action.setEnabled(possible)
        self.quiet.setChecked(view.do_not_disturb is True)
        self.icon.setVisible(shown[2])

    def _picture(self, view: TrayView) -> QIcon:
        key = (view.status, view.missed > 0)
        if key not in self._icons:
            self._icons[key] = tray_icon(self._ui.theme, view.status, missed=key[1])
        return self._icons[key]

    def _account(self, desk: Desk) -> str:
        return desk.identity.extension if desk.identity is not None else self._settings.get("sip_user")

    def _on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger and not MENU_ON_CLICK:
            self.window_wanted.emit()

    # ---- messages -----------------------------------------------------------------------------------------------

    def tell_missed(self, calls: tuple[PhoneCall, ...]) -> None:
        """By a message of the system, where it has such."""
        self._tell(*missed_message(calls))

    def tell_going_on(self) -> None:
        self._tell(*going_on_message())

    def _tell(self, title: str, text: str) -> None:
        self.icon.showMessage(title, text, self.icon.icon())
