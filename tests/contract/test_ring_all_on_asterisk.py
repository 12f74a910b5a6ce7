"""Twenty phones on a real Asterisk: they ring and stop together, and none takes over the call of another."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from server.ports.switch import LegId, MixId, SipCredentials
from server.protocol.transfer import TransferProblem
from server.protocol.types import EndReason, Status
from tests.contract.ring_all import CALLED, RingAll
from tests.contract.worlds import PASSWORD, RealWorld
from tools.stage.phones import Phone, PhoneBank

pytestmark = pytest.mark.switch

EXTENSIONS = {f"op{number:02}": f"{300 + number}" for number in range(20)}
MOST_SECONDS = 0.3
PATIENCE_SECONDS = 10.0


@pytest.fixture
async def centre(real_world: RealWorld) -> AsyncIterator[tuple[RingAll, dict[str, Phone]]]:
    """Twenty operators, all available, and their phones."""
    centre = RingAll(real_world, EXTENSIONS)
    running = asyncio.create_task(centre.floor.run())
    for name, extension in EXTENSIONS.items():
        await real_world.switch.put_account(SipCredentials(extension, PASSWORD))
        await centre.signs_in(name)
    host, port = real_world.asterisk.sip_address.split(":")
    async with PhoneBank((host, int(port)), dict.fromkeys(EXTENSIONS.values(), PASSWORD)) as bank:
        for name in EXTENSIONS:
            await centre.goes_to_work(name)
        yield centre, {name: bank[extension] for name, extension in EXTENSIONS.items()}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_all_ring_and_stop_together_and_a_winner_who_drops_at_once_leaves_the_others_ringing(
    centre: tuple[RingAll, dict[str, Phone]],
) -> None:
    floor, phones = centre
    caller = await floor.world.call("0312345678", CALLED)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(phone.rings.wait() for phone in phones.values()))
        await asyncio.gather(*(floor.until(name, Status.RINGING) for name in phones))
    invited = [phone.invited_at for phone in phones.values()]
    assert max(invited) - min(invited) < MOST_SECONDS
    # The first answers and drops before he can be in the mix: he is out of it, and nobody else notices
    phones["op00"].answer()
    phones["op00"].hang_up()
    await floor.until("op00", Status.WRAP_UP)
    others = [name for name in phones if name != "op00"]
    assert {floor.status(name) for name in others} == {Status.RINGING}
    assert not any(phones[name].over.is_set() for name in others)
    # Then two answer in the same moment: one has the caller, and all others stop
    for name in ("op07", "op13"):
        phones[name].answer()
    pressed = time.monotonic()
    losing = [phone for name, phone in phones.items() if name not in ("op00", "op07", "op13")]
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(phone.over.wait() for phone in losing))
    assert max(phone.over_at for phone in losing) - pressed < MOST_SECONDS
    assert all(phone.cancelled for phone in losing)
    await floor.publisher.until(lambda: Status.TALKING_IN in map(floor.status, ("op07", "op13")))
    [winner, loser] = sorted(("op07", "op13"), key=lambda name: floor.status(name) is not Status.TALKING_IN)
    await asyncio.wait_for(phones[loser].over.wait(), PATIENCE_SECONDS)
    assert not phones[winner].over.is_set()
    for name in others:
        if name != winner:
            await floor.until(name, Status.AVAILABLE)
            told = floor.call(name)
            assert (told.end_reason, told.taken_by) == (EndReason.TAKEN_BY_OTHER, winner)
    assert floor.floor.figures().missed_total == 0
    await floor.publisher.until(lambda: floor.call(winner).recording)
    await caller.hang_up()
    await floor.until(winner, Status.WRAP_UP)
    await asyncio.wait_for(phones[winner].over.wait(), PATIENCE_SECONDS)
    assert not (await floor.world.switch.snapshot()).legs


async def answers(floor: RingAll, phones: dict[str, Phone], name: str) -> None:
    """A caller comes, and this operator has him."""
    await floor.world.call("0312345678", CALLED)
    await asyncio.wait_for(phones[name].rings.wait(), PATIENCE_SECONDS)
    await floor.until(name, Status.RINGING)
    phones[name].answer()
    await floor.publisher.until(lambda: floor.call(name).recording)


async def who_talks_where(floor: RingAll) -> dict[LegId, MixId]:
    return {info.leg: info.mix for info in (await floor.world.switch.snapshot()).legs if info.mix}


async def test_a_transfer_key_with_replaces_of_a_colleagues_call_takes_nothing_over(
    centre: tuple[RingAll, dict[str, Phone]],
) -> None:
    floor, phones = centre
    for name in ("op00", "op01"):
        await answers(floor, phones, name)
    mixes = await who_talks_where(floor)
    assert sorted(Counter(mixes.values()).values()) == [2, 2]
    server = floor.world.asterisk.sip_address
    phones["op00"].transfer(f"sip:{EXTENSIONS['op01']}@{server}?{phones['op01'].replaces}")
    async with asyncio.timeout(PATIENCE_SECONDS):
        said = await phones["op00"].transfers.get()
        while said < 300:  # 202, 100: it is being seen to
            said = await phones["op00"].transfers.get()
    assert said == 603
    await floor.publisher.until(lambda: floor.failure("op00") is TransferProblem.BUSY)
    # Each has his caller as before
    assert {floor.status(name) for name in ("op00", "op01")} == {Status.TALKING_IN}
    assert await who_talks_where(floor) == mixes
