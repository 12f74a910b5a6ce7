"""Many telephones on one socket: they register, ring, and do what they are told, everything with the moment it happened.

Theory of operation. One UDP socket is the contact of every extension; which phone a request is for shows in its request URI.
A phone is a user agent of RFC 3261 as far as an operator's desk needs it: it registers with a digest (RFC 2617), rings at
once, answers, hangs up, and takes one call at a time. What it would say and hear goes to a port at which nobody listens.
"""

import asyncio
import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import quote

from tools.stage.caller import Message, parse

PATIENCE_SECONDS = 10.0
REGISTER_SECONDS = 600
_KEPT_HEADERS = ("via", "record-route", "from", "to", "call-id", "cseq")
_CHALLENGE = re.compile(r'(\w+)="([^"]*)"')


class Phone:
    """One of the bank.

    Attributes:
        registered, rings, over: events; the last two are about the newest call.
        invited_at, answered_at, over_at: of the newest call, monotonic; 0 for what has not happened.
        cancelled: whether the other side ended it before an answer.
        transfers: what was said of the transfers that were asked for: codes of SIP, the last one is final.
    """

    def __init__(self, extension: str, password: str, bank: "PhoneBank") -> None:
        self.extension = extension
        self.registered, self.rings, self.over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.invited_at = self.answered_at = self.over_at = 0.0
        self.cancelled = False
        self.transfers: asyncio.Queue[int] = asyncio.Queue()
        self._password, self._bank = password, bank
        self._invite: Message | None = None
        self._tag = secrets.token_hex(6)
        self._register_id, self._count = secrets.token_hex(8), 0
        bank.belongs(self._register_id, self)

    def answer(self) -> None:
        """Picks it up; whether the other side has gone meanwhile shows in `over`."""
        self.answered_at = time.monotonic()
        self._reply(self._ringing(), "200 OK", self._bank.offer)

    def decline(self) -> None:
        self._reply(self._ringing(), "603 Decline")
        self._end()

    def hang_up(self) -> None:
        """Ends a call that was answered."""
        self._request("BYE")
        self._end()

    def transfer(self, target: str) -> None:
        """Presses its own transfer key; what comes of it is put into `transfers`. `target` is a SIP address, perhaps with Replaces."""
        self._request("REFER", f"Refer-To: <{target}>\r\n")

    @property
    def replaces(self) -> str:
        """Its call, as the parameter of an address by which another call would take its place (RFC 3891)."""
        invite = self._ringing()
        tags = f";to-tag={self._tag};from-tag={invite.headers['from'].partition(';tag=')[2]}"
        return f"Replaces={quote(invite.headers['call-id'] + tags, safe='')}"

    def register(self, challenge: str = "") -> None:
        """Sends a registration; with a `challenge`, the one that answers it."""
        host, port = self._bank.server
        uri = f"sip:{host}:{port}"
        self._count += 1
        proof = f"Authorization: {_proof(challenge, self.extension, self._password, uri)}\r\n" if challenge else ""
        self._bank.send(
            f"REGISTER {uri} SIP/2.0\r\n{self._bank.via()}From: <sip:{self.extension}@{host}>;tag={self._tag}\r\n"
            f"To: <sip:{self.extension}@{host}>\r\nCall-ID: {self._register_id}\r\n"
            f"CSeq: {self._count} REGISTER\r\nContact: {self._contact()}\r\nExpires: {REGISTER_SECONDS}\r\n"
            f"{proof}Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
        )

    # ---- what the bank hands on ----------------------------------------------------------------------------------

    def take(self, request: Message) -> None:
        match request.method:
            case "INVITE" if self._invite is None or self._is_another_call(request):
                self._begin(request)
            case "CANCEL" if self._invite is not None and not self._is_another_call(request):
                self._reply(request, "200 OK")
                self._reply(self._invite, "487 Request Terminated")
                self.cancelled = not self.over.is_set()
                self._end()
            case "BYE":
                self._reply(request, "200 OK")
                self._end()
            case "NOTIFY":
                self._reply(request, "200 OK")
                self._hear_of_transfer(parse(request.body.encode()).status)
            case "OPTIONS" | "UPDATE":
                self._reply(request, "200 OK")

    def take_response(self, response: Message) -> None:
        if response.method == "REFER":
            self._hear_of_transfer(response.status)
        elif response.method != "REGISTER":
            return
        elif response.status == 401:
            self.register(response.headers["www-authenticate"])
        elif response.status == 200:
            self.registered.set()

    def _hear_of_transfer(self, code: int) -> None:
        self.transfers.put_nowait(code)

    def _begin(self, invite: Message) -> None:
        self._bank.belongs(invite.headers["call-id"], self)
        self._invite, self.cancelled = invite, False
        self.invited_at, self.answered_at, self.over_at = time.monotonic(), 0.0, 0.0
        self.over.clear()
        self._reply(invite, "180 Ringing")
        self.rings.set()

    def _end(self) -> None:
        if not self.over.is_set():
            self.over_at = time.monotonic()
            self.rings.clear()
            self.over.set()

    # ---- SIP -----------------------------------------------------------------------------------------------------

    def _ringing(self) -> Message:
        assert self._invite is not None, f"{self.extension} has no call"
        return self._invite

    def _is_another_call(self, request: Message) -> bool:
        return self._invite is None or self._invite.headers["call-id"] != request.headers["call-id"]

    def _reply(self, request: Message, status: str, body: str = "") -> None:
        headers = {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers}
        if ";tag=" not in headers["to"]:
            headers["to"] += f";tag={self._tag}"
        kept = "".join(f"{name.title()}: {value}\r\n" for name, value in headers.items())
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self._bank.send(
            f"SIP/2.0 {status}\r\n{kept}Contact: {self._contact()}\r\n{kind}Content-Length: {len(body)}\r\n\r\n{body}"
        )

    def _request(self, method: str, headers: str = "") -> None:
        """Within its call."""
        invite = self._ringing()
        self._count += 1
        self._bank.send(
            f"{method} {_uri(invite.headers['contact'])} SIP/2.0\r\n{self._bank.via()}"
            f"From: {invite.headers['to']};tag={self._tag}\r\nTo: {invite.headers['from']}\r\n"
            f"Call-ID: {invite.headers['call-id']}\r\nCSeq: {self._count} {method}\r\nContact: {self._contact()}\r\n"
            f"{headers}Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
        )

    def _contact(self) -> str:
        host, port = self._bank.address
        return f"<sip:{self.extension}@{host}:{port}>"


class PhoneBank(asyncio.DatagramProtocol):
    """Phones at a SIP server, registered inside `async with`.

    Attributes:
        phones: by extension.
    """

    def __init__(self, server: tuple[str, int], passwords: Mapping[str, str]) -> None:
        self.server = server
        self.address = (server[0], 0)
        self._by_call_id: dict[str, Phone] = {}
        self.phones = {extension: Phone(extension, password, self) for extension, password in passwords.items()}
        self._transport: asyncio.DatagramTransport | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=self.address)
        self.address = self._transport.get_extra_info("sockname")
        async with asyncio.timeout(PATIENCE_SECONDS):
            for phone in self.phones.values():  # one by one: this is not what is measured
                phone.register()
                await phone.registered.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._transport is not None
        self._transport.close()

    def __getitem__(self, extension: str) -> Phone:
        return self.phones[extension]

    @property
    def offer(self) -> str:
        """Voice to a port at which nobody listens."""
        host, port = self.address
        return (
            f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n"
            "a=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n"
        )

    def belongs(self, call_id: str, phone: Phone) -> None:
        """Answers under this Call-ID are for that phone."""
        self._by_call_id[call_id] = phone

    def via(self) -> str:
        host, port = self.address
        return f"Via: SIP/2.0/UDP {host}:{port};rport;branch=z9hG4bK{secrets.token_hex(8)}\r\n"

    def send(self, text: str) -> None:
        assert self._transport is not None
        self._transport.sendto(text.encode(), self.server)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        if not data[:1].isalpha():  # voice
            return
        message = parse(data)
        if message.status:
            phone = self._by_call_id.get(message.headers.get("call-id", ""))
            if phone is not None:
                phone.take_response(message)
            return
        user = re.match(r"\S+ sip:([^@;\s]+)@", message.start)
        phone = self.phones.get(user[1]) if user else None
        if phone is not None:
            phone.take(message)


def _uri(contact: str) -> str:
    found = re.search(r"<([^>]+)>", contact)
    return found[1] if found else contact.partition(";")[0].strip()


def _proof(challenge: str, user: str, password: str, uri: str) -> str:
    """Credentials for a REGISTER, RFC 2617 §3.2.2 with `qop` auth if it is offered."""
    asked = dict(_CHALLENGE.findall(challenge))
    realm, nonce, opaque = asked["realm"], asked["nonce"], asked.get("opaque")
    secret = _md5(f"{user}:{realm}:{password}")
    deed = _md5(f"REGISTER:{uri}")
    told = f'Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", algorithm=MD5'
    if "qop" in challenge:
        cnonce = secrets.token_hex(8)
        response = _md5(f"{secret}:{nonce}:00000001:{cnonce}:auth:{deed}")
        told += f', qop=auth, nc=00000001, cnonce="{cnonce}"'
    else:
        response = _md5(f"{secret}:{nonce}:{deed}")
    return f'{told}, response="{response}"' + (f', opaque="{opaque}"' if opaque else "")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
