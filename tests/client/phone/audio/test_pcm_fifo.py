"""The buffer between two clocks: it fills up, loses the oldest, keeps no delay that nobody needs, and holds its level for hours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.audio import FRAME_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm_fifo import WINDOW_READS, PcmFifo
from tests.support import tones

MILLISECOND_BYTES = FRAME_BYTES // 20


def frame(value: int) -> bytes:
    return bytes([value]) * FRAME_BYTES


def pass_through(fifo: PcmFifo, sound: bytes, skew_ppm: float, written: int = FRAME_BYTES) -> tuple[bytes, list[int]]:
    """Write pieces of 20 ms by one clock, read 10 ms by another one that is faster by `skew_ppm`; what was read, and the levels."""
    heard, levels = [], []
    reads = 0
    step_seconds = 0.01 / (1 + skew_ppm * 1e-6)
    for number in range(len(sound) // written):
        fifo.write(sound[number * written : (number + 1) * written])
        while reads * step_seconds < (number + 1) * 0.02:
            heard.append(fifo.read(FRAME_BYTES // 2))
            levels.append(fifo.level_bytes())
            reads += 1
    return b"".join(heard), levels


def test_the_buffer_fills_up_before_it_gives() -> None:
    fifo = PcmFifo(target_frames=2)
    fifo.write(frame(1))
    assert fifo.read(FRAME_BYTES) == frame(0)
    fifo.write(frame(2))
    assert fifo.read(FRAME_BYTES) == frame(1)
    assert fifo.read(FRAME_BYTES) == frame(2)
    assert fifo.read(FRAME_BYTES) == frame(0)


def test_what_does_not_fit_pushes_out_the_oldest() -> None:
    fifo = PcmFifo(target_frames=1, limit_frames=3)
    for value in range(1, 8):
        fifo.write(frame(value))
    assert [fifo.read(FRAME_BYTES)[0] for _ in range(3)] == [5, 6, 7]


@pytest.mark.parametrize("extra_frames", [1, 3, 8])
def test_delay_that_nobody_needs_is_gone_after_some_seconds(extra_frames: int) -> None:
    fifo = PcmFifo(target_frames=2, limit_frames=12)
    for _ in range(1 + extra_frames):
        fifo.write(frame(1))
    for _ in range(5 * WINDOW_READS):
        fifo.write(frame(1))
        fifo.read(FRAME_BYTES)
    assert abs(fifo.level_bytes() - FRAME_BYTES) <= 5 * MILLISECOND_BYTES, "one frame waits for a late writer, no more"


@pytest.mark.parametrize("skew_ppm", [-200.0, -50.0, 50.0, 200.0])
def test_in_an_hour_of_unequal_clocks_the_level_stays_and_nothing_is_lost(skew_ppm: float) -> None:
    silence = bytes(range(256)) * (FRAME_BYTES // 256) + bytes([7]) * (FRAME_BYTES % 256)
    hour = silence * (3600 * 50)
    heard, levels = pass_through(PcmFifo(), hour, skew_ppm)
    settled = levels[1000:]
    assert min(settled) >= 5 * MILLISECOND_BYTES, "it nearly ran dry"
    assert max(settled) <= 60 * MILLISECOND_BYTES, "delay has piled up"
    late = np.array(settled[-6000:]).mean() - np.array(settled[:6000]).mean()
    assert abs(late) <= 10 * MILLISECOND_BYTES, "the delay has drifted"
    assert bytes(FRAME_BYTES // 4) not in heard[FRAME_BYTES * 5 :], "there was a gap"


@pytest.mark.parametrize("skew_ppm", [-200.0, 200.0])
@pytest.mark.parametrize("hz", [440.0, 1_000.0, 3_000.0])
def test_the_corrections_cannot_be_heard(skew_ppm: float, hz: float) -> None:
    """Noise and distortion of every second stay 40 dB and more below the tone; a lost frame of 20 ms leaves 20 dB."""
    sound = (np.sin(2 * np.pi * hz * np.arange(120 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ) * 8000).astype("<i2").tobytes()
    heard, _ = pass_through(PcmFifo(), sound, skew_ppm)
    samples = np.frombuffer(heard, "<i2")[SAMPLE_RATE_HZ:] / 32768.0
    seconds = samples[: len(samples) // SAMPLE_RATE_HZ * SAMPLE_RATE_HZ].reshape(-1, SAMPLE_RATE_HZ)
    worst = min(tones.tone_share(second, SAMPLE_RATE_HZ, hz) for second in seconds)
    assert 1 - worst < 1e-4


def test_a_low_tone_is_not_faded_into_itself_upside_down() -> None:
    """Some milliseconds later it is most like itself there."""
    hz, fifo = 110, PcmFifo(target_frames=2, limit_frames=12)
    count = 5 * WINDOW_READS * FRAME_BYTES // 2
    tone = (np.sin(2 * np.pi * hz * np.arange(count) / SAMPLE_RATE_HZ) * 8000).astype("<i2").tobytes()
    frames = [tone[at : at + FRAME_BYTES] for at in range(0, len(tone), FRAME_BYTES)]
    heard = b""
    for frame in frames[:4]:
        fifo.write(frame)
    for frame in frames[4:]:
        fifo.write(frame)
        heard += fifo.read(FRAME_BYTES)
    assert fifo.level_bytes() < 3 * FRAME_BYTES, "nothing was taken out"
    half_period = SAMPLE_RATE_HZ // hz // 2
    samples = np.frombuffer(heard, "<i2").astype(float)
    loud = np.sqrt(np.mean(np.lib.stride_tricks.sliding_window_view(samples, half_period) ** 2, axis=1))
    assert loud.min() > 0.6 * np.median(loud)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1500)), max_size=200))
def test_the_buffer_is_bounded_and_always_gives_what_is_asked(steps: list[tuple[bool, int]]) -> None:
    fifo = PcmFifo()
    for writes, samples in steps:
        if writes:
            fifo.write(bytes(2 * samples))
        else:
            assert len(fifo.read(2 * samples)) == 2 * samples
        assert fifo.level_bytes() <= 10 * FRAME_BYTES
