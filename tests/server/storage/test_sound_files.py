"""The sounds that come with the program: all are there, in the telephone's format, to be heard, and of a sensible length."""

import io
import wave

import numpy as np
import pytest

from server.domain.queueing.sounds import BEEP, BUILT_IN_SOUNDS
from server.storage.sound_files import built_in_sounds


@pytest.mark.parametrize("name", sorted(BUILT_IN_SOUNDS))
def test_a_built_in_sound_can_be_heard(name: str) -> None:
    with wave.open(io.BytesIO(built_in_sounds()[name])) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 8000)
        samples = np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2") / 32768
    seconds = len(samples) / 8000
    assert 0.5 < seconds < 1.5 if name == BEEP else 5 < seconds < 20
    assert 0.5 < np.abs(samples).max() < 0.9
    assert np.sqrt(np.mean(samples**2)) > 0.05
