"""Which sound system serves: PulseAudio once it has answered, PortAudio only where it does not, and only then loaded."""

import asyncio
import sys
from collections.abc import Callable

from bluebean_client.phone.audio.backend import AudioBackend
from bluebean_client.phone.audio.sound_card import PulseOrAlone
from tests.support.fake_card import FakeCard
from tests.support.sound_server import DESK, sound_server


class FakePulse(FakeCard):
    answered = False


class Maker:
    """Counts how often another way is wanted."""

    def __init__(self) -> None:
        self.card, self.made = FakeCard("card"), 0

    def __call__(self) -> AudioBackend:
        self.made += 1
        return self.card


def names(backend: AudioBackend) -> list[str]:
    return [device.name for device in backend.devices().speakers]


def started(pulse: FakePulse, make: Callable[[], AudioBackend]) -> PulseOrAlone:
    backend = PulseOrAlone(pulse, make)
    backend.start(lambda: None)
    return backend


def test_where_pulse_answers_nothing_else_is_made_not_even_when_it_dies() -> None:
    pulse, make = FakePulse("headset"), Maker()
    pulse.answered = True
    backend = started(pulse, make)
    assert names(backend) == ["headset"]
    pulse.plug()
    assert names(backend) == [] and make.made == 0
    backend.close()


def test_where_it_does_not_answer_the_other_way_serves_until_it_does() -> None:
    pulse, make = FakePulse(), Maker()
    backend = started(pulse, make)
    assert names(backend) == ["card"]
    pulse.plug("headset")
    pulse.answered = True
    assert names(backend) == ["headset"] and make.made == 1
    backend.close()


LOOK = """
import sys
from bluebean_client.phone.audio.sound_card import find_sound_card
card = find_sound_card()
card.start(lambda: None)
print([device.name for device in card.devices().speakers][-1], "sounddevice" in sys.modules)
card.close()
"""


async def test_portaudio_is_not_loaded_where_pulse_answers() -> None:
    async with sound_server(700.0, 1_000.0) as server:
        looking = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LOOK), env=server.environment, stdout=asyncio.subprocess.PIPE
        )
        seen, _ = await looking.communicate()
    assert seen.decode().split() == [DESK, "False"]
