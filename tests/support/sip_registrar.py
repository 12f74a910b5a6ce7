"""The least registrar: takes every REGISTER without a password and knows where each phone is. For peers that meet without a switch."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator

_CONTACT = re.compile(r"^Contact:.*?<sip:([^@>]+)@([^;>]+)", re.IGNORECASE | re.MULTILINE)
_COPIED = ("via", "from", "to", "call-id", "cseq", "contact")


class Registrar(asyncio.DatagramProtocol):
    """Attributes: `port`, and `phones`, the address host:port of each user."""

    def __init__(self) -> None:
        self.port = 0
        self.phones: dict[str, str] = {}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        message = data.decode(errors="replace")
        contact = _CONTACT.search(message)
        if not message.startswith("REGISTER ") or self._transport is None:
            return
        if contact:
            self.phones[contact.group(1)] = contact.group(2)
        lines = message.split("\r\n\r\n")[0].split("\r\n")[1:]
        kept = [line for line in lines if line.partition(":")[0].strip().lower() in _COPIED]
        answer = "\r\n".join(["SIP/2.0 200 OK", *kept, "Expires: 60", "Content-Length: 0", "", ""])
        self._transport.sendto(answer.encode(), address)


@contextlib.asynccontextmanager
async def registrar() -> AsyncIterator[Registrar]:
    loop = asyncio.get_running_loop()
    transport, running = await loop.create_datagram_endpoint(Registrar, local_addr=("127.0.0.1", 0))
    try:
        yield running
    finally:
        transport.close()
