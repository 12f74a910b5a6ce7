"""What an HTTP answer means: a reply, a refusal of the server, or something that does not come from it at all."""

from typing import Any, TypeVar

import msgspec

from bluebean_client.net import trouble
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorBody, ErrorCode

Reply = TypeVar("Reply", bound=msgspec.Struct)

_GATEWAY = frozenset({502, 503, 504})


def from_bluebean(status: int, body: bytes) -> tuple[int, bytes]:
    """The answer, unless a gateway says that the server behind it is away: then it is worth another try."""
    if status in _GATEWAY and isinstance(refusal(status, body), Unreachable):
        raise Unreachable(trouble.REFUSED, f"a gateway answers with HTTP status {status}")
    return status, body


def understood(answer: tuple[int, bytes], reply: type[Reply]) -> Reply:
    """The reply's body; `Refused` or `Unreachable` for everything else."""
    status, body = answer
    if status >= 400:
        raise refusal(status, body)
    if not 200 <= status < 300:
        raise Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
    try:
        return msgspec.json.decode(body or b"{}", type=reply)
    except msgspec.MsgspecError as error:
        raise Unreachable(trouble.NOT_BLUEBEAN, f"the answer is not a {reply.__name__}: {error}") from error


def refusal(status: int, body: bytes) -> Refused | Unreachable:
    try:
        said = msgspec.json.decode(body, type=ErrorBody)
    except msgspec.MsgspecError:
        return _foreign_refusal(status, body)
    return Refused(said.code, said.details, said.message)


def _foreign_refusal(status: int, body: bytes) -> Refused | Unreachable:
    """An error of a newer server, of a proxy before it, or of something else altogether."""
    try:
        fields: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError:
        return Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
    if "code" in fields and "message" in fields:
        return Refused(ErrorCode.INTERNAL, {"code": str(fields["code"])}, str(fields["message"]))
    return Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
