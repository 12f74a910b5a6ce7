"""The switch dies, the server dies, the database dies: what goes on, what ends, and what is on record afterwards."""

from dataclasses import replace

import pytest

from server.domain.refusal import Refusal
from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.types import CallState, Command, EndReason, Status
from server.services.recordings import match_recordings
from tests.support.call_centre import SALES, SUPPORT, UNKNOWN_CALLER, CallCentre, until

# ---- the switch --------------------------------------------------------------------------------------------------


async def test_a_crash_of_the_switch_ends_calls_and_operators_see_why(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.clock.advance(10)
    centre.switch.crash()
    await until(lambda: centre.sees("abe").status is Status.PHONE_DISCONNECTED)
    assert centre.call_of("abe").end_reason is EndReason.SWITCH_LOST
    await centre.settle()
    row = centre.row(call_id)
    assert (row.end_reason, row.talk_seconds, row.abandoned) == (EndReason.SWITCH_LOST, 10, False)


async def test_after_a_crash_phones_register_again_and_the_next_call_works(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.talks("abe")
    centre.switch.crash()
    await until(lambda: centre.status("abe") is Status.PHONE_DISCONNECTED)
    centre.switch.register("201")
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.talks("abe")


async def test_a_short_loss_of_the_connection_ends_nothing(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    centre.switch.go_down()
    await until(lambda: not centre.publisher.desks["abe"].switch_up)
    assert centre.sees("abe").refusals[Command.HOLD] is ErrorCode.SWITCH_UNAVAILABLE
    with pytest.raises(Refusal) as refused:
        await centre.floor.hold("abe", call_id)
    assert refused.value.code is ErrorCode.SWITCH_UNAVAILABLE
    await centre.clock.advance(3)
    centre.switch.come_up()
    await until(lambda: centre.publisher.desks["abe"].switch_up)
    await centre.floor.hold("abe", call_id)
    await centre.settle()
    assert centre.switch.hears(caller) == "music:sales-music"


async def test_a_switch_that_stays_away_ends_calls_at_the_moment_it_was_lost(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.clock.advance(30)
    centre.switch.go_down()
    await centre.clock.advance(5)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    assert centre.call_of("abe").end_reason is EndReason.SWITCH_LOST
    assert centre.row(call_id).talk_seconds == 30


async def test_hanging_up_without_the_switch_is_done_at_once_and_made_good_later(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.talks("abe")
    centre.switch.go_down()
    await until(lambda: not centre.floor.figures().switch_up)
    state = await centre.floor.hang_up("abe", centre.call_of("abe").call_id)
    assert state.status is Status.WRAP_UP
    await centre.settle()
    assert len(centre.switch.live) == 2
    centre.switch.come_up()
    await until(lambda: centre.switch.live == [])


async def test_a_waiting_caller_survives_a_short_loss_and_is_offered_afterwards(centre: CallCentre) -> None:
    caller = await centre.calls(SALES)
    centre.switch.go_down()
    await until(lambda: not centre.floor.figures().switch_up)
    await centre.is_ready("abe")
    assert centre.phone_of("abe") is None
    centre.switch.come_up()
    await until(lambda: centre.status("abe") is Status.RINGING)
    assert centre.switch.hears(caller) == "music:sales-music"


async def test_a_phone_answered_in_the_moment_the_connection_is_lost_gets_its_caller_afterwards(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    phone = centre.phone_of("abe")
    assert phone is not None
    centre.switch.phone_answers(phone)
    centre.switch.go_down()
    await until(lambda: not centre.floor.figures().switch_up)
    await centre.settle()
    assert centre.switch.mix_of(caller) is None
    centre.switch.come_up()
    await until(lambda: centre.switch.mix_of(caller))
    assert centre.switch.mix_of(caller) == centre.switch.mix_of(phone)
    await centre.settle()
    assert centre.switch.recording_of(caller) == centre.call_of("abe").call_id


# ---- the server --------------------------------------------------------------------------------------------------


async def test_a_killed_server_finds_the_talking_call_again_and_everything_works(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    answered_at = centre.call_of("abe").answered_at
    since = centre.sees("abe").since
    await centre.clock.advance(40)
    await centre.kill_server()
    await centre.clock.advance(10)
    centre.switch.come_up()
    await centre.start(switch_up=False)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.floor.connected("abe")
    seen = centre.sees("abe")
    assert (seen.status, seen.since) == (Status.TALKING_IN, since)
    assert (centre.call_of("abe").call_id, centre.call_of("abe").answered_at) == (call_id, answered_at)
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"
    await centre.floor.hold("abe", call_id)
    await centre.settle()
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.floor.resume("abe", call_id)
    await centre.clock.advance(10)
    await centre.floor.hang_up("abe", call_id)
    await centre.floor.record_saved("abe", call_id, 5, 1)
    await centre.settle()
    row = centre.row(call_id)
    assert (row.talk_seconds, row.record_id, row.recording) == (60, 5, f"{call_id}.wav")
    assert centre.switch.live == []


async def restart(centre: CallCentre, *lost: LegId) -> None:
    centre.switch.come_up(*lost)
    while not centre.switch._events.empty():  # what was said while nobody listened is not said again
        centre.switch._events.get_nowait()
    await centre.start(switch_up=False)
    await until(lambda: centre.floor.figures().switch_up)


async def test_a_held_call_is_still_held_after_a_restart(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.hold("abe", call_id)
    await centre.settle()
    await centre.kill_server()
    await restart(centre)
    await centre.floor.connected("abe")
    assert centre.call_of("abe").state is CallState.HELD
    await centre.settle()
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.floor.resume("abe", call_id)
    await centre.settle()
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"


async def test_waiting_callers_wait_on_in_their_order_after_a_restart(centre: CallCentre) -> None:
    first = await centre.calls(SALES, caller=UNKNOWN_CALLER)
    await centre.clock.advance(5)
    await centre.calls(SALES)
    await centre.kill_server()
    await restart(centre)
    await centre.is_ready("abe")
    assert centre.call_of("abe").number == "+818011112222"
    assert centre.switch.hears(first) == "music:sales-music"


async def test_a_caller_who_hung_up_while_the_server_was_away_is_on_record(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.clock.advance(20)
    await centre.kill_server()
    await restart(centre, caller)
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.WRAP_UP
    assert centre.call_of("abe").end_reason is EndReason.CUSTOMER_HUNG_UP
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).talk_seconds == 20
    await centre.clock.advance(30)
    await centre.floor.disconnected("abe")
    await centre.clock.advance(30)
    assert centre.row(call_id).recording is None, "nobody has seen a file"
    centre.switch.recording_is_salvaged(caller, call_id)
    await until(lambda: centre.row(call_id).recording == f"{call_id}.wav")


async def test_a_recording_that_is_finished_after_a_restart_is_noted_although_the_record_was_saved(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.hang_up("abe", call_id)
    await centre.floor.record_saved("abe", call_id, 5, 1)
    await centre.settle()
    centre.repositories.calls[call_id] = replace(centre.row(call_id), recording=None)
    await centre.kill_server()
    await restart(centre)
    centre.switch.recording_is_salvaged(caller, call_id)
    await until(lambda: centre.row(call_id).recording == f"{call_id}.wav")
    assert (centre.row(call_id).record_id, centre.row(call_id).customer_id) == (5, 1)


async def test_files_without_a_note_are_matched_to_their_calls(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    centre.repositories.calls[call_id] = replace(centre.row(call_id), recording=None)
    now = centre.clock.now()
    assert await match_recordings(centre.repositories, lambda name: False, now) == 0
    assert centre.row(call_id).recording is None
    assert await match_recordings(centre.repositories, lambda name: name == f"{call_id}.wav", now) == 1
    assert centre.row(call_id).recording == f"{call_id}.wav"
    assert await match_recordings(centre.repositories, lambda name: True, now) == 0


async def test_a_waiting_caller_who_left_meanwhile_is_abandoned(centre: CallCentre) -> None:
    caller = await centre.calls(SALES)
    await centre.kill_server()
    await restart(centre, caller)
    await centre.settle()
    assert centre.only_row().abandoned


async def test_a_phone_answered_while_the_server_was_away_gets_its_caller(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    phone = centre.phone_of("abe")
    assert phone is not None
    await centre.kill_server()
    centre.switch.phone_answers(phone)
    await restart(centre)
    await centre.settle()
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.TALKING_IN
    assert centre.switch.mix_of(caller) == centre.switch.mix_of(phone) is not None


async def test_an_operator_keeps_status_and_time_over_a_restart(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.BREAK)
    since = centre.sees("abe").since
    await centre.clock.advance(100)
    await centre.kill_server()
    await restart(centre)
    await centre.floor.connected("abe")
    assert (centre.status("abe"), centre.sees("abe").since) == (Status.BREAK, since)
    assert centre.sees("abe").work_group_ids == ("sales",)


async def test_the_ended_call_still_waits_for_its_record_after_a_restart(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    await centre.kill_server()
    await restart(centre)
    await centre.floor.connected("abe")
    assert (centre.call_of("abe").call_id, centre.call_of("abe").state) == (call_id, CallState.ENDED)
    await centre.floor.record_saved("abe", call_id, 3, 1)
    assert centre.sees("abe").call is None


async def test_a_simultaneous_call_rings_afresh_after_a_restart(centre: CallCentre) -> None:
    for name in ("abe", "ito"):
        await centre.is_ready(name, "support")
    caller = await centre.calls(SUPPORT)
    await centre.kill_server()
    await restart(centre)
    await centre.floor.connected("abe")
    await centre.floor.connected("ito")
    assert (centre.status("abe"), centre.status("ito")) == (Status.RINGING, Status.RINGING)
    await centre.settle()
    call_id = await centre.answers("abe")
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"


async def test_a_server_that_starts_before_its_switch_waits_for_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.kill_server()
    await centre.start(switch_up=False)
    await centre.floor.connected("abe")
    await centre.clock.advance(30)
    assert centre.status("abe") is Status.TALKING_IN
    assert not centre.publisher.desks["abe"].switch_up
    centre.switch.come_up()
    await until(lambda: centre.publisher.desks["abe"].switch_up)
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"


# ---- the database ------------------------------------------------------------------------------------------------


async def test_a_database_that_fails_for_a_while_loses_nothing(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.repositories.broken = True
    caller, call_id = await centre.talks("abe")
    await centre.clock.advance(30)
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.repositories.calls == {}
    centre.repositories.broken = False
    await centre.clock.advance(5)
    assert centre.row(call_id).talk_seconds == 30
    assert centre.repositories.session_rows["abe"].status is Status.WRAP_UP


async def test_a_server_whose_database_is_not_there_yet_waits_for_it() -> None:
    centre = CallCentre()
    centre.repositories.broken = True
    await centre.start_switch()
    await centre.start(switch_up=False)
    await centre.clock.advance(3)
    assert not centre.floor.figures().switch_up
    centre.repositories.broken = False
    await centre.clock.advance(1)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.is_ready("abe")
    await centre.stop()


async def test_rows_come_in_their_final_state_and_never_go_back(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    rows = [row for row in centre.repositories.saved_calls if row.call_id == call_id]
    stages = [(row.operator_id, row.answered_at is not None, row.ended_at is not None) for row in rows]
    assert stages == sorted(stages, key=lambda stage: (stage[2], stage[1], stage[0] is not None))
    assert replace(rows[-1], recording=None) == replace(centre.row(call_id), recording=None)
