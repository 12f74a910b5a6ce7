"""The engine as a program: options, one instance per profile, log. Light to import: PJSIP is loaded only when it runs."""

import argparse
import faulthandler
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bluebean_client.phone.engine_log import log_to
from bluebean_client.phone.link.rendezvous import EXIT_ALREADY_RUNNING, NotPrivate, Rendezvous
from bluebean_client.phone.single_instance import AlreadyRunning, ProfileLock

LINGER_SECONDS = 10.0

EXIT_OK = 0
EXIT_FAILED = 1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AudioChoice:
    """`backend` is `auto`, `null` or `file`; the paths belong to `file` (microphone, speaker, ringer)."""

    backend: str = "auto"
    play: Path | None = None
    record: Path | None = None
    ring: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    profile: Path
    audio: AudioChoice
    linger_seconds: float


WATCH_DEVICES_OPTION = "--watch-devices"
"""Lists the sound devices instead, for an engine that has streams open."""


def parse_audio(text: str) -> AudioChoice:
    """`auto`, `null`, or `file:PLAY.wav,RECORD.wav,RING.wav` with any part left empty."""
    if text in ("auto", "null"):
        return AudioChoice(text)
    kind, colon, paths = text.partition(":")
    parts = paths.split(",")
    if kind != "file" or not colon or len(parts) > 3:
        raise argparse.ArgumentTypeError("must be auto, null or file:PLAY.wav,RECORD.wav[,RING.wav]")
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


def main(arguments: Sequence[str]) -> int:
    """Run the engine; returns the exit code when it ends."""
    if WATCH_DEVICES_OPTION in arguments:
        # Loads PortAudio.
        watched: int = importlib.import_module("bluebean_client.phone.audio.device_lister").main()
        return watched
    options = parse(arguments)
    os.umask(0o077)
    if sys.stderr is not None:
        faulthandler.enable()
    rendezvous = Rendezvous(options.profile)
    try:
        rendezvous.prepare()
        lock = ProfileLock(rendezvous.lock_path)
        rendezvous.note_process()
    except AlreadyRunning:
        return EXIT_ALREADY_RUNNING
    except (NotPrivate, OSError) as problem:
        sys.stderr.write(f"The phone engine cannot use its profile: {problem}\n")
        return EXIT_FAILED
    log_to(options.profile / "logs")
    try:
        # Loads PJSIP: not before it is sure that this process runs the engine.
        importlib.import_module("bluebean_client.phone.engine_assembly").run(options, rendezvous)
    except Exception:
        _log.exception("the phone engine failed")
        return EXIT_FAILED
    finally:
        rendezvous.remove_socket()
        lock.release()
    return EXIT_OK
