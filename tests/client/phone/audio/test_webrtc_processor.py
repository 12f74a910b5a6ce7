"""Echo cancelling and noise suppression by the real library, with a synthetic room: what is lost of the echo, and of the voice."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from bluebean_client.phone.audio import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.far_reference import FarReference
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.processing_choice import ProcessingChoice
from bluebean_client.phone.audio.voice_path import MicrophonePath
from bluebean_client.phone.audio.webrtc_processor import WebrtcProcessor

Samples = NDArray[np.float64]
ECHO_SECONDS = 0.08
"""From the speaker's block to its echo: two device buffers and a metre of air."""

CONVERGED_SECONDS = 5
BLOCK_BYTES = FRAME_BYTES // 2


def voice(seconds: float, seed: int) -> Samples:
    """Something like speech: noise with formants, in syllables of uneven loudness and with pauses."""
    random = np.random.default_rng(seed)
    count = int(seconds * SAMPLE_RATE_HZ)
    pitch_hz = 110 + 40 * seed
    at = np.arange(count) / SAMPLE_RATE_HZ
    vibrato = np.cumsum(pitch_hz * (1 + 0.05 * np.sin(2 * np.pi * 3 * at))) / SAMPLE_RATE_HZ
    source = sum(np.sin(2 * np.pi * harmonic * vibrato) / harmonic for harmonic in range(1, 25))
    source = source + 0.3 * random.standard_normal(count)
    syllable = SAMPLE_RATE_HZ // 5
    loudness = np.repeat(random.choice([0.0, 0.3, 0.7, 1.0], count // syllable + 1), syllable)[:count]
    smooth = np.convolve(loudness, np.hanning(800) / np.hanning(800).sum(), "same")
    sound: Samples = source * smooth
    return sound / np.abs(sound).max()


def echo_of(far: Samples, loudness: float = 0.3) -> Samples:
    """What a room makes of it: late, quieter, with 60 ms of reverberation."""
    random = np.random.default_rng(7)
    length = int(0.06 * SAMPLE_RATE_HZ)
    room = random.standard_normal(length) * np.exp(-np.arange(length) / (0.012 * SAMPLE_RATE_HZ))
    room /= np.sqrt((room**2).sum())
    late = np.concatenate([np.zeros(int(ECHO_SECONDS * SAMPLE_RATE_HZ)), far])
    return loudness * np.convolve(late, room)[: len(far)]


def pcm(samples: Samples) -> bytes:
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def process(processor: WebrtcProcessor, near: Samples, far: Samples) -> Samples:
    frames = range(0, len(near) - FRAME_SAMPLES + 1, FRAME_SAMPLES)
    cleaned = b"".join(
        processor.process(pcm(near[at : at + FRAME_SAMPLES]), pcm(far[at : at + FRAME_SAMPLES])) for at in frames
    )
    return np.frombuffer(cleaned, "<i2") / 32768.0


def decibels(one: Samples, other: Samples) -> float:
    """How much louder one is than the other."""
    return float(10 * np.log10((one**2).mean() / max(1e-12, (other**2).mean())))


def test_20_db_and_more_of_the_echo_are_gone_once_the_canceller_has_learned() -> None:
    far = 0.5 * voice(15, seed=1)
    echo = echo_of(far)
    left = process(WebrtcProcessor(True, False), echo, far)
    late = slice(CONVERGED_SECONDS * SAMPLE_RATE_HZ, len(left))
    assert decibels(echo[late], left[late]) >= 20


def test_the_near_voice_is_kept_while_both_speak() -> None:
    far, near = 0.5 * voice(20, seed=1), 0.4 * voice(20, seed=2)
    alone = process(WebrtcProcessor(True, False), near, np.zeros_like(near))
    both = process(WebrtcProcessor(True, False), near + echo_of(far), far)
    late = slice(CONVERGED_SECONDS * SAMPLE_RATE_HZ, len(both))
    assert abs(decibels(both[late], alone[late])) <= 6, "the voice is much quieter, or much of the echo is left"
    assert np.corrcoef(both[late], alone[late])[0, 1] >= 0.7, "it is not the near voice that is left"


def test_steady_noise_is_quieter_by_10_db_and_the_voice_in_it_stays() -> None:
    noise = 0.02 * np.random.default_rng(3).standard_normal(15 * SAMPLE_RATE_HZ)
    silence = np.zeros_like(noise)
    left = process(WebrtcProcessor(False, True), noise, silence)
    late = slice(CONVERGED_SECONDS * SAMPLE_RATE_HZ, len(left))
    assert decibels(noise[late], left[late]) >= 10
    speech = 0.5 * voice(15, seed=2)
    heard = process(WebrtcProcessor(False, True), speech + noise, silence)
    assert abs(decibels(heard[late], speech[late])) <= 3


@pytest.mark.parametrize(("cancel_echo", "suppress_noise"), [(True, True), (True, False), (False, True)])
def test_the_delay_that_the_window_is_told_is_the_delay_there_is(cancel_echo: bool, suppress_noise: bool) -> None:
    near = 0.5 * voice(6, seed=2)
    heard = process(WebrtcProcessor(cancel_echo, suppress_noise), near, np.zeros_like(near))
    late = slice(2 * SAMPLE_RATE_HZ, len(heard))
    lags = range(0, 40 * SAMPLE_RATE_HZ // 1000)
    fits = [float(np.dot(heard[late][lag:], near[late][: len(heard[late]) - lag])) for lag in lags]
    told_ms = ProcessingChoice(cancel_echo, suppress_noise).delay_ms
    assert abs(int(np.argmax(fits)) * 1000 / SAMPLE_RATE_HZ - told_ms) <= 1


def test_cancelling_costs_little() -> None:
    far = 0.5 * voice(10, seed=1)
    near = echo_of(far)
    processor = WebrtcProcessor(True, True)
    begun = time.process_time()
    process(processor, near, far)
    assert time.process_time() - begun <= 0.04 * 10


def test_through_the_path_of_the_devices_whose_threads_are_out_of_step_the_echo_is_gone_too() -> None:
    """Blocks of 10 ms, now and then two at once on one side: the pairing of far and near must not move."""
    far = 0.5 * voice(20, seed=1)
    echo = echo_of(far)
    pairing = FarReference()
    microphone = MicrophonePath(PcmFifo(), pairing)
    microphone.processor = WebrtcProcessor(True, False)
    microphone.record = bytearray()
    random = np.random.default_rng(5)
    far_bytes, echo_bytes = pcm(far), pcm(echo)
    said = heard = 0
    while heard < len(echo_bytes):
        for _ in range(random.choice([1, 1, 1, 2])):
            if said - heard <= FRAME_BYTES:
                pairing.write(far_bytes[said : said + BLOCK_BYTES])
                said += BLOCK_BYTES
        for _ in range(random.choice([1, 1, 1, 2])):
            if heard < said:
                microphone.take(echo_bytes[heard : heard + BLOCK_BYTES])
                heard += BLOCK_BYTES
    left = np.frombuffer(bytes(microphone.record), "<i2") / 32768.0
    late = slice(CONVERGED_SECONDS * SAMPLE_RATE_HZ, len(left))
    assert decibels(echo[late], left[late]) >= 20


def test_a_far_block_that_comes_too_late_is_thrown_away_and_moves_nothing() -> None:
    pairing = FarReference()
    pairing.write(frame(1))
    pairing.write(frame(2))
    assert [pairing.read(FRAME_BYTES) for _ in range(3)] == [frame(1), frame(2), frame(0)]
    pairing.write(frame(3))
    pairing.write(frame(4))
    assert pairing.read(FRAME_BYTES) == frame(4), "the third frame of the microphone has passed already"


def frame(value: int) -> bytes:
    return bytes([value]) * FRAME_BYTES
