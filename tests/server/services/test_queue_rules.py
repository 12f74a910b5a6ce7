"""Who may not wait, or not any longer, and where he goes instead: limits, hours, a group that everybody has left, and the four ways out."""

from datetime import UTC, datetime
from typing import Any

import pytest

from server.domain.queueing.hours import BusinessHours
from server.domain.queueing.rules import AtClosingTime, OverflowReason, OverflowStage, QueueRules, Target
from server.ports.storage import CallRow
from server.ports.switch import LegId
from server.protocol.types import EndReason, Status
from tests.support.call_centre import CLAIMS, KNOWN_CALLER, SALES, SUPPORT, UNKNOWN_CALLER, CallCentre, until

MESSAGE, VOICEMAIL = Target(message="sorry"), Target(voicemail="greeting")
TO_SUPPORT, TO_NUMBER = Target(group="support"), Target(number="+81666667777", otherwise="sorry")
ALWAYS_CLOSED = BusinessHours("Mo-Su 12:00-12:01", "UTC")


async def rule(centre: CallCentre, group: str = "sales", hours: BusinessHours | None = None, **rules: Any) -> None:
    centre.change_group(group, queue=QueueRules(**rules), hours=hours)
    await centre.floor.reload_site()


def rows_of(centre: CallCentre, leg: LegId) -> list[CallRow]:
    """The parts of a caller's call, in order."""
    own = [row for row in centre.repositories.calls.values() if row.customer_leg == leg]
    return sorted(own, key=lambda row: (row.arrived_at, row.transferred_from is not None))


@pytest.fixture(autouse=True)
async def sounds(centre: CallCentre) -> None:
    await centre.switch.set_sounds(dict.fromkeys(("sorry", "greeting", "beep"), b""), {})


async def hears(centre: CallCentre, leg: LegId, what: str) -> None:
    await until(lambda: centre.switch.hears(leg) == what)


async def test_a_full_queue_sends_the_next_caller_away_with_a_message(centre: CallCentre) -> None:
    await rule(centre, max_length=2, when_full=MESSAGE)
    waiting = [await centre.calls(SALES, caller=f"0901111000{number}") for number in range(2)]
    third = await centre.calls(SALES, caller=UNKNOWN_CALLER)
    await hears(centre, third, "play:sorry")
    centre.switch.play_finishes(third)
    await centre.settle()
    [row] = rows_of(centre, third)
    assert (row.end_reason, row.abandoned) == (EndReason.TURNED_AWAY, False)
    assert row.overflow is not None and row.overflow.reason is OverflowReason.FULL
    assert third not in centre.switch.live
    assert all(centre.switch.hears(leg) == "music:sales-music" for leg in waiting)


async def test_who_has_waited_too_long_leaves_a_message_that_is_listed_as_an_abandoned_call(centre: CallCentre) -> None:
    await rule(centre, max_wait_seconds=30, when_waited_too_long=VOICEMAIL)
    await centre.is_ready("abe", "sales", "support")
    await centre.floor.set_status("abe", Status.AWAY)
    caller = await centre.calls(SALES)
    await centre.clock.advance(29)
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.clock.advance(1)
    await hears(centre, caller, "play:greeting+beep")
    centre.switch.play_finishes(caller)
    await centre.settle()
    assert centre.switch.recording_of(caller) is not None
    centre.switch.presses(caller, "#")
    await centre.settle()
    [row] = rows_of(centre, caller)
    assert (row.end_reason, row.abandoned) == (EndReason.VOICEMAIL, True)
    assert row.recording == f"{row.call_id}.wav"
    [entry] = centre.publisher.desks["abe"].abandoned["sales"]
    assert (entry.call_id, entry.voicemail) == (row.call_id, True)


@pytest.mark.parametrize("end", ["silence", "hangs up", "length"])
async def test_a_message_ends_by_silence_by_hanging_up_and_by_its_length(centre: CallCentre, end: str) -> None:
    await rule(centre, when_nobody=VOICEMAIL, voicemail_seconds=60)
    caller = await centre.calls(SALES)
    await hears(centre, caller, "play:greeting+beep")
    centre.switch.play_finishes(caller)
    await centre.settle()
    if end == "silence":
        centre.switch.falls_silent(caller)
    elif end == "hangs up":
        centre.switch.far_end_hangs_up(caller)
    else:
        await centre.clock.advance(60)
    await until(lambda: rows_of(centre, caller)[0].recording)
    [row] = rows_of(centre, caller)
    assert (row.end_reason, row.recording) == (EndReason.VOICEMAIL, f"{row.call_id}.wav")
    assert caller not in centre.switch.live


async def test_who_hangs_up_in_the_greeting_has_left_no_message(centre: CallCentre) -> None:
    await rule(centre, when_nobody=VOICEMAIL)
    caller = await centre.calls(SALES)
    await hears(centre, caller, "play:greeting+beep")
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: rows_of(centre, caller)[0].ended_at)
    assert rows_of(centre, caller)[0].end_reason is EndReason.TURNED_AWAY


async def test_when_the_last_operator_has_left_callers_wait_on_for_a_while(centre: CallCentre) -> None:
    await rule(centre, when_nobody=MESSAGE, patience_seconds=45)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY)
    caller = await centre.calls(SALES)
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.floor.sign_out("abe")
    await centre.clock.advance(44)
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.clock.advance(1)
    await hears(centre, caller, "play:sorry")


async def test_a_lost_network_of_the_only_operator_sends_nobody_away(centre: CallCentre) -> None:
    await rule(centre, when_nobody=MESSAGE, patience_seconds=30)
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    await centre.floor.disconnected("abe")
    centre.switch.phone_rejects(centre.phone_of("abe"))  # type: ignore[arg-type]
    await centre.clock.advance(40)
    assert centre.switch.hears(caller) == "music:sales-music"


async def test_nobody_is_sent_away_while_a_phone_rings_for_him(centre: CallCentre) -> None:
    await rule(centre, max_wait_seconds=10, when_waited_too_long=MESSAGE)
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    await until(lambda: centre.status("abe") is Status.RINGING)
    await centre.clock.advance(15)
    assert centre.switch.hears(caller) == "music:sales-music"
    centre.switch.phone_rejects(centre.phone_of("abe"))  # type: ignore[arg-type]
    await hears(centre, caller, "play:sorry")


async def test_another_group_takes_him_with_his_place_and_he_does_not_come_back(centre: CallCentre) -> None:
    await rule(centre, max_wait_seconds=20, when_waited_too_long=TO_SUPPORT)
    await rule(centre, "support", max_wait_seconds=20, when_waited_too_long=Target(group="sales"))
    caller = await centre.calls(SALES)
    arrived = centre.clock.now()
    await centre.clock.advance(20)
    await hears(centre, caller, "music:support-music")
    await centre.clock.advance(25)
    await centre.is_ready("mori", "support")
    left, here = rows_of(centre, caller)
    assert (left.work_group_id, left.end_reason, left.abandoned) == ("sales", EndReason.OVERFLOWED, False)
    assert (here.work_group_id, here.transferred_from, here.place_at) == ("support", left.call_id, arrived)
    assert here.ended_at is None
    await centre.answers("mori")
    assert centre.call_of("mori").transferred is None  # no colleague sent him


async def test_a_number_outside_takes_him_and_the_call_ends_with_it(centre: CallCentre) -> None:
    await rule(centre, hours=ALWAYS_CLOSED, when_closed=TO_NUMBER)
    caller = await centre.calls(SALES)
    await until(lambda: centre.switch.legs_to_number("0666667777"))
    [outside] = centre.switch.legs_to_number("0666667777")
    assert centre.switch.hears(caller) == "music:sales-music"
    centre.switch.phone_answers(outside)
    await until(lambda: centre.switch.mix_of(caller))
    assert centre.switch.mix_of(caller) == centre.switch.mix_of(outside)
    assert centre.floor.figures().answered_total == 0
    centre.switch.far_end_hangs_up(outside)
    await until(lambda: caller not in centre.switch.live)
    [row] = rows_of(centre, caller)
    assert row.overflow is not None and row.overflow.stage is OverflowStage.CALLING
    assert (row.operator_id, row.answered_at is not None, row.abandoned) == (None, True, False)


async def test_a_number_that_is_not_reached_is_followed_by_a_message(centre: CallCentre) -> None:
    await rule(centre, hours=ALWAYS_CLOSED, when_closed=TO_NUMBER)
    caller = await centre.calls(SALES)
    await until(lambda: centre.switch.legs_to_number("0666667777"))
    centre.switch.phone_rejects(centre.switch.legs_to_number("0666667777")[0])
    await hears(centre, caller, "play:sorry")
    centre.switch.play_finishes(caller)
    await until(lambda: caller not in centre.switch.live)
    assert rows_of(centre, caller)[0].end_reason is EndReason.TURNED_AWAY


async def test_closed_and_holiday_lead_to_different_places_and_an_open_group_to_neither(centre: CallCentre) -> None:
    holiday = BusinessHours('Mo-Su 00:00-24:00; Jan-Dec off "holiday"', "UTC")
    await rule(centre, "sales", ALWAYS_CLOSED, when_closed=MESSAGE, when_holiday=VOICEMAIL)
    await rule(centre, "support", holiday, when_closed=MESSAGE, when_holiday=VOICEMAIL)
    await rule(centre, "claims", BusinessHours("24/7", "UTC"), when_closed=MESSAGE)
    await hears(centre, await centre.calls(SALES), "play:sorry")
    await hears(centre, await centre.calls(SUPPORT, caller="0901"), "play:greeting+beep")
    await hears(centre, await centre.calls(CLAIMS, caller="0902"), "music:claims-music")


@pytest.mark.parametrize("at_closing_time", list(AtClosingTime))
async def test_at_closing_time_who_waits_is_served_or_sent_away_as_declared(
    centre: CallCentre, at_closing_time: AtClosingTime
) -> None:
    now = centre.clock.now().astimezone(UTC)
    closes = datetime(now.year, now.month, now.day, now.hour + 1, tzinfo=UTC)
    hours = BusinessHours(f"Mo-Su 00:00-{closes:%H:%M}", "UTC")
    await rule(centre, hours=hours, when_closed=MESSAGE, at_closing_time=at_closing_time)
    caller = await centre.calls(SALES)
    await centre.clock.advance((closes - now).total_seconds() - 1)
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.clock.advance(1.5)
    sent_away = at_closing_time is AtClosingTime.SEND_AWAY
    assert centre.switch.hears(caller) == ("play:sorry" if sent_away else "music:sales-music")


@pytest.mark.parametrize("target", [MESSAGE, VOICEMAIL, TO_NUMBER, TO_SUPPORT], ids=lambda one: one.kind.value)
@pytest.mark.parametrize("rings", [False, True])
async def test_the_exit_key_leads_a_waiting_caller_away_even_while_a_phone_rings(
    centre: CallCentre, target: Target, rings: bool
) -> None:
    await rule(centre, exit_key="0", when_exit_key=target)
    if rings:
        await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    if rings:
        await until(lambda: centre.status("abe") is Status.RINGING)
    centre.switch.presses(caller, "1")
    await centre.settle()
    assert centre.switch.hears(caller) == "music:sales-music"
    centre.switch.presses(caller, "0")
    heard = {"message": "play:sorry", "voicemail": "play:greeting+beep", "group": "music:support-music"}
    if target is TO_NUMBER:
        await until(lambda: centre.switch.legs_to_number("0666667777"))
    else:
        await hears(centre, caller, heard[target.kind.value])
    overflow = rows_of(centre, caller)[0].overflow
    assert overflow is not None and (overflow.reason, overflow.target) == (OverflowReason.EXIT_KEY, target)
    if rings:
        await until(lambda: centre.status("abe") is Status.AVAILABLE)
        assert (centre.phone_of("abe"), centre.call_of("abe").end_reason) == (None, EndReason.LEFT_BY_KEY)
        assert centre.floor.figures().missed_total == 0


async def test_the_exit_key_means_nothing_without_a_way_and_in_a_talk(centre: CallCentre) -> None:
    await rule(centre, exit_key="0", when_exit_key=Target(group="gone"))
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    await until(lambda: centre.status("abe") is Status.RINGING)
    centre.switch.presses(caller, "0")
    await centre.settle()
    assert centre.status("abe") is Status.RINGING
    await rule(centre, exit_key="0", when_exit_key=MESSAGE)
    await centre.answers("abe")
    centre.switch.presses(caller, "0")
    await centre.settle()
    assert centre.status("abe") is Status.TALKING_IN


async def waiting_numbers(centre: CallCentre, group: str = "sales") -> list[str]:
    await centre.settle()
    return [call.number for call in centre.publisher.desks["abe"].queues[group].waiting]


@pytest.mark.parametrize("killed", [False, True])
async def test_who_was_cut_off_and_calls_again_soon_has_his_old_place(centre: CallCentre, killed: bool) -> None:
    await rule(centre, max_length=1, when_full=MESSAGE)
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY)
    first = await centre.calls(SALES, caller=KNOWN_CALLER)
    arrived = centre.clock.now()
    await centre.clock.advance(20)
    centre.switch.far_end_hangs_up(first)
    await centre.settle()
    await centre.clock.advance(10)
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    if killed:
        await centre.kill_server()
        await centre.start(switch_up=False)
        centre.switch.come_up()
        await until(lambda: centre.floor.figures().switch_up)
        await centre.floor.connected("abe")
    await centre.clock.advance(49)
    again = await centre.calls(SALES, caller=KNOWN_CALLER)  # there is no room, but there was for him
    assert await waiting_numbers(centre) == ["+819012345678", "+818011112222"]
    [row] = rows_of(centre, again)
    assert (row.place_at, row.arrived_at) == (arrived, centre.clock.now())
    [given_up] = centre.publisher.desks["abe"].abandoned["sales"]
    assert (given_up.back_at, given_up.is_open, given_up.handled_by) == (row.arrived_at, False, None)
    [before] = rows_of(centre, first)
    assert (before.end_reason, before.abandoned) == (EndReason.CALLER_GAVE_UP, True)
    centre.switch.far_end_hangs_up(again)  # and once more, before anybody else's
    await centre.settle()
    again = await centre.calls(SALES, caller=KNOWN_CALLER)
    assert [row.place_at for row in rows_of(centre, again)] == [arrived]
    assert [one.is_open for one in centre.publisher.desks["abe"].abandoned["sales"]] == [False, False]


@pytest.mark.parametrize("why", ["late", "withheld", "other group", "other number", "twice", "off"])
async def test_nobody_else_has_that_place(centre: CallCentre, why: str) -> None:
    await rule(centre, return_seconds=0 if why == "off" else 60)
    caller = "anonymous" if why == "withheld" else KNOWN_CALLER
    first = await centre.calls(SALES, caller=caller)
    await centre.clock.advance(20)
    centre.switch.far_end_hangs_up(first)
    await centre.settle()
    await centre.clock.advance(60 if why == "late" else 1)
    if why == "twice":
        await centre.calls(SALES, caller=caller)
    number = SUPPORT if why == "other group" else SALES
    again = await centre.calls(number, caller=UNKNOWN_CALLER if why == "other number" else caller)
    assert [row.place_at for row in rows_of(centre, again)] == [None]


async def test_without_a_way_out_he_waits(centre: CallCentre) -> None:
    await rule(
        centre, hours=ALWAYS_CLOSED, max_wait_seconds=10, when_waited_too_long=Target(group="gone"), max_length=0
    )
    caller = await centre.calls(SALES)
    await centre.clock.advance(60)
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.is_ready("abe")
    await centre.answers("abe")


@pytest.mark.parametrize("target", [MESSAGE, VOICEMAIL, TO_NUMBER, TO_SUPPORT], ids=lambda one: one.kind.value)
async def test_a_killed_server_finds_everybody_on_his_way_again(centre: CallCentre, target: Target) -> None:
    await rule(centre, hours=ALWAYS_CLOSED, when_closed=target)
    caller = await centre.calls(SALES, caller=KNOWN_CALLER)
    await centre.settle()
    await centre.kill_server()
    await centre.clock.advance(3)
    await centre.start(switch_up=False)
    centre.switch.come_up()
    await until(lambda: centre.floor.figures().switch_up)
    await centre.settle()
    heard = {
        "message": "play:sorry",
        "voicemail": "play:greeting+beep",
        "number": "music:sales-music",
        "group": "music:support-music",
    }
    await hears(centre, caller, heard[target.kind.value])
    if target is TO_NUMBER:
        [outside] = centre.switch.legs_to_number("0666667777")
        centre.switch.phone_answers(outside)
        await until(lambda: centre.switch.mix_of(caller))
    elif target is MESSAGE:
        centre.switch.play_finishes(caller)
        await until(lambda: caller not in centre.switch.live)
    assert len(rows_of(centre, caller)) == (2 if target is TO_SUPPORT else 1)
