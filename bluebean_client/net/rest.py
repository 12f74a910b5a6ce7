"""The REST calls: one method each, bodies by the wire contract, commands repeated under one key until they are through.

A command is sent with an `Idempotency-Key`. When the network fails on the way nobody knows whether it happened, so it is sent
again with the same key: the server carries it out once and repeats its answer. Where even the last try failed, the key of a
save is remembered with its content, so that pressing 全て保存 again is still the same save.
"""

import asyncio
import hashlib
import importlib
import logging
import ssl
import time
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Protocol
from urllib.parse import quote

import msgspec

from bluebean_client.net import trouble
from bluebean_client.net.answers import Reply, from_bluebean, refusal, understood
from bluebean_client.net.backoff import Backoff
from bluebean_client.ports.outside import Unreachable
from server.protocol import API_PREFIX
from server.protocol.figures import FiguresOfGroups
from server.protocol.offers import CallOffers
from server.protocol.reasons import SetStatusOfReply, SetStatusOfRequest
from server.protocol.rest import (
    GET,
    ROUTES,
    AssignCallbackRequest,
    CallCustomerRequest,
    CancelCallbackRequest,
    CustomerPage,
    DialRequest,
    DropTargetRequest,
    EditRecordRequest,
    Empty,
    LoginRequest,
    NextStatusRequest,
    PasswordRequest,
    PictureReply,
    PictureRequest,
    RecordingInfo,
    RecordInput,
    RecordPage,
    RescheduleCallbackRequest,
    Route,
    SaveContactReply,
    SaveContactRequest,
    SecretValues,
    Session,
    StartWorkRequest,
    StatusRequest,
    TransferRequest,
)
from server.protocol.seats import SeatPlan
from server.protocol.types import CallView, ContactRecord, Customer, OperatorState, Status
from server.protocol.worklists import DayFigures, MyCustomers, RecentContacts

_log = logging.getLogger(__name__)

HTTP_MODULE = "bluebean_client.net.http"
READ_SECONDS = 6.0
GIVE_UP_SECONDS: Mapping[str, float] = {
    "login": 0.0,  # the person sees at once that it did not work
    "session": 0.0,
    "logout": 2.0,
    "dial": 3.0,  # nobody wants to be called by a press of long ago
    "hang_up": 2.5,  # then the phone hangs up by itself
    "save_contact": 30.0,  # longer than a short loss of the network
    "edit_record": 30.0,
}
"""For how long a call is repeated over network failures; the others get `DEFAULT_GIVE_UP_SECONDS`."""
DEFAULT_GIVE_UP_SECONDS = 10.0
_REMEMBERED = frozenset({"edit_record"})
"""Saves whose key this side chooses, and keeps for when they are pressed again; who saves a contact keeps its key himself."""
_MAX_UNSETTLED = 64
_BY_NAME = {route.name: route for route in ROUTES}


class Http(Protocol):
    """What is asked of an HTTP client."""

    async def exchange(
        self, method: str, url: str, *, content: bytes, query: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Status and body of the answer; raises `Unreachable`."""

    async def close(self) -> None: ...


class RestServer:
    """Implements `Server`.

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
        self._read_seconds = read_seconds
        self._backoff = Backoff(0.1, 2.0)
        self._client: Http | None = None
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
            await self._client.close()
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

    async def set_status(self, status: Status, reason: str = "") -> OperatorState:
        return await self._call("set_status", OperatorState, body=StatusRequest(status, reason))

    async def set_next_status(self, status: Status | None, reason: str = "") -> OperatorState:
        return await self._call("set_next_status", OperatorState, body=NextStatusRequest(status, reason))

    async def set_status_of(self, operator_id: str, status: Status, reason: str) -> SetStatusOfReply:
        body = SetStatusOfRequest(status, reason)
        return await self._call("set_status_of", SetStatusOfReply, body=body, operator_id=operator_id)

    async def extend_wrap_up(self) -> OperatorState:
        return await self._call("extend_wrap_up", OperatorState, body=Empty())

    async def request_help(self) -> OperatorState:
        return await self._call("request_help", OperatorState, body=Empty())

    async def cancel_help(self) -> OperatorState:
        return await self._call("cancel_help", OperatorState, body=Empty())

    async def take_help(self, operator_id: str) -> None:
        await self._call("take_help", Empty, body=Empty(), operator_id=operator_id)

    async def dial(self, number: str, work_group_id: str, customer_id: int | None) -> OperatorState:
        return await self._call("dial", OperatorState, body=DialRequest(number, work_group_id, customer_id))

    async def hold(self, call_id: str) -> OperatorState:
        return await self._call("hold", OperatorState, body=Empty(), call_id=call_id)

    async def resume(self, call_id: str) -> OperatorState:
        return await self._call("resume", OperatorState, body=Empty(), call_id=call_id)

    async def hang_up(self, call_id: str) -> OperatorState:
        return await self._call("hang_up", OperatorState, body=Empty(), call_id=call_id)

    async def transfer(self, call_id: str, to: TransferRequest) -> OperatorState:
        return await self._call("transfer", OperatorState, body=to, call_id=call_id)

    async def complete_transfer(self, call_id: str) -> OperatorState:
        return await self._call("complete_transfer", OperatorState, body=Empty(), call_id=call_id)

    async def drop_target(self, call_id: str, *, keep_holding: bool) -> OperatorState:
        return await self._call("drop_target", OperatorState, body=DropTargetRequest(keep_holding), call_id=call_id)

    async def start_conference(self, call_id: str) -> OperatorState:
        return await self._call("start_conference", OperatorState, body=Empty(), call_id=call_id)

    async def set_call_customer(self, call_id: str, customer_id: int) -> CallView:
        return await self._call("set_call_customer", CallView, body=CallCustomerRequest(customer_id), call_id=call_id)

    async def find_customers(self, text: str, *, limit: int) -> CustomerPage:
        return await self._call("find_customers", CustomerPage, query={"text": text, "limit": str(limit)})

    async def customer(self, customer_id: int) -> Customer:
        return await self._call("get_customer", Customer, customer_id=customer_id)

    async def save_contact(self, request: SaveContactRequest, key: str) -> SaveContactReply:
        return await self._call("save_contact", SaveContactReply, body=request, key=key)

    async def records(self, customer_id: int, *, limit: int, offset: int, filters: dict[str, str]) -> RecordPage:
        query = {
            **{name: value for name, value in filters.items() if value},
            "limit": str(limit),
            "offset": str(offset),
        }
        return await self._call("list_records", RecordPage, query=query, customer_id=customer_id)

    async def edit_record(self, record_id: int, record: RecordInput) -> ContactRecord:
        return await self._call("edit_record", ContactRecord, body=EditRecordRequest(record), record_id=record_id)

    async def seat_plan(self) -> SeatPlan:
        return await self._call("seat_plan", SeatPlan)

    async def take_callback(self, callback_id: int) -> Empty:
        return await self._call("take_callback", Empty, body=Empty(), callback_id=callback_id)

    async def dismiss_callback(self, callback_id: int) -> Empty:
        return await self._call("dismiss_callback", Empty, body=Empty(), callback_id=callback_id)

    async def assign_callback(self, callback_id: int, operator_id: str) -> Empty:
        request = AssignCallbackRequest(operator_id)
        return await self._call("assign_callback", Empty, body=request, callback_id=callback_id)

    async def finish_callback(self, callback_id: int) -> Empty:
        return await self._call("finish_callback", Empty, body=Empty(), callback_id=callback_id)

    async def cancel_callback(self, callback_id: int, reason: str) -> Empty:
        return await self._call("cancel_callback", Empty, body=CancelCallbackRequest(reason), callback_id=callback_id)

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> Empty:
        request = RescheduleCallbackRequest(due_at)
        return await self._call("reschedule_callback", Empty, body=request, callback_id=callback_id)

    async def handle_abandoned(self, call_id: str) -> Empty:
        return await self._call("handle_abandoned", Empty, body=Empty(), call_id=call_id)

    async def my_customers(self, *, limit: int, offset: int) -> MyCustomers:
        return await self._call("my_customers", MyCustomers, query={"limit": str(limit), "offset": str(offset)})

    async def my_day(self) -> DayFigures:
        return await self._call("my_day", DayFigures)

    async def group_figures(self) -> FiguresOfGroups:
        return await self._call("group_figures", FiguresOfGroups)

    async def recent_contacts(self, *, limit: int) -> RecentContacts:
        return await self._call("recent_contacts", RecentContacts, query={"limit": str(limit)})

    async def secret_values(self, customer_id: int) -> dict[str, str]:
        return (await self._call("get_secrets", SecretValues, customer_id=customer_id)).values

    async def call_offers(self, call_id: str) -> CallOffers:
        return await self._call("call_offers", CallOffers, call_id=call_id)

    async def recording_info(self, call_id: str) -> RecordingInfo:
        return await self._call("recording_info", RecordingInfo, call_id=call_id)

    async def recording_part(self, call_id: str, first: int, last: int, *, download: bool) -> bytes:
        route = _BY_NAME["get_recording"]
        address = API_PREFIX + route.path.format(call_id=quote(call_id, safe=""))
        query, part = {"download": "1"} if download else None, {"Range": f"bytes={first}-{last}"}
        status, body = await self._until_through(route, address, b"", query, "", part)
        if status >= 400:
            raise refusal(status, body)
        if status != HTTPStatus.PARTIAL_CONTENT or len(body) > last - first + 1:
            raise Unreachable(trouble.NOT_BLUEBEAN, f"HTTP status {status} for a part of a recording")
        return body

    async def change_password(self, old: str, new: str) -> None:
        await self._call("change_password", Empty, body=PasswordRequest(old, new))

    async def change_picture(self, image: bytes) -> None:
        await self._call("change_picture", PictureReply, body=PictureRequest(image))

    async def picture(self, operator_id: str, version: int) -> bytes:
        return await self._image("get_picture", {"version": str(version)}, operator_id=operator_id)

    async def plan_picture(self, name: str) -> bytes:
        return await self._image("get_plan_picture", name=name)

    async def _image(self, route_name: str, query: Mapping[str, str] | None = None, **path: str) -> bytes:
        route = _BY_NAME[route_name]
        address = API_PREFIX + route.path.format(**{key: quote(value, safe="") for key, value in path.items()})
        status, image = await self._until_through(route, address, b"", query, "")
        if status != HTTPStatus.OK:
            raise refusal(status, image)
        return image

    # ---- sending --------------------------------------------------------------------------------------------------

    async def _call(
        self,
        name: str,
        reply: type[Reply],
        *,
        body: msgspec.Struct | None = None,
        query: Mapping[str, str] | None = None,
        key: str = "",
        **path: object,
    ) -> Reply:
        route = _BY_NAME[name]
        places = {key: quote(str(value), safe="") for key, value in path.items()}
        address = API_PREFIX + route.path.format(**places)
        content = msgspec.json.encode(body) if body is not None else b""
        fingerprint = hashlib.sha256(f"{name} {address} ".encode() + content).hexdigest()
        key = key or self._unsettled.get(fingerprint) or uuid.uuid4().hex
        try:
            answer = await self._until_through(route, address, content, query, key)
        except Unreachable:
            self._remember(name, fingerprint, key)
            raise
        self._unsettled.pop(fingerprint, None)
        return understood(answer, reply)

    def _remember(self, name: str, fingerprint: str, key: str) -> None:
        if name in _REMEMBERED:
            self._unsettled[fingerprint] = key
            while len(self._unsettled) > _MAX_UNSETTLED:
                self._unsettled.popitem(last=False)

    async def _until_through(
        self,
        route: Route,
        address: str,
        content: bytes,
        query: Mapping[str, str] | None,
        key: str,
        part: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        give_up_at = time.monotonic() + self._give_up.get(route.name, DEFAULT_GIVE_UP_SECONDS)
        repeatable = route.idempotent_key or route.method is GET
        failures = 0
        while True:
            try:
                return await self._once(route, address, content, query, key, part or {})
            except Unreachable as unreachable:
                pause = self._backoff.seconds(failures)
                final = unreachable.why in (trouble.CERTIFICATE, trouble.NOT_BLUEBEAN)
                if final or not repeatable or time.monotonic() + pause > give_up_at:
                    raise
                _log.info("%s: %s; again in %.1f s", route.name, unreachable, pause)
            failures += 1
            await asyncio.sleep(pause)

    async def _once(
        self,
        route: Route,
        address: str,
        content: bytes,
        query: Mapping[str, str] | None,
        key: str,
        part: Mapping[str, str],
    ) -> tuple[int, bytes]:
        """`part` is the header that asks for a range of bytes, or nothing."""
        headers = {"Accept": "application/json", **part}
        if content:
            headers["Content-Type"] = "application/json"
        if self._token and not route.public:
            headers["Authorization"] = f"Bearer {self._token}"
        if route.idempotent_key:
            headers["Idempotency-Key"] = key
        http = await self._http()
        status, answer = await http.exchange(
            route.method.value, self._base + address, content=content, query=query, headers=headers
        )
        return from_bluebean(status, answer)

    async def _http(self) -> Http:
        """Loaded with the first call: a telephone alone never needs it, and nobody waits for it to see the login page."""
        if self._client is None:
            module = await asyncio.to_thread(importlib.import_module, HTTP_MODULE)
            self._client = self._client or module.HttpClient(self._trust, self._read_seconds)
        return self._client
