"""The sounds that come with the program, read from `resources/sounds`."""

import sys
from pathlib import Path

from server.domain.queueing.sounds import BUILT_IN_SOUNDS

LANGUAGE = "ja"
_PLACES = (Path(__file__).resolve().parents[2] / "resources", Path(sys.prefix) / "share" / "bluebean" / "resources")


def built_in_sounds() -> dict[str, bytes]:
    """Each as a WAV of 8 kHz, 16 bit, mono. Raises `FileNotFoundError` naming the one that is missing."""
    folder = next((place for place in _PLACES if (place / "sounds").is_dir()), _PLACES[0]) / "sounds" / LANGUAGE
    return {name: (folder / f"{name}.wav").read_bytes() for name in sorted(BUILT_IN_SOUNDS)}
