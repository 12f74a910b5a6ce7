"""A customer with a telephone: one SIP call over UDP with G.711 voice, everything with the moment it happened.

Theory of operation. The caller is a user agent of RFC 3261 for exactly one outgoing call, without authentication, as a
carrier's trunk delivers it. One thread reads SIP and answers, one sends a voice packet every 20 ms from the answer on,
one notes the voice packets that arrive. Whoever uses it waits for `answered` and `ended`.
"""

import contextlib
import random
import re
import secrets
import socket
import struct
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

from tools.stage.sound import FRAME_SAMPLES, RATE_HZ, SILENCE

FRAME_SECONDS = FRAME_SAMPLES / RATE_HZ
T1_SECONDS = 0.5
GIVE_UP_SECONDS = 32.0
LAST_WORD_TRIES = 6
POLL_SECONDS = 0.2


class Heard(NamedTuple):
    """A voice packet: when it came (monotonic), its RTP sequence number, its G.711 payload."""

    at: float
    sequence: int
    payload: bytes


class Message(NamedTuple):
    """A SIP message, taken apart as far as a caller needs it. Header names in lower case; the first of each name."""

    start: str
    headers: dict[str, str]
    body: str

    @property
    def status(self) -> int:
        """Status code of a response, 0 for a request."""
        return int(self.start.split()[1]) if self.start.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """The request's method, or that of the request which a response answers."""
        return self.headers.get("cseq", "0 ").split()[1] if self.status else self.start.split()[0]


def parse(datagram: bytes) -> Message:
    head, _, body = datagram.decode(errors="replace").partition("\r\n\r\n")
    start, *lines = head.split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Message(start, headers, body)


class Caller:
    """Calls `called` at a SIP server as `number`. Use it as a context manager: leaving it hangs up.

    Attributes:
        answered, ended: events. `status` is the final SIP status.
        invited_at, answered_at, ended_at: monotonic times.
        heard: the voice packets that came, in the order of arrival.
    """

    def __init__(
        self,
        server: tuple[str, int],
        number: str,
        called: str,
        voice: bytes = SILENCE * FRAME_SAMPLES,
        *,
        shown_as: str = "",
        headers: Sequence[str] = (),
    ) -> None:
        """`shown_as` is the address in From, if it is not that of the number; `headers` are more lines of the INVITE."""
        self.number, self.called, self._server = number, called, server
        self._shown_as, self._headers = shown_as, headers
        self._voice = voice + SILENCE * (-len(voice) % FRAME_SAMPLES)
        self.answered, self.ended = threading.Event(), threading.Event()
        self.invited_at = self.answered_at = self.ended_at = 0.0
        self.status = 0
        self.heard: list[Heard] = []
        self._replied = threading.Event()
        self._sip, self._rtp = _udp(server), _udp(server)
        self._host, self._port = self._sip.getsockname()
        self._branch, self._tag = f"z9hG4bK{secrets.token_hex(8)}", secrets.token_hex(6)
        self._call_id = f"{secrets.token_hex(12)}@{self._host}"
        self._cseq = 1
        self._to = f"<sip:{called}@{server[0]}:{server[1]}>"
        self._target = f"sip:{called}@{server[0]}:{server[1]}"
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self.call()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()
        self.close()

    # ---- what a customer does ------------------------------------------------------------------------------------

    def call(self) -> None:
        """Sends the INVITE and returns; `answered` or `ended` follow."""
        self._start(self._read_sip)
        self.invited_at = time.monotonic()
        self._start(self._invite_until_replied)

    def hang_up(self) -> None:
        """Ends the call, answered or not, and waits until the server has confirmed it."""
        if self.ended.is_set() or not self.invited_at:
            return
        cancel = bye = ""
        for _ in range(LAST_WORD_TRIES):
            # Answered maybe only since the CANCEL: where the answer was faster, only a BYE ends the call.
            if self.answered.is_set():
                bye = bye or self._bye()
                self._send(bye)
            else:
                cancel = cancel or self._request("CANCEL", self._target)
                self._send(cancel)
            if self.ended.wait(T1_SECONDS):
                break
        self._end()

    def close(self) -> None:
        """Stops the threads and frees the ports."""
        self._end()
        for thread in self._threads:
            thread.join()
        self._sip.close()
        self._rtp.close()

    # ---- SIP -----------------------------------------------------------------------------------------------------

    def _start(self, target: object) -> None:
        thread = threading.Thread(target=target, daemon=True, name=f"caller-{self.number}")  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _end(self) -> None:
        if not self.ended.is_set():
            self.ended_at = time.monotonic()
            self.ended.set()

    def _send(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._sip.sendto(text.encode(), self._server)

    def _invite_until_replied(self) -> None:
        invite = self._request("INVITE", self._target, self._offer())
        wait = T1_SECONDS
        while not self.ended.is_set() and time.monotonic() < self.invited_at + GIVE_UP_SECONDS:
            self._send(invite)
            if self._replied.wait(wait):
                return
            wait *= 2
        self.status = self.status or 408
        self._end()

    def _read_sip(self) -> None:
        while not self.ended.is_set():
            try:
                message = parse(self._sip.recv(65535))
            except TimeoutError:
                continue
            except OSError:
                return
            if message.headers.get("call-id", message.headers.get("i")) != self._call_id:
                continue
            if message.status:
                self._on_response(message)
            else:
                self._on_request(message)

    def _on_response(self, message: Message) -> None:
        if message.method == "BYE":
            self._end()
        if message.method != "INVITE":
            return
        self._replied.set()
        if message.status < 200:
            return
        self.status = message.status
        self._to = message.headers["to"]
        if message.status >= 300:
            self._send(self._request("ACK", self._target))
            self._end()
            return
        if contact := re.search(r"<([^>]+)>", message.headers.get("contact", "")):
            self._target = contact[1]
        ack_branch, self._branch = self._branch, f"z9hG4bK{secrets.token_hex(8)}"
        self._send(self._request("ACK", self._target))
        self._branch = ack_branch
        if not self.answered.is_set():
            self._talk(message.body)

    def _talk(self, answer: str) -> None:
        host, port = re.search(r"^c=IN IP4 (\S+)", answer, re.M), re.search(r"^m=audio (\d+)", answer, re.M)
        if host is None or port is None:
            self._end()
            return
        self.answered_at = time.monotonic()
        self._start(self._hear)
        destination = (host[1], int(port[1]))
        self._start(lambda: self._speak(destination))
        self.answered.set()

    def _on_request(self, message: Message) -> None:
        names = ("via", "from", "to", "call-id", "cseq")
        kept = "".join(f"{name.title()}: {message.headers[name]}\r\n" for name in names if name in message.headers)
        if message.method == "ACK":
            return
        body = self._offer() if message.method in ("INVITE", "UPDATE") and message.body else ""
        self._send(f"SIP/2.0 200 OK\r\n{kept}{self._contact()}{_body(body)}")
        if message.method == "BYE":
            self._end()

    def _bye(self) -> str:
        self._cseq += 1
        self._branch = f"z9hG4bK{secrets.token_hex(8)}"
        return self._request("BYE", self._target)

    def _request(self, method: str, target: str, body: str = "") -> str:
        sequence = 1 if method in ("ACK", "CANCEL") else self._cseq
        caller = self._shown_as or f"<sip:{self.number}@{self._host}>"
        more = "".join(f"{line}\r\n" for line in self._headers if method == "INVITE")
        return (
            f"{method} {target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self._host}:{self._port};rport;branch={self._branch}\r\n"
            "Max-Forwards: 70\r\n"
            f"From: {caller};tag={self._tag}\r\n"
            f"To: {self._to}\r\n"
            f"Call-ID: {self._call_id}\r\n"
            f"CSeq: {sequence} {method}\r\n"
            f"{more}{self._contact()}{_body(body)}"
        )

    def _contact(self) -> str:
        user = re.sub(r"[^0-9A-Za-z+]", "", self.number) or "anonymous"
        return f"Contact: <sip:{user}@{self._host}:{self._port}>\r\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\n"

    def _offer(self) -> str:
        host, port = self._rtp.getsockname()
        return (
            f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0 101\r\n"
            "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
        )

    # ---- voice ---------------------------------------------------------------------------------------------------

    def _speak(self, destination: tuple[str, int]) -> None:
        sequence, source, sent = random.getrandbits(15), random.getrandbits(32), 0
        began = time.monotonic()
        while not self.ended.wait(max(0.0, began + sent * FRAME_SECONDS - time.monotonic())):
            start = sent * FRAME_SAMPLES % len(self._voice)
            head = struct.pack(">BBHII", 0x80, 0, sequence + sent & 0xFFFF, sent * FRAME_SAMPLES & 0xFFFFFFFF, source)
            with contextlib.suppress(OSError):
                self._rtp.sendto(head + self._voice[start : start + FRAME_SAMPLES], destination)
            sent += 1

    def _hear(self) -> None:
        while not self.ended.is_set():
            try:
                packet = self._rtp.recv(2048)
            except TimeoutError:
                continue
            except OSError:
                return
            if len(packet) > 12 and packet[1] & 0x7F == 0:
                self.heard.append(Heard(time.monotonic(), int.from_bytes(packet[2:4], "big"), packet[12:]))


def _udp(server: tuple[str, int]) -> socket.socket:
    """A UDP socket on the address from which the server is reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(server)
        own_address = probe.getsockname()[0]
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.bind((own_address, 0))
    opened.settimeout(POLL_SECONDS)
    return opened


def _body(text: str) -> str:
    kind = "Content-Type: application/sdp\r\n" if text else ""
    return f"{kind}Content-Length: {len(text)}\r\n\r\n{text}"
