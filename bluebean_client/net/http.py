"""One HTTP exchange over httpx, and every way in which it can fail in our words."""

import ssl
from collections.abc import Mapping

import httpx

from bluebean_client.net import trouble
from bluebean_client.ports.outside import Unreachable
from bluebean_client.trust import system_trust

MAX_REPLY_BYTES = 16 * 1024 * 1024
CONNECT_SECONDS = 3.0


class HttpClient:
    """Implements `Http`. `trust` is the operating system's by default; `read_seconds` is how long an answer may take."""

    def __init__(self, trust: ssl.SSLContext | None, read_seconds: float) -> None:
        self._client = httpx.AsyncClient(
            verify=trust or system_trust(),
            timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def exchange(
        self, method: str, url: str, *, content: bytes, query: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        try:
            request = self._client.build_request(method, url, content=content or None, params=query, headers=headers)
            response = await self._client.send(request, stream=True)
            try:
                return response.status_code, await _bounded(response)
            finally:
                await response.aclose()
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise Unreachable(trouble.NO_ADDRESS, str(error)) from error
        except httpx.TimeoutException as error:
            raise Unreachable(trouble.TIMEOUT, f"{type(error).__name__}: {error}") from error
        except httpx.RemoteProtocolError as error:
            cut = "disconnected" in str(error) or "closed connection" in str(error)
            raise Unreachable(trouble.REFUSED if cut else trouble.NOT_BLUEBEAN, str(error)) from error
        except (httpx.DecodingError, httpx.TooManyRedirects) as error:
            raise Unreachable(trouble.NOT_BLUEBEAN, str(error)) from error
        except (httpx.TransportError, OSError) as error:
            raise trouble.unreachable(error) from error


async def _bounded(response: httpx.Response) -> bytes:
    """The body, if it is not absurdly large."""
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MAX_REPLY_BYTES:
            raise Unreachable(trouble.NOT_BLUEBEAN, f"the answer is larger than {MAX_REPLY_BYTES} bytes")
    return bytes(body)
