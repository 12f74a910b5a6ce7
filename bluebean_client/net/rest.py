"""The REST calls: one method each, bodies by the wire contract, commands repeated under one key until they are through.

A command is sent with an `Idempotency-Key`. When the network fails on the way nobody knows whether it happened, so it is sent
again with the same key: the server carries it out once and repeats its answer. Where even the last try failed, the key of a
save is remembered with its content, so that pressing 全て保存 again is still the same save.
"""

import asyncio
import hashlib
import logging
import ssl
import time
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from bluebean_client.net import trouble
from bluebean_client.net.backoff import Backoff
from bluebean_client.ports import Refused, Unreachable
from bluebean_client.trust import system_trust
from server.protocol import API_PREFIX
from server.protocol.errors import ErrorBody, ErrorCode
from server.protocol.rest import (
    GET,
    ROUTES,
    CallCustomerRequest,
    EditRecordRequest,
    Empty,
    LoginRequest,
    RecordInput,
    RecordPage,
    Route,
    SaveContactReply,
    SaveContactRequest,
    Session,
    StartWorkRequest,
    StatusRequest,
)
from server.protocol.types import CallView, ContactRecord, Customer, OperatorState, Status

_log = logging.getLogger(__name__)

Reply = TypeVar("Reply", bound=msgspec.Struct)

MAX_REPLY_BYTES = 16 * 1024 * 1024
CONNECT_SECONDS = 3.0
READ_SECONDS = 6.0
GIVE_UP_SECONDS: Mapping[str, float] = {
    "login": 0.0,  # the person sees at once that it did not work
    "session": 0.0,
    "logout": 2.0,
    "hang_up": 2.5,  # then the phone hangs up by itself
    "save_contact": 30.0,  # longer than a short loss of the network
    "edit_record": 30.0,
}
"""For how long a call is repeated over network failures; the others get `DEFAULT_GIVE_UP_SECONDS`."""
DEFAULT_GIVE_UP_SECONDS = 10.0
_SAVES = frozenset({"save_contact", "edit_record"})
_MAX_UNSETTLED = 64
_GATEWAY = frozenset({502, 503, 504})
_BY_NAME = {route.name: route for route in ROUTES}


class RestServer:
    """Implements `Server` over httpx.

    Args:
        trust: TLS context; the operating system's trust by default.
        give_up: seconds per route name that differ from `GIVE_UP_SECONDS`.
    """

    def __init__(
        self,
        *,
        trust: ssl.SSLContext | None = None,
        give_up: Mapping[str, float] | None = None,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._trust = trust
        self._give_up = {**GIVE_UP_SECONDS, **(give_up or {})}
        self._timeout = httpx.Timeout(read_seconds, connect=CONNECT_SECONDS)
        self._backoff = Backoff(0.1, 2.0)
        self._client: httpx.AsyncClient | None = None
        self._base = ""
        self._token = ""
        self._unsettled: OrderedDict[str, str] = OrderedDict()

    def use(self, url: str) -> None:
        self._base = url.rstrip("/")
        self._token = ""

    def use_token(self, token: str) -> None:
        self._token = token

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    # ---- calls ----------------------------------------------------------------------------------------------------

    async def login(self, request: LoginRequest) -> Session:
        return await self._call("login", Session, body=request)

    async def session(self) -> Session:
        return await self._call("session", Session)

    async def logout(self) -> None:
        await self._call("logout", Empty, body=Empty())

    async def start_work(self, work_group_ids: tuple[str, ...]) -> OperatorState:
        return await self._call("start_work", OperatorState, body=StartWorkRequest(work_group_ids))

    async def set_status(self, status: Status) -> OperatorState:
        return await self._call("set_status", OperatorState, body=StatusRequest(status))

    async def hold(self, call_id: str) -> OperatorState:
        return await self._call("hold", OperatorState, body=Empty(), call_id=call_id)

    async def resume(self, call_id: str) -> OperatorState:
        return await self._call("resume", OperatorState, body=Empty(), call_id=call_id)

    async def hang_up(self, call_id: str) -> OperatorState:
        return await self._call("hang_up", OperatorState, body=Empty(), call_id=call_id)

    async def set_call_customer(self, call_id: str, customer_id: int) -> CallView:
        return await self._call("set_call_customer", CallView, body=CallCustomerRequest(customer_id), call_id=call_id)

    async def customer(self, customer_id: int) -> Customer:
        return await self._call("get_customer", Customer, customer_id=customer_id)

    async def save_contact(self, request: SaveContactRequest) -> SaveContactReply:
        return await self._call("save_contact", SaveContactReply, body=request)

    async def records(self, customer_id: int, *, limit: int, offset: int, filters: dict[str, str]) -> RecordPage:
        query = {
            **{name: value for name, value in filters.items() if value},
            "limit": str(limit),
            "offset": str(offset),
        }
        return await self._call("list_records", RecordPage, query=query, customer_id=customer_id)

    async def edit_record(self, record_id: int, record: RecordInput) -> ContactRecord:
        return await self._call("edit_record", ContactRecord, body=EditRecordRequest(record), record_id=record_id)

    # ---- sending --------------------------------------------------------------------------------------------------

    async def _call(
        self,
        name: str,
        reply: type[Reply],
        *,
        body: msgspec.Struct | None = None,
        query: Mapping[str, str] | None = None,
        **path: object,
    ) -> Reply:
        route = _BY_NAME[name]
        places = {key: quote(str(value), safe="") for key, value in path.items()}
        address = API_PREFIX + route.path.format(**places)
        content = msgspec.json.encode(body) if body is not None else b""
        fingerprint = hashlib.sha256(f"{name} {address} ".encode() + content).hexdigest()
        key = self._unsettled.get(fingerprint) or uuid.uuid4().hex
        try:
            answer = await self._until_through(route, address, content, query, key)
        except Unreachable:
            self._remember(name, fingerprint, key)
            raise
        self._unsettled.pop(fingerprint, None)
        return _understood(answer, reply)

    def _remember(self, name: str, fingerprint: str, key: str) -> None:
        if name in _SAVES:
            self._unsettled[fingerprint] = key
            while len(self._unsettled) > _MAX_UNSETTLED:
                self._unsettled.popitem(last=False)

    async def _until_through(
        self, route: Route, address: str, content: bytes, query: Mapping[str, str] | None, key: str
    ) -> tuple[int, bytes]:
        give_up_at = time.monotonic() + self._give_up.get(route.name, DEFAULT_GIVE_UP_SECONDS)
        repeatable = route.idempotent_key or route.method is GET
        failures = 0
        while True:
            try:
                return await self._once(route, address, content, query, key)
            except Unreachable as unreachable:
                pause = self._backoff.seconds(failures)
                final = unreachable.why in (trouble.CERTIFICATE, trouble.NOT_BLUEBEAN)
                if final or not repeatable or time.monotonic() + pause > give_up_at:
                    raise
                _log.info("%s: %s; again in %.1f s", route.name, unreachable, pause)
            failures += 1
            await asyncio.sleep(pause)

    async def _once(
        self, route: Route, address: str, content: bytes, query: Mapping[str, str] | None, key: str
    ) -> tuple[int, bytes]:
        headers = {"Accept": "application/json"}
        if content:
            headers["Content-Type"] = "application/json"
        if self._token and not route.public:
            headers["Authorization"] = f"Bearer {self._token}"
        if route.idempotent_key:
            headers["Idempotency-Key"] = key
        try:
            request = self._http().build_request(
                route.method.value, self._base + address, content=content or None, params=query, headers=headers
            )
            response = await self._http().send(request, stream=True)
            try:
                return _from_bluebean(response.status_code, await _bounded(response))
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

    def _http(self) -> httpx.AsyncClient:
        """Made with the first call, so that the window comes up without waiting for the trust store."""
        if self._client is None:
            self._client = httpx.AsyncClient(
                verify=self._trust or system_trust(),
                timeout=self._timeout,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
            )
        return self._client


def _from_bluebean(status: int, body: bytes) -> tuple[int, bytes]:
    """The answer, unless a gateway says that the server behind it is away: then it is worth another try."""
    if status in _GATEWAY and isinstance(_refusal(status, body), Unreachable):
        raise Unreachable(trouble.REFUSED, f"a gateway answers with HTTP status {status}")
    return status, body


async def _bounded(response: httpx.Response) -> bytes:
    """The body, if it is not absurdly large."""
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MAX_REPLY_BYTES:
            raise Unreachable(trouble.NOT_BLUEBEAN, f"the answer is larger than {MAX_REPLY_BYTES} bytes")
    return bytes(body)


def _understood(answer: tuple[int, bytes], reply: type[Reply]) -> Reply:
    """The reply's body; `Refused` or `Unreachable` for everything else."""
    status, body = answer
    if status >= 400:
        raise _refusal(status, body)
    if not 200 <= status < 300:
        raise Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
    try:
        return msgspec.json.decode(body or b"{}", type=reply)
    except msgspec.MsgspecError as error:
        raise Unreachable(trouble.NOT_BLUEBEAN, f"the answer is not a {reply.__name__}: {error}") from error


def _refusal(status: int, body: bytes) -> Refused | Unreachable:
    try:
        said = msgspec.json.decode(body, type=ErrorBody)
    except msgspec.MsgspecError:
        return _foreign_refusal(status, body)
    return Refused(said.code, said.details, said.message)


def _foreign_refusal(status: int, body: bytes) -> Refused | Unreachable:
    """An error of a newer server, of a proxy before it, or of something else altogether."""
    try:
        fields: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError:
        return Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
    if "code" in fields and "message" in fields:
        return Refused(ErrorCode.INTERNAL, {"code": str(fields["code"])}, str(fields["message"]))
    return Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status}")
