"""What window and player say to each other over the player's standard input and output: a length, then JSON or samples."""

import struct
from typing import IO

import msgspec

from bluebean_client.domain.phone import SoundSettings

MESSAGE_BYTES_MAX = 1024 * 1024
_HEAD = struct.Struct("<IB")
_JSON, _SAMPLES = 0, 1


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """Drop what is not played yet; samples that follow are 16 bits of this kind. `run` tells their reports from earlier ones."""

    run: int
    rate_hz: int
    channels: int
    speed: float
    sound: SoundSettings


class Hush(msgspec.Struct, frozen=True, tag="hush"):
    """Drop everything and be silent at once; the device is closed."""


class Chime(msgspec.Struct, frozen=True, tag="chime"):
    """One soft sound, beside whatever is played."""

    sound: SoundSettings


class Samples(msgspec.Struct, frozen=True):
    """Sound in the order of the recording; none: it ends here."""

    data: bytes


class Report(msgspec.Struct, frozen=True):
    """About ten times a second: seconds of the recording that were heard and that lie ready, and whether all is played."""

    run: int
    heard_seconds: float
    ready_seconds: float
    ended: bool = False
    silent: bool = False
    """No device plays it."""


Order = Begin | Hush | Chime | Samples
_orders: msgspec.json.Decoder[Begin | Hush | Chime] = msgspec.json.Decoder(Begin | Hush | Chime)
_reports = msgspec.json.Decoder(Report)


class Broken(Exception):
    """The other side speaks no more, or not in messages."""


def write(stream: IO[bytes], message: Order | Report) -> None:
    """Blocks while the other side is slow. May raise `OSError`."""
    samples = isinstance(message, Samples)
    body = message.data if isinstance(message, Samples) else msgspec.json.encode(message)
    stream.write(_HEAD.pack(len(body), _SAMPLES if samples else _JSON) + body)
    stream.flush()


def read_order(stream: IO[bytes]) -> Order:
    kind, body = _read(stream)
    if kind == _SAMPLES:
        return Samples(body)
    try:
        return _orders.decode(body)
    except msgspec.MsgspecError as problem:
        raise Broken(str(problem)) from problem


def read_report(stream: IO[bytes]) -> Report:
    try:
        return _reports.decode(_read(stream)[1])
    except msgspec.MsgspecError as problem:
        raise Broken(str(problem)) from problem


def _read(stream: IO[bytes]) -> tuple[int, bytes]:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise Broken("the other side is gone")
    length, kind = _HEAD.unpack(head)
    if length > MESSAGE_BYTES_MAX:
        raise Broken("no message of this program")
    body = stream.read(length)
    if len(body) < length:
        raise Broken("the other side is gone")
    return kind, body
