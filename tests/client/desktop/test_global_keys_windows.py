"""Global keys on Windows, against a stand-in of user32 that keeps messages as a thread's queue does."""

import ctypes
import queue
from collections.abc import Mapping
from ctypes import wintypes
from typing import Any

import pytest

from bluebean_client.desktop.global_keys_windows import MOD_NOREPEAT, WM_APP, WM_HOTKEY, WindowsGlobalKeys
from bluebean_client.ports.outside import KeyRefusal

CTRL_ALT = 0x0003 | MOD_NOREPEAT
THREAD = 4711


class FakeUser32:
    """Attributes: `held`, registered keys by number; `theirs`, keys of other programs."""

    def __init__(self) -> None:
        self.held: dict[int, tuple[int, int]] = {}
        self.theirs: set[tuple[int, int]] = set()
        self._messages: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int) -> int:  # noqa: N802
        if (modifiers, key) in self.theirs or (modifiers, key) in self.held.values():
            return 0
        self.held[number] = (modifiers, key)
        return 1

    def UnregisterHotKey(self, window: None, number: int) -> int:  # noqa: N802
        return int(self.held.pop(number, None) is not None)

    def PeekMessageW(self, message: Any, window: None, low: int, high: int, remove: int) -> int:  # noqa: N802
        return 0

    def PostThreadMessageW(self, thread: int, message: int, w: int, l: int) -> int:  # noqa: E741, N802
        assert (thread, message) == (THREAD, WM_APP)
        self._messages.put((message, 0))
        return 1

    def GetMessageW(self, message: Any, window: None, low: int, high: int) -> int:  # noqa: N802
        found: wintypes.MSG = ctypes.cast(message, ctypes.POINTER(wintypes.MSG)).contents
        found.message, found.wParam = self._messages.get(timeout=10)
        return 1

    def press(self, number: int) -> None:
        self._messages.put((WM_HOTKEY, number))


class Held:
    def __init__(self) -> None:
        self.user32 = FakeUser32()
        self.pressed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.refusals: queue.SimpleQueue[Mapping[str, KeyRefusal]] = queue.SimpleQueue()
        self.keys = WindowsGlobalKeys(self.user32, self.pressed.put, self.refusals.put, lambda: THREAD)

    def use(self, keys: Mapping[str, str]) -> Mapping[str, KeyRefusal]:
        self.keys.use(keys)
        return self.refusals.get(timeout=10)


@pytest.fixture
def held() -> Held:
    holder = Held()
    yield holder
    holder.keys.close()
    assert holder.user32.held == {}, "let go of at the end"


def test_keys_are_registered_and_heard(held: Held) -> None:
    assert held.use({"answer": "Ctrl+Alt+A", "mute": "Shift+Meta+F9", "none": ""}) == {}
    assert held.user32.held == {0: (CTRL_ALT, ord("A")), 1: (0x000C | MOD_NOREPEAT, 0x78)}
    held.user32.press(1)
    held.user32.press(0)
    assert [held.pressed.get(timeout=10) for _ in range(2)] == ["mute", "answer"]


def test_a_key_of_another_program_is_refused(held: Held) -> None:
    held.user32.theirs = {(CTRL_ALT, ord("A"))}
    assert held.use({"answer": "Ctrl+Alt+A", "mute": "Ctrl+Alt+X"}) == {"answer": KeyRefusal.TAKEN}
    held.user32.press(0)
    assert held.pressed.get(timeout=10) == "mute"


def test_new_keys_take_the_place_of_the_old(held: Held) -> None:
    held.use({"answer": "Ctrl+Alt+A", "mute": "Ctrl+Alt+X"})
    assert held.use({"answer": "Ctrl+Alt+B"}) == {}
    assert held.user32.held == {0: (CTRL_ALT, ord("B"))}
    assert held.use({}) == {}
    assert held.user32.held == {}


def test_doubles_and_keys_that_there_are_not_are_refused(held: Held) -> None:
    refused = held.use({"answer": "Ctrl+Alt+A", "mute": "Alt+Ctrl+A", "hang_up": "Ctrl+F30"})
    assert refused == {"mute": KeyRefusal.TAKEN, "hang_up": KeyRefusal.NO_SUCH_KEY}


def test_no_thread_is_started_for_no_keys(held: Held) -> None:
    held.keys.use({"answer": ""})
    assert held.keys._thread is None
