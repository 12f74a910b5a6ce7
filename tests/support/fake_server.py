"""A server in memory with its push channel, and the small site that it serves."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bluebean_client.ports.outside import LinkDown, LinkUp, Refused, Unreachable
from server.protocol.errors import ErrorCode
from server.protocol.figures import FiguresOfGroups, GroupFigures
from server.protocol.offers import CallOffers, OfferView
from server.protocol.push import (
    Change,
    DeskState,
    Goodbye,
    MeChanged,
    ServerMessage,
    Snapshot,
    SwitchChanged,
    Welcome,
    difference,
)
from server.protocol.reasons import SetStatusOfReply
from server.protocol.rest import (
    CustomerPage,
    Empty,
    LoginRequest,
    RecordingInfo,
    RecordInput,
    RecordPage,
    SaveContactReply,
    SaveContactRequest,
    Session,
    TransferRequest,
)
from server.protocol.seats import FloorPlan, SeatPlan
from server.protocol.types import (
    SECRET_PLACEHOLDER,
    CallState,
    CallView,
    Choice,
    ContactRecord,
    Customer,
    Direction,
    FieldType,
    FormField,
    GroupKind,
    HelpRequest,
    NextAction,
    NextActionKind,
    OperatorRef,
    OperatorState,
    Role,
    SipAccount,
    Status,
    UsageMode,
    WorkGroupInfo,
)
from server.protocol.worklists import DayFigures, MyCustomer, MyCustomers, RecentContact, RecentContacts

NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
URL = "https://server.test"

SALES = WorkGroupInfo(
    "sales",
    "営業",
    GroupKind.INBOUND_SEQUENTIAL,
    fields=(
        FormField("name", "氏名", FieldType.TEXT, required=True),
        FormField("phone", "電話", FieldType.PHONE),
        FormField("mobile", "携帯", FieldType.PHONE),
        FormField("interests", "興味", FieldType.CHECK_BOXES, choices=("旅行", "本")),
        FormField("secret", "暗証", FieldType.PASSWORD),
        FormField("plan", "プラン", FieldType.PULL_DOWN, choices=("A", "B"), default="A"),
    ),
    respondents=(Choice("self", "本人"),),
    reactions=(Choice("sold", "成約"),),
    next_actions=(NextAction("callback", "再架電", NextActionKind.CALLBACK),),
    members=(OperatorRef("o1", "佐藤"), OperatorRef("o2", "鈴木")),
)

SALES_DAY = GroupFigures(
    work_group_id="sales",
    day_began_at=NOW,
    waiting=0,
    waiting_since=None,
    offered=40,
    answered=36,
    abandoned=3,
    sent_on=1,
    lost=0,
    called_back=0,
    within_seconds=20,
    service_level=0.82,
    service_level_of_all=0.79,
    average_wait_seconds=12.4,
    average_handling_seconds=250.0,
    occupancy=0.71,
)
TANAKA = Customer(
    7,
    "sales",
    3,
    {"name": "田中", "phone": "+81312345678", "interests": [], "secret": SECRET_PLACEHOLDER, "plan": "B"},
    NOW,
    "田中",
)


def operator_state(status: Status = Status.WRAP_UP, **changes: Any) -> OperatorState:
    fields: dict[str, Any] = {"operator_id": "o1", "status": status, "since": NOW, "work_group_ids": ("sales",)}
    return OperatorState(**{**fields, **changes})


def offered(call_id: str = "c1", matches: tuple[Customer, ...] = (TANAKA,), **changes: Any) -> CallView:
    fields: dict[str, Any] = {
        "call_id": call_id,
        "work_group_id": "sales",
        "direction": Direction.IN,
        "state": CallState.OFFERED,
        "number": "+81312345678",
        "called_number": "+81120000000",
        "arrived_at": NOW,
        "offered_at": NOW,
        "matches": matches,
    }
    return CallView(**{**fields, **changes})


class FakePush:
    """The test says what comes; numbers and link news as a real channel gives them."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[ServerMessage | LinkUp | LinkDown] = asyncio.Queue()
        self.opened: list[tuple[str, str]] = []
        self.retries = 0
        self.resyncs = 0
        self.state = DeskState(operator_state(Status.OFFLINE, work_group_ids=()))
        self.answers = True

    async def messages(self, url: str, token: str) -> AsyncIterator[ServerMessage | LinkUp | LinkDown]:
        self.opened.append((url, token))
        self.queue = asyncio.Queue()
        if self.answers:
            self.come_up()
        while True:
            message = await self.queue.get()
            yield message
            if isinstance(message, Goodbye):
                return

    def come_up(self) -> None:
        for message in (LinkUp(), Welcome(1, 1, NOW + timedelta(seconds=2)), Snapshot(0, self.state)):
            self.queue.put_nowait(message)

    def cut(self, why: str = "timeout") -> None:
        self.queue.put_nowait(LinkDown(why))

    def show(self, state: DeskState) -> None:
        for body in difference(self.state, state):
            self.queue.put_nowait(Change(1, body))
        self.state = state

    def me(self, me: OperatorState) -> None:
        self.queue.put_nowait(Change(1, MeChanged(me)))
        self.state = msgspec.structs.replace(self.state, me=me)

    def switch(self, up: bool) -> None:
        self.queue.put_nowait(Change(1, SwitchChanged(up)))
        self.state = msgspec.structs.replace(self.state, switch_up=up)

    def goodbye(self, code: ErrorCode, by: str = "") -> None:
        self.queue.put_nowait(Goodbye(code, by=by))

    def resync(self) -> None:
        self.resyncs += 1

    def retry_now(self) -> None:
        self.retries += 1


class FakeServer:
    """Remembers what was asked. `trouble[name]` is raised by that call, once per entry; then it works again."""

    def __init__(self, push: FakePush) -> None:
        self.push = push
        self.in_advance = False
        self.calls: list[tuple[str, Any]] = []
        self.trouble: dict[str, list[Refused | Unreachable]] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.url = ""
        self.token = ""
        self.mode = UsageMode.SOFTPHONE_OPERATOR
        self.customers = {TANAKA.customer_id: TANAKA}
        self.stored_records: list[ContactRecord] = []
        self.save_keys: list[str] = []
        self.closed = False
        self.plan = SeatPlan((FloorPlan("floor3", "3 階"),), (Choice("sales", "営業"),))
        self.day = DayFigures(NOW)
        self.offers: tuple[OfferView, ...] = ()
        self.contacts: tuple[RecentContact, ...] = ()

    def asked(self, name: str) -> list[Any]:
        return [what for called, what in self.calls if called == name]

    def fail(self, name: str, *troubles: Refused | Unreachable) -> None:
        self.trouble.setdefault(name, []).extend(troubles)

    def hold_back(self, name: str) -> asyncio.Event:
        """Calls of that name wait until the event is set."""
        self.gates[name] = asyncio.Event()
        return self.gates[name]

    async def _call(self, name: str, what: Any = None) -> None:
        self.calls.append((name, what))
        if name in self.gates:
            await self.gates[name].wait()
        else:
            await asyncio.sleep(0)
        if self.trouble.get(name):
            raise self.trouble[name].pop(0)

    def use(self, url: str) -> None:
        self.url, self.token = url, ""

    def use_token(self, token: str) -> None:
        self.token = token

    async def login(self, request: LoginRequest) -> Session:
        await self._call("login", request)
        return self._session("token-1")

    async def session(self) -> Session:
        await self._call("session", self.token)
        return self._session(self.token)

    def _session(self, token: str) -> Session:
        sip = SipAccount("201", "sip-secret", "127.0.0.1", 5060) if self.mode is not UsageMode.OPERATOR else None
        return Session(
            token, "o1", "佐藤", "201", Role.OPERATOR, (SALES,), NOW, self.mode, sip, capabilities=("recordings",)
        )

    async def logout(self) -> None:
        await self._call("logout")

    async def start_work(self, work_group_ids: tuple[str, ...]) -> OperatorState:
        await self._call("start_work", work_group_ids)
        return self._moved(
            operator_state(Status.WRAP_UP, work_group_ids=work_group_ids, since=NOW + timedelta(seconds=1))
        )

    async def set_status(self, status: Status, reason: str = "") -> OperatorState:
        await self._call("set_status", (status, reason) if reason else status)
        return self._moved(msgspec.structs.replace(self.push.state.me, status=status))

    async def set_status_of(self, operator_id: str, status: Status, reason: str) -> SetStatusOfReply:
        await self._call("set_status_of", (operator_id, status, reason))
        return SetStatusOfReply(in_advance=self.in_advance)

    async def set_next_status(self, status: Status | None, reason: str = "") -> OperatorState:
        await self._call("set_next_status", (status, reason) if reason else status)
        return self._moved(msgspec.structs.replace(self.push.state.me, next_status=status))

    async def extend_wrap_up(self) -> OperatorState:
        await self._call("extend_wrap_up")
        return self.push.state.me

    async def request_help(self) -> OperatorState:
        await self._call("request_help")
        asked = HelpRequest(OperatorRef("o1", "佐藤"), "201", NOW)
        return self._moved(msgspec.structs.replace(self.push.state.me, help=asked))

    async def cancel_help(self) -> OperatorState:
        await self._call("cancel_help")
        return self._moved(msgspec.structs.replace(self.push.state.me, help=None))

    async def take_help(self, operator_id: str) -> None:
        await self._call("take_help", operator_id)

    async def dial(self, number: str, work_group_id: str, customer_id: int | None) -> OperatorState:
        await self._call("dial", (number, work_group_id, customer_id))
        call = offered(
            state=CallState.DIALING,
            direction=Direction.OUT,
            number=number,
            work_group_id=work_group_id,
            customer_id=customer_id,
            matches=(),
        )
        return self._moved(msgspec.structs.replace(self.push.state.me, status=Status.DIALING, call=call))

    async def hold(self, call_id: str) -> OperatorState:
        await self._call("hold", call_id)
        return self._call_is(CallState.HELD)

    async def resume(self, call_id: str) -> OperatorState:
        await self._call("resume", call_id)
        return self._call_is(CallState.TALKING)

    async def hang_up(self, call_id: str) -> OperatorState:
        await self._call("hang_up", call_id)
        return self._call_is(CallState.ENDED)

    async def transfer(self, call_id: str, to: TransferRequest) -> OperatorState:
        await self._call("transfer", (call_id, to))
        return self.push.state.me

    async def complete_transfer(self, call_id: str) -> OperatorState:
        await self._call("complete_transfer", call_id)
        return self._call_is(CallState.ENDED)

    async def drop_target(self, call_id: str, *, keep_holding: bool) -> OperatorState:
        await self._call("drop_target", (call_id, keep_holding))
        return self._call_is(CallState.HELD if keep_holding else CallState.TALKING)

    async def start_conference(self, call_id: str) -> OperatorState:
        await self._call("start_conference", call_id)
        return self.push.state.me

    def _call_is(self, state: CallState) -> OperatorState:
        me = self.push.state.me
        assert me.call is not None
        return self._moved(msgspec.structs.replace(me, call=msgspec.structs.replace(me.call, state=state)))

    def _moved(self, me: OperatorState) -> OperatorState:
        self.push.me(me)
        return me

    async def set_call_customer(self, call_id: str, customer_id: int) -> CallView:
        await self._call("set_call_customer", (call_id, customer_id))
        call = self.push.state.me.call or offered(call_id)
        return msgspec.structs.replace(call, customer_id=customer_id)

    async def find_customers(self, text: str, *, limit: int) -> CustomerPage:
        await self._call("find_customers", text)
        found = [customer for customer in self.customers.values() if text in customer.name]
        return CustomerPage(tuple(found[:limit]), len(found))

    async def customer(self, customer_id: int) -> Customer:
        await self._call("customer", customer_id)
        if customer_id not in self.customers:
            raise Refused(ErrorCode.NO_SUCH_CUSTOMER, {})
        return self.customers[customer_id]

    async def save_contact(self, request: SaveContactRequest, key: str) -> SaveContactReply:
        self.save_keys.append(key)
        await self._call("save_contact", request)
        customer_id = request.customer_id or 100
        name = str(request.values.get("name", ""))
        customer = Customer(customer_id, request.work_group_id, request.version + 1, dict(request.values), NOW, name)
        self.customers[customer_id] = customer
        record = contact_record(len(self.stored_records) + 1, customer_id, request.record.text)
        self.stored_records.insert(0, record)
        return SaveContactReply(customer, record)

    async def records(self, customer_id: int, *, limit: int, offset: int, filters: dict[str, str]) -> RecordPage:
        await self._call("records", customer_id)
        mine = tuple(
            record
            for record in self.stored_records
            if record.customer_id == customer_id and filters.get("text", "") in record.text
        )
        return RecordPage(mine[offset : offset + limit], len(mine))

    async def secret_values(self, customer_id: int) -> dict[str, str]:
        await self._call("secret_values", customer_id)
        return {"secret": "ひみつ"}

    async def call_offers(self, call_id: str) -> CallOffers:
        await self._call("call_offers", call_id)
        return CallOffers(call_id, SALES.work_group_id, self.offers)

    async def recording_info(self, call_id: str) -> RecordingInfo:
        await self._call("recording_info", call_id)
        return RecordingInfo(60.0, 100, 2, 44, 60 * 400, (10, 80, 30))

    async def recording_part(self, call_id: str, first: int, last: int, *, download: bool) -> bytes:
        """400 bytes a second; each second is of its own letter."""
        await self._call("recording_part", (call_id, first, last, download))
        sound = bytes(44) + b"".join(bytes([65 + second]) * 400 for second in range(60))
        return sound[first : last + 1]

    async def edit_record(self, record_id: int, record: RecordInput) -> ContactRecord:
        await self._call("edit_record", (record_id, record))
        return contact_record(record_id, TANAKA.customer_id, record.text)

    async def seat_plan(self) -> SeatPlan:
        await self._call("seat_plan")
        return self.plan

    async def take_callback(self, callback_id: int) -> Empty:
        await self._call("take_callback", callback_id)
        return Empty()

    async def dismiss_callback(self, callback_id: int) -> Empty:
        await self._call("dismiss_callback", callback_id)
        return Empty()

    async def assign_callback(self, callback_id: int, operator_id: str) -> Empty:
        await self._call("assign_callback", (callback_id, operator_id))
        return Empty()

    async def finish_callback(self, callback_id: int) -> Empty:
        await self._call("finish_callback", callback_id)
        return Empty()

    async def cancel_callback(self, callback_id: int, reason: str) -> Empty:
        await self._call("cancel_callback", (callback_id, reason))
        return Empty()

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> Empty:
        await self._call("reschedule_callback", (callback_id, due_at))
        return Empty()

    async def handle_abandoned(self, call_id: str) -> Empty:
        await self._call("handle_abandoned", call_id)
        return Empty()

    async def my_customers(self, *, limit: int, offset: int) -> MyCustomers:
        await self._call("my_customers", (limit, offset))
        return MyCustomers((MyCustomer(TANAKA, "再架電", NOW),), 1)

    async def my_day(self) -> DayFigures:
        await self._call("my_day")
        return self.day

    async def group_figures(self) -> FiguresOfGroups:
        await self._call("group_figures")
        return FiguresOfGroups((SALES_DAY,), NOW)

    async def recent_contacts(self, *, limit: int) -> RecentContacts:
        await self._call("recent_contacts", limit)
        return RecentContacts(self.contacts)

    async def change_password(self, old: str, new: str) -> None:
        await self._call("change_password", (old, new))

    async def change_picture(self, image: bytes) -> None:
        await self._call("change_picture", image)

    async def plan_picture(self, name: str) -> bytes:
        await self._call("plan_picture", name)
        return f"picture {name}".encode()

    async def picture(self, operator_id: str, version: int) -> bytes:
        await self._call("picture", (operator_id, version))
        return f"{operator_id} {version}".encode()

    async def close(self) -> None:
        self.closed = True


def contact_record(record_id: int, customer_id: int, text: str) -> ContactRecord:
    return ContactRecord(
        record_id, customer_id, "sales", OperatorRef("o1", "佐藤"), text, "", "", "", "", saved_at=NOW, edited_at=NOW
    )
