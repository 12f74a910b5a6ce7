"""SIP messages on a stream: cut into whole ones, and changed by the one hop between PJSIP and the network. Pure."""

import re
from dataclasses import dataclass

KEEP_ALIVE = b"\r\n"
"""Stands between messages and means nothing (RFC 3261, 7.5; RFC 5626, 3.5.1)."""

HEAD_MAX = 64 * 1024
BODY_MAX = 256 * 1024

_HEAD_END = b"\r\n\r\n"
_CONTENT_LENGTH = re.compile(rb"^(?:content-length|l)[ \t]*:\s*(\d{1,9})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_RECORD_ROUTE = re.compile(rb"^record-route[ \t]*:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.IGNORECASE | re.MULTILINE)
_METHOD = re.compile(rb"^cseq[ \t]*:\s*\d+\s+(\w+)", re.IGNORECASE | re.MULTILINE)
_OPENS_DIALOG = frozenset({b"INVITE", b"SUBSCRIBE", b"REFER", b"NOTIFY", b"UPDATE"})


class BadStream(Exception):
    """What came cannot be SIP; where the next message begins is not to be known any more."""


class SipFramer:
    """Whole messages out of a stream, however the network has glued or split them (RFC 3261, 18.3)."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._looked = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Every message and every `KEEP_ALIVE` that `data` completes. May raise `BadStream`."""
        self._buffer += data
        messages: list[bytes] = []
        while (message := self._take()) is not None:
            messages.append(message)
        return messages

    def _take(self) -> bytes | None:
        if self._buffer.startswith(KEEP_ALIVE):
            return self._cut(len(KEEP_ALIVE))
        end = self._buffer.find(_HEAD_END, self._looked)
        if end < 0:
            if len(self._buffer) > HEAD_MAX:
                raise BadStream(f"{len(self._buffer)} bytes without the end of a message's head")
            self._looked = max(0, len(self._buffer) - len(_HEAD_END))
            return None
        self._looked = end
        length = _CONTENT_LENGTH.search(self._buffer, 0, end + 2)
        body = int(length.group(1)) if length else 0
        if body > BODY_MAX:
            raise BadStream(f"a message's body of {body} bytes")
        whole = end + len(_HEAD_END) + body
        return self._cut(whole) if len(self._buffer) >= whole else None

    def _cut(self, length: int) -> bytes:
        message = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._looked = 0
        return message


@dataclass(frozen=True, slots=True)
class HiddenHop:
    """A loose-routing hop (RFC 3261, 16) that PJSIP knows of and the network does not.

    To PJSIP it is `route`, which goes first in every request that PJSIP sends, so that all requests of a dialog come this way. To the
    network it is not there: it takes itself out of the routes, and where PJSIP names its own address (`inner`, on the loopback) it
    puts the one by which the network reaches the phone (`outer`). All are host:port; `token` is a secret that PJSIP and the hop share.

    Attributes:
        transport: `TCP` or `TLS`, as the network sees it.
    """

    route: str
    inner: str
    outer: str
    transport: str
    token: str

    def outward(self, message: bytes) -> bytes:
        head, rest = _parted(message)
        head = b"".join(line for line in head.splitlines(keepends=True) if not self._is_own_route(line))
        head = head.replace(f"SIP/2.0/TCP {self.inner}".encode(), f"SIP/2.0/{self.transport} {self.outer}".encode(), 1)
        shown = f"{self.outer};transport={self.transport.lower()}"
        return head.replace(f"{self.inner};transport=TCP".encode(), shown.encode()) + rest

    def inward(self, message: bytes) -> bytes:
        head, rest = _parted(message)
        head = head.replace(f"SIP/2.0/{self.transport} {self.outer}".encode(), f"SIP/2.0/TCP {self.inner}".encode(), 1)
        shown = re.compile(re.escape(f"{self.outer};transport={self.transport}".encode()), re.IGNORECASE)
        return self._with_record_route(shown.sub(f"{self.inner};transport=TCP".encode(), head)) + rest

    def carries_token(self, message: bytes) -> bool:
        """Whether the message is of the PJSIP that was told of this hop."""
        return self.token.encode() in _parted(message)[0]

    @property
    def uri(self) -> str:
        return f"sip:{self.token}@{self.route};transport=tcp;lr"

    def _is_own_route(self, line: bytes) -> bool:
        return self.token.encode() in line and line.lower().startswith((b"route", b"record-route"))

    def _with_record_route(self, head: bytes) -> bytes:
        """A request lists the hop nearest to the phone first, a response last."""
        method = _METHOD.search(head)
        if method is None or method.group(1).upper() not in _OPENS_DIALOG:
            return head
        at = head.index(KEEP_ALIVE) + len(KEEP_ALIVE)
        if head.startswith(b"SIP/"):
            for listed in _RECORD_ROUTE.finditer(head):
                at = listed.end()
        return head[:at] + f"Record-Route: <{self.uri}>\r\n".encode() + head[at:]


def _parted(message: bytes) -> tuple[bytes, bytes]:
    """The head with the end of its last line, and what follows."""
    end = message.index(_HEAD_END) + len(KEEP_ALIVE)
    return message[:end], message[end:]
