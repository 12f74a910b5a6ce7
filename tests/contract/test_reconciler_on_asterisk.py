"""An event of a real Asterisk that never arrives: the floor finds out by asking. How soon: `tests/server/services/test_reconciler`."""

import asyncio

import pytest

from server.domain.repairs import Repair
from server.ports.switch import SwitchSnapshot
from server.protocol.types import EndReason, Status
from tests.contract.ring_all import CALLED, RingAll

pytestmark = pytest.mark.switch


def lose(ring_all: RingAll, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """From now on."""
    ring_all.is_well = False
    monkeypatch.delitem(ring_all.world.asterisk.switch._book._handlers, kind)


async def test_a_caller_whose_end_was_not_told_frees_his_operator_and_has_his_recording(
    ring_all: RingAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    await ring_all.phones["abe"].incoming()
    await ring_all.phones["abe"].answer()
    await ring_all.publisher.until(lambda: ring_all.call("abe").recording)
    call_id = ring_all.call("abe").call_id
    lose(ring_all, monkeypatch, "ChannelDestroyed")
    await caller.hang_up()
    await ring_all.until("abe", Status.WRAP_UP)
    assert ring_all.ends("abe") is EndReason.CUSTOMER_HUNG_UP
    assert ring_all.floor.figures().repairs[Repair.LEG_GONE] == 1
    await ring_all.phones["abe"].peer.expect("ended")
    await ring_all.publisher.until(lambda: not ring_all.floor.figures().calls)
    row = await ring_all.floor.stored_call(call_id)
    assert row is not None and row.ended_at is not None
    await ring_all.world.until_empty()


async def test_an_answer_that_was_not_told_brings_both_together(
    ring_all: RingAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    await ring_all.phones["abe"].incoming()
    lose(ring_all, monkeypatch, "StasisStart")
    await ring_all.phones["abe"].answer()
    await ring_all.until("abe", Status.TALKING_IN)
    await caller.peer.expect("media")
    assert ring_all.floor.figures().repairs == {Repair.ANSWER_MISSED: 1}
    await caller.hang_up()
    await ring_all.until("abe", Status.WRAP_UP)


async def test_a_phone_that_went_untold_is_offered_nothing(ring_all: RingAll, monkeypatch: pytest.MonkeyPatch) -> None:
    lose(ring_all, monkeypatch, "ContactStatusChange")
    await ring_all.phones["abe"].unregister()
    await ring_all.until("abe", Status.PHONE_DISCONNECTED)
    await ring_all.phones["abe"].register()
    await ring_all.until("abe", Status.AVAILABLE)
    assert ring_all.floor.figures().repairs == {Repair.PHONE_GONE: 1, Repair.PHONE_THERE: 1}


async def test_in_a_call_without_faults_nothing_is_repaired(ring_all: RingAll, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over several looks, in talk, on hold, in talk again, and after the end."""
    looks, look = asyncio.Semaphore(0), ring_all.world.switch.snapshot

    async def counted_look() -> SwitchSnapshot:
        seen = await look()
        looks.release()
        return seen

    async def three_looks() -> None:
        for _ in range(3):
            await looks.acquire()

    monkeypatch.setattr(ring_all.world.switch, "snapshot", counted_look)
    caller = await ring_all.world.call("0312345678", CALLED)
    await ring_all.phones["abe"].incoming()
    await ring_all.phones["abe"].answer()
    await ring_all.publisher.until(lambda: ring_all.call("abe").recording)
    call_id = ring_all.call("abe").call_id
    await three_looks()
    await ring_all.floor.hold("abe", call_id)
    await three_looks()
    await ring_all.floor.resume("abe", call_id)
    await caller.hang_up()
    await ring_all.until("abe", Status.WRAP_UP)
    await three_looks()
    assert ring_all.floor.figures().repairs == {}
