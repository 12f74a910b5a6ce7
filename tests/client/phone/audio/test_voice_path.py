"""The way of sound between devices and calls, block by block."""

import array

from bluebean_client.phone.audio import FRAME_BYTES
from bluebean_client.phone.audio.far_reference import FarReference
from bluebean_client.phone.audio.pcm import Volume
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.tones import OneShot, RepeatingTone
from bluebean_client.phone.audio.voice_path import MicrophonePath, RingerPath, SpeakerPath


def frame(value: int) -> bytes:
    return array.array("h", [value] * (FRAME_BYTES // 2)).tobytes()


def speaker_with_voice(value: int) -> tuple[SpeakerPath, FarReference]:
    voice, far = PcmFifo(target_frames=1), FarReference()
    for _ in range(3):
        voice.write(frame(value))
    return SpeakerPath(voice, far), far


def test_a_cue_is_heard_over_the_voice_and_the_voice_goes_on_after_it() -> None:
    speaker, _ = speaker_with_voice(100)
    speaker.cue = OneShot(frame(10))
    assert speaker.give(FRAME_BYTES) == frame(110)
    assert speaker.give(FRAME_BYTES) == frame(100)


def test_the_ringback_tone_takes_the_place_of_the_voice() -> None:
    speaker, _ = speaker_with_voice(100)
    speaker.ringback = RepeatingTone(frame(7))
    assert speaker.give(FRAME_BYTES) == frame(7)


def test_what_echoes_is_what_the_device_was_handed_with_its_volume() -> None:
    speaker, far = speaker_with_voice(100)
    speaker.volume = Volume(50)
    assert speaker.give(FRAME_BYTES) == frame(50)
    assert far.read(FRAME_BYTES) == frame(50)


def test_each_ring_device_rings_from_the_beginning_and_all_are_silent_at_once() -> None:
    ringer = RingerPath()
    first, second = ringer.give(0), ringer.give(1)
    assert first(FRAME_BYTES) == frame(0)
    ringer.ring(frame(8_000) * 100)
    begun = first(10 * FRAME_BYTES)
    first(10 * FRAME_BYTES)
    assert second(10 * FRAME_BYTES) == begun
    ringer.stop()
    assert first(FRAME_BYTES) == second(FRAME_BYTES) == frame(0)


def test_what_is_recorded_for_a_test_does_not_go_into_calls() -> None:
    calls = PcmFifo(target_frames=1)
    microphone = MicrophonePath(calls, FarReference())
    microphone.record = bytearray()
    microphone.take(frame(5))
    assert bytes(microphone.record) == frame(5)
    assert calls.level_bytes() == 0


def test_the_microphones_volume_is_applied_before_its_loudness_is_told() -> None:
    microphone = MicrophonePath(PcmFifo(), FarReference())
    microphone.volume = Volume(200)
    microphone.meter.on = True
    microphone.take(frame(8_192))
    assert -6.1 <= microphone.meter.read() <= -5.9
