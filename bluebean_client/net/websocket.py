"""One WebSocket over `websockets`, and every way in which it can fail in our words."""

import asyncio
import ssl

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI, WebSocketException

from bluebean_client.net import trouble
from bluebean_client.ports.outside import Unreachable
from bluebean_client.trust import system_trust

CONNECT_SECONDS = 4.0
CLOSE_SECONDS = 0.5
MAX_MESSAGE_BYTES = 4 * 1024 * 1024


class LibrarySocket:
    """Implements `WebSocket`."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def send(self, text: bytes) -> None:
        try:
            await self._connection.send(text.decode(), text=True)
        except (ConnectionClosed, OSError) as error:
            raise trouble.unreachable(error) from error

    async def receive(self) -> str | bytes:
        try:
            return await self._connection.recv()
        except (ConnectionClosed, OSError) as error:
            raise trouble.unreachable(error) from error

    async def drop(self) -> None:
        """Close without waiting for a peer that may be gone."""
        closing = asyncio.create_task(self._connection.close())
        done, _ = await asyncio.wait({closing}, timeout=CLOSE_SECONDS)
        if not done:
            self._connection.transport.abort()
            closing.cancel()
            await asyncio.gather(closing, return_exceptions=True)


async def open_socket(address: str, trust: ssl.SSLContext | None) -> LibrarySocket:
    """Raises `Unreachable`. `trust` is the operating system's by default."""
    secure = address.startswith("wss://")
    try:
        connection = await asyncio.wait_for(
            connect(
                address,
                ssl=(trust or system_trust()) if secure else None,
                open_timeout=None,
                ping_interval=None,  # the protocol has its own heartbeat
                close_timeout=1,
                max_size=MAX_MESSAGE_BYTES,
                compression=None,
            ),
            CONNECT_SECONDS,
        )
    except InvalidURI as error:
        raise Unreachable(trouble.NO_ADDRESS, str(error)) from error
    except InvalidHandshake as error:
        raise _handshake_failed(error) from error
    except (OSError, TimeoutError, WebSocketException, EOFError) as error:
        raise trouble.unreachable(error) from error
    return LibrarySocket(connection)


def _handshake_failed(error: InvalidHandshake) -> Unreachable:
    """A gateway that says the server is away is no wrong address."""
    response = getattr(error, "response", None)
    status = response.status_code if response is not None else 0
    if status in (0, 500, 502, 503, 504):
        return trouble.unreachable(error)
    return Unreachable(trouble.NOT_BLUEBEAN, str(error))
