"""A SIP server over UDP that answers as a test scripts it and keeps every request it got."""

import asyncio
from dataclasses import dataclass

CHALLENGE = 'WWW-Authenticate: Digest realm="test", nonce="5ca1ab1e", algorithm=MD5'
ECHOED = ("via", "from", "to", "call-id", "cseq")


@dataclass(frozen=True)
class Request:
    """`body` is the SDP, if there is one."""

    text: str

    @property
    def method(self) -> str:
        return self.text.split(" ", 1)[0]

    @property
    def body(self) -> str:
        return self.text.partition("\r\n\r\n")[2]

    def header(self, name: str) -> str:
        """Its first value, or an empty text."""
        return next(iter(self.headers(name)), "")

    def headers(self, name: str) -> list[str]:
        head = self.text.partition("\r\n\r\n")[0].split("\r\n")[1:]
        fields = [line.partition(":") for line in head]
        return [value.strip() for field, _, value in fields if field.strip().lower() == name.lower()]


class ScriptedServer(asyncio.DatagramProtocol):
    """`script` holds answers to the next REGISTERs, as status line and headers; afterwards it is 200 with the Contact's 60 s.

    `voice` is the SDP with which a call is answered; without it the line is busy.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.script: list[str] = []
        self.voice = ""
        self.port = 0

    async def __aenter__(self) -> "ScriptedServer":
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.close()

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
        request = Request(data.decode())
        if request.text.strip() and request.method != "ACK":
            self.requests.append(request)
            self._transport.sendto(self._answer(request).encode(), sender)

    def of(self, method: str) -> list[Request]:
        return [request for request in self.requests if request.method == method]

    def _answer(self, request: Request) -> str:
        body = ""
        if request.method == "INVITE" and self.voice:
            body = self.voice
            status = f"SIP/2.0 200 OK\r\nContact: <sip:127.0.0.1:{self.port}>\r\nContent-Type: application/sdp"
        elif request.method == "INVITE":
            status = "SIP/2.0 486 Busy Here"
        elif request.method != "REGISTER":
            status = "SIP/2.0 200 OK"
        elif self.script:
            status = self.script.pop(0)
        else:
            status = f"SIP/2.0 200 OK\r\nContact: {request.header('Contact')};expires={request.header('Expires') or 60}"
        echoed = [f"{name}: {value}" for name in ECHOED for value in request.headers(name)]
        tagged = [f"{line};tag=1" if line.startswith("to:") and "tag=" not in line else line for line in echoed]
        return "\r\n".join([status, *tagged, f"Content-Length: {len(body)}", "", body])
