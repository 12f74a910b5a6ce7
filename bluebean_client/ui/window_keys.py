"""What each key of the main window does; which can be pressed when is up to the page in front."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bluebean_client.domain.desk import Screen
from bluebean_client.ui.shortcuts import LOAD_KEY, Shortcuts
from bluebean_client.ui.softphone.reading import rings_directly
from bluebean_client.ui.views import offered_call
from server.protocol.types import Status

if TYPE_CHECKING:
    from bluebean_client.ui.main_window import MainWindow


class WindowKeys:
    """Binds the keys for as long as the window lives."""

    def __init__(self, window: "MainWindow", shortcuts: Shortcuts) -> None:
        self._window = window
        self._bind(shortcuts.bind)

    def _bind(self, bind: Callable[..., None]) -> None:
        bind("F1", lambda: self._in_call_bar(self._window.work.help.toggle))
        bind("F2", self._answer)
        bind("Shift+F2", lambda: self._press("hang_up"))
        bind(LOAD_KEY, lambda: self._in_call_bar(self._window.work.incoming.load_by_key))
        bind("F3", lambda: self._press("hold"))
        bind("F4", self._transfer)
        bind("Ctrl+D", self._to_dial_box)
        bind("Ctrl+F", lambda: self._at_work(self._window.work.focus_search))
        bind("Ctrl+Shift+X", lambda: self._press("mute"))
        statuses = (Status.AVAILABLE, Status.WRAP_UP, Status.AWAY, Status.BREAK)
        for number, status in enumerate(statuses, start=1):
            bind(f"Ctrl+{number}", partial(self._choose_status, status))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            bind(keys, lambda: self._at_work(self._window.work.shortcut_save))
        for number in (1, 2, 3):
            bind(f"Alt+{number}", partial(self._focus_region, number))
        bind("Alt+0", lambda: self._at_work(self._window.work.rail.my_customers.click))
        bind("Alt+4", lambda: self._at_work(self._window.work.rail.waiting.click))
        bind("Alt+5", lambda: self._at_work(self._window.work.rail.abandoned.click))
        bind("Alt+6", lambda: self._at_work(self._window.work.rail.callbacks.click))
        bind("Alt+7", lambda: self._at_work(self._window.work.toggle_seats))
        bind("Alt+8", lambda: self._at_work(self._window.work.toggle_phone_panel))
        bind("Ctrl+Shift+B", lambda: self._at_work(self._window.slim.toggle))
        bind("Alt+9", lambda: self._at_work(self._window.work.bar.wrap_up.open_menu))
        bind("Ctrl+Shift+E", lambda: self._in_call_bar(self._window.work.bar.wrap_up.extend.click))
        bind("Ctrl+Shift+N", lambda: self._at_work(self._window.work.new_customer))
        bind("Ctrl+Shift+M", lambda: self._at_work(self._window.work.customer.open_menu))
        bind("F5", lambda: self._at_work(self._window.work.customer.acts.reload))
        bind("Ctrl+Shift+L", lambda: self._at_work(self._window.work.customer.acts.link_call))
        bind("Ctrl+Shift+C", lambda: self._at_work(self._window.work.customer.acts.copy))
        bind("Ctrl+,", lambda: self._at_work(self._window.open_settings))
        bind("Ctrl+Shift+Q", lambda: self._at_work(self._window.ask_log_off))
        bind("Ctrl+Tab", lambda: self._at_work(self._next_tab), repeats=True)
        bind("Ctrl+W", self._close_tab)

    def _at_work(self, act: Callable[[], object]) -> None:
        if self._window.in_front is Screen.WORK and not self._window.asks:
            act()

    def _in_call_bar(self, act: Callable[[], object]) -> None:
        """What concerns the call is never out of reach: it acts beside a dialog too."""
        if self._window.in_front is Screen.WORK:
            act()

    def _choose_status(self, status: Status) -> None:
        self._in_call_bar(lambda: self._window.work.bar.statuses.choose(status))

    def _focus_region(self, region: int) -> None:
        self._at_work(lambda: self._window.work.focus_region(region))

    def _press(self, name: str) -> None:
        if self._window.in_front is Screen.PHONE:
            if name == "hang_up":
                self._window.phone.hang_up_by_key()
            else:
                self._window.phone.press_tile(name)
        elif self._window.in_front is Screen.WORK:
            bar = self._window.work.bar
            {"hang_up": bar.calls.hang_up, "hold": bar.calls.hold, "mute": bar.calls.mute}[name].click()

    def _answer(self) -> None:
        if self._window.in_front is Screen.PHONE:
            self._window.phone.answer_by_key()
        elif offered_call(self._window.desk) is not None or rings_directly(self._window.desk):
            self._window.ui.slots.start(self._window.ui.actions.answer())

    def _transfer(self) -> None:
        if self._window.in_front is Screen.PHONE:
            self._window.phone.transfer_by_key()
        else:
            self._in_call_bar(self._window.transfers.press)

    def _to_dial_box(self) -> None:
        if self._window.in_front is Screen.PHONE:
            self._window.phone.focus_number()
        else:
            self._at_work(self._window.work.bar.dial.focus_number)

    def _next_tab(self) -> None:
        ids = [tab.tab_id for tab in self._window.desk.tabs]
        active = self._window.desk.active_tab
        if len(ids) > 1 and active in ids:
            self._window.ui.actions.choose_tab(ids[(ids.index(active) + 1) % len(ids)])

    def _close_tab(self) -> None:
        if self._window.desk.active_tab:
            self._at_work(partial(self._window.ask_close_tab, self._window.desk.active_tab))
