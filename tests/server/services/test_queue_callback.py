"""Callback instead of waiting: asked for by a key, offered in its turn, dialed, reached or not, over restarts of server and switch."""

import pytest

from server.domain.floor_queue_callback import CONFIRMATION, LIFE
from server.domain.queueing.callback import CallbackStep
from server.domain.queueing.rules import QueueRules
from server.domain.refusal import Refusal
from server.ports.storage import CallRow
from server.ports.switch import LegId
from server.protocol.rest import RecordInput, SaveContactRequest
from server.protocol.types import CallState, CallView, ContactRecord, EndReason, Status
from server.services.contacts import Contacts
from tests.support.call_centre import KNOWN_CALLER, OPERATORS, SALES, SUPPORT, UNKNOWN_CALLER, CallCentre, until

NUMBER, DIALED = "+819012345678", "09012345678"
RETRY_SECONDS = 300


@pytest.fixture(autouse=True)
async def rules(centre: CallCentre) -> None:
    for group in ("sales", "support"):
        centre.change_group(group, queue=QueueRules(callback_key="1", callback_retry_seconds=RETRY_SECONDS))
    await centre.floor.reload_site()
    await centre.switch.set_sounds(dict.fromkeys(("callback", "no_callback"), b""), {})


async def asks(centre: CallCentre, caller: str = KNOWN_CALLER, number: str = SALES) -> LegId:
    """A caller presses the key, hears that he will be called, and is hung up."""
    leg = await centre.calls(number, caller=caller)
    centre.switch.presses(leg, "1")
    await until(lambda: centre.switch.hears(leg) == "play:callback")
    centre.switch.play_finishes(leg)
    await until(lambda: leg not in centre.switch.live)
    await centre.settle()
    return leg


async def takes(centre: CallCentre, name: str = "abe") -> LegId:
    """The operator answers; returns the customer's leg, which rings."""
    await until(lambda: centre.phone_of(name))
    centre.switch.phone_answers(centre.phone_of(name))  # type: ignore[arg-type]
    await until(lambda: centre.switch.legs_to_number(DIALED))
    [customer] = centre.switch.legs_to_number(DIALED)
    await centre.settle()
    return customer


def row_of(centre: CallCentre, number: str = NUMBER) -> CallRow:
    [row] = [row for row in centre.repositories.calls.values() if row.from_number == number]
    return row


def ended(centre: CallCentre, name: str = "abe") -> tuple[CallState, EndReason | None]:
    view: CallView = centre.call_of(name)
    return view.state, view.end_reason


async def restarts(centre: CallCentre) -> None:
    await centre.settle()
    await centre.kill_server()
    await centre.clock.advance(3)
    await centre.start(switch_up=False)
    centre.switch.come_up()
    await until(lambda: centre.floor.figures().switch_up)
    await centre.floor.connected("abe")
    await centre.settle()


async def test_he_is_called_in_his_turn_and_both_meet(centre: CallCentre) -> None:
    await asks(centre)
    arrived = row_of(centre).arrived_at
    await centre.clock.advance(CONFIRMATION.total_seconds())
    later = await centre.calls(SALES, caller=UNKNOWN_CALLER)
    await centre.is_ready("abe")
    assert [call.callback for call in centre.publisher.desks["abe"].queues["sales"].waiting] == [True, False]
    customer = await takes(centre)  # not who came later
    call = centre.call_of("abe")
    assert (centre.status("abe"), call.state, call.callback, call.number) == (
        Status.DIALING,
        CallState.DIALING,
        True,
        NUMBER,
    )
    assert centre.switch.dialed_out[customer].caller_id == "0311111111"
    assert centre.switch.hears(centre.phone_of("abe")) == "play:tone:ring"  # type: ignore[arg-type]
    await centre.clock.advance(5)
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_IN and centre.call_of("abe").recording)
    assert centre.switch.mix_of(customer) == centre.switch.mix_of(centre.phone_of("abe"))  # type: ignore[arg-type]
    assert centre.floor.figures().answered_total == 1
    await centre.floor.hang_up("abe", call.call_id)
    await until(lambda: row_of(centre).ended_at)
    row = row_of(centre)
    assert (row.end_reason, row.abandoned, row.operator_id) == (EndReason.OPERATOR_HUNG_UP, False, "abe")
    assert row.callback is not None and row.callback.step is CallbackStep.REACHED
    assert row.wait_seconds == round(((row.answered_at or arrived) - arrived).total_seconds()) == 20
    assert centre.switch.hears(later) == "music:sales-music"


async def test_a_phone_that_rings_for_him_stops_without_a_miss_and_rings_again_later(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    leg = await centre.calls(SALES)
    await until(lambda: centre.status("abe") is Status.RINGING)
    centre.switch.presses(leg, "1")
    await until(lambda: centre.status("abe") is Status.AVAILABLE)
    assert ended(centre) == (CallState.ENDED, EndReason.LEFT_BY_KEY)
    assert centre.floor.figures().missed_total == 0
    centre.switch.far_end_hangs_up(leg)  # before the sound is over
    await centre.clock.advance(CONFIRMATION.total_seconds() - 1)
    assert centre.status("abe") is Status.AVAILABLE
    await centre.clock.advance(1)
    await until(lambda: centre.status("abe") is Status.RINGING)
    assert (row_of(centre).ended_at, row_of(centre).abandoned) == (None, False)


@pytest.mark.parametrize("caller", ["anonymous", "110", "0120"])
async def test_who_can_t_be_called_is_told_so_and_waits_on(centre: CallCentre, caller: str) -> None:
    leg = await centre.calls(SALES, caller=caller)
    centre.switch.presses(leg, "1")
    await until(lambda: centre.switch.hears(leg) == "play:no_callback")
    centre.switch.play_finishes(leg)
    await until(lambda: centre.switch.hears(leg) == "music:sales-music")
    assert centre.only_row().callback is None


async def test_a_group_that_can_t_call_out_has_no_such_key(centre: CallCentre) -> None:
    centre.change_group("sales", line=None)
    await centre.floor.reload_site()
    leg = await centre.calls(SALES)
    centre.switch.presses(leg, "1")
    await centre.settle()
    assert centre.switch.hears(leg) == "music:sales-music"


async def test_not_reached_he_is_called_once_more_before_the_others_and_then_stands_among_the_abandoned(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    await asks(centre)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    customer = await takes(centre)
    centre.switch.phone_rejects(customer)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    state, reason = ended(centre)
    assert (state, reason) == (CallState.ENDED, EndReason.BUSY)
    await centre.settle()
    assert (row_of(centre).ended_at, row_of(centre).operator_id) == (None, None)
    await centre.clock.advance(RETRY_SECONDS - 1)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.settle()
    assert centre.status("abe") is Status.AVAILABLE
    await centre.floor.set_status("abe", Status.AWAY)
    await centre.clock.advance(1)
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    customer = await takes(centre)
    await centre.clock.advance(60)
    await until(lambda: row_of(centre).ended_at)
    assert ended(centre) == (CallState.ENDED, EndReason.NO_ANSWER)
    row = row_of(centre)
    assert (row.end_reason, row.abandoned, row.answered_at) == (EndReason.NO_ANSWER, True, None)
    [given_up] = centre.publisher.desks["abe"].abandoned["sales"]
    assert (given_up.call_id, given_up.number) == (row.call_id, NUMBER)
    assert centre.floor.figures().abandoned_total == 1


@pytest.mark.parametrize("late", [False, True])
async def test_what_an_operator_writes_about_his_attempt_is_kept_and_the_next_writes_his_own(
    centre: CallCentre, late: bool
) -> None:
    await centre.is_ready("abe")
    await asks(centre)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    customer = await takes(centre)
    call_id = centre.call_of("abe").call_id
    centre.switch.phone_rejects(customer)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    if not late:
        assert (await saves(centre, "abe", call_id)).call_id == call_id
        assert centre.sees("abe").call is None
    with pytest.raises(Refusal):
        await saves(centre, "ito", call_id)
    await centre.is_ready("ito")
    await centre.clock.advance(RETRY_SECONDS)
    customer = await takes(centre, "ito")
    assert centre.row(call_id).record_id is None
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("ito") is Status.TALKING_IN)
    if late:
        assert (await saves(centre, "abe", call_id)).call_id == call_id
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("ito") is Status.WRAP_UP)
    assert centre.call_of("ito").call_id == call_id
    record = await saves(centre, "ito", call_id)
    await centre.settle()
    assert centre.row(call_id).record_id == record.record_id


async def saves(centre: CallCentre, name: str, call_id: str) -> ContactRecord:
    contacts = Contacts(
        repositories=centre.repositories,
        site=centre.repositories,  # type: ignore[arg-type]  # only asked by supervisors
        floor=centre.floor,
        clock=centre.clock,
        country="JP",
    )
    version = centre.repositories.customers[1].version
    request = SaveContactRequest("sales", {}, RecordInput(text="話し中"), 1, version, call_id)
    return (await contacts.save(centre.repositories.operators[name], request, "")).record


@pytest.mark.parametrize(("why", "attempts"), [("phone", 0), ("hangs up", 1), ("signs out", 1)])
async def test_an_operator_who_leaves_while_it_rings_has_tried_unless_his_phone_failed(
    centre: CallCentre, why: str, attempts: int
) -> None:
    await centre.is_ready("abe")
    await asks(centre)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    customer = await takes(centre)
    if why == "phone":
        centre.switch.phone_is_unreachable(centre.phone_of("abe"))  # type: ignore[arg-type]
    elif why == "hangs up":
        await centre.floor.hang_up("abe", centre.call_of("abe").call_id)
    else:
        await centre.floor.sign_out("abe")
    await until(lambda: customer not in centre.switch.live)
    await centre.is_ready("ito")
    await centre.clock.advance(RETRY_SECONDS if attempts else 1)
    assert await takes(centre, "ito") != customer
    callback = row_of(centre).callback
    assert callback is not None and callback.attempts == attempts


@pytest.mark.parametrize("end", ["sound", "lost sound", "hangs up", "killed", "killed and hangs up", "switch dies"])
async def test_the_leg_on_which_he_asked_is_gone_whatever_ends_the_confirmation(centre: CallCentre, end: str) -> None:
    leg = await centre.calls(SALES)
    centre.switch.presses(leg, "1")
    await until(lambda: centre.switch.hears(leg) == "play:callback")
    await centre.settle()
    if end == "sound":
        centre.switch.play_finishes(leg)
    elif end == "lost sound":
        await centre.clock.advance(CONFIRMATION.total_seconds())
    elif end == "hangs up":
        centre.switch.far_end_hangs_up(leg)
    elif end == "switch dies":
        centre.switch.go_down("it died")
        await centre.clock.advance(10)
        centre.switch.come_up(leg)
    else:
        await centre.kill_server()
        await centre.start(switch_up=False)
        centre.switch.come_up(*([leg] if end == "killed and hangs up" else []))
    await until(lambda: leg not in centre.switch.live)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.settle()
    callback = row_of(centre).callback
    assert callback is not None and (callback.confirming, row_of(centre).ended_at) == ("", None)
    await centre.is_ready("abe")
    await centre.clock.advance(CONFIRMATION.total_seconds())
    await takes(centre)


async def test_in_a_simultaneous_group_one_takes_it_and_the_others_stop(centre: CallCentre) -> None:
    await centre.is_ready("abe", "support")
    await centre.is_ready("ito", "support")
    await asks(centre, number=SUPPORT)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    await until(lambda: centre.phone_of("ito"))
    await takes(centre, "abe")
    await until(lambda: centre.status("ito") is Status.AVAILABLE)
    view = centre.call_of("ito")
    assert (view.end_reason, view.taken_by) == (EndReason.TAKEN_BY_OTHER, OPERATORS["abe"][1])


@pytest.mark.parametrize("when", ["waiting", "ringing", "dialing", "not reached", "talking"])
async def test_a_killed_server_calls_him_all_the_same(centre: CallCentre, when: str) -> None:
    await centre.is_ready("abe")
    await asks(centre)
    if when == "waiting":
        await centre.floor.set_status("abe", Status.AWAY)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    customer = None if when in ("waiting", "ringing") else await takes(centre)
    if customer and when == "talking":
        centre.switch.phone_answers(customer)
        await until(lambda: centre.status("abe") is Status.TALKING_IN)
    elif customer and when == "not reached":
        centre.switch.phone_rejects(customer)
        await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await restarts(centre)
    if when in ("waiting", "not reached"):
        if when == "not reached":
            await centre.clock.advance(RETRY_SECONDS - 10)
            await centre.floor.set_status("abe", Status.AVAILABLE)
            await centre.settle()
            assert centre.status("abe") is Status.AVAILABLE
            await centre.clock.advance(10)
        else:
            await centre.floor.set_status("abe", Status.AVAILABLE)
    if when in ("waiting", "ringing", "not reached"):
        customer = await takes(centre)
    assert customer is not None
    assert centre.call_of("abe").callback
    if when != "talking":
        assert centre.status("abe") is Status.DIALING
        centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_IN)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: row_of(centre).ended_at)
    assert (row_of(centre).end_reason, row_of(centre).abandoned) == (EndReason.CUSTOMER_HUNG_UP, False)


@pytest.mark.parametrize("when", ["waiting", "ringing", "dialing"])
async def test_a_switch_that_dies_loses_no_callback(centre: CallCentre, when: str) -> None:
    await centre.is_ready("abe")
    await asks(centre)
    if when == "waiting":
        await centre.floor.set_status("abe", Status.AWAY)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    if when == "dialing":
        await takes(centre)
    centre.switch.go_down("it died")
    await centre.clock.advance(20)
    assert (row_of(centre).ended_at, row_of(centre).operator_leg) == (None, None)
    centre.switch.come_up(*centre.switch.live)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.clock.advance(1)
    if when != "ringing":
        await centre.floor.set_status("abe", Status.AVAILABLE)
    customer = await takes(centre)
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_IN)


async def test_who_has_called_again_and_talked_is_not_called_on_top_of_that(centre: CallCentre) -> None:
    await asks(centre)
    await centre.clock.advance(CONFIRMATION.total_seconds())
    await centre.is_ready("abe", "support")
    await centre.floor.set_status("abe", Status.AWAY)
    await centre.calls(SALES)
    callback = next(row for row in centre.repositories.calls.values() if row.callback)
    await centre.is_ready("ito")
    await takes(centre, "ito")  # he is called, and is on the line already
    await centre.floor.hang_up("ito", centre.call_of("ito").call_id)
    await centre.is_ready("mori")
    await centre.answers("mori")
    await until(lambda: centre.row(callback.call_id).ended_at)
    row = centre.row(callback.call_id)
    assert (row.end_reason, row.abandoned) == (EndReason.CALLED_AGAIN, False)


async def test_who_calls_again_while_he_still_hears_it_and_is_talked_with_is_hung_up_there(centre: CallCentre) -> None:
    leg = await centre.calls(SALES)
    centre.switch.presses(leg, "1")
    await until(lambda: centre.switch.hears(leg) == "play:callback")
    await centre.calls(SALES)
    await centre.is_ready("abe")
    await centre.answers("abe")
    await until(lambda: leg not in centre.switch.live)
    [row] = [row for row in centre.repositories.calls.values() if row.callback]
    assert row.end_reason is EndReason.CALLED_AGAIN


async def test_a_promise_that_nobody_keeps_ends_among_the_abandoned(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY)
    await asks(centre)
    await centre.clock.jump(LIFE.total_seconds())
    row = row_of(centre)
    assert (row.end_reason, row.abandoned) == (EndReason.NOT_CALLED_BACK, True)
    assert [one.call_id for one in centre.publisher.desks["abe"].abandoned["sales"]] == [row.call_id]
