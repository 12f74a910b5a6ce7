"""The sounds that the phone makes by itself."""

import array

from bluebean_client.phone.audio import SAMPLE_RATE_HZ
from bluebean_client.phone.audio.tones import FadeIn, RepeatingTone, beep, ring_pattern


def loudest(data: bytes) -> int:
    return max(abs(sample) for sample in array.array("h", data))


def test_the_ring_grows_for_300_ms_and_pauses() -> None:
    tone = FadeIn(RepeatingTone(ring_pattern()))
    data = tone.read(3 * SAMPLE_RATE_HZ * 2)
    second = SAMPLE_RATE_HZ * 2
    assert loudest(data[: second // 50]) < 0.1 * loudest(data[second // 2 : second])
    assert loudest(data[second : 3 * second]) == 0
    assert loudest(tone.read(second)) > 9000, "it does not ring again"
    assert 0 < loudest(beep()) < 10_000
