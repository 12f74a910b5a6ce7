"""A client of the Asterisk REST Interface: requests over HTTP, events over a WebSocket, both on one session."""

from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec

from server.ports.switch import LegIsGone, SwitchError, SwitchIsDown

REQUEST_TIMEOUT = aiohttp.ClientTimeout(total=5, connect=2)
HEARTBEAT_SECONDS = 5
LARGEST_EVENT_BYTES = 1 << 20


class AriError(SwitchError):
    """Asterisk refused a request."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"Asterisk refused: {text} (HTTP {status})")
        self.status = status
        self.text = text


class Ari:
    """One session with one Asterisk. Raises `SwitchIsDown` when it does not answer, `AriError` when it refuses."""

    def __init__(self, base_url: str, user: str, password: str, application: str) -> None:
        self._base_url = base_url
        self._application = application
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"},
            timeout=REQUEST_TIMEOUT,
            connector=aiohttp.TCPConnector(limit=32),
        )

    async def close(self) -> None:
        await self._session.close()

    async def request(self, method: str, *path: str, body: Any = None, **query: str | int) -> Any:
        """The decoded answer, None if it is empty. Path parts are quoted here."""
        url = f"{self._base_url}/ari/" + "/".join(quote(part, safe="") for part in path)
        try:
            async with self._session.request(method, url, params=query, json=body) as reply:
                content = await reply.read()
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise SwitchIsDown(f"Asterisk does not answer ({type(fault).__name__}: {fault})") from fault
        if reply.status >= 400:
            raise AriError(reply.status, _message(content) or reply.reason or "")
        return msgspec.json.decode(content) if content else None

    async def on_leg(self, leg: str, method: str, *path: str, **query: str | int) -> Any:
        """A request about one channel; when Asterisk does not know it, `LegIsGone`."""
        try:
            return await self.request(method, "channels", leg, *path, **query)
        except AriError as fault:
            if fault.status == 404:
                raise LegIsGone(f"leg {leg} has gone") from fault
            raise

    async def open_events(self) -> aiohttp.ClientWebSocketResponse:
        """Register the application. From now on Asterisk hands it calls."""
        try:
            return await self._session.ws_connect(
                f"{self._base_url}/ari/events",
                params={"app": self._application},
                heartbeat=HEARTBEAT_SECONDS,
                max_msg_size=LARGEST_EVENT_BYTES,
            )
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise SwitchIsDown(f"Asterisk gives no events ({type(fault).__name__}: {fault})") from fault


async def read_events(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    """Events in order until the connection ends."""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            yield msgspec.json.decode(message.data)


def _message(content: bytes) -> str:
    try:
        decoded = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return content[:200].decode(errors="replace")
    return str(decoded.get("message") or decoded.get("error") or decoded) if isinstance(decoded, dict) else str(decoded)
