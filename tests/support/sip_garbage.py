"""Malformed and hostile SIP, SDP and RTP, as a table; and a socket that throws it at a phone."""

import random
import re
import socket
import struct
from collections.abc import Iterator

MAX_DATAGRAM = 60_000
ASKED_TIMES = 10
"""A flood may overflow the phone's socket, and with it the question."""


class Thrower:
    """A UDP socket at `phone`, host:port. `is_well` asks by OPTIONS, which also says that all before has been read."""

    def __init__(self, phone: str) -> None:
        host, _, port = phone.partition(":")
        self._target = host, int(port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.5)
        self.me = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.phone = phone
        self._asked = 0

    def throw(self, data: bytes) -> None:
        self._socket.sendto(data, self._target)

    def is_well(self) -> bool:
        self._asked += 1
        branch = f"z9hG4bKwell{self._asked}"
        question = request(self, "OPTIONS", branch=branch)
        for _ in range(ASKED_TIMES):
            self.throw(question)
            try:
                while branch.encode() not in self._socket.recv(65_536):
                    pass
            except TimeoutError:
                continue
            return True
        return False

    def close(self) -> None:
        self._socket.close()


def request(
    thrower: Thrower,
    method: str,
    *,
    branch: str = "",
    body: bytes = b"",
    replace: tuple[tuple[str, str], ...] = (),
    extra: str = "",
) -> bytes:
    """A sound request, in which `replace` then breaks lines given as regular expressions."""
    number = random.randrange(10**9)
    head = (
        f"{method} sip:101@{thrower.phone} SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP {thrower.me};rport;branch={branch or f'z9hG4bK{number}'}\r\n"
        f"From: <sip:0901234567@{thrower.me}>;tag=t{number}\r\n"
        f"To: <sip:101@{thrower.phone}>\r\n"
        f"Call-ID: c{number}\r\n"
        f"CSeq: 1 {method}\r\n"
        f"Contact: <sip:0901234567@{thrower.me}>\r\n"
        "Max-Forwards: 70\r\n"
        f"{extra}" + ("Content-Type: application/sdp\r\n" if body else "") + f"Content-Length: {len(body)}\r\n\r\n"
    )
    for pattern, by in replace:
        head = re.sub(pattern, lambda _, by=by: by, head, flags=re.MULTILINE)
    return head.encode("utf-8", "surrogateescape") + body


def cancel_of(invite: bytes) -> bytes:
    head = invite.partition(b"\r\nContact:")[0].replace(b"INVITE", b"CANCEL")
    return head + b"\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"


def sdp(*lines: str, media: str = "m=audio 4000 RTP/AVP 0") -> bytes:
    text = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", media, *lines]
    return "\r\n".join([*text, ""]).encode()


BROKEN_LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "no headers": ((r"(?s)^Via.*", "\r\n"),),
    "another version": ((r"SIP/2\.0$", "SIP/9.9"),),
    "no version": ((r" SIP/2\.0$", ""),),
    "no Via": ((r"^Via:.*\r\n", ""),),
    "no From": ((r"^From:.*\r\n", ""),),
    "no To": ((r"^To:.*\r\n", ""),),
    "no Call-ID": ((r"^Call-ID:.*\r\n", ""),),
    "no CSeq": ((r"^CSeq:.*\r\n", ""),),
    "no Contact": ((r"^Contact:.*\r\n", ""),),
    "no tag": ((r";tag=.*$", ""),),
    "negative length": ((r"^Content-Length:.*$", "Content-Length: -5"),),
    "length of a word": ((r"^Content-Length:.*$", "Content-Length: many"),),
    "length too large": ((r"^Content-Length:.*$", "Content-Length: 99999"),),
    "length overflows": ((r"^Content-Length:.*$", "Content-Length: 99999999999999999999"),),
    "length too small": ((r"^Content-Length:.*$", "Content-Length: 3"),),
    "CSeq overflows": ((r"^CSeq: 1", "CSeq: 99999999999999999999"),),
    "CSeq of another method": ((r"^CSeq:.*$", "CSeq: 1 BYE"),),
    "empty address": ((r"^From:.*$", "From: <>;tag=1"),),
    "address without user": ((r"^From:.*$", "From: <sip:@>;tag=1"),),
    "half a quoted name": ((r"^From:.*$", 'From: "half <sip:1@127.0.0.1>;tag=1'),),
    "broken escape": ((r"^From:.*$", "From: <sip:%zz%@127.0.0.1>;tag=1"),),
    "no UTF-8": ((r"^From:.*$", 'From: "\udcff\udcfe\udc80" <sip:1@127.0.0.1>;tag=1'),),
    "zero bytes": ((r"^From:.*$", 'From: "a\0b" <sip:1\0@127.0.0.1>;tag=1'),),
    "controls": ((r"^From:.*$", 'From: "\x1b[2J\x07\x08" <sip:1@127.0.0.1>;tag=1'),),
    "long number": ((r"^From:.*$", f"From: <sip:{'9' * 2500}@127.0.0.1>;tag=1"),),
    "long name": ((r"^From:.*$", f'From: "{"名" * 800}" <sip:1@127.0.0.1>;tag=1'),),
    "Max-Forwards overflows": ((r"^Max-Forwards:.*$", "Max-Forwards: 99999999999"),),
    "nobody's port": ((r"^Contact:.*$", "Contact: <sip:1@127.0.0.1:99999>"),),
    "Contact of another kind": ((r"^Contact:.*$", "Contact: <mailto:a@b>"),),
    "Contact *": ((r"^Contact:.*$", "Contact: *"),),
    "folded lines": ((r"^Max-Forwards: 70", "Max-Forwards:\r\n 70\r\nX-Folded: a\r\n b\r\n\tc"),),
}

ABSURD_SDP: dict[str, bytes] = {
    "nothing but a word": b"garbage",
    "no media": b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
    "no version": sdp()[5:],
    "port too large": sdp(media="m=audio 99999999 RTP/AVP 0"),
    "port 0": sdp(media="m=audio 0 RTP/AVP 0"),
    "no payload": sdp(media="m=audio 4000 RTP/AVP"),
    "payload too large": sdp(media="m=audio 4000 RTP/AVP 300 0"),
    "no such address": sdp().replace(b"IP4 127.0.0.1\r\nt", b"IP4 999.999.999.999\r\nt"),
    "address 0.0.0.0": sdp().replace(b"IP4 127.0.0.1\r\nt", b"IP4 0.0.0.0\r\nt"),
    "IPv6": sdp().replace(b"IP4 127.0.0.1\r\nt", b"IP6 ::1\r\nt"),
    "no connection": sdp().replace(b"c=IN IP4 127.0.0.1\r\n", b""),
    "rate 0": sdp("a=rtpmap:0 PCMU/0"),
    "rate overflows": sdp("a=rtpmap:0 PCMU/99999999999"),
    "half an rtpmap": sdp("a=rtpmap:", "a=rtpmap:0", "a=rtpmap:0 "),
    "frames of 0 ms": sdp("a=ptime:0"),
    "frames of a minute": sdp("a=ptime:60000"),
    "negative frames": sdp("a=ptime:-20", "a=maxptime:-1"),
    "200 streams": sdp(*["m=audio 4000 RTP/AVP 0"] * 200),
    "video only": sdp(media="m=video 4000 RTP/AVP 96"),
    "image": sdp(media="m=image 4000 udptl t38"),
    "broken keys": sdp("a=crypto:1 NO_SUCH_SUITE inline:xx", media="m=audio 4000 RTP/SAVP 0"),
    "broken ICE": sdp("a=candidate:x", "a=ice-ufrag:", "a=ice-pwd:"),
    "long attribute": sdp("a=fmtp:0 " + "x" * 2500),
    "many attributes": sdp(*["a=x"] * 400),
    "digits of any number": sdp("a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-99999999999"),
    "zero bytes": sdp("a=\0\0\0"),
    "no line ends": sdp().replace(b"\r\n", b""),
}

UNKNOWN_DIALOG = (
    "ACK",
    "BYE",
    "CANCEL",
    "INFO",
    "UPDATE",
    "PRACK",
    "REFER",
    "NOTIFY",
    "SUBSCRIBE",
    "MESSAGE",
    "PUBLISH",
    "XYZZY",
)


def messages(thrower: Thrower) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each; those that are sound enough make the phone ring."""
    chance = random.Random(3)
    yield "nothing", b""
    yield "a line end", b"\r\n"
    yield "zero bytes", bytes(500)
    yield "noise", chance.randbytes(1400)
    yield "much noise", chance.randbytes(MAX_DATAGRAM)
    yield "half a word", b"INV"
    yield "only a request line", b"INVITE sip:101@127.0.0.1 SIP/2.0\r\n\r\n"
    yield "endless line", b"INVITE sip:" + b"9" * MAX_DATAGRAM
    for name, replace in BROKEN_LINES.items():
        yield name, request(thrower, "INVITE", body=sdp(), replace=replace)
    for name, body in ABSURD_SDP.items():
        yield f"SDP: {name}", request(thrower, "INVITE", body=body)
    for method in UNKNOWN_DIALOG:
        to = ((r"^To:.*$", f"To: <sip:101@{thrower.phone}>;tag=unknown"),)
        yield f"{method} of an unknown dialog", request(thrower, method, replace=to)
    for line in ("SIP/2.0 200 OK", "SIP/2.0 999 What", "SIP/2.0 -1 No", "SIP/2.0 abc", "SIP/2.0"):
        yield f"answer {line}", request(thrower, "INVITE", replace=((r"\A.*$", line),))
    yield "huge header", request(thrower, "INVITE", body=sdp(), extra=f"X-Huge: {'x' * 50_000}\r\n")
    yield "many headers", request(thrower, "INVITE", body=sdp(), extra="X-Many: x\r\n" * 3000)
    yield "many Vias", request(thrower, "INVITE", extra="Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n" * 500)
    yield "odd Replaces", request(thrower, "INVITE", body=sdp(), extra="Replaces: ;;;to-tag=\r\n")
    yield "Replaces of nothing", request(thrower, "INVITE", body=sdp(), extra="Replaces: a;to-tag=1;from-tag=2\r\n")
    yield (
        "odd timers",
        request(thrower, "INVITE", body=sdp(), extra="Session-Expires: -1;refresher=me\r\nMin-SE: x\r\n"),
    )
    yield "what nobody supports", request(thrower, "INVITE", body=sdp(), extra="Require: teleport\r\n")
    yield "odd passwords", request(thrower, "INVITE", body=sdp(), extra="Authorization: Digest nonsense==\r\n")
    yield "odd call info", request(thrower, "INVITE", body=sdp(), extra="Call-Info: <\r\nAlert-Info: ;info=\r\n")


def rtp_garbage() -> Iterator[bytes]:
    """Of RTP and RTCP: short, of another version, with lengths that lie, digits that do not end."""
    chance = random.Random(4)
    yield from (b"", b"\x80", bytes(11), bytes(12), b"\xff" * 12, chance.randbytes(1400), chance.randbytes(9000))
    for first in (0x80, 0x8F, 0x90, 0xA0, 0xBF, 0x00):
        for payload in (0, 9, 77, 101, 120, 127):
            yield struct.pack("!BBHII", first, payload, 1, 160, 5) + b"\xff\xff\xff\xff"
    for kind in range(200, 208):
        for length in (0, 1, 7, 0xFFFF):
            yield struct.pack("!BBH", 0x9F, kind, length) + chance.randbytes(24)
