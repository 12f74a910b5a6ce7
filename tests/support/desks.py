"""Desks as values: the situations of a working day, for pictures and for tests of the window."""

from dataclasses import replace

from bluebean_client.domain import notices
from bluebean_client.domain.desk import (
    AfterSave,
    Desk,
    EngineLink,
    Identity,
    Link,
    Notice,
    Problem,
    Screen,
    Severity,
    Tab,
)
from bluebean_client.domain.phone import AudioDevices, DeviceKind, EngineState, PhoneCall, PhoneCallState, Registration
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.domain.tabs import Difference
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.types import (
    CallState,
    CallView,
    Command,
    Customer,
    Direction,
    EndReason,
    OperatorState,
    QueueView,
    Status,
    UsageMode,
)
from tests.support.sample_centre import (
    BILLING,
    DEVICES,
    DRAFT,
    HISTORY,
    IN_CALL,
    KEIKO,
    ME,
    NO_CALL,
    ORDERS,
    REGISTERED,
    RINGING,
    SATO,
    SATO_VALUES,
    SUPPORT,
    WAITING,
    ago,
    record,
)


def me(status: Status, since: float, refusals: dict[Command, ErrorCode], **more: object) -> OperatorState:
    return OperatorState("op-2014", status, ago(since), ("support", "orders"), refusals=refusals, **more)  # type: ignore[arg-type]


def login() -> Desk:
    return Desk(server_url="https://callcenter.example.jp", last_login_id="y.takahashi", last_extension="2014")


def login_refused() -> Desk:
    return replace(login(), login_problem=Problem("invalid_credentials"))


def work_groups() -> Desk:
    return replace(
        login(),
        screen=Screen.WORK_GROUPS,
        identity=Identity("op-2014", "高橋 由美", "2014"),
        work_groups=(SUPPORT, ORDERS, BILLING),
        link=Link.ONLINE,
        capabilities=frozenset({"customer_search"}),
    )


def idle() -> Desk:
    state = me(Status.AVAILABLE, 48, {**NO_CALL, Command.AVAILABLE: ErrorCode.ALREADY_IN_STATUS})
    return replace(
        work_groups(),
        screen=Screen.WORK,
        engine=EngineLink.RUNNING,
        phone=REGISTERED,
        live=DeskState(state, {"support": QueueView("support", (), 8), "orders": QueueView("orders", (), 5)}),
    )


def offered(matches: tuple[Customer, ...] = (), state: CallState = CallState.OFFERED, **more: object) -> CallView:
    return CallView(
        "call-1",
        "support",
        Direction.IN,
        state,
        "+81312345678",
        "0120000123",
        ago(47),
        ago(6),
        offer_ends_at=ago(-14),
        matches=matches,
        **more,  # type: ignore[arg-type]
    )


def ringing(matches: tuple[Customer, ...] = ()) -> Desk:
    state = me(Status.RINGING, 6, RINGING, call=offered(matches))
    call = PhoneCall(1, PhoneCallState.INCOMING, "+81312345678", server_call_id="call-1")
    return replace(idle(), live=DeskState(state, WAITING), phone=with_calls(call))


def ringing_hard_phone() -> Desk:
    return replace(ringing(), mode=UsageMode.OPERATOR, engine=EngineLink.ABSENT, phone=EngineState())


def with_calls(*calls: PhoneCall) -> EngineState:
    return EngineState(registration=Registration.REGISTERED, devices=DEVICES, calls=calls)


def sato_tab(**more: object) -> Tab:
    tab = Tab(
        "tab-1",
        "support",
        SATO,
        dict(SATO_VALUES),
        DRAFT,
        "call-1",
        saved_at=ago(270),
        drafted_at=ago(20),
        history=HISTORY,
        history_total=12,
        dirty=True,
    )
    return replace(tab, **more)  # type: ignore[arg-type]


def talking(**tab_changes: object) -> Desk:
    call = CallView(
        "call-1",
        "support",
        Direction.IN,
        CallState.TALKING,
        "+81312345678",
        "0120000123",
        ago(280),
        ago(230),
        answered_at=ago(222),
        recording=True,
        matches=(SATO, KEIKO),
        customer_id=48213,
    )
    state = me(Status.TALKING_IN, 222, IN_CALL, call=call)
    phone = with_calls(PhoneCall(1, PhoneCallState.TALKING, "+81312345678", server_call_id="call-1"))
    tab = sato_tab(**tab_changes)
    return replace(idle(), live=DeskState(state, WAITING), phone=phone, tabs=(tab,), active_tab=tab.tab_id)


def held() -> Desk:
    desk = talking()
    assert desk.live is not None and desk.live.me.call is not None
    call = CallView(
        **{**{f: getattr(desk.live.me.call, f) for f in desk.live.me.call.__struct_fields__}, "state": CallState.HELD}
    )
    refusals = {**IN_CALL, Command.HOLD: ErrorCode.ALREADY_HELD}
    del refusals[Command.RESUME]
    return replace(desk, live=DeskState(me(Status.TALKING_IN, 222, refusals, call=call), WAITING))


def wrap_up(**tab_changes: object) -> Desk:
    desk = talking(**tab_changes)
    call = CallView(
        "call-1",
        "support",
        Direction.IN,
        CallState.ENDED,
        "+81312345678",
        "0120000123",
        ago(500),
        ago(480),
        answered_at=ago(470),
        ended_at=ago(42),
        matches=(SATO,),
        customer_id=48213,
    )
    state = me(
        Status.WRAP_UP,
        42,
        {**NO_CALL, Command.WRAP_UP: ErrorCode.ALREADY_IN_STATUS},
        call=call,
        wrap_up_ends_at=ago(-78),
    )
    return replace(desk, live=DeskState(state, WAITING), phone=REGISTERED)


def after_save() -> Desk:
    saved = record(
        13,
        ME,
        ago(2),
        DRAFT.text,
        "considering",
        "callback",
        talk=222,
        editable=True,
        next_action_time=DRAFT.next_action_time,
    )
    desk = wrap_up(history=(saved, *HISTORY), history_total=13, saved_at=ago(2), dirty=False)
    return replace(desk, after_save=AfterSave("tab-1", saved))


def invalid() -> Desk:
    problems = {"phone": "bad_phone", "plan": "required", "next_action_time": "not_in_future"}
    values = {**SATO_VALUES, "phone": "03-1234-56", "plan": ""}
    return wrap_up(values=values, field_problems=problems, problem=Problem("invalid_fields"))


def version_conflict() -> Desk:
    told = {"address": Difference("東京都新宿区新宿 1-2-3 みどりビル 4F", "東京都渋谷区神南 1-1-1")}
    problem = Problem("version_conflict", {"tab_id": "tab-1", "fields": told})
    notice = Notice("conflict:tab-1", Severity.WARNING, problem, "show_differences")
    return replace(wrap_up(problem=problem), notices=(notice,))


def server_lost() -> Desk:
    notice = Notice("server_lost", Severity.ERROR, Problem("server_lost"), "reconnect")
    return replace(talking(), link=Link.LOST, notices=(notice,))


def call_given_up() -> Desk:
    return replace(idle(), notices=(notices.CALL_ENDS[EndReason.CALLER_GAVE_UP],))


def call_taken(*, by: str = "渡辺 直樹") -> Desk:
    """A colleague was faster."""
    ended = offered(state=CallState.ENDED, ended_at=ago(0), end_reason=EndReason.TAKEN_BY_OTHER, taken_by=by)
    state = me(Status.AVAILABLE, 1, {**NO_CALL, Command.AVAILABLE: ErrorCode.ALREADY_IN_STATUS}, call=ended)
    before = idle()
    live = replace(before, live=DeskState(state, before.live.queues if before.live else {}))
    return notices.put(live, notices.taken_by_other(by))


def draft_found() -> Desk:
    details = {"name": "佐藤 健一", "time": "13:58", "draft_id": "d1"}
    notice = Notice("draft:d1", Severity.OFFER, Problem("draft_found", details), "restore_draft")
    return replace(idle(), notices=(notice,))


def draft_without_group() -> Desk:
    text = "折り返しのご希望。\n平日の午前"
    notice = notices.draft_without_group("d1", "鈴木 一郎 ・ 折り返しのご希望。", "13:58", text)
    return replace(idle(), notices=(notice,))


def draft_without_customer() -> Desk:
    """Restored: the form of a new customer with what had been typed."""
    problem = Problem(ClientProblem.DRAFT_WITHOUT_CUSTOMER, {"name": "佐藤 健一"})
    return talking(customer=None, problem=problem, dirty=True, history=(), history_total=0, saved_at=None)


def disks_full() -> Desk:
    """The server's and one's own."""
    kept = Problem(ClientProblem.DRAFT_NOT_WRITTEN, {"why": "No space left on device"})
    full = talking(problem=Problem(ErrorCode.STORAGE_FULL), drafted_at=None)
    return replace(full, notices=(Notice("drafts", Severity.WARNING, kept),))


def phone_lost() -> Desk:
    phone = EngineState(
        registration=Registration.UNREACHABLE, reason="no_answer", devices=AudioDevices(missing=tuple(DeviceKind))
    )
    refusals = {**NO_CALL, Command.AVAILABLE: ErrorCode.PHONE_NOT_CONNECTED}
    state = me(Status.PHONE_DISCONNECTED, 15, refusals)
    return replace(idle(), phone=phone, live=DeskState(state, WAITING))


def loading_history() -> Desk:
    return talking(history=None)


def new_customer() -> Desk:
    tab = Tab("tab-2", "support", None, {"phone": "+81312345678"}, call_id="call-1", history=(), dirty=False)
    desk = talking()
    assert desk.live is not None and desk.live.me.call is not None
    return replace(desk, tabs=(tab,), active_tab="tab-2")
