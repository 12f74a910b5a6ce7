"""Orders and news as bytes: JSON by msgspec, one message per frame of the local socket."""

import msgspec

from bluebean_client.domain.phone_messages import News, Order

MESSAGE_BYTES_MAX = 256 * 1024

_orders: msgspec.json.Decoder[Order] = msgspec.json.Decoder(Order)
_news: msgspec.json.Decoder[News] = msgspec.json.Decoder(News)
_encoder = msgspec.json.Encoder()


class Malformed(ValueError):
    """The other side sent something that is no message of this version."""


def encode(message: Order | News) -> bytes:
    return _encoder.encode(message)


def decode_order(data: bytes) -> Order:
    try:
        return _orders.decode(data)
    except msgspec.MsgspecError as problem:
        raise Malformed(str(problem)) from problem


def decode_news(data: bytes) -> News:
    try:
        return _news.decode(data)
    except msgspec.MsgspecError as problem:
        raise Malformed(str(problem)) from problem
