"""What happens around every REST call: who asks, what is said, whether it was said before, and how the answer is put."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog
from aiohttp import web

from server.domain.refusal import Refusal
from server.ports.storage import Repositories
from server.ports.storage_errors import StorageFull, StorageUnavailable
from server.ports.switch import SwitchError
from server.protocol.errors import ErrorBody, ErrorCode, http_status
from server.protocol.rest import Route
from server.services.sign_in import SignedIn, SignIn

LONGEST_KEY = 100
KEY_HEADER = "Idempotency-Key"
_SENTENCES: Mapping[ErrorCode, str] = {
    ErrorCode.INVALID_CREDENTIALS: "login ID or password is wrong",
    ErrorCode.LOCKED_OUT: "too many wrong passwords; wait, or ask an administrator",
    ErrorCode.UNKNOWN_EXTENSION: "there is no such extension",
    ErrorCode.EXTENSION_IN_USE: "another operator uses this extension",
    ErrorCode.PROTOCOL_UNSUPPORTED: "client and server do not speak the same version; update the older one",
    ErrorCode.SESSION_EXPIRED: "the session is over; log in again",
    ErrorCode.INVALID_FIELDS: "some fields are not right; see details",
    ErrorCode.VERSION_CONFLICT: "somebody else saved this customer meanwhile",
    ErrorCode.SWITCH_UNAVAILABLE: "the telephony switch can't be reached now; try again in a moment",
    ErrorCode.STORAGE_FULL: "the server's disk is full; nothing can be saved until there is room",
    ErrorCode.STORAGE_UNAVAILABLE: "the server's database can't be used now; try again in a moment",
    ErrorCode.INTERNAL: "something went wrong in the server; its log tells more",
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One request, decoded and checked."""

    request: web.Request
    body: Any
    key: str
    token: str
    caller: SignedIn | None

    @property
    def who(self) -> SignedIn:
        if self.caller is None:
            raise Refusal(ErrorCode.SESSION_EXPIRED)
        return self.caller


Reply = msgspec.Struct | web.StreamResponse
Handler = Callable[[Call], Awaitable[Reply]]


class KeyedLocks:
    """A lock for each key while somebody needs it."""

    def __init__(self) -> None:
        self._locks: dict[Any, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def hold(self, key: Any) -> AsyncIterator[None]:
        lock, users = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks.pop(key)
            if users > 1:
                self._locks[key] = (lock, users - 1)


class Endpoints:
    """Makes an aiohttp handler of a route and what it does."""

    def __init__(self, *, sign_in: SignIn, repositories: Repositories, max_body_bytes: int) -> None:
        self._sign_in = sign_in
        self._repositories = repositories
        self._max_body_bytes = max_body_bytes
        self._same_key = KeyedLocks()

    def make(self, route: Route, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            token = bearer_token(request)
            caller = None if route.public else await self._sign_in.who(token)
            raw = await self._read(request)
            key = request.headers.get(KEY_HEADER, "") if route.idempotent_key else ""
            if len(key) > LONGEST_KEY or not key.isprintable():
                raise Refusal(ErrorCode.BAD_REQUEST, where=KEY_HEADER)
            call = Call(request, _decode(route, raw), key, token, caller)
            if caller is None or not key:
                return answer(await handler(call))
            return await self._once(call, handler, raw)

        serve.__name__ = route.name
        return serve

    async def _read(self, request: web.Request) -> bytes:
        try:
            return await request.read()
        except web.HTTPRequestEntityTooLarge as error:
            raise Refusal(ErrorCode.TOO_LARGE, max_bytes=self._max_body_bytes) from error

    async def _once(self, call: Call, handler: Handler, raw: bytes) -> web.StreamResponse:
        """Only what was done is kept: a refusal changed nothing, so asking again is asking anew."""
        operator_id = call.who.operator.operator_id
        what = f"{call.request.method} {call.request.path}\n".encode() + raw
        fingerprint = hashlib.sha256(what).hexdigest()
        async with self._same_key.hold((operator_id, call.key)):
            if kept := await self._repositories.idempotent_reply(operator_id, call.key):
                if kept[0] != fingerprint:
                    raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED)
                return web.Response(body=kept[2], status=kept[1], content_type="application/json")
            response = answer(await handler(call))
            body = getattr(response, "body", None)
            if isinstance(body, bytes):
                try:
                    await self._repositories.keep_reply(operator_id, call.key, fingerprint, response.status, body)
                except StorageUnavailable:  # it was done; a full disk must not say otherwise
                    log.exception("reply_not_kept", path=call.request.path)
            return response


def bearer_token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _decode(route: Route, raw: bytes) -> Any:
    if route.request is None:
        return None
    try:
        return msgspec.json.decode(raw or b"{}", type=route.request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:  # a ValidationError is a DecodeError
        raise Refusal(ErrorCode.BAD_REQUEST, where=str(error)) from error


def answer(reply: Reply) -> web.StreamResponse:
    if isinstance(reply, web.StreamResponse):
        return reply
    return web.Response(body=msgspec.json.encode(reply), content_type="application/json")


def error_answer(code: ErrorCode, details: Mapping[str, Any]) -> web.Response:
    body = ErrorBody(code, _SENTENCES.get(code, code.value.replace("_", " ")), dict(details))
    headers = {"Retry-After": str(details["retry_after_seconds"])} if "retry_after_seconds" in details else None
    return web.Response(
        body=msgspec.json.encode(body), status=http_status(code), content_type="application/json", headers=headers
    )


def error_of(error: Exception) -> tuple[ErrorCode, Mapping[str, Any]] | None:
    """The refusal that an exception stands for; None if it is a fault of the program."""
    if isinstance(error, Refusal):
        return error.code, error.details
    if isinstance(error, SwitchError):
        return ErrorCode.SWITCH_UNAVAILABLE, {}
    if isinstance(error, StorageUnavailable):
        return ErrorCode.STORAGE_FULL if isinstance(error, StorageFull) else ErrorCode.STORAGE_UNAVAILABLE, {}
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return ErrorCode.TOO_LARGE, {}
    if isinstance(error, web.HTTPNotFound | web.HTTPMethodNotAllowed):
        return ErrorCode.NOT_FOUND, {}
    if isinstance(error, web.HTTPException) and 400 <= error.status < 500:
        return ErrorCode.BAD_REQUEST, {"where": error.reason}
    return None
