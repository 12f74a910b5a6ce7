"""Desks of statuses: reasons for away and break, one who is gone for too long, and what a supervisor has set."""

from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.notices import put, status_was_set
from server.protocol.errors import ErrorCode
from server.protocol.reasons import NO_ANSWER, StatusReason, StatusReasons
from server.protocol.types import Command, GivenReason, OperatorRef, Status
from tests.support import desks, seat_desks, shift_desks
from tests.support.sample_centre import ago

REASONS = StatusReasons(
    away=(
        StatusReason("meeting", "打合せ"),
        StatusReason("training", "研修", 90),
        StatusReason("paperwork", "事務作業"),
    ),
    breaks=(StatusReason("lunch", "昼食", 60), StatusReason("short", "小休憩", 15)),
)
MEETING, LUNCH, SHORT = GivenReason("meeting", "打合せ"), GivenReason("lunch", "昼食"), GivenReason("short", "小休憩")
FUJII = OperatorRef("op-0", "藤井 誠")


def knowing(desk: Desk, reasons: StatusReasons = REASONS) -> Desk:
    return replace(desk, reasons=reasons, capabilities=desk.capabilities | {"status_reasons"})


def available() -> Desk:
    return knowing(shift_desks.quiet())


def talking() -> Desk:
    return knowing(shift_desks.knowing(desks.talking()))


def lunch_after_call() -> Desk:
    return knowing(shift_desks.knowing(desks.talking(), next_status=Status.BREAK, next_reason=LUNCH))


def counting_down() -> Desk:
    return knowing(shift_desks.counting_down(next_status=Status.BREAK, next_reason=LUNCH))


def away(reason: GivenReason | None = MEETING, since: float = 312, status: Status = Status.AWAY) -> Desk:
    button = Command.AWAY if status is Status.AWAY else Command.BREAK
    me = desks.me(
        status, since, {Command.NEXT_STATUS: ErrorCode.NOTHING_TO_WAIT_FOR, button: ErrorCode.ALREADY_IN_STATUS}
    )
    desk = available()
    assert desk.live is not None
    return replace(desk, live=msgspec.structs.replace(desk.live, me=msgspec.structs.replace(me, reason=reason)))


def gone_for_too_long() -> Desk:
    return away(msgspec.structs.replace(SHORT, back_by=ago(65)), 965, Status.BREAK)


def set_by_supervisor() -> Desk:
    desk = away(since=1)
    assert desk.live is not None
    me = msgspec.structs.replace(desk.live.me, set_by=FUJII)
    desk = replace(desk, live=msgspec.structs.replace(desk.live, me=me))
    return put(desk, status_was_set(FUJII.name, Status.AWAY, MEETING, in_advance=False))


def office(*capabilities: str) -> Desk:
    """Three are away or have a break for a reason; one of them for too long."""
    desk = knowing(seat_desks.office())
    assert desk.live is not None
    reasons = {
        "吉田 理恵": LUNCH,
        "松田 和也": msgspec.structs.replace(MEETING, back_by=ago(33)),
        "前田 剛": GivenReason(NO_ANSWER),
    }
    seats = {
        key: msgspec.structs.replace(seat, reason=reasons.get(seat.name), **_away(seat.name))
        for key, seat in desk.live.seats.items()
    }
    live = msgspec.structs.replace(desk.live, seats=seats)
    return replace(desk, live=live, capabilities=desk.capabilities | set(capabilities))


def _away(name: str) -> dict[str, object]:
    return {"status": Status.AWAY, "since": ago(95)} if name == "前田 剛" else {}


def supervised_office() -> Desk:
    return office("set_status_of", "set_status_of_all")
