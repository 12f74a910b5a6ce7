"""Desks of mode softphone: a telephone without a call centre, for pictures and for tests."""

from dataclasses import replace

import msgspec

from bluebean_client.domain import notices, phone_notices
from bluebean_client.domain.desk import Desk, EngineLink, Notice, Problem, Screen, Severity
from bluebean_client.domain.phone import (
    AudioDevices,
    CallEnd,
    DeviceKind,
    EngineState,
    HistoryEntry,
    PhoneCall,
    PhoneCallState,
    Quality,
    Registration,
    Transfer,
)
from bluebean_client.domain.phone_messages import AskHistory, HistoryPage
from bluebean_client.domain.problem_codes import ClientProblem
from server.protocol.types import UsageMode
from tests.support import desks
from tests.support.sample_centre import DEVICES, REGISTERED, ago


def entry(number: int, who: str, name: str, ago_seconds: float, **more: object) -> HistoryEntry:
    """A call received and talked on for two minutes, unless `more` says otherwise."""
    began = ago(ago_seconds).timestamp()
    usual = {"outgoing": False, "answered_at": began + 8, "ended_at": began + 128, "end": CallEnd.FAR_HUNG_UP}
    return HistoryEntry(number, who, name, began_at=began, **{**usual, **more})  # type: ignore[arg-type]


MISSED_ENTRY = entry(
    94, "09087654321", "", 4500, answered_at=0.0, ended_at=ago(4482).timestamp(), end=CallEnd.MISSED, sip_code=487
)
CALLS = (
    entry(96, "0312345678", "佐藤 健一", 260, quality=Quality(0.4, 6.0, 31.0, 4.3)),
    entry(95, "2011", "渡辺 直樹", 2500, outgoing=True),
    MISSED_ENTRY,
    entry(93, "0323456789", "株式会社 青葉商会", 9000),
    entry(92, "0451234567", "山本 久美子", 14300, outgoing=True, answered_at=0.0, end=CallEnd.REFUSED, sip_code=486),
    entry(91, "0345678901", "中島 さくら", 92000),
)


def idle(*entries: HistoryEntry) -> Desk:
    page = HistoryPage(AskHistory(), entries or CALLS)
    return Desk(
        screen=Screen.PHONE, mode=UsageMode.SOFTPHONE, engine=EngineLink.RUNNING, phone=REGISTERED, history=page
    )


def with_calls(*calls: PhoneCall, **changes: object) -> Desk:
    """`changes` are of the engine's state."""
    return replace(idle(), phone=msgspec.structs.replace(desks.with_calls(*calls), **changes))


def new() -> Desk:
    """Just set up: nobody called yet."""
    return replace(idle(), history=HistoryPage(AskHistory(), ()))


def loading() -> Desk:
    return replace(idle(), history=None)


SATO_CALL = PhoneCall(
    1,
    PhoneCallState.TALKING,
    "0312345678",
    "佐藤 健一",
    started_at=ago(222).timestamp(),
    began_at=ago(230).timestamp(),
    encrypted=True,
    quality=Quality(0.2, 5.0, 28.0, 4.3),
)
WATANABE_CALL = PhoneCall(
    2,
    PhoneCallState.HELD,
    "2011",
    "渡辺 直樹",
    outgoing=True,
    started_at=ago(51).timestamp(),
    began_at=ago(60).timestamp(),
)
INCOMING_CALL = PhoneCall(3, PhoneCallState.INCOMING, "09087654321", began_at=ago(6).timestamp())


def two_calls() -> Desk:
    return with_calls(SATO_CALL, WATANABE_CALL)


def one_call() -> Desk:
    return with_calls(SATO_CALL)


def incoming() -> Desk:
    return with_calls(INCOMING_CALL)


def second_incoming() -> Desk:
    return with_calls(SATO_CALL, INCOMING_CALL)


SECOND_INCOMING_CALL = PhoneCall(
    9,
    PhoneCallState.INCOMING,
    "2011",
    "渡辺 直樹 営業本部 第二営業部 お客様相談窓口 担当責任者",
    began_at=ago(2).timestamp(),
)


def two_ring() -> Desk:
    """The second with a name that is too long for its place."""
    return with_calls(INCOMING_CALL, SECOND_INCOMING_CALL)


def dialing() -> Desk:
    return with_calls(PhoneCall(4, PhoneCallState.RINGING, "0120000123", outgoing=True, began_at=ago(4).timestamp()))


def conference() -> Desk:
    joined = [
        msgspec.structs.replace(call, state=PhoneCallState.TALKING, in_conference=True)
        for call in (SATO_CALL, WATANABE_CALL)
    ]
    return with_calls(*joined)


def four_calls() -> Desk:
    third = PhoneCall(
        5, PhoneCallState.HELD, "0323456789", "株式会社 青葉商会 総務部 お客様相談室", started_at=ago(3700).timestamp()
    )
    return with_calls(SATO_CALL, WATANABE_CALL, third, INCOMING_CALL)


def poor_call() -> Desk:
    poor = msgspec.structs.replace(SATO_CALL, quality=Quality(9.0, 71.0, 340.0, 2.4), muted=True, held_by_far=False)
    return with_calls(poor)


def busy() -> Desk:
    details = {"reason": "busy", "number": "0312345678", "name": "佐藤 健一", "sip_code": 486}
    notice = Notice("phone_call", Severity.WARNING, Problem(ClientProblem.CALL_REFUSED, details))
    return replace(idle(), notices=(notice,))


def device_back() -> Desk:
    problem = Problem(ClientProblem.DEVICE_BACK, {"device": ("USB ヘッドセット",)})
    return replace(idle(), notices=(Notice("devices", Severity.OFFER, problem),))


def quiet() -> Desk:
    return with_calls(do_not_disturb=True)


def refused() -> Desk:
    phone = EngineState(registration=Registration.REFUSED, reason="password_refused", sip_code=401, devices=DEVICES)
    return replace(idle(), phone=phone)


def certificate() -> Desk:
    phone = EngineState(
        registration=Registration.UNREACHABLE,
        reason="certificate_untrusted",
        detail="self-signed certificate",
        devices=msgspec.structs.replace(DEVICES, strayed=(DeviceKind.SPEAKER,), speaker_in_use="内蔵スピーカー"),
    )
    details = {"gone": ("USB ヘッドセット",), "device": ("内蔵スピーカー",)}
    strayed = Notice("devices", Severity.WARNING, Problem(ClientProblem.DEVICE_STRAYED, details))
    return replace(idle(), phone=phone, notices=(strayed,))


def without_devices() -> Desk:
    nothing = AudioDevices(missing=(DeviceKind.MICROPHONE, DeviceKind.SPEAKER))
    return with_calls(SATO_CALL, devices=nothing)


def transfer_failed() -> Desk:
    call = msgspec.structs.replace(SATO_CALL, transfer=Transfer.FAILED, transfer_code=486)
    details = {"reason": "busy", "number": "0312345678", "name": "佐藤 健一", "sip_code": 486}
    failed = Notice("transfer", Severity.WARNING, Problem(ClientProblem.TRANSFER_FAILED, details))
    return replace(with_calls(call), notices=(failed,))


def engine_lost() -> Desk:
    """The engine has died in a call, and a new one is being started."""
    return replace(notices.put(phone_notices.engine_lost(two_calls()), notices.engine_lost()), engine=EngineLink.LOST)


def nothing_found() -> Desk:
    return replace(idle(), history=HistoryPage(AskHistory("佐々木", limit=50), ()))


def long_names() -> Desk:
    who = "株式会社 青葉商会 総務部 お客様相談室 関東第二支店"
    long = msgspec.structs.replace(SATO_CALL, name=who, number="+815031234567890")
    rings = msgspec.structs.replace(INCOMING_CALL, name=who)
    return with_calls(long, rings)
