"""A client of the push channel that says that it lives and reads nothing: what a frozen window behind a full socket looks like."""

import asyncio
import os
import socket
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import msgspec

from server.protocol import API_PREFIX
from server.protocol.push import ClientMessage, Hello, Ping

RECEIVE_BUFFER_BYTES = 4096
FIN_AND_TEXT, MASKED, LONGEST_SHORT_FRAME = 0x81, 0x80, 125


class DeafReader:
    """Speaks WebSocket by hand, because every library reads on its own."""

    def __init__(self, raw: socket.socket) -> None:
        self._raw = raw
        self.is_cut_off = False

    @classmethod
    @asynccontextmanager
    async def connect(cls, url: str, token: str) -> AsyncIterator["DeafReader"]:
        """Upgraded and introduced; from here on nothing is read."""
        loop = asyncio.get_running_loop()
        address = urlsplit(url)
        with socket.socket() as raw:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            raw.setblocking(False)
            await loop.sock_connect(raw, (address.hostname, address.port))
            key = b64encode(os.urandom(16)).decode()
            request = (
                f"GET {API_PREFIX}/events HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
            )
            await loop.sock_sendall(raw, request.encode())
            assert b" 101 " in await loop.sock_recv(raw, 64)
            deaf = cls(raw)
            await deaf._say(Hello(1, token))
            yield deaf

    async def ping(self) -> None:
        await self._say(Ping())

    async def _say(self, message: ClientMessage) -> None:
        text = msgspec.json.encode(message)
        assert len(text) <= LONGEST_SHORT_FRAME
        mask = bytes(4)
        try:
            await asyncio.get_running_loop().sock_sendall(
                self._raw, bytes([FIN_AND_TEXT, MASKED | len(text)]) + mask + text
            )
        except ConnectionError:
            self.is_cut_off = True
