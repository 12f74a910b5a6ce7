"""How much later the voice is for having gone through the sound keeper, in and out, with real devices of PulseAudio."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from bluebean_client.domain.phone import Processing, SoundSettings
from bluebean_client.phone.audio import FRAME_BYTES
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.sound_card import find_sound_card
from bluebean_client.phone.audio.sound_keeper import SoundKeeper, SoundNews
from tests.support import tones
from tests.support.engine import becomes_true
from tests.support.sound_server import RATE_HZ, sound_server

CLICKS = "Clicks"
CLICKED_SINK = "clicks_mouth"
ITS_DESCRIPTION = "Null Output (2)"
CLICK_SAMPLES = RATE_HZ // 200
SECONDS = 15


def clicks() -> tones.Samples:
    """A short tone every second."""
    second = np.zeros(RATE_HZ)
    second[:CLICK_SAMPLES] = 0.5 * np.sin(2 * np.pi * 2_000 * np.arange(CLICK_SAMPLES) / RATE_HZ)
    return np.tile(second, 120)


class Clockwork:
    """Carries every frame from the microphone's buffer to the speaker's at once, as a call to oneself without a network would."""

    def __init__(self, capture: PcmFifo, playback: PcmFifo) -> None:
        self._capture, self._playback = capture, playback
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            self._playback.write(self._capture.read(FRAME_BYTES))
            due += 0.02


@pytest.fixture
def buffers() -> Iterator[tuple[PcmFifo, PcmFifo]]:
    capture, playback = PcmFifo(), PcmFifo()
    clockwork = Clockwork(capture, playback)
    yield capture, playback
    clockwork.stop()


def loop_delays_ms(samples: tones.Samples) -> list[float]:
    """From each click to its first echo."""
    loud = np.abs(samples)
    delays = []
    position = 0
    while position + RATE_HZ < len(loud):
        window = loud[position : position + RATE_HZ]
        found = np.flatnonzero(window > 0.3)
        if not len(found):
            break
        start = position + int(found[0])
        echo = loud[start + 2 * CLICK_SAMPLES : start + RATE_HZ // 2]
        heard = np.flatnonzero(echo > 0.05)
        if len(heard):
            delays.append((2 * CLICK_SAMPLES + int(heard[0])) / RATE_HZ * 1000)
        position = start + RATE_HZ // 2
    return delays


async def test_in_and_out_add_120_ms_at_most_once_they_have_settled(
    buffers: tuple[PcmFifo, PcmFifo], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The microphone hears the sink that is played into: every click comes back once through the keeper."""
    async with sound_server(700.0, 1_000.0) as sound:
        await sound.plug(CLICKS, says=clicks())
        path = await sound.record(CLICKED_SINK)
        for name, value in sound.environment.items():
            monkeypatch.setenv(name, value)
        off = Processing.OFF
        keeper = SoundKeeper(
            find_sound_card,
            lambda choice: None,
            *buffers,
            SoundNews(lambda devices: None, lambda test: None, lambda levels: None),
        )
        keeper.choose(
            SoundSettings(CLICKS, ITS_DESCRIPTION, speaker_volume=30, echo_cancellation=off, noise_suppression=off)
        )
        keeper.talk(True)
        keeper.start()
        await becomes_true(lambda: path.exists() and path.stat().st_size >= SECONDS * RATE_HZ * 2, 2 * SECONDS)
        keeper.close()
        samples = np.frombuffer(path.read_bytes()[: SECONDS * RATE_HZ * 2], "<i2") / 32768.0
    delays = loop_delays_ms(samples)
    assert len(delays) >= 8, "the clicks did not come back"
    # The least of the later ones: threads that others keep from running add their time, and the buffers give it back.
    assert min(delays[len(delays) // 2 :]) <= 120, f"{delays}"
