"""The call floor with a real Asterisk and real phones: who wins when two answer at once, and how fast the losers stop ringing."""

import asyncio
import time

import pytest

from server.protocol.transfer import TransferProblem
from server.protocol.types import EndReason, Status
from tests.contract.ring_all import CALLED, PHONES, RingAll

pytestmark = pytest.mark.switch


async def test_of_two_who_answer_at_the_same_moment_one_wins_and_nobody_keeps_ringing(ring_all: RingAll) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    await asyncio.gather(*(phone.incoming() for phone in ring_all.phones.values()))
    await asyncio.gather(*(ring_all.until(name, Status.RINGING) for name in PHONES))
    pressed = time.monotonic()
    await asyncio.gather(ring_all.phones["abe"].peer.tell("answer"), ring_all.phones["ito"].peer.tell("answer"))
    assert time.monotonic() - pressed < 0.01
    await ring_all.phones["mori"].peer.expect("ended")
    assert time.monotonic() - pressed < 0.3
    await ring_all.publisher.until(lambda: Status.TALKING_IN in map(ring_all.status, PHONES))
    [winner] = [name for name in PHONES if ring_all.status(name) is Status.TALKING_IN]
    assert winner in ("abe", "ito")
    losers = [name for name in PHONES if name != winner]
    await asyncio.gather(*(ring_all.until(name, Status.AVAILABLE) for name in losers))
    assert [ring_all.ends(name) for name in losers] == [EndReason.TAKEN_BY_OTHER] * 2
    assert ring_all.floor.figures().missed_total == 0
    [other] = [name for name in ("abe", "ito") if name != winner]
    await ring_all.phones[other].peer.expect("ended")
    assert not ring_all.phones[winner].peer.has_happened("ended")
    await caller.peer.expect("media")
    await caller.hang_up()
    await ring_all.until(winner, Status.WRAP_UP)


async def test_a_phone_that_vanished_a_moment_ago_costs_the_caller_four_seconds_and_the_operator_nothing(
    ring_all: RingAll,
) -> None:
    """Registered as far as anybody knows, and dead."""
    await ring_all.phones["abe"].peer.kill()
    await ring_all.world.call("0312345678", CALLED)
    await ring_all.until("abe", Status.PHONE_DISCONNECTED)
    assert ring_all.ends("abe") in (EndReason.PHONE_LOST, None)
    assert {ring_all.status(name) for name in ("ito", "mori")} == {Status.RINGING}
    assert ring_all.floor.figures().missed_total == 0


async def test_the_transfer_key_of_a_phone_hands_the_customer_on_or_is_refused_and_a_customer_moves_nobody(
    ring_all: RingAll,
) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    abe, ito = ring_all.phones["abe"], ring_all.phones["ito"]
    await asyncio.gather(*(phone.incoming() for phone in ring_all.phones.values()))
    await abe.answer()
    await ring_all.until("ito", Status.AVAILABLE)
    await caller.peer.tell("transfer", number="202")
    assert (await caller.peer.expect("transfer"))["code"] >= 400
    await abe.peer.transfer("999")
    await abe.peer.expect("transfer", code=603)
    await ring_all.publisher.until(lambda: ring_all.failure("abe") is TransferProblem.UNREACHABLE)
    assert ring_all.status("abe") is Status.TALKING_IN
    await abe.peer.transfer("202")
    await abe.peer.expect("transfer", code=200)
    await ring_all.until("abe", Status.WRAP_UP)
    assert ring_all.ends("abe") is EndReason.TRANSFERRED
    await ito.incoming()
    await ito.answer()
    await ring_all.until("ito", Status.TALKING_IN)
    await caller.hang_up()
    await ring_all.until("ito", Status.WRAP_UP)
    assert ring_all.ends("ito") is EndReason.CUSTOMER_HUNG_UP
