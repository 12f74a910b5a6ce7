"""The operator's desk as one value: everything the window shows follows from it, and only use cases make a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bluebean_client.domain.phone import EngineState
from bluebean_client.domain.phone_messages import HistoryPage
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.domain.recording import Recording
from server.protocol.errors import ErrorCode
from server.protocol.figures import GroupFigures
from server.protocol.offers import OfferView
from server.protocol.push import DeskState
from server.protocol.reasons import StatusReasons
from server.protocol.rest import SaveContactRequest
from server.protocol.seats import SeatPlan
from server.protocol.types import ContactRecord, Customer, FieldValue, OperatorRef, UsageMode, WorkGroupInfo
from server.protocol.worklists import DayFigures, MyCustomers, RecentContact


class Screen(StrEnum):
    """Which page the window shows. Mode `softphone` has only `PHONE`."""

    LOGIN = "login"
    WORK_GROUPS = "work_groups"
    WORK = "work"
    PHONE = "phone"


class Link(StrEnum):
    """The connection to the server."""

    NONE = "none"
    CONNECTING = "connecting"
    ONLINE = "online"
    LOST = "lost"


class EngineLink(StrEnum):
    """The phone engine process as the window sees it."""

    ABSENT = "absent"  # mode `operator`: none is wanted
    STARTING = "starting"
    RUNNING = "running"
    LOST = "lost"  # died; a new one is being started


class Severity(StrEnum):
    ERROR = "error"  # can't work
    WARNING = "warning"  # a decision is due
    OFFER = "offer"  # an offer


@dataclass(frozen=True, slots=True)
class Problem:
    """An error in words that the window makes: a stable code, its parameters, the server's English for the log."""

    code: ErrorCode | ClientProblem
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner under the tabs. `key` is unique on the desk; `action` the verb of its button (`reconnect`, `restore_draft`, …)."""

    key: str
    severity: Severity
    problem: Problem
    action: str = ""


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """The new contact record as typed so far. Keys, not labels; time is zone-aware."""

    respondent: str = ""
    reaction: str = ""
    next_action: str = ""
    next_assignee: str = ""
    text: str = ""
    next_action_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which of a customer's contact records are listed: keys, empty for any, and a part of the text."""

    respondent: str = ""
    reaction: str = ""
    next_action: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the customer search knows for `text`. Until the answer is there, the customers of the search before are shown."""

    text: str
    customers: tuple[Customer, ...] = ()
    total: int = 0
    pending: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class OffersOfCall:
    """At whose desks a call rang and why. `offers` is None until the answer is there."""

    call_id: str
    offers: tuple[OfferView, ...] | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PendingSave:
    """全て保存 as it was sent, while nobody knows whether it happened. Sent again under the same key it happens once."""

    key: str
    request: SaveContactRequest


@dataclass(frozen=True, slots=True)
class Tab:
    """One open customer, stored or new, with everything typed and not saved yet."""

    tab_id: str
    work_group_id: str
    customer: Customer | None
    values: dict[str, FieldValue]
    record: RecordDraft = RecordDraft()
    call_id: str | None = None
    saving: bool = False
    saved_at: datetime | None = None
    drafted_at: datetime | None = None
    field_problems: dict[str, str] = field(default_factory=dict)
    """Field key, or name of a record field, to a `FieldProblem` value."""
    problem: Problem | None = None
    history: tuple[ContactRecord, ...] | None = None
    """None while loading."""
    history_total: int = 0
    history_filter: HistoryFilter = HistoryFilter()
    dirty: bool = False
    pending: PendingSave | None = None

    @property
    def title(self) -> str:
        """The customer's name as last loaded or saved; empty for a new one."""
        return self.customer.name if self.customer else ""


@dataclass(frozen=True, slots=True)
class AfterSave:
    """The pop-up after 全て保存."""

    tab_id: str
    record: ContactRecord


@dataclass(frozen=True, slots=True)
class Identity:
    operator_id: str
    name: str
    extension: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An operator's picture as fetched: JPEG, square; empty if the server would not give it."""

    version: int
    image: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """State of the whole window. Replaced, never changed."""

    screen: Screen = Screen.LOGIN
    mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR
    server_url: str = ""
    last_login_id: str = ""
    last_extension: str = ""
    password_can_be_kept: bool = True
    link: Link = Link.NONE
    engine: EngineLink = EngineLink.ABSENT
    phone: EngineState = EngineState()
    history: HistoryPage | None = None
    """The phone's past calls as asked for last; None before the first answer."""
    link_number: str = ""
    """A number that another program wants dialed, until the window has it in its field."""
    identity: Identity | None = None
    work_groups: tuple[WorkGroupInfo, ...] = ()
    reasons: StatusReasons = StatusReasons()
    """Of the site, for away and break."""
    live: DeskState | None = None
    seat_plan: SeatPlan | None = None
    """The office as it was when the seat list was opened last; None before."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By operator id; those that were wanted so far."""
    plan_pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Of floors, by name: PNG or JPEG, empty if the server would not give it; those that were wanted so far."""
    clock_offset_seconds: float = 0.0
    """Server time minus local time."""
    capabilities: frozenset[str] = frozenset()
    tabs: tuple[Tab, ...] = ()
    active_tab: str | None = None
    after_save: AfterSave | None = None
    found: Found | None = None
    """None while nothing is searched for."""
    recording: Recording | None = None
    """The one that is open for listening."""
    call_offers: OffersOfCall | None = None
    """Of the call about which it was asked last why it rang where it rang."""
    notices: tuple[Notice, ...] = ()
    dismissed_offer: str | None = None
    """call_id whose incoming pop-up was answered by 読込 or 作成 and is closed."""
    my_customers: MyCustomers | None = None
    """Customers assigned to me as asked for last; None before the first answer."""
    my_day: DayFigures | None = None
    group_figures: tuple[GroupFigures, ...] | None = None
    """Of my work groups as asked for last; None before the first answer."""
    recent_contacts: tuple[RecentContact, ...] | None = None
    """My latest records, newest first; None before the first answer."""
    busy: frozenset[str] = frozenset()
    """objectNames of buttons whose command is on its way."""
    login_problem: Problem | None = None

    @property
    def tab(self) -> Tab | None:
        """The tab in front."""
        return next((tab for tab in self.tabs if tab.tab_id == self.active_tab), None)

    def group(self, work_group_id: str) -> WorkGroupInfo | None:
        return next((group for group in self.work_groups if group.work_group_id == work_group_id), None)

    def colleagues(self, work_group_id: str) -> tuple[OperatorRef, ...]:
        group = self.group(work_group_id)
        return group.members if group else ()

    def with_tab(self, tab: Tab) -> "Desk":
        """The desk with `tab` in place of the one with its id, or added behind the others."""
        if any(old.tab_id == tab.tab_id for old in self.tabs):
            return replace(self, tabs=tuple(tab if old.tab_id == tab.tab_id else old for old in self.tabs))
        return replace(self, tabs=(*self.tabs, tab))
