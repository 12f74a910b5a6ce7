"""Phones and trunks of a real Asterisk while it runs: none at all, changed ones, and phones that vanish without a word."""

import asyncio
import time
from pathlib import Path

import pytest

from server.ports.switch import AccountState, LegId, LegNew, LegTransferWanted, SipCredentials, SipTrunk, SwitchUp
from server.switch.asterisk.switch import AsteriskSwitch
from tests.contract.worlds import PASSWORD, RealWorld
from tests.support.asterisk import TRUNK, kill_left_over_asterisk, options_in
from tests.support.switch_events import EventReader

pytestmark = pytest.mark.switch

CALLER, CALLED = "0312345678", "0501112222"


async def test_a_switch_without_phones_and_trunks_comes_up(tmp_path: Path) -> None:
    switch = AsteriskSwitch(options_in(tmp_path))
    await switch.start()
    async with EventReader(switch) as events:
        await events.expect(SwitchUp)
        await switch.put_account(SipCredentials("101", PASSWORD))
        assert (await switch.snapshot()).registered == frozenset()
        await switch.close()


@pytest.mark.parametrize("seconds_after_start", [0.0, 0.3])
async def test_a_switch_that_still_boots_is_stopped_at_once(tmp_path: Path, seconds_after_start: float) -> None:
    options = options_in(tmp_path)
    switch = AsteriskSwitch(options)
    await switch.start()
    await asyncio.sleep(seconds_after_start)  # into the boot, of which nobody tells how far it is
    began = time.monotonic()
    await switch.close()
    took = time.monotonic() - began
    kill_left_over_asterisk(options.data_dir)
    assert took < 2.0
    assert switch.process_id is None


async def test_trunks_come_change_and_go_while_asterisk_runs(real_world: RealWorld, real_events: EventReader) -> None:
    switch = real_world.switch
    await switch.set_trunks([])
    refused = await real_world.call(CALLER, CALLED)
    assert await refused.was_rejected_with() in (401, 403, 404, 408)
    await switch.set_trunks([SipTrunk("other", TRUNK.host, username="user", password="word")])
    await real_world.call(CALLER, CALLED)
    assert (await real_events.expect(LegNew)).trunk == "other"
    await switch.set_trunks([TRUNK])
    await real_world.call(CALLER, CALLED)
    assert (await real_events.expect(LegNew, trunk="carrier")).caller == CALLER


async def test_a_trunk_that_asterisk_refuses_hinders_nobody(real_world: RealWorld, real_events: EventReader) -> None:
    await real_world.switch.set_trunks([SipTrunk("broken", "not an address"), TRUNK])
    await real_world.call(CALLER, CALLED)
    await real_events.expect(LegNew, trunk="carrier")


async def test_a_successor_forgets_what_is_not_wanted_any_more(real_world: RealWorld, real_events: EventReader) -> None:
    phone = await real_world.phone("101")
    await phone.register()
    await real_events.expect(AccountState, extension="101", registered=True)
    await real_world.switch.detach()
    successor = AsteriskSwitch(real_world.asterisk.options)
    await successor.put_account(SipCredentials("102", PASSWORD))
    await successor.start()
    async with EventReader(successor) as events:
        await events.expect(SwitchUp)
        await phone.peer.tell("register")
        await phone.peer.expect("registration", code=401)
        refused = await real_world.call(CALLER, CALLED)
        assert await refused.was_rejected_with() in (401, 403, 404, 408)
        await successor.close()


async def test_a_phone_reaches_nobody_by_itself(real_world: RealWorld, real_events: EventReader) -> None:
    own, other = await real_world.phone("101"), await real_world.phone("102")
    for phone in (own, other):
        await phone.register()
        await real_events.expect(AccountState, extension=phone.extension, registered=True)
    for number in ("102", "101", "1", CALLED, "+815012345678", "*55", "%23", "s", "inbound", "102%40inbound"):
        await own.peer.dial(number)
        assert (await own.peer.expect("ended"))["sip_code"] in (403, 404), number
    assert not other.peer.has_happened("incoming")
    assert not (await real_world.switch.snapshot()).legs


async def test_a_phone_hands_no_call_past_the_server(real_world: RealWorld, real_events: EventReader) -> None:
    phone = await real_world.phone("101")
    await phone.register()
    await real_events.expect(AccountState, extension="101", registered=True)
    await real_world.switch.dial_extension("op-1", "101", caller_id=CALLER, headers={}, timeout_seconds=20)
    await phone.incoming()
    await phone.answer()
    await phone.peer.transfer(CALLED)
    wanted = await real_events.expect(LegTransferWanted, leg="op-1")
    assert wanted.number == CALLED
    await real_world.switch.answer_transfer(LegId("op-1"), accepted=False)
    await phone.peer.expect("transfer", code=603)
    assert [leg.leg for leg in (await real_world.switch.snapshot()).legs] == ["op-1"]


async def test_a_phone_that_vanishes_without_a_word_is_noticed_within_ten_seconds(
    real_world: RealWorld, real_events: EventReader
) -> None:
    phone = await real_world.phone("101")
    await phone.register()
    await real_events.expect(AccountState, extension="101", registered=True)
    began = time.monotonic()
    await phone.peer.kill()
    await real_events.expect(AccountState, extension="101", registered=False)
    assert time.monotonic() - began < 10
