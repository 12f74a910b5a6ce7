"""What the client's core needs from outside: server, push channel, phone engine, files, keychain, clock."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from bluebean_client.domain.desk import PendingSave, RecordDraft
from bluebean_client.domain.phone import SoundSettings
from bluebean_client.domain.phone_messages import News, Order
from bluebean_client.domain.recording import Heard
from bluebean_client.settings.schema import SettingValue
from server.protocol.errors import ErrorCode
from server.protocol.figures import FiguresOfGroups
from server.protocol.offers import CallOffers
from server.protocol.push import ServerMessage
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
from server.protocol.seats import SeatPlan
from server.protocol.types import CallView, ContactRecord, Customer, FieldValue, OperatorState, Status
from server.protocol.worklists import DayFigures, MyCustomers, RecentContacts

# ---- errors of the outside --------------------------------------------------------------------------------------


class Refused(Exception):
    """The server understood and said no."""

    def __init__(self, code: ErrorCode, details: dict[str, Any], message: str = "") -> None:
        super().__init__(message or code)
        self.code, self.details = code, details


class Unreachable(Exception):
    """No answer from the server. `why`: `no_address`, `refused`, `timeout`, `certificate`, `not_bluebean`; `detail` in English."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail = why, detail


# ---- outside ----------------------------------------------------------------------------------------------------


class Server(Protocol):
    """REST. Every method raises `Refused` or `Unreachable`. Commands are retried with one idempotency key until `give_up_seconds`."""

    def use(self, url: str) -> None:
        """Talk to the server at `url` from now on; forgets the token."""

    def use_token(self, token: str) -> None: ...
    async def login(self, request: LoginRequest) -> Session: ...
    async def session(self) -> Session: ...
    async def logout(self) -> None: ...
    async def start_work(self, work_group_ids: tuple[str, ...]) -> OperatorState: ...
    async def set_status(self, status: Status, reason: str = "") -> OperatorState: ...
    async def set_status_of(self, operator_id: str, status: Status, reason: str) -> SetStatusOfReply: ...
    async def set_next_status(self, status: Status | None, reason: str = "") -> OperatorState: ...
    async def extend_wrap_up(self) -> OperatorState: ...
    async def request_help(self) -> OperatorState: ...
    async def cancel_help(self) -> OperatorState: ...
    async def take_help(self, operator_id: str) -> None: ...
    async def dial(self, number: str, work_group_id: str, customer_id: int | None) -> OperatorState: ...
    async def hold(self, call_id: str) -> OperatorState: ...
    async def resume(self, call_id: str) -> OperatorState: ...
    async def hang_up(self, call_id: str) -> OperatorState: ...
    async def transfer(self, call_id: str, to: TransferRequest) -> OperatorState: ...
    async def complete_transfer(self, call_id: str) -> OperatorState: ...
    async def drop_target(self, call_id: str, *, keep_holding: bool) -> OperatorState: ...
    async def start_conference(self, call_id: str) -> OperatorState: ...
    async def call_offers(self, call_id: str) -> CallOffers: ...
    async def set_call_customer(self, call_id: str, customer_id: int) -> CallView: ...
    async def find_customers(self, text: str, *, limit: int) -> CustomerPage: ...
    async def customer(self, customer_id: int) -> Customer: ...
    async def save_contact(self, request: SaveContactRequest, key: str) -> SaveContactReply:
        """Happens once for each idempotency key, however often and from whichever window it is sent."""

    async def records(self, customer_id: int, *, limit: int, offset: int, filters: dict[str, str]) -> RecordPage: ...
    async def secret_values(self, customer_id: int) -> dict[str, str]:
        """What is in the password fields, by key; refused without the right."""

    async def recording_info(self, call_id: str) -> RecordingInfo: ...
    async def recording_part(self, call_id: str, first: int, last: int, *, download: bool) -> bytes:
        """Bytes `first` to `last` of the file, the last one included; the server notes who hears or takes it."""

    async def edit_record(self, record_id: int, record: RecordInput) -> ContactRecord: ...
    async def seat_plan(self) -> SeatPlan: ...
    async def plan_picture(self, name: str) -> bytes: ...
    async def take_callback(self, callback_id: int) -> Empty: ...
    async def dismiss_callback(self, callback_id: int) -> Empty: ...
    async def finish_callback(self, callback_id: int) -> Empty: ...
    async def assign_callback(self, callback_id: int, operator_id: str) -> Empty: ...
    async def cancel_callback(self, callback_id: int, reason: str) -> Empty: ...
    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> Empty: ...
    async def handle_abandoned(self, call_id: str) -> Empty: ...
    async def my_customers(self, *, limit: int, offset: int) -> MyCustomers: ...
    async def my_day(self) -> DayFigures: ...
    async def group_figures(self) -> FiguresOfGroups: ...
    async def recent_contacts(self, *, limit: int) -> RecentContacts: ...
    async def change_password(self, old: str, new: str) -> None: ...
    async def change_picture(self, image: bytes) -> None: ...
    async def picture(self, operator_id: str, version: int) -> bytes: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LinkUp:
    """The push channel is open and a snapshot follows."""


@dataclass(frozen=True, slots=True)
class LinkDown:
    """The push channel is cut; it comes back by itself. `why` as in `Unreachable`."""

    why: str


class Push(Protocol):
    """The push channel. Reconnects by itself (0.2 to 5 s with jitter) until closed or told goodbye."""

    def messages(self, url: str, token: str) -> AsyncIterator[ServerMessage | LinkUp | LinkDown]: ...

    def resync(self) -> None:
        """Ask for a fresh snapshot."""

    def retry_now(self) -> None:
        """Do not wait for the next try."""


@dataclass(frozen=True, slots=True)
class EngineGone:
    """The engine process ended or its socket broke. A new one is started by `PhoneEngine.start`."""


class EngineDidNotStart(Exception):
    """No phone engine could be started or attached to; the text says why, in English."""


class PhoneEngine(Protocol):
    """The phone engine process: attach to a running one of this profile, or start one."""

    async def start(self) -> None:
        """`Attached` is among the news when it returns. Raises `EngineDidNotStart`."""

    def send(self, order: Order) -> None: ...
    def news(self) -> AsyncIterator[News | EngineGone]: ...
    async def detach(self) -> None:
        """Leave the engine running (the window closes during a call)."""


class SoundPlayer(Protocol):
    """Plays 16-bit samples on the device that the settings choose for voices. Returns at once from everything."""

    def listen(self, listener: Callable[[Heard], None]) -> None:
        """Who hears, in the window's thread, how far it is: about ten times a second while something is played."""

    def begin(self, run: int, rate_hz: int, channels: int, speed: float, sound: SoundSettings) -> None:
        """Drop what is not played yet; what is fed from now on belongs to `run`."""

    def feed(self, data: bytes) -> None:
        """More sound; nothing at its end."""

    def hush(self) -> None: ...
    def chime(self, sound: SoundSettings) -> None:
        """One soft sound, beside whatever is played."""

    def close(self) -> None: ...


class Files(Protocol):
    """Files that a person has asked for."""

    def whole(self, path: Path) -> AbstractAsyncContextManager[Callable[[bytes], Awaitable[object]]]:
        """Gives what writes the next bytes; all or nothing is left. Raises `OSError`."""


class Secrets(Protocol):
    """The OS keychain. `available` is False where there is none: then nothing is kept."""

    @property
    def available(self) -> bool: ...
    def get(self, server_url: str, login_id: str) -> str | None: ...
    def put(self, server_url: str, login_id: str, password: str) -> None: ...
    def delete(self, server_url: str, login_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """What was typed for one customer and not saved. `customer_id` None: a new customer."""

    draft_id: str
    operator_id: str
    work_group_id: str
    customer_id: int | None
    version: int
    values: dict[str, FieldValue]
    record: RecordDraft
    call_id: str | None
    saved_at: datetime
    pending: PendingSave | None = None
    """The save that was on its way."""
    base: dict[str, FieldValue] = field(default_factory=dict)
    """What stood in the fields of `values` before they were typed over."""
    name: str = ""
    """Of the customer as he was loaded; empty for a new one."""


class Drafts(Protocol):
    """Drafts on disk, for this profile only (mode 0600). Written behind, at the latest one second after the change."""

    def put(self, draft: StoredDraft) -> None: ...
    def delete(self, draft_id: str) -> None: ...
    def of(self, operator_id: str) -> list[StoredDraft]: ...
    def flush(self) -> None: ...


class Settings(Protocol):
    """Values of `bluebean_client.settings.schema`, from policy, command line, environment and the profile's file."""

    def value(self, key: str) -> SettingValue: ...
    def text(self, key: str) -> str:
        """The value as a string."""

    def number(self, key: str) -> int:
        """The value of a `NUMBER`."""

    def names(self, key: str) -> tuple[str, ...]:
        """The value of a `NAMES`."""

    def flag(self, key: str) -> bool:
        """The value of a `FLAG`."""

    def locked(self, key: str) -> bool:
        """IT fixed it by policy: shown, not editable."""

    def save(self, changes: Mapping[str, SettingValue]) -> None:
        """Check all, then store all in the profile's file; nothing is changed on a `SettingProblem`."""


class KeyRefusal(StrEnum):
    """Why a global key can't be had."""

    TAKEN = "taken"
    """Another program has it, or another of these keys."""
    NO_SUCH_KEY = "no_such_key"
    """This keyboard has none."""
    UNAVAILABLE = "unavailable"
    """The system gives no program a key while another is in front."""


class GlobalKeys(Protocol):
    """Keys that act while another program is in front. Presses and refusals come back through callbacks of its maker."""

    def use(self, keys: Mapping[str, str]) -> None:
        """Hold these and no others: names of actions to keys such as `Ctrl+Alt+A`, empty for none. Returns at once; then all
        refusals are told, none as well."""

    def close(self) -> None: ...


class Diagnostics(Protocol):
    """What is left behind to find out what happened."""

    async def write(self, path: Path, state: str) -> None:
        """One ZIP file of `state`, logs, settings and versions, all masked: whole or not at all, for its owner only. Raises `OSError`."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Zone-aware UTC."""

    def monotonic(self) -> float: ...
