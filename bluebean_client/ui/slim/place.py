"""Between window and slim bar: which of them is up, remembered in the profile, and the keys of the bar."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bluebean_client.domain.desk import Desk, Screen
from bluebean_client.loading import load
from bluebean_client.ui.ime import CompositionWatch
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.shortcuts import Shortcuts
from bluebean_client.ui.slim.dock import Place, as_text, place_of
from server.protocol.types import Status

if TYPE_CHECKING:
    from bluebean_client.ui.main_window import MainWindow
    from bluebean_client.ui.slim.bar import SlimBar

UP_KEY, PLACE_KEY = "slim_bar", "slim_bar_place"
STATUSES = (Status.AVAILABLE, Status.WRAP_UP, Status.AWAY, Status.BREAK)


class SlimPlace(QObject):
    """Attributes: `bar`, None until it is first wanted."""

    def __init__(self, window: "MainWindow", settings: SettingsAccess, watch: CompositionWatch) -> None:
        super().__init__(window)
        self._window, self._settings, self._watch = window, settings, watch
        self._screen: Screen | None = None
        self.bar: SlimBar | None = None

    @property
    def is_up(self) -> bool:
        return self.bar is not None and self.bar.isVisible()

    def show_desk(self, desk: Desk) -> None:
        """Work goes on in the bar where it was left in the bar; without work there is only the window."""
        before, self._screen = self._screen, desk.screen
        if self.bar is not None and desk.screen is Screen.WORK:
            self.bar.show_desk(desk)
        if desk.screen is not before and desk.screen is Screen.WORK and self._settings.get(UP_KEY) == "true":
            self._enter(desk)
        elif desk.screen is not Screen.WORK and self.is_up:
            self._leave()

    def toggle(self) -> None:
        """From the window to the bar, and back."""
        if self.is_up:
            self.open_window("")
        elif self._screen is Screen.WORK:
            self._settings.set(UP_KEY, "true")
            self._enter(self._window.desk)

    def open_window(self, what: str) -> None:
        """The window again; `what` of it is wanted: `transfer`, `waiting`, `callbacks`, `seats` or nothing special."""
        self._settings.set(UP_KEY, "false")
        self._leave()
        work = self._window.work
        wanted: dict[str, Callable[[], object]] = {
            "transfer": work.bar.calls.transfer.click,
            "waiting": work.rail.waiting.click,
            "callbacks": work.rail.callbacks.click,
            "seats": work.toggle_seats,
        }
        wanted.get(what, lambda: None)()

    def _enter(self, desk: Desk) -> None:
        bar = self._made_bar()
        bar.show_desk(desk)
        bar.show()
        bar.dock(place_of(self._settings.get(PLACE_KEY)))
        bar.activateWindow()
        bar.setFocus()  # so that no key presses a button by accident
        self._window.hide()

    def _leave(self) -> None:
        if self.bar is not None and self.bar.isVisible():
            self._window.show()
            self._window.activateWindow()
            self.bar.hide()

    def _made_bar(self) -> "SlimBar":
        """Loaded and built when it is first wanted: most windows never need it."""
        if self.bar is None:
            self.bar = load("bluebean_client.ui.slim.bar").SlimBar(self._window.ui, self._window.work.blinker)
            self._bind_keys(self.bar)
            self.bar.window_wanted.connect(self.open_window)
            self.bar.moved.connect(self._remember)
            self.bar.close_wanted.connect(self._quit)
        return self.bar

    def _bind_keys(self, bar: "SlimBar") -> None:
        """The same keys as in the window."""
        keys = Shortcuts(bar, self._watch)
        actions, slots = self._window.ui.actions, self._window.ui.slots
        acts: dict[str, Callable[[], object]] = {
            "F1": bar.open_help,
            "F2": lambda: slots.start(actions.answer()) if bar.line.answer.isVisible() else None,
            "Shift+F2": bar.calls.hang_up.click,
            "F3": bar.calls.hold.click,
            "F4": bar.calls.transfer.click,
            "Ctrl+D": bar.dial.focus_number,
            "Ctrl+Shift+X": bar.calls.mute.click,
            "Ctrl+Shift+E": bar.wrap_up.extend.click,
            "Ctrl+Shift+B": self.toggle,
            "Alt+4": bar.waiting.click,
            "Alt+6": bar.callbacks.click,
            "Alt+7": bar.seats.click,
            "Alt+9": bar.wrap_up.open_menu,
        }
        for key, act in acts.items():
            keys.bind(key, act)
        for number, status in enumerate(STATUSES, start=1):
            keys.bind(f"Ctrl+{number}", partial(bar.statuses.choose, status))

    def _remember(self, place: Place) -> None:
        self._settings.set(PLACE_KEY, as_text(place))

    def _quit(self) -> None:
        self._leave()
        self._window.quit()
