"""Transfers on a real Asterisk: it is killed at each of their stages, and a hard phone's own transfer key is pressed by baresip."""

import os
import signal
import time
from pathlib import Path

import pytest

from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferMode, TransferProblem, TransferStage
from server.protocol.types import EndReason, Status
from tests.contract.ring_all import CALLED, RingAll
from tests.contract.worlds import PASSWORD
from tests.support.baresip import Baresip, registered_at

pytestmark = pytest.mark.switch


async def abe_talks(ring_all: RingAll) -> None:
    """`ito` and `mori` are free."""
    for name in ("ito", "mori"):
        await ring_all.floor.set_status(name, Status.AWAY)
    await ring_all.world.call("0312345678", CALLED)
    await ring_all.phones["abe"].incoming()
    await ring_all.phones["abe"].answer()
    await ring_all.until("abe", Status.TALKING_IN)
    await ring_all.publisher.until(lambda: ring_all.call("abe").recording)
    for name in ("ito", "mori"):
        await ring_all.floor.set_status(name, Status.AVAILABLE)


async def abe_asks_ito(ring_all: RingAll, stage: TransferStage) -> None:
    call_id = ring_all.call("abe").call_id
    mode = TransferMode.BLIND if stage is TransferStage.BLIND else TransferMode.ATTENDED
    await ring_all.floor.transfer("abe", call_id, TransferRequest(mode, operator_id="ito"))
    await ring_all.phones["ito"].incoming()
    await ring_all.until("ito", Status.RINGING)
    if stage in (TransferStage.TALKING, TransferStage.CONFERENCE):
        await ring_all.phones["ito"].answer()
        await ring_all.until("ito", Status.TALKING_IN)
    if stage is TransferStage.CONFERENCE:
        await ring_all.floor.start_conference("abe", call_id)


@pytest.mark.parametrize("stage", [TransferStage.CALLING, TransferStage.TALKING, TransferStage.BLIND])
async def test_killed_in_a_transfer_asterisk_leaves_nobody_in_it_and_the_next_one_works(
    ring_all: RingAll, stage: TransferStage
) -> None:
    """A conference: `tests/e2e/test_transfer_survival.py`."""
    await abe_talks(ring_all)
    first = ring_all.call("abe").call_id
    await abe_asks_ito(ring_all, stage)
    process = ring_all.world.asterisk.switch.process_id
    assert process is not None
    began = time.monotonic()
    os.kill(process, signal.SIGKILL)
    for name in ("abe", "ito"):
        await ring_all.until(name, Status.PHONE_DISCONNECTED)
    assert ring_all.ends("ito") is EndReason.SWITCH_LOST
    blind = stage is TransferStage.BLIND
    assert ring_all.ends("abe") is (EndReason.TRANSFERRED if blind else EndReason.SWITCH_LOST)
    await ring_all.publisher.until(lambda: ring_all.publisher.desks["abe"].switch_up)
    assert time.monotonic() - began < 10
    # Nothing is left of it but its records and its recording
    assert ring_all.floor.figures().calls == 0 and not (await ring_all.world.switch.snapshot()).legs
    rows = ring_all.repositories.calls
    assert all(row.ended_at for row in rows.values()) and len(rows) == 2
    recording = rows[first].recording
    assert recording and (ring_all.world.recordings_dir / recording).exists()
    # With their phones back, the one has his wrap-up, the other what he did before, and both go on
    for phone in ring_all.phones.values():
        await phone.register()
    await ring_all.until("abe", Status.WRAP_UP)
    for name in ("ito", "mori"):
        await ring_all.until(name, Status.AVAILABLE)
    await ring_all.floor.set_status("abe", Status.AVAILABLE)
    await abe_talks(ring_all)
    await abe_asks_ito(ring_all, TransferStage.TALKING)
    await ring_all.floor.complete_transfer("abe", ring_all.call("abe").call_id)
    await ring_all.until("abe", Status.WRAP_UP)
    assert ring_all.status("ito") is Status.TALKING_IN


async def test_the_transfer_key_of_a_phone_with_a_stack_of_its_own_follows_the_same_rules(
    ring_all: RingAll, tmp_path: Path
) -> None:
    server = ring_all.world.asterisk.sip_address
    account = registered_at(server, "201", PASSWORD)
    await ring_all.phones["abe"].unregister()
    await ring_all.until("abe", Status.PHONE_DISCONNECTED)
    async with Baresip(tmp_path / "baresip", account=account) as phone:
        await ring_all.until("abe", Status.AVAILABLE)
        for name in ("ito", "mori"):
            await ring_all.floor.set_status(name, Status.AWAY)
        caller = await ring_all.world.call("0312345678", CALLED)
        await ring_all.until("abe", Status.TALKING_IN)
        await ring_all.floor.set_status("ito", Status.AVAILABLE)
        await ring_all.publisher.until(lambda: ring_all.call("abe").recording)
        # A colleague who is free has the customer; until then he waits with music
        await phone.tell("transfer", f"sip:202@{server}")
        await ring_all.until("abe", Status.WRAP_UP)
        assert ring_all.ends("abe") is EndReason.TRANSFERRED
        await phone.expect("CALL_CLOSED")
        await ring_all.phones["ito"].incoming()
        await ring_all.phones["ito"].reject(603)
        # Declined there, he comes back. What can't be is refused; this phone hangs up over it, and he comes back again
        takes_over = f"sip:202@{server}?Replaces=1234%40127.0.0.1%3Bto-tag%3Da%3Bfrom-tag%3Db"
        await asks_in_vain(ring_all, phone, f"sip:999@{server}", TransferProblem.UNREACHABLE)
        await asks_in_vain(ring_all, phone, f"sip:203@{server}", TransferProblem.BUSY)
        await asks_in_vain(ring_all, phone, takes_over, TransferProblem.BUSY)  # ito, who has declined
        await ring_all.until("abe", Status.TALKING_IN)
        assert not caller.peer.has_happened("ended")


async def asks_in_vain(ring_all: RingAll, phone: Baresip, target: str, problem: TransferProblem) -> None:
    await ring_all.until("abe", Status.TALKING_IN)
    before = ring_all.call("abe").call_id
    await phone.tell("transfer", target)
    await phone.expect("TRANSFER_FAILED")
    await ring_all.publisher.until(lambda: ring_all.call("abe").call_id != before)
    back = ring_all.call("abe").transferred
    assert back is not None and back.failure is not None and back.failure.problem is problem, target
