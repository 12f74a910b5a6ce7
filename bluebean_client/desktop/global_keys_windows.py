"""Global keys on Windows: RegisterHotKey, whose messages come to the thread that registered them."""

import ctypes
import queue
import threading
from collections.abc import Callable, Mapping
from ctypes import wintypes
from typing import Any

from bluebean_client.desktop.key_chord import ALT, CTRL, META, SHIFT, Chord, chords_of
from bluebean_client.ports.outside import KeyRefusal

MODIFIERS = {ALT: 0x0001, CTRL: 0x0002, SHIFT: 0x0004, META: 0x0008}
MOD_NOREPEAT = 0x4000
VK_F1 = 0x70
F_KEYS = 24
WM_HOTKEY = 0x0312
WM_APP = 0x8000
PM_NOREMOVE = 0
CLOSE_SECONDS = 2.0


class WindowsGlobalKeys:
    """Implements `GlobalKeys`. `user32` is that library; `pressed` and `refused` are called in its thread."""

    def __init__(
        self,
        user32: Any,
        pressed: Callable[[str], None],
        refused: Callable[[Mapping[str, KeyRefusal]], None],
        thread_id: Callable[[], int] = threading.get_native_id,
    ) -> None:
        self._user32 = user32
        self._pressed, self._refused = pressed, refused
        self._make_thread_id = thread_id
        self._wishes: queue.SimpleQueue[dict[str, str] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._thread_id: int | None = None
        self._names: list[str] = []

    def use(self, keys: Mapping[str, str]) -> None:
        if self._thread is None and any(keys.values()):
            self._thread = threading.Thread(target=self._run, name="global keys", daemon=True)
            self._thread.start()
        if self._thread is not None:
            self._tell(dict(keys))

    def close(self) -> None:
        if self._thread is not None:
            self._tell(None)
            self._thread.join(CLOSE_SECONDS)
            self._thread = None

    def _tell(self, keys: dict[str, str] | None) -> None:
        self._wishes.put(keys)
        # before the thread has its id it looks at the wishes by itself
        if self._thread_id is not None:
            self._user32.PostThreadMessageW(self._thread_id, WM_APP, 0, 0)

    # -- its thread

    def _run(self) -> None:
        message = wintypes.MSG()
        # a thread has a queue for messages only once it has looked for one
        self._user32.PeekMessageW(ctypes.byref(message), None, 0, 0, PM_NOREMOVE)
        self._thread_id = self._make_thread_id()
        while self._follow():
            if self._user32.GetMessageW(ctypes.byref(message), None, 0, 0) <= 0:
                break
            if message.message == WM_HOTKEY and message.wParam < len(self._names):
                self._pressed(self._names[message.wParam])
        self._let_go()

    def _follow(self) -> bool:
        """Take the wishes over, one after the other; False at the end."""
        while not self._wishes.empty():
            keys = self._wishes.get()
            if keys is None:
                return False
            self._refused(self._register(keys))
        return True

    def _register(self, keys: dict[str, str]) -> dict[str, KeyRefusal]:
        self._let_go()
        chords, doubles = chords_of(keys)
        refused = dict.fromkeys(doubles, KeyRefusal.TAKEN)
        for name, chord in chords.items():
            key = _virtual_key(chord)
            modifiers = sum(MODIFIERS[modifier] for modifier in chord.modifiers) | MOD_NOREPEAT
            if key is None:
                refused[name] = KeyRefusal.NO_SUCH_KEY
            elif self._user32.RegisterHotKey(None, len(self._names), modifiers, key):
                self._names.append(name)
            else:
                refused[name] = KeyRefusal.TAKEN
        return refused

    def _let_go(self) -> None:
        for number in range(len(self._names)):
            self._user32.UnregisterHotKey(None, number)
        self._names.clear()


def _virtual_key(chord: Chord) -> int | None:
    """Letters and digits are their own codes; F1 to F24 follow each other."""
    if len(chord.key) == 1:
        return ord(chord.key)
    number = int(chord.key[1:])
    return VK_F1 + number - 1 if 1 <= number <= F_KEYS else None
