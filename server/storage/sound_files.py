"""The sounds that come with the program, read from `server/sounds`."""

from importlib.resources import files

from server.domain.queueing.sounds import BUILT_IN_SOUNDS

LANGUAGE = "ja"


def built_in_sounds() -> dict[str, bytes]:
    """Each as a WAV of 8 kHz, 16 bit, mono."""
    folder = files("server") / "sounds" / LANGUAGE
    return {name: (folder / f"{name}.wav").read_bytes() for name in sorted(BUILT_IN_SOUNDS)}
