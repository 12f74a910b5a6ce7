"""Global keys on X11: passive grabs on the root window, on a connection and a thread of their own.

A grab holds for one exact set of modifiers, so each chord is grabbed once for every state of Caps Lock, Num Lock and Scroll Lock.
A key that is held repeats as release and press with the same time stamp; only the first press counts.
"""

import itertools
import logging
import os
import queue
import select
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError, XauthError

from bluebean_client.desktop.key_chord import ALT, CTRL, META, SHIFT, Chord, chords_of
from bluebean_client.ports.outside import KeyRefusal

MODIFIER_KEYS = {CTRL: ("Control_L",), SHIFT: ("Shift_L",), ALT: ("Alt_L", "Meta_L"), META: ("Super_L",)}
LOCK_KEYS = ("Caps_Lock", "Num_Lock", "Scroll_Lock")
CLOSE_SECONDS = 2.0

Places = dict[str, tuple[set[int], int]]
"""By action: the codes of the key on this keyboard, and the mask of its modifiers."""

_log = logging.getLogger(__name__)


class X11GlobalKeys:
    """Implements `GlobalKeys`. `pressed` and `refused` are called in its thread."""

    def __init__(
        self, pressed: Callable[[str], None], refused: Callable[[Mapping[str, KeyRefusal]], None], display: str = ""
    ) -> None:
        self._pressed, self._refused = pressed, refused
        self._display = display
        self._wishes: queue.SimpleQueue[dict[str, str] | None] = queue.SimpleQueue()
        self._waking = self._wake = -1
        self._thread: threading.Thread | None = None

    def use(self, keys: Mapping[str, str]) -> None:
        if self._thread is None and any(keys.values()):
            self._waking, self._wake = os.pipe()
            self._thread = threading.Thread(target=self._run, name="global keys", daemon=True)
            self._thread.start()
        if self._thread is not None:
            self._tell(dict(keys))

    def close(self) -> None:
        if self._thread is None:
            return
        self._tell(None)
        self._thread.join(CLOSE_SECONDS)
        self._thread = None
        os.close(self._waking)
        os.close(self._wake)

    def _tell(self, keys: dict[str, str] | None) -> None:
        self._wishes.put(keys)
        os.write(self._wake, b"\0")

    # -- its thread

    def _run(self) -> None:
        try:
            grabs = _Grabs(Display(self._display or None))
        except (DisplayError, XauthError, ConnectionClosedError) as error:
            # the text alone: a record that keeps the error keeps its open sockets too
            _log.warning("no global keys: %s", str(error))
            self._refuse_all()
            return
        try:
            while self._follow(grabs):
                for name in grabs.presses():
                    self._pressed(name)
                select.select([grabs.fileno(), self._waking], [], [])
        except ConnectionClosedError as error:
            _log.warning("the X server is gone, and the global keys with it: %s", error)

    def _follow(self, grabs: "_Grabs") -> bool:
        """Take the wishes over, one after the other; False at the end."""
        while not self._wishes.empty():
            os.read(self._waking, 1)
            keys = self._wishes.get()
            if keys is None:
                grabs.close()
                return False
            self._refused(grabs.use(keys))
        return True

    def _refuse_all(self) -> None:
        while (keys := self._wishes.get()) is not None:
            self._refused({name: KeyRefusal.UNAVAILABLE for name, text in keys.items() if text})


class _Grabs:
    """The keys that are held; lives in the thread alone."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._root = display.screen().root
        self._keys: dict[str, str] = {}
        self._names: dict[tuple[int, int], str] = {}
        self._places: Places = {}
        self._released = (0, 0)
        self._significant = 0xFF

    def fileno(self) -> int:
        number: int = self._display.fileno()
        return number

    def use(self, keys: dict[str, str]) -> dict[str, KeyRefusal]:
        """Let go of all, grab these, and say which could not be had."""
        self._keys, self._places = keys, self._places_of(keys)
        self._let_go()
        masks = _Masks(self._display)
        chords, doubles = chords_of(keys)
        refused = dict.fromkeys(doubles, KeyRefusal.TAKEN)
        for name, (codes, modifiers) in self._places.items():
            if not codes:
                refused[name] = KeyRefusal.NO_SUCH_KEY
            elif _changes_console(chords[name]) or not self._grab(codes, modifiers, masks.locks):
                refused[name] = KeyRefusal.TAKEN
            else:
                self._names.update({(code, modifiers): name for code in codes})
        self._significant = ~masks.all_locks & 0xFF
        return refused

    def _places_of(self, keys: dict[str, str]) -> Places:
        """A chord with a modifier that the keyboard has not gets no codes: without it, it would be another key."""
        masks = _Masks(self._display)
        places: Places = {}
        for name, chord in chords_of(keys)[0].items():
            mask = masks.of(chord.modifiers)
            places[name] = (self._key_codes(chord), mask) if mask is not None else (set(), 0)
        return places

    def _mapping_changed(self, event: Any) -> None:
        """Another layout, or only another keyboard: a key pressed while all are let go would be lost."""
        self._display.refresh_keyboard_mapping(event)
        if self._places_of(self._keys) != self._places:
            self.use(self._keys)

    def presses(self) -> list[str]:
        names = []
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.MappingNotify:
                self._mapping_changed(event)
            elif event.type == X.KeyRelease:
                self._released = (event.detail, event.time)
            elif event.type == X.KeyPress and (event.detail, event.time) != self._released:
                name = self._names.get((event.detail, event.state & self._significant))
                names += [name] if name else []
        return names

    def close(self) -> None:
        self._let_go()
        self._display.close()

    def _key_codes(self, chord: Chord) -> set[int]:
        keysym = XK.string_to_keysym(chord.key if chord.key[1:] else chord.key.lower())
        return {code for code, _index in self._display.keysym_to_keycodes(keysym)} if keysym else set()

    def _grab(self, codes: Iterable[int], modifiers: int, locks: Iterable[int]) -> bool:
        """All or nothing."""
        conflict = CatchError(BadAccess)
        for code, lock in itertools.product(codes, locks):
            self._root.grab_key(code, modifiers | lock, False, X.GrabModeAsync, X.GrabModeAsync, onerror=conflict)
        self._display.sync()
        if conflict.get_error() is None:
            return True
        for code, lock in itertools.product(codes, locks):
            self._root.ungrab_key(code, modifiers | lock)
        return False

    def _let_go(self) -> None:
        self._root.ungrab_key(X.AnyKey, X.AnyModifier)
        self._display.sync()
        self._names.clear()


def _changes_console(chord: Chord) -> bool:
    """The X server keeps Ctrl+Alt with a function key for itself: a grab succeeds, and no key ever comes."""
    return chord.key[1:] != "" and {CTRL, ALT} <= chord.modifiers


class _Masks:
    """Which bits of a key event's state belong to which modifier; the keyboard's mapping says so.

    Attributes: `locks`, every combination of the locks; `all_locks`, all their bits.
    """

    def __init__(self, display: Display) -> None:
        self._display = display
        self._mapping: Any = display.get_modifier_mapping()
        lock_bits = [bit for bit in map(self._bit, LOCK_KEYS) if bit]
        self.locks = {sum(some) for some in _subsets(set(lock_bits))}
        self.all_locks = max(self.locks)

    def of(self, modifiers: Iterable[str]) -> int | None:
        """None if there is not a key for each."""
        mask = 0
        for modifier in modifiers:
            bit = next(filter(None, map(self._bit, MODIFIER_KEYS[modifier])), 0)
            if not bit:
                return None
            mask |= bit
        return mask

    def _bit(self, key: str) -> int:
        codes = {code for code, _index in self._display.keysym_to_keycodes(XK.string_to_keysym(key))}
        return next((1 << index for index, row in enumerate(self._mapping) if codes & set(row)), 0)


def _subsets(bits: set[int]) -> Iterable[tuple[int, ...]]:
    return itertools.chain.from_iterable(itertools.combinations(bits, count) for count in range(len(bits) + 1))
