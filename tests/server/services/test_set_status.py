"""Reasons for away and break, and statuses that supervisors set for others: what is taken, what is refused, what is shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import floor_events as events
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.reasons import NO_ANSWER, StatusReason, StatusReasons
from server.protocol.types import GivenReason, OperatorRef, Role, Status
from tests.support.call_centre import CLAIMS, OPERATORS, SALES, CallCentre

MEETING, TRAINING, LUNCH = (
    StatusReason("meeting", "打合せ"),
    StatusReason("training", "研修", minutes=90),
    StatusReason("lunch", "昼食", minutes=60),
)
REASONS = StatusReasons(away=(MEETING, TRAINING), breaks=(LUNCH,))
ITO = OperatorRef("ito", OPERATORS["ito"][1])


async def declares(centre: CallCentre, reasons: StatusReasons = REASONS) -> None:
    centre.repositories.reasons = reasons
    await centre.floor.reload_site()


async def supervises(centre: CallCentre, role: Role = Role.SUPERVISOR) -> None:
    """ito leads abe's groups."""
    centre.repositories.operators["ito"] = replace(centre.repositories.operators["ito"], role=role)
    await centre.is_ready("ito", "claims")


async def sets(centre: CallCentre, status: Status, reason: str = "", *, target: str = "abe", by: str = "ito") -> None:
    await centre.floor.shift(by, events.SetStatusOf(by, target, status, reason))


async def refusal_of_setting(centre: CallCentre, status: Status, reason: str = "", **who: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await sets(centre, status, reason, **who)
    return refused.value


def reason_of(centre: CallCentre) -> GivenReason | None:
    return centre.sees("abe").reason


def seat_reason(centre: CallCentre) -> GivenReason | None:
    return centre.publisher.seats["abe"].reason


def key_of(reason: GivenReason | None) -> str:
    return reason.key if reason else ""


# ---- reasons -----------------------------------------------------------------------------------------------------


async def test_a_reason_is_shown_to_everybody_and_goes_with_the_status(centre: CallCentre) -> None:
    await declares(centre)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY, "meeting")
    assert reason_of(centre) == seat_reason(centre) == GivenReason("meeting", "打合せ")
    await centre.floor.set_status("abe", Status.AVAILABLE)
    assert reason_of(centre) is seat_reason(centre) is None


async def test_another_reason_for_the_same_status_begins_anew(centre: CallCentre) -> None:
    await declares(centre)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY, "meeting")
    await centre.clock.advance(30)
    await centre.floor.set_status("abe", Status.AWAY, "training")
    assert (reason_of(centre), centre.sees("abe").since) == (
        GivenReason("training", "研修", back_by=centre.clock.now() + timedelta(minutes=90)),
        centre.clock.now(),
    )
    with pytest.raises(Refusal) as again:
        await centre.floor.set_status("abe", Status.AWAY, "training")
    assert again.value.code is ErrorCode.ALREADY_IN_STATUS


@pytest.mark.parametrize(
    ("status", "reason", "required", "code"),
    [
        (Status.AWAY, "lunch", False, ErrorCode.UNKNOWN_REASON),
        (Status.BREAK, NO_ANSWER, False, ErrorCode.UNKNOWN_REASON),
        (Status.WRAP_UP, "meeting", False, ErrorCode.UNKNOWN_REASON),
        (Status.BREAK, "", True, ErrorCode.REASON_REQUIRED),
        (Status.BREAK, "", False, None),
        (Status.WRAP_UP, "", True, None),
    ],
)
async def test_what_the_site_does_not_know_is_refused(
    centre: CallCentre, status: Status, reason: str, required: bool, code: ErrorCode | None
) -> None:
    await declares(centre, StatusReasons(REASONS.away, REASONS.breaks, required=required))
    await centre.is_ready("abe")
    if code is None:
        await centre.floor.set_status("abe", status, reason)
        return
    with pytest.raises(Refusal) as refused:
        await centre.floor.set_status("abe", status, reason)
    assert refused.value.code is code
    assert centre.status("abe") is Status.AVAILABLE


async def test_a_reason_outlives_a_lost_phone_and_a_killed_server(centre: CallCentre) -> None:
    await declares(centre)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.BREAK, "lunch")
    centre.switch.unregister("201")
    await centre.settle()
    assert (centre.status("abe"), reason_of(centre)) == (Status.PHONE_DISCONNECTED, None)
    await centre.kill_server()
    await centre.start()
    await centre.floor.connected("abe")
    centre.switch.register("201")
    await centre.settle()
    assert (centre.status("abe"), key_of(reason_of(centre))) == (Status.BREAK, "lunch")


async def test_a_reason_is_chosen_in_advance_with_the_status(centre: CallCentre) -> None:
    await declares(centre)
    await centre.is_ready("abe", "claims")
    await talks(centre)
    await centre.floor.shift("abe", events.SetNextStatus("abe", Status.BREAK, "lunch"))
    assert (centre.sees("abe").next_status, key_of(centre.sees("abe").next_reason)) == (Status.BREAK, "lunch")
    await centre.floor.hang_up("abe", centre.call_of("abe").call_id)
    await centre.clock.advance(31)
    assert (centre.status("abe"), key_of(reason_of(centre))) == (Status.BREAK, "lunch")
    assert centre.repositories.status_changes[-1].set_by == "abe"


async def test_a_reason_is_called_as_the_site_calls_it_now(centre: CallCentre) -> None:
    await declares(centre)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY, "meeting")
    await declares(centre, StatusReasons(away=(StatusReason("meeting", "会議"),)))
    assert seat_reason(centre) == GivenReason("meeting", "会議")
    await declares(centre, StatusReasons())
    assert reason_of(centre) == seat_reason(centre) == GivenReason("meeting", "meeting")


async def test_who_missed_a_call_is_away_for_no_answer(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await centre.clock.advance(21)
    assert (centre.status("abe"), reason_of(centre)) == (Status.AWAY, GivenReason(NO_ANSWER))
    assert centre.repositories.status_changes[-1].reason == NO_ANSWER


async def talks(centre: CallCentre) -> None:
    await centre.talks("abe", CLAIMS)


# ---- statuses of others ------------------------------------------------------------------------------------------


async def test_a_supervisor_sets_a_status_and_both_see_who_did(centre: CallCentre) -> None:
    await declares(centre)
    await supervises(centre)
    await centre.is_ready("abe")
    await sets(centre, Status.AWAY, "training")
    me = centre.sees("abe")
    assert (me.status, key_of(me.reason), me.set_by) == (Status.AWAY, "training", ITO)
    last = centre.repositories.status_changes[-1]
    assert (last.operator_id, last.set_by, last.reason) == ("abe", "ito", "training")
    await centre.floor.set_status("abe", Status.AVAILABLE)
    assert centre.sees("abe").set_by is None


async def test_in_a_call_it_is_what_follows_the_call(centre: CallCentre) -> None:
    await declares(centre)
    await supervises(centre)
    await centre.is_ready("abe", "claims")
    await centre.floor.set_status("ito", Status.BREAK)
    await talks(centre)
    await sets(centre, Status.BREAK, "lunch")
    me = centre.sees("abe")
    assert (me.status, me.next_status, key_of(me.next_reason), me.next_set_by) == (
        Status.TALKING_IN,
        Status.BREAK,
        "lunch",
        ITO,
    )
    assert (await refusal_of_setting(centre, Status.WRAP_UP)).code is ErrorCode.OPERATOR_IN_CALL
    assert (await refusal_of_setting(centre, Status.OFFLINE)).code is ErrorCode.OPERATOR_IN_CALL
    await centre.floor.hang_up("abe", centre.call_of("abe").call_id)
    await centre.clock.advance(31)
    assert (centre.sees("abe").status, centre.sees("abe").set_by) == (Status.BREAK, ITO)


async def test_logged_off_by_a_supervisor_his_window_is_told_by_whom(centre: CallCentre) -> None:
    await supervises(centre)
    await centre.is_ready("abe")
    await sets(centre, Status.OFFLINE)
    assert centre.publisher.dropped[-1] == ("abe", ErrorCode.LOGGED_OFF_BY_OTHER)
    assert "abe" not in centre.repositories.session_rows
    refused = await refusal_of_setting(centre, Status.AVAILABLE)
    assert (refused.code, refused.details) == (
        ErrorCode.OPERATOR_NOT_AT_WORK,
        {"operator_name": OPERATORS["abe"][1]},
    )


async def test_only_who_leads_a_group_of_his_may(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("mori")
    assert (await refusal_of_setting(centre, Status.AWAY, by="mori")).code is ErrorCode.FORBIDDEN
    await supervises(centre)
    for group in centre.repositories.groups.values():
        info = group.info
        members = tuple(one for one in info.members if one.operator_id != "ito")
        kept = {name: getattr(info, name) for name in info.__struct_fields__} | {"members": members}
        centre.change_group(info.work_group_id, info=type(info)(**kept))
    await centre.floor.reload_site()
    assert (await refusal_of_setting(centre, Status.AWAY)).code is ErrorCode.FORBIDDEN
    assert centre.status("abe") is Status.AVAILABLE


async def test_an_administrator_may_set_anybodys(centre: CallCentre) -> None:
    await supervises(centre, Role.ADMINISTRATOR)
    await centre.is_ready("abe")
    for status in (Status.WRAP_UP, Status.BREAK, Status.AVAILABLE):
        await sets(centre, status)
        assert centre.status("abe") is status
    assert (await refusal_of_setting(centre, Status.AVAILABLE)).code is ErrorCode.OPERATOR_IN_STATUS_ALREADY
    assert (await refusal_of_setting(centre, Status.DIALING)).code is ErrorCode.BAD_REQUEST


async def test_without_a_phone_there_is_no_status_to_set_but_the_end(centre: CallCentre) -> None:
    await supervises(centre)
    await centre.is_ready("abe")
    centre.switch.unregister("201")
    await centre.settle()
    assert (await refusal_of_setting(centre, Status.AVAILABLE)).code is ErrorCode.OPERATOR_WITHOUT_PHONE
    await sets(centre, Status.OFFLINE)
    assert "abe" not in centre.repositories.session_rows
