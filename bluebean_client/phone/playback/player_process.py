"""The player as a program: obeys the window over its standard input, and ends with it."""

import argparse
import os
import sys
import threading
import time
from collections.abc import Sequence
from typing import BinaryIO

from bluebean_client.domain.phone import DeviceKind, SoundSettings
from bluebean_client.phone.audio.backend import AudioBackend, Stream
from bluebean_client.phone.audio.device_choice import Device, Slot
from bluebean_client.phone.audio.streams import Streams
from bluebean_client.phone.engine_options import AudioChoice, parse_audio
from bluebean_client.phone.late_parts import make_backend
from bluebean_client.phone.playback.messages import Begin, Broken, Chime, Hush, Samples, read_order, write
from bluebean_client.phone.playback.player import Player

PLAYER_OPTION = "--sound-player"
REPORT_SECONDS = 0.1
EXIT_OK = 0


def main(arguments: Sequence[str]) -> int:
    """Play until the window closes the pipe; returns the exit code."""
    parser = argparse.ArgumentParser(prog=f"bluebean-client {PLAYER_OPTION}")
    parser.add_argument(PLAYER_OPTION, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--audio", type=parse_audio, default=AudioChoice())
    os.umask(0o077)
    audio: AudioChoice = parser.parse_args(arguments).audio
    if audio.backend == "file":
        audio = AudioChoice("file", None, audio.recordings)
    player = Player()
    reader = threading.Thread(target=_obey, args=(player, sys.stdin.buffer), name="orders", daemon=True)
    reader.start()
    _play(player, make_backend(audio), sys.stdout.buffer)
    return EXIT_OK


def _obey(player: Player, orders: BinaryIO) -> None:
    try:
        while True:
            match read_order(orders):
                case Begin() as begin:
                    player.begin(begin)
                case Hush():
                    player.hush()
                case Chime(sound):
                    player.chime(sound)
                case Samples(data):
                    player.feed(data)
    except Broken:
        player.close()


def _play(player: Player, backend: AudioBackend, reports: BinaryIO) -> None:
    """Opens the device while something is played, follows the choice, and says how far it is."""

    def open_stream(backend: AudioBackend, slot: Slot, device: Device) -> Stream:
        return backend.open_output(slot.kind, device, player.give)

    streams = Streams(backend, open_stream)
    woken = threading.Event()
    backend.start(woken.set)
    try:
        while not player.closed:
            sound = player.sound
            kinds = {DeviceKind.SPEAKER} if sound else set()
            plan, _ = streams.follow(sound or SoundSettings(), kinds, time.monotonic())
            if DeviceKind.SPEAKER in plan.missing:
                player.drop_chime()
            report = player.report(silent=DeviceKind.SPEAKER in plan.missing)
            if report is not None:
                write(reports, report)
            time.sleep(REPORT_SECONDS)
    except OSError:
        player.close()
    finally:
        streams.close()
        backend.close()
