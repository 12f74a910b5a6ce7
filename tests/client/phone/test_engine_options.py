"""The options of the engine as a program."""

import argparse
from pathlib import Path

import pytest

from bluebean_client.phone.engine_options import AudioChoice, parse_audio


def test_sound_options() -> None:
    assert parse_audio("auto") == AudioChoice()
    assert parse_audio("file:a.wav,b.wav") == AudioChoice("file", Path("a.wav"), Path("b.wav"))
    assert parse_audio("file:,b.wav,c.wav") == AudioChoice("file", None, Path("b.wav"), Path("c.wav"))
    with_recordings = AudioChoice("file", Path("a.wav"), Path("b.wav"), Path("c.wav"), Path("d.wav"))
    assert parse_audio("file:a.wav,b.wav,c.wav,d.wav") == with_recordings
    for wrong in ("", "file", "disk:a", "file:a,b,c,d,e"):
        with pytest.raises(argparse.ArgumentTypeError):
            parse_audio(wrong)
