"""The engine with a headset: presses become orders for its calls, its calls light the lamps."""

from dataclasses import dataclass, field

from bluebean_client.domain.phone import AudioDevices
from bluebean_client.domain.phone_messages import Answer, Dial, Mute, UseHeadset
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.headset.port import Button, Lamp, Lamps
from bluebean_client.phone.sip.call_port import CallConnected, IncomingCall
from tests.support.clock import WallClock
from tests.support.fake_phone import FakeHistory, FakeNames, FakeSipStack, FakeSound


@dataclass
class FakeHeadset:
    """Implements `Headset`: what it was told last."""

    used: bool = False
    preferred: tuple[str, ...] = ()
    lit: Lamps = frozenset()
    closed: bool = field(default=False)

    def use(self, on: bool) -> None:
        self.used = on

    def prefer(self, sound_devices: tuple[str, ...]) -> None:
        self.preferred = sound_devices

    def show(self, lamps: Lamps) -> None:
        self.lit = lamps

    def close(self) -> None:
        self.closed = True


class Desk:
    def __init__(self) -> None:
        self.headset, self.stack = FakeHeadset(), FakeSipStack()
        self.engine = Engine(
            self.stack, FakeSound(), FakeHistory(), self.headset, FakeNames().resolve, WallClock(), lambda: 0.5
        )

    def rings(self, call: int) -> None:
        self.engine.hear(IncomingCall(call, "0312345678", "", "", False, ""), 0.0)
        self.engine.tick(0.0)

    def press(self, button: Button) -> None:
        self.engine.headset_pressed(button, 1.0)
        self.engine.tick(1.0)


def test_a_call_is_answered_muted_and_ended_on_the_headset() -> None:
    desk = Desk()
    desk.rings(7)
    assert desk.headset.lit == {Lamp.RING}
    desk.press(Button.HOOK)
    assert "answer 7" in desk.stack.done
    desk.engine.hear(CallConnected(7), 1.0)
    desk.engine.tick(1.0)
    assert desk.headset.lit == {Lamp.OFF_HOOK}
    desk.press(Button.MUTE)
    assert desk.headset.lit == {Lamp.OFF_HOOK, Lamp.MUTE}
    desk.press(Button.HOOK)
    assert "hang up 7 with 0" in desk.stack.done
    assert desk.headset.lit == set()


def test_what_is_done_in_the_window_shows_on_the_headset() -> None:
    desk = Desk()
    desk.rings(7)
    desk.engine.obey(Answer(7), 1.0)
    desk.engine.hear(CallConnected(7), 1.0)
    desk.engine.obey(Mute(7, True), 1.0)
    desk.engine.tick(1.0)
    assert desk.headset.lit == {Lamp.OFF_HOOK, Lamp.MUTE}


def test_a_call_that_is_dialed_takes_the_headset_off_the_hook() -> None:
    desk = Desk()
    assert desk.engine.obey(Dial("0312345678"), 0.0) is None
    desk.engine.tick(0.0)
    assert desk.headset.lit == {Lamp.OFF_HOOK}


def test_the_window_says_whether_to_listen_and_sees_the_name_in_use() -> None:
    desk = Desk()
    desk.engine.obey(UseHeadset(True), 0.0)
    desk.engine.headset_found("Jabra EVOLVE 20")
    assert desk.headset.used and desk.engine.state.headset == "Jabra EVOLVE 20"


def test_the_headset_of_the_sound_in_use_is_preferred() -> None:
    desk = Desk()
    desk.engine.devices_changed(AudioDevices(microphone_in_use="Jabra mic", speaker_in_use="Poly"))
    assert desk.headset.preferred == ("Poly", "Jabra mic")
