"""Who gets the caller, what happens when he does not take him, and how colleagues are spared."""

from server.protocol.types import CallState, EndReason, Status
from tests.support.call_centre import OPERATORS, SALES, SUPPORT, UNKNOWN_CALLER, CallCentre, until


async def test_the_operator_idle_for_longest_is_asked_first_and_then_the_next(centre: CallCentre) -> None:
    await centre.is_ready("ito")
    await centre.clock.advance(1)
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    assert (centre.status("ito"), centre.status("abe")) == (Status.RINGING, Status.AVAILABLE)
    await centre.clock.advance(20)
    assert (centre.status("ito"), centre.status("abe")) == (Status.AWAY, Status.RINGING)
    assert centre.call_of("ito").end_reason is EndReason.MISSED
    assert centre.phone_of("ito") is None
    assert centre.switch.hears(caller) == "music:sales-music"
    await centre.clock.advance(5)
    call_id = await centre.answers("abe")
    await centre.settle()
    assert (centre.row(call_id).operator_id, centre.row(call_id).ring_seconds) == ("abe", 5)


async def test_an_operator_who_declines_is_away_and_the_caller_goes_to_the_next(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    centre.switch.phone_rejects(centre.phone_of("abe"), 603)  # type: ignore[arg-type]
    await until(lambda: centre.status("ito") is Status.RINGING)
    assert centre.status("abe") is Status.AWAY
    assert centre.call_of("abe").end_reason is EndReason.DECLINED


async def test_hanging_up_while_it_rings_declines(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    state = await centre.floor.hang_up("abe", centre.call_of("abe").call_id)
    assert state.status is Status.AWAY
    await centre.settle()
    assert centre.phone_of("abe") is None
    assert centre.switch.hears(caller) == "music:sales-music"


async def test_a_group_can_send_operators_who_miss_a_call_to_wrap_up(centre: CallCentre) -> None:
    centre.change_group("sales", miss_status=Status.WRAP_UP)
    await centre.floor.reload_site()
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    assert centre.status("abe") is Status.WRAP_UP
    assert centre.sees("abe").wrap_up_ends_at is None


async def test_nobody_is_offered_a_second_call_while_one_rings_or_lasts(centre: CallCentre) -> None:
    await centre.is_ready("abe", "sales", "support")
    await centre.calls(SALES)
    await centre.calls(SUPPORT)
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    assert len(centre.switch.legs_to("201")) == 1
    await centre.answers("abe")
    await centre.clock.advance(60)
    assert len(centre.switch.legs_to("201")) == 1
    queues = centre.publisher.desks["abe"].queues
    assert (len(queues["sales"].waiting), len(queues["support"].waiting)) == (1, 1)


async def test_the_queue_names_known_callers_and_counts_free_operators(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.signs_in("ito")
    await centre.floor.connected("ito")
    await centre.floor.start_work("ito", ["sales"])
    assert centre.publisher.desks["ito"].queues["sales"].available_operators == 1
    await centre.floor.set_status("abe", Status.BREAK)
    await centre.calls(SALES)
    queue = centre.publisher.desks["ito"].queues["sales"]
    assert [waiting.customer_name for waiting in queue.waiting] == ["山田 太郎"]
    assert queue.available_operators == 0


async def test_a_dead_database_delays_the_ringing_by_no_more_than_the_patience(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.repositories.gate.clear()
    await centre.calls(SALES)
    assert centre.phone_of("abe") is None
    await centre.clock.advance(0.3)
    assert centre.status("abe") is Status.RINGING
    assert centre.call_of("abe").matches == ()
    centre.repositories.gate.set()
    await until(lambda: centre.call_of("abe").matches)


# ---- simultaneous ------------------------------------------------------------------------------------------------


async def everybody_is_ready(centre: CallCentre) -> None:
    for name in OPERATORS:
        await centre.is_ready(name, "support")


async def test_in_a_simultaneous_group_all_ring_the_first_wins_and_the_others_stop_without_a_miss(
    centre: CallCentre,
) -> None:
    await everybody_is_ready(centre)
    caller = await centre.calls(SUPPORT)
    assert {centre.status(name) for name in OPERATORS} == {Status.RINGING}
    call_id = await centre.answers("ito")
    await centre.settle()
    assert (centre.status("abe"), centre.status("mori")) == (Status.AVAILABLE, Status.AVAILABLE)
    assert centre.call_of("abe").end_reason is EndReason.TAKEN_BY_OTHER
    assert centre.call_of("abe").state is CallState.ENDED
    assert centre.phone_of("abe") is None and centre.phone_of("mori") is None
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"
    assert centre.row(call_id).operator_id == "ito"


async def test_when_two_answer_at_once_only_one_has_the_caller(centre: CallCentre) -> None:
    await everybody_is_ready(centre)
    caller = await centre.calls(SUPPORT)
    for name in ("mori", "abe"):
        centre.switch.phone_answers(centre.phone_of(name))  # type: ignore[arg-type]
    await until(lambda: centre.status("mori") is Status.TALKING_IN)
    await centre.settle()
    assert centre.status("abe") is Status.AVAILABLE
    assert sorted(centre.switch.live) == sorted([caller, centre.phone_of("mori")])  # type: ignore[list-item]


async def test_a_winner_who_drops_before_the_bridge_leaves_the_others_ringing(centre: CallCentre) -> None:
    await everybody_is_ready(centre)
    caller = await centre.calls(SUPPORT)
    winner = centre.phone_of("abe")
    assert winner is not None
    centre.switch.phone_answers(winner)
    centre.switch.far_end_hangs_up(winner)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert (centre.status("ito"), centre.status("mori")) == (Status.RINGING, Status.RINGING)
    assert centre.switch.hears(caller) == "music:support-music"
    call_id = await centre.answers("ito")
    await centre.settle()
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"


async def test_who_becomes_available_while_all_ring_rings_too(centre: CallCentre) -> None:
    await centre.is_ready("abe", "support")
    await centre.calls(SUPPORT)
    await centre.is_ready("ito", "support")
    assert centre.status("ito") is Status.RINGING
    assert centre.status("abe") is Status.RINGING
