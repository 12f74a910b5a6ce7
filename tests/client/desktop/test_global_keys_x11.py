"""Global keys on a real X server, pressed while the window of another program has the keyboard."""

import contextlib
import gc
from collections.abc import Iterator, Mapping

import pytest
from Xlib import XK, X
from Xlib.display import Display

from bluebean_client.desktop.global_keys_x11 import X11GlobalKeys
from bluebean_client.ports.outside import KeyRefusal
from tests.support.waiting import wait
from tests.support.x_server import Held, x_server

KEYS = {"answer": "Ctrl+Alt+A", "hang_up": "Ctrl+Alt+E", "mute": "Ctrl+Shift+F9", "none": ""}


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with x_server() as display:
        yield display


class OtherProgram:
    """A window of somebody else that has the keyboard; `typed` is what reaches it."""

    def __init__(self, screen: str) -> None:
        self.display = Display(screen)
        root = self.display.screen()
        self.window = root.root.create_window(0, 0, 200, 200, 0, root.root_depth, event_mask=X.KeyPressMask)
        self.window.map()
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.display.sync()

    @property
    def typed(self) -> list[str]:
        self.display.sync()
        events = [self.display.next_event() for _ in range(self.display.pending_events())]
        keysyms = (self.display.keycode_to_keysym(event.detail, 0) for event in events if event.type == X.KeyPress)
        return [XK.keysym_to_string(keysym) for keysym in keysyms if XK.keysym_to_string(keysym)]


@pytest.fixture
def held(screen: str) -> Iterator[Held]:
    holder = Held(screen)
    yield holder
    holder.keys.close()


@pytest.fixture
def other(screen: str) -> Iterator[OtherProgram]:
    program = OtherProgram(screen)
    yield program
    program.window.destroy()
    program.display.close()


def test_keys_act_while_another_window_has_the_keyboard_and_only_they(held: Held, other: OtherProgram) -> None:
    assert held.use(KEYS) == {}
    held.type("key", "ctrl+alt+a")
    held.type("key", "ctrl+shift+F9")
    held.type("key", "ctrl+a")
    held.type("key", "ctrl+alt+e")
    wait(lambda: len(held.pressed) == 3)
    assert held.pressed == ["answer", "mute", "hang_up"]
    assert other.typed == ["a"], "every other key stays with the other program"


@pytest.mark.parametrize("lock", ["Caps_Lock", "Num_Lock"])
def test_keys_act_whatever_is_locked(held: Held, other: OtherProgram, lock: str) -> None:
    held.use(KEYS)
    held.type("key", lock)
    with contextlib.ExitStack() as after:
        after.callback(held.type, "key", lock)
        held.type("key", "ctrl+alt+a")
        wait(lambda: held.pressed == ["answer"])


def test_a_key_that_is_held_acts_once(held: Held, other: OtherProgram) -> None:
    held.use(KEYS)
    held.type(
        "keydown",
        "ctrl",
        "keydown",
        "shift",
        "keydown",
        "F9",
        "sleep",
        "1.2",
        "keyup",
        "F9",
        "keyup",
        "shift",
        "keyup",
        "ctrl",
    )
    held.type("key", "ctrl+alt+a")
    wait(lambda: "answer" in held.pressed)
    assert held.pressed == ["mute", "answer"]


def test_a_key_of_another_program_is_refused_and_the_others_are_held(screen: str, held: Held) -> None:
    first = Held(screen)
    assert first.use({"theirs": "Ctrl+Alt+E"}) == {}
    assert held.use(KEYS) == {"hang_up": KeyRefusal.TAKEN}
    held.type("key", "ctrl+alt+e", "ctrl+alt+a")
    wait(lambda: held.pressed == ["answer"] and first.pressed == ["theirs"])
    first.keys.close()
    assert held.use(KEYS) == {}


def test_new_keys_take_the_place_of_the_old(held: Held, other: OtherProgram) -> None:
    held.use(KEYS)
    held.use({"answer": "Ctrl+Shift+F5"})
    held.type("key", "ctrl+alt+a", "ctrl+shift+F5")
    wait(lambda: held.pressed)
    assert held.pressed == ["answer"] and other.typed == ["a"]
    assert held.use({}) == {}
    held.type("key", "ctrl+shift+F5")
    wait(lambda: other.display.pending_events())
    assert held.pressed == ["answer"]


def test_two_actions_cannot_have_one_key(held: Held) -> None:
    assert held.use({"answer": "Ctrl+Alt+A", "mute": "Alt+Ctrl+A"}) == {"mute": KeyRefusal.TAKEN}


def test_a_key_that_the_keyboard_has_not_is_refused(held: Held) -> None:
    assert held.use({"answer": "Ctrl+F36"}) == {"answer": KeyRefusal.NO_SUCH_KEY}


def test_without_the_modifier_the_bare_key_is_not_taken_instead(held: Held, other: OtherProgram) -> None:
    mapping = [list(row) for row in other.display.get_modifier_mapping()]
    other.display.set_modifier_mapping([*mapping[:6], [0] * len(mapping[6]), mapping[7]])  # no Super any more
    try:
        assert held.use({"answer": "Meta+A"}) == {"answer": KeyRefusal.NO_SUCH_KEY}
        held.type("key", "a")
        wait(lambda: other.display.pending_events())
        assert held.pressed == []
    finally:
        other.display.set_modifier_mapping(mapping)


def test_the_keys_that_change_the_console_are_refused(held: Held) -> None:
    assert held.use({"answer": "Ctrl+Alt+F2", "mute": "Ctrl+F2"}) == {"answer": KeyRefusal.TAKEN}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_an_x_server_every_key_is_refused() -> None:
    """WORKAROUND for python-xlib 0.33: it leaves the sockets of a connection that failed to the garbage collector."""
    refusals: list[Mapping[str, KeyRefusal]] = []
    keys = X11GlobalKeys(print, refusals.append, ":4077")
    keys.use(KEYS)
    wait(lambda: refusals)
    assert refusals == [dict.fromkeys(("answer", "hang_up", "mute"), KeyRefusal.UNAVAILABLE)]
    keys.close()
    gc.collect()


def test_nothing_is_opened_for_no_keys(screen: str) -> None:
    holder = Held(screen)
    holder.keys.use({"answer": ""})
    assert holder.keys._thread is None
