"""What lives on, and what is told, when Asterisk or the server is killed."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from server.ports.switch import (
    AccountState,
    LegGone,
    LegId,
    LegNew,
    LegRinging,
    LegUp,
    MixId,
    RecordDone,
    SipCredentials,
    SwitchDown,
    SwitchError,
    SwitchIsDown,
    SwitchUp,
)
from server.switch.asterisk.switch import AsteriskSwitch
from tests.contract.worlds import PASSWORD, RealCaller, RealPhone, RealWorld
from tests.support.asterisk import TRUNK, free_port, options_in
from tests.support.switch_events import EventReader

pytestmark = pytest.mark.switch

OPERATOR, MIX = LegId("operator-leg"), MixId("mix")


async def talking(world: RealWorld, events: EventReader, *, tcp: bool) -> tuple[RealCaller, LegId, RealPhone]:
    phone = await world.phone("101", tcp=tcp)
    await phone.register()
    await events.expect(AccountState, extension="101", registered=True)
    caller = await world.call("0312345678", "0501112222")
    leg = (await events.expect(LegNew)).leg
    await world.switch.answer(leg)
    await world.switch.dial_extension(OPERATOR, "101", caller_id="0312345678", headers={}, timeout_seconds=20)
    await phone.incoming()
    await phone.answer()
    await events.expect(LegUp, leg=OPERATOR)
    await world.switch.mix_create(MIX)
    await world.switch.mix_add(MIX, leg)
    await world.switch.mix_add(MIX, OPERATOR)
    await world.switch.record_start(leg, "call")
    await world.switch.tag(leg, "call", "call-1")
    return caller, leg, phone


@pytest.mark.parametrize("tcp", [False, True], ids=["udp", "tcp"])
async def test_a_killed_asterisk_comes_back_with_accounts_and_the_recording_is_salvaged(
    real_world: RealWorld, real_events: EventReader, tcp: bool
) -> None:
    _, leg, phone = await talking(real_world, real_events, tcp=tcp)
    first = real_world.asterisk.switch.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await real_events.expect(SwitchDown)
    await real_events.expect(LegGone, leg=leg)
    await real_events.expect(LegGone, leg=OPERATOR)
    with pytest.raises(SwitchIsDown):
        await real_world.switch.mix_create(MIX)
    recording = await real_events.expect(RecordDone, leg=leg)
    assert recording.path.exists()
    await real_events.expect(SwitchUp)
    assert real_world.asterisk.switch.process_id not in (None, first)
    await phone.register()
    await real_events.expect(AccountState, extension="101", registered=True)
    second = LegId("second-call")
    await real_world.switch.dial_extension(second, "101", caller_id="1", headers={}, timeout_seconds=20)
    await phone.incoming()


async def test_calls_live_on_without_a_server_and_the_next_one_takes_them_over(
    real_world: RealWorld, real_events: EventReader
) -> None:
    caller, leg, phone = await talking(real_world, real_events, tcp=False)
    process = real_world.asterisk.switch.process_id
    await real_world.asterisk.switch.detach()
    waiting = await real_world.call("0355556666", "0501112222")  # comes while no server is there
    await waiting.peer.expect("answered")

    successor = AsteriskSwitch(real_world.asterisk.options)
    await successor.put_account(SipCredentials("101", PASSWORD))
    await successor.set_trunks([TRUNK])
    await successor.start()
    async with EventReader(successor) as events:
        await events.expect(SwitchUp)
        assert successor.process_id == process
        await events.expect(AccountState, extension="101", registered=True)
        seen = {info.leg: info for info in (await successor.snapshot()).legs}
        assert (seen[leg].up, seen[leg].mix, seen[leg].tags) == (True, MIX, {"call": "call-1"})
        assert (seen[OPERATOR].up, seen[OPERATOR].mix) == (True, MIX)
        arrived = await events.expect(LegNew)
        assert (arrived.caller, arrived.called) == ("0355556666", "0501112222")
        await successor.mix_remove(MIX, leg)
        await successor.music_on(leg)
        await successor.mix_add(MIX, leg)
        await caller.hang_up()
        await events.expect(LegGone, leg=leg)
        recording = await events.expect(RecordDone, leg=leg)
        assert recording.path == real_world.recordings_dir / "call.wav"
        await phone.hang_up()
        await events.expect(LegGone, leg=OPERATOR)
        await successor.close()


async def test_a_call_out_is_known_as_dialed_by_the_next_server(
    real_world: RealWorld, real_events: EventReader
) -> None:
    """It goes through the endpoint by which callers come, and is none of them."""
    customer, callee = LegId("customer"), await real_world.callee()
    await real_world.switch.dial_trunk(customer, TRUNK.name, "0399998888", caller_id="0501112222", timeout_seconds=20)
    await callee.incoming()
    await real_events.expect(LegRinging, leg=customer)
    await real_world.asterisk.switch.detach()
    successor = AsteriskSwitch(real_world.asterisk.options)
    await successor.set_trunks([TRUNK])
    await successor.start()
    async with EventReader(successor) as events:
        await events.expect(SwitchUp)
        [seen] = (await successor.snapshot()).legs
        assert (seen.leg, seen.up, seen.caller, seen.called) == (customer, False, "", "")
        await callee.answer()
        await events.expect(LegUp, leg=customer)
        assert not [event for event in events.all if isinstance(event, LegNew)]
        await successor.close()


async def test_two_servers_do_not_share_a_data_folder(real_world: RealWorld, real_events: EventReader) -> None:
    with pytest.raises(SwitchError, match="Another server"):
        await AsteriskSwitch(real_world.asterisk.options).start()


async def test_a_port_in_use_is_named(real_world: RealWorld, real_events: EventReader, tmp_path: Path) -> None:
    other = replace(options_in(tmp_path / "other"), sip_port=real_world.asterisk.options.sip_port)
    with pytest.raises(SwitchError, match=f"{other.sip_port}.*another program"):
        await AsteriskSwitch(other).start()


async def test_changed_options_take_effect_when_no_calls_are_up(
    real_world: RealWorld, real_events: EventReader
) -> None:
    first = real_world.asterisk.switch.process_id
    await real_world.asterisk.switch.detach()
    successor = AsteriskSwitch(replace(real_world.asterisk.options, sip_port=free_port()))
    await successor.start()
    async with EventReader(successor) as events:
        await events.expect(SwitchUp)
        assert successor.process_id not in (None, first)
        await successor.close()
