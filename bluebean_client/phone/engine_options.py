"""What the engine is told when it is started."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LINGER_SECONDS = 10.0

WATCH_DEVICES_OPTION = "--watch-devices"
"""Lists the sound devices instead, for an engine that has streams open."""


@dataclass(frozen=True, slots=True)
class AudioChoice:
    """`backend` is `auto`, `null` or `file`; the paths belong to `file` (microphone, speaker, ringer, recordings)."""

    backend: str = "auto"
    play: Path | None = None
    record: Path | None = None
    ring: Path | None = None
    recordings: Path | None = None
    """What the player of recordings plays, which is a process of its own."""


@dataclass(frozen=True, slots=True)
class Options:
    profile: Path
    audio: AudioChoice
    linger_seconds: float


def parse_audio(text: str) -> AudioChoice:
    """`auto`, `null`, or `file:PLAY.wav,RECORD.wav,RING.wav,RECORDINGS.wav` with any part left empty."""
    if text in ("auto", "null"):
        return AudioChoice(text)
    kind, colon, paths = text.partition(":")
    parts = paths.split(",")
    if kind != "file" or not colon or len(parts) > 4:
        raise argparse.ArgumentTypeError("must be auto, null or file:PLAY.wav,RECORD.wav[,RING.wav[,RECORDINGS.wav]]")
    return AudioChoice("file", *(Path(part) if part else None for part in parts))


def parse(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(prog="bluebean-client --phone-engine", description="BlueBean phone engine")
    parser.add_argument("--phone-engine", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--profile", type=Path, required=True, help="folder of the client's profile")
    parser.add_argument(
        "--audio", type=parse_audio, default=AudioChoice(), help="auto, null or file:PLAY.wav,RECORD.wav[,RING.wav]"
    )
    parser.add_argument(
        "--linger-seconds", type=float, default=LINGER_SECONDS, help="life without a window and without a call"
    )
    found = parser.parse_args(arguments)
    return Options(found.profile, found.audio, found.linger_seconds)
