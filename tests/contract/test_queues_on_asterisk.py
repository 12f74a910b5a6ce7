"""Callers who don't wait for an operator, on a real Asterisk: they hear the message, leave one, or talk with a number outside."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from server.domain.floor_queue_callback import CONFIRMATION
from server.domain.queueing.callback import CallbackStep
from server.domain.queueing.rules import OverflowReason, QueueRules, Target
from server.ports.storage import CallRow
from server.protocol.types import EndReason, Status
from tests.contract.ring_all import CALLED, DEADLINE_SECONDS, RingAll
from tests.contract.worlds import RealCaller, RealPhone, RealWorld
from tests.support.tones import read_growing_wav, read_wav, seconds_of_tone, tone_wav
from tests.support.waiting import wait

pytestmark = pytest.mark.switch

OPERATOR_HZ = 700.0
PATIENCE_SECONDS = CONFIRMATION.total_seconds() + DEADLINE_SECONDS
MESSAGE_HZ, GREETING_HZ, BEEP_HZ, CALLER_HZ, CALLEE_HZ = 600.0, 800.0, 1200.0, 440.0, 440.0
HEARD_RATE_HZ = 16_000


async def eventually(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait, condition, DEADLINE_SECONDS)


def heard_by(peer: RealCaller | RealPhone, hz: float) -> float:
    """Seconds of a tone so far."""
    return seconds_of_tone(read_growing_wav(peer.peer.heard), HEARD_RATE_HZ, hz) if peer.peer.heard else 0.0


class Deserted(RingAll):
    """The same group without any operator."""

    async def leads_to(self, target: Target) -> None:
        await self.has_rules(QueueRules(when_nobody=target))

    async def has_rules(self, rules: QueueRules) -> None:
        row = self.repositories.groups["support"]
        self.repositories.groups["support"] = replace(row, queue=rules)
        await self.floor.reload_site()

    async def outcome(self, *, recorded: bool = False) -> CallRow:
        """The only call's row once it has ended, and its recording is complete."""
        calls = self.repositories.calls
        await eventually(lambda: any(row.ended_at and (row.recording or not recorded) for row in calls.values()))
        [row] = self.repositories.calls.values()
        return row


@pytest.fixture
async def deserted(real_world: RealWorld) -> AsyncIterator[Deserted]:
    centre = Deserted(real_world, {})
    sounds = {"sorry": MESSAGE_HZ, "greeting": GREETING_HZ, "beep": BEEP_HZ}
    running = asyncio.create_task(centre.floor.run())
    await eventually(lambda: centre.floor.figures().switch_up)
    await real_world.switch.set_sounds({name: tone_wav(hz, seconds=1.0) for name, hz in sounds.items()}, {})
    yield centre
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_who_can_t_wait_hears_a_message_to_its_end_and_is_hung_up(deserted: Deserted) -> None:
    await deserted.leads_to(Target(message="sorry"))
    caller = await deserted.world.call("0312345678", CALLED)
    await caller.peer.expect("ended")
    row = await deserted.outcome()
    assert (row.end_reason, row.abandoned) == (EndReason.TURNED_AWAY, False)
    assert 0.6 <= heard_by(caller, MESSAGE_HZ) <= 1.2


async def test_a_message_is_recorded_after_greeting_and_beep_until_its_key(deserted: Deserted) -> None:
    await deserted.leads_to(Target(voicemail="greeting"))
    caller = await deserted.world.call("0312345678", CALLED)
    await eventually(lambda: heard_by(caller, BEEP_HZ) >= 0.6)
    await asyncio.sleep(1.5)  # he speaks: what is recorded is what takes time
    await caller.press("#")
    await caller.peer.expect("ended")
    row = await deserted.outcome(recorded=True)
    assert (row.end_reason, row.abandoned) == (EndReason.VOICEMAIL, True)
    assert heard_by(caller, GREETING_HZ) >= 0.6
    assert row.recording is not None
    said, rate = read_wav(deserted.world.recordings_dir / row.recording)
    assert seconds_of_tone(said[0], rate, CALLER_HZ) >= 0.8


async def test_who_waits_presses_the_exit_key_and_leaves_a_message(deserted: Deserted) -> None:
    await deserted.has_rules(QueueRules(exit_key="0", when_exit_key=Target(voicemail="greeting")))
    caller = await deserted.world.call("0312345678", CALLED)
    await caller.press("0")
    await eventually(lambda: heard_by(caller, BEEP_HZ) >= 0.6)
    await caller.hang_up()
    row = await deserted.outcome()
    assert (row.end_reason, row.abandoned) == (EndReason.VOICEMAIL, True)
    assert row.overflow is not None and row.overflow.reason is OverflowReason.EXIT_KEY
    await deserted.world.until_empty()


async def test_who_would_rather_be_called_hangs_up_and_is_called_when_an_operator_takes_him(
    real_world: RealWorld,
) -> None:
    centre = Deserted(real_world, {"abe": "201"})
    running = asyncio.create_task(centre.floor.run())
    await eventually(lambda: centre.floor.figures().switch_up)
    await real_world.switch.set_sounds({"callback": tone_wav(MESSAGE_HZ, seconds=1.0)}, {})
    await centre.has_rules(QueueRules(callback_key="1"))
    callee = await real_world.callee()
    caller = await real_world.call("0312345678", CALLED)
    await caller.press("1")
    await caller.peer.expect("ended")
    assert 0.6 <= heard_by(caller, MESSAGE_HZ) <= 1.2
    await centre.everybody_is_ready()
    await asyncio.to_thread(wait, lambda: centre.status("abe") is Status.RINGING, PATIENCE_SECONDS)
    phone = centre.phones["abe"]
    await phone.incoming()
    await phone.answer()
    await callee.incoming()
    await centre.until("abe", Status.DIALING)
    await callee.answer()
    await centre.until("abe", Status.TALKING_IN)
    await eventually(lambda: heard_by(phone, CALLEE_HZ) >= 0.3 and heard_by(callee, OPERATOR_HZ) >= 0.3)
    await callee.hang_up()
    row = await centre.outcome(recorded=True)
    assert (row.end_reason, row.operator_id, row.abandoned) == (EndReason.CUSTOMER_HUNG_UP, "abe", False)
    assert row.callback is not None and row.callback.step is CallbackStep.REACHED
    await real_world.until_empty()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_who_is_cut_off_and_calls_again_has_the_place_before_who_came_meanwhile(deserted: Deserted) -> None:
    first = await deserted.world.call("0312345678", CALLED)
    await first.peer.expect("answered")
    await first.hang_up()
    before = await deserted.outcome()
    other = await deserted.world.call("0698765432", CALLED)
    await other.peer.expect("answered")
    again = await deserted.world.call("0312345678", CALLED)
    await again.peer.expect("answered")
    calls = deserted.repositories.calls
    await eventually(lambda: len(calls) == 3)
    came = sorted(calls.values(), key=lambda row: row.arrived_at)
    assert [row.place_at for row in came] == [None, None, before.arrived_at]


async def test_a_number_outside_and_the_caller_hear_each_other_until_one_hangs_up(deserted: Deserted) -> None:
    callee = await deserted.world.callee()
    await deserted.leads_to(Target(number="+81666667777", otherwise="sorry"))
    caller = await deserted.world.call("0312345678", CALLED)
    await callee.incoming()
    await callee.answer()
    await eventually(lambda: heard_by(caller, CALLEE_HZ) >= 0.3 and heard_by(callee, CALLER_HZ) >= 0.3)
    await callee.hang_up()
    await caller.peer.expect("ended")
    row = await deserted.outcome()
    assert (row.operator_id, row.answered_at is not None, row.abandoned) == (None, True, False)
    await deserted.world.until_empty()
