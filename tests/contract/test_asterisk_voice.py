"""What is really heard through Asterisk: tones measured at the phone, at the caller and in the recording."""

from pathlib import Path

import pytest

from server.ports.switch import AccountState, LegEarlyMedia, LegGone, LegId, LegNew, LegUp, MixId, RecordDone
from tests.contract.worlds import RealPhone, RealWorld
from tests.support.asterisk import TRUNK
from tests.support.engine import becomes_true
from tests.support.sip_peers import SippCaller, SipPeer
from tests.support.switch_events import EventReader
from tests.support.tones import read_growing_wav, read_wav, seconds_of_tone

pytestmark = pytest.mark.switch

CALLER_HZ, PHONE_HZ = 440, 700
RECORDING_RATE_HZ = 16000
"""Of the peers' own recordings: the clock rate of their conference bridge."""
OPERATOR, MIX = LegId("operator-leg"), MixId("mix")


async def phone_on_the_line(world: RealWorld, events: EventReader) -> RealPhone:
    """A phone whose leg is up and alone, as between two customers."""
    phone = await world.phone("101")
    await phone.register()
    await events.expect(AccountState, extension="101", registered=True)
    await world.switch.dial_extension(OPERATOR, "101", caller_id="0312345678", headers={}, timeout_seconds=20)
    await phone.incoming()
    await phone.answer()
    await events.expect(LegUp, leg=OPERATOR)
    await world.switch.mix_create(MIX)
    await world.switch.mix_add(MIX, OPERATOR)
    return phone


async def hears(peer: SipPeer, hz: float, *, seconds: float) -> None:
    """Wait until a peer has heard the tone for so long; its recording grows while it listens."""

    def has_heard() -> bool:
        return (
            peer.heard is not None and seconds_of_tone(read_growing_wav(peer.heard), RECORDING_RATE_HZ, hz) >= seconds
        )

    await becomes_true(has_heard)


def heard_for(path: Path | None, hz: float, *, channel: int = 0) -> float:
    assert path is not None, "there was no voice at all"
    samples, rate = read_wav(path)
    return seconds_of_tone(samples[channel], rate, hz)


async def test_both_hear_each_other_and_the_recording_holds_both_apart(
    real_world: RealWorld, real_events: EventReader
) -> None:
    phone = await phone_on_the_line(real_world, real_events)
    caller = await real_world.call("0312345678", "0501112222")
    leg = (await real_events.expect(LegNew)).leg
    await real_world.switch.answer(leg)
    await real_world.switch.record_start(leg, "call")
    await caller.peer.expect("media")
    await real_world.switch.mix_add(MIX, leg)
    await hears(caller.peer, PHONE_HZ, seconds=1.0)
    await real_world.switch.mix_remove(MIX, leg)
    await real_world.switch.music_on(leg)
    await real_world.switch.mix_add(MIX, leg)
    await hears(caller.peer, PHONE_HZ, seconds=2.0)
    await caller.hang_up()
    await real_events.expect(LegGone, leg=leg)
    recording = await real_events.expect(RecordDone, leg=leg)
    await phone.hang_up()
    await phone.peer.expect("recorded")
    assert heard_for(recording.path, CALLER_HZ, channel=0) > 2.0
    assert heard_for(recording.path, PHONE_HZ, channel=1) > 1.8
    assert heard_for(recording.path, PHONE_HZ, channel=0) == 0
    assert heard_for(recording.path, CALLER_HZ, channel=1) == 0
    assert heard_for(phone.peer.heard, CALLER_HZ) > 1.8


async def test_the_second_caller_is_heard_although_its_rtp_numbers_begin_at_zero_again(
    real_world: RealWorld, real_events: EventReader, tmp_path: Path
) -> None:
    """Bridges that pass RTP numbering through made the phone drop everything of the second caller at first."""
    phone = await phone_on_the_line(real_world, real_events)
    for number, hz in ((1, 440), (2, 1000)):
        call = SippCaller(
            tmp_path / f"sipp-{number}",
            server=real_world.asterisk.sip_address,
            caller="0312345678",
            called="0501112222",
            tone_hz=hz,
            talk_seconds=1.6,
        )
        async with call:
            leg = (await real_events.expect(LegNew)).leg
            await real_world.switch.answer(leg)
            await real_world.switch.mix_add(MIX, leg)
            assert await call.finish() == 0, call.said()
            await real_events.expect(LegGone, leg=leg)
    await phone.hang_up()
    await phone.peer.expect("recorded")
    samples, rate = read_wav(phone.peer.heard)
    assert seconds_of_tone(samples[0], rate, 440) > 1.2
    assert seconds_of_tone(samples[0], rate, 1000) > 1.2


async def test_a_carrier_is_heard_before_the_answer_and_the_customer_after_it(
    real_world: RealWorld, real_events: EventReader
) -> None:
    phone = await phone_on_the_line(real_world, real_events)
    callee, customer = await real_world.callee(), LegId("customer")
    await real_world.switch.dial_trunk(customer, TRUNK.name, "0312345678", caller_id="0501112222", timeout_seconds=20)
    await callee.incoming()
    await callee.early_media()
    await real_events.expect(LegEarlyMedia, leg=customer)
    await real_world.switch.mix_add(MIX, customer)
    await hears(phone.peer, CALLER_HZ, seconds=1.0)
    await callee.answer()
    await real_events.expect(LegUp, leg=customer)
    await real_world.switch.mix_create(MIX)
    await real_world.switch.mix_add(MIX, OPERATOR)
    await real_world.switch.mix_add(MIX, customer)
    await hears(phone.peer, CALLER_HZ, seconds=3.0)
    await hears(callee.peer, PHONE_HZ, seconds=1.0)
