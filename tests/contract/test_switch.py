"""What every switch promises, tried on the one in memory and on a real Asterisk with real SIP peers."""

import asyncio
import wave
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from server.ports.switch import (
    AccountState,
    Dtmf,
    LegEarlyMedia,
    LegGone,
    LegId,
    LegIsGone,
    LegNew,
    LegRinging,
    LegSilent,
    LegUp,
    MixId,
    PlayDone,
    RecordDone,
    SwitchError,
)
from tests.contract.worlds import AnyCaller, AnyPhone, World
from tests.support.switch_events import EventReader
from tests.support.tones import tone_wav

CALLER, CALLED = "0312345678", "0501112222"
OPERATOR, CUSTOMER = LegId("operator-leg"), LegId("customer-leg")
MIX = MixId("mix")


async def registered_phone(world: World, events: EventReader, extension: str = "101") -> AnyPhone:
    phone = await world.phone(extension)
    await phone.register()
    await events.expect(AccountState, extension=extension, registered=True)
    return phone


async def answered_caller(world: World, events: EventReader) -> tuple[AnyCaller, LegId]:
    caller = await world.call(CALLER, CALLED)
    leg = (await events.expect(LegNew)).leg
    await world.switch.answer(leg)
    return caller, leg


async def dial(world: World, extension: str = "101", *, seconds: int = 20, **headers: str) -> None:
    await world.switch.dial_extension(
        OPERATOR, extension, caller_id=CALLER, headers=headers or {"X-BlueBean-Call": "call-1"}, timeout_seconds=seconds
    )


async def talking(world: World, events: EventReader) -> tuple[AnyCaller, LegId, AnyPhone]:
    phone = await registered_phone(world, events)
    caller, leg = await answered_caller(world, events)
    await dial(world)
    await phone.incoming()
    await phone.answer()
    await events.expect(LegUp, leg=OPERATOR)
    await world.switch.mix_create(MIX)
    await world.switch.mix_add(MIX, leg)
    await world.switch.mix_add(MIX, OPERATOR)
    return caller, leg, phone


async def test_a_caller_is_announced_with_numbers_and_trunk(world: World, events: EventReader) -> None:
    await world.call(CALLER, CALLED)
    arrived = await events.expect(LegNew)
    assert (arrived.caller, arrived.called, arrived.trunk) == (CALLER, CALLED, "carrier")


async def test_a_caller_who_hangs_up_is_gone_once_and_last(world: World, events: EventReader) -> None:
    caller, leg = await answered_caller(world, events)
    await caller.hang_up()
    gone = await events.expect(LegGone, leg=leg)
    assert gone == events.about(leg)[-1]
    assert gone.sip_code == 0
    with pytest.raises(LegIsGone):
        await world.switch.music_on(leg)
    assert [type(event) for event in events.about(leg)].count(LegGone) == 1


async def test_hanging_up_a_caller_ends_the_leg(world: World, events: EventReader) -> None:
    _, leg = await answered_caller(world, events)
    await world.switch.hang_up(leg)
    assert (await events.expect(LegGone, leg=leg)).cause == 16


@pytest.mark.parametrize("sip_code", [404, 480, 486, 503, 603])
async def test_a_rejected_caller_gets_the_sip_code(world: World, events: EventReader, sip_code: int) -> None:
    caller = await world.call(CALLER, CALLED)
    leg = (await events.expect(LegNew)).leg
    await world.switch.reject(leg, sip_code)
    await events.expect(LegGone, leg=leg)
    assert await caller.was_rejected_with() == sip_code


async def test_an_answered_caller_cannot_be_rejected(world: World, events: EventReader) -> None:
    _, leg = await answered_caller(world, events)
    with pytest.raises(SwitchError):
        await world.switch.reject(leg, 486)


async def test_a_phone_registers_and_unregisters(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    assert (await world.switch.snapshot()).registered == {"101"}
    await phone.unregister()
    await events.expect(AccountState, extension="101", registered=False)
    assert (await world.switch.snapshot()).registered == frozenset()


async def test_deleting_an_account_unregisters_its_phone(world: World, events: EventReader) -> None:
    await registered_phone(world, events)
    await world.switch.delete_account("101")
    await events.expect(AccountState, extension="101", registered=False)
    await dial(world)
    await events.expect(LegGone, leg=OPERATOR)


async def test_a_dialed_phone_rings_with_the_headers_and_is_up_when_answered(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    await dial(world, **{"X-BlueBean-Call": "call-7", "Call-Info": "<sip:bluebean>;answer-after=0"})
    headers = await phone.incoming()
    assert headers["X-BlueBean-Call"] == "call-7"
    assert headers["Call-Info"] == "<sip:bluebean>;answer-after=0"
    await events.expect(LegRinging, leg=OPERATOR)
    await phone.answer()
    await events.expect(LegUp, leg=OPERATOR)
    await phone.hang_up()
    assert (await events.expect(LegGone, leg=OPERATOR)).cause == 16
    assert [type(event) for event in events.about(OPERATOR)] == [LegRinging, LegUp, LegGone]


@pytest.mark.parametrize(("sip_code", "cause"), [(486, 17), (603, 21)])
async def test_a_phone_that_turns_down_says_why(world: World, events: EventReader, sip_code: int, cause: int) -> None:
    phone = await registered_phone(world, events)
    await dial(world)
    await phone.incoming()
    await phone.reject(sip_code)
    assert await events.expect(LegGone, leg=OPERATOR) == LegGone(OPERATOR, cause, sip_code)


async def test_a_phone_that_nobody_answers_is_given_up(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    await dial(world, seconds=1)
    await phone.incoming()
    await phone.let_it_ring()
    assert await events.expect(LegGone, leg=OPERATOR) == LegGone(OPERATOR, 19, 0)


async def test_hanging_up_stops_a_ringing_phone(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    await dial(world)
    await phone.incoming()
    await world.switch.hang_up(OPERATOR)
    assert (await events.expect(LegGone, leg=OPERATOR)).sip_code == 0


@pytest.mark.parametrize("extension", ["101", "999"])
async def test_dialing_a_phone_that_is_not_there_ends_in_leg_gone(
    world: World, events: EventReader, extension: str
) -> None:
    await world.phone("101")
    await dial(world, extension)
    assert await events.expect(LegGone, leg=OPERATOR) == LegGone(OPERATOR, 20, 0)
    with pytest.raises(LegIsGone):
        await world.switch.hang_up(OPERATOR)


async def dial_out(world: World, *, trunk: str = "carrier", seconds: int = 20) -> None:
    await world.switch.dial_trunk(CUSTOMER, trunk, CALLER, caller_id=CALLED, timeout_seconds=seconds)


async def test_a_number_dialed_through_a_trunk_rings_and_is_up_when_answered(world: World, events: EventReader) -> None:
    callee = await world.callee()
    await dial_out(world)
    headers = await callee.incoming()
    assert (f"sip:{CALLER}@" in headers["To"], f"sip:{CALLED}@" in headers["From"]) == (True, True)
    await events.expect(LegRinging, leg=CUSTOMER)
    await callee.answer()
    await events.expect(LegUp, leg=CUSTOMER)
    assert [(info.up, info.caller) for info in (await world.switch.snapshot()).legs] == [(True, "")]
    await callee.hang_up()
    assert (await events.expect(LegGone, leg=CUSTOMER)).cause == 16
    assert [type(event) for event in events.about(CUSTOMER)] == [LegRinging, LegUp, LegGone]


@pytest.mark.parametrize(("sip_code", "cause"), [(404, 1), (486, 17), (503, 34), (603, 21)])
async def test_a_number_that_is_not_reached_says_why(
    world: World, events: EventReader, sip_code: int, cause: int
) -> None:
    callee = await world.callee()
    await dial_out(world)
    await callee.incoming()
    await callee.reject(sip_code)
    assert await events.expect(LegGone, leg=CUSTOMER) == LegGone(CUSTOMER, cause, sip_code)


async def test_what_a_carrier_lets_hear_before_the_answer_is_told_and_can_be_mixed(
    world: World, events: EventReader
) -> None:
    callee = await world.callee()
    await dial_out(world)
    await callee.incoming()
    await callee.early_media()
    await events.expect(LegEarlyMedia, leg=CUSTOMER)
    await world.switch.mix_create(MIX)
    await world.switch.mix_add(MIX, CUSTOMER)
    await callee.answer()
    await events.expect(LegUp, leg=CUSTOMER)
    await world.switch.mix_add(MIX, CUSTOMER)
    [seen] = (await world.switch.snapshot()).legs
    assert (seen.up, seen.mix) == (True, MIX)


async def test_a_number_that_nobody_answers_is_given_up(world: World, events: EventReader) -> None:
    callee = await world.callee()
    await dial_out(world, seconds=1)
    await callee.incoming()
    await callee.let_it_ring()
    assert await events.expect(LegGone, leg=CUSTOMER) == LegGone(CUSTOMER, 19, 0)


async def test_without_the_trunk_a_number_is_out_of_reach(world: World, events: EventReader) -> None:
    await dial_out(world, trunk="no_such")
    assert await events.expect(LegGone, leg=CUSTOMER) == LegGone(CUSTOMER, 38, 0)


async def test_commands_on_an_unknown_leg_say_that_it_is_gone(world: World, events: EventReader) -> None:
    nobody = LegId("nobody")
    switch = world.switch
    await switch.mix_create(MIX)
    for command in (
        switch.answer(nobody),
        switch.ring(nobody),
        switch.reject(nobody, 486),
        switch.hang_up(nobody),
        switch.send_dtmf(nobody, "1"),
        switch.tag(nobody, "call", "1"),
        switch.mix_add(MIX, nobody),
        switch.mix_remove(MIX, nobody),
        switch.music_on(nobody),
        switch.music_off(nobody),
        switch.play(nobody, "tone:ring"),
        switch.record_message(nobody, "x", silence_seconds=1),
        switch.record_start(nobody, "x"),
        switch.record_stop(nobody),
    ):
        with pytest.raises(LegIsGone):
            await command


async def test_a_leg_that_is_added_to_another_mix_leaves_the_first(world: World, events: EventReader) -> None:
    _, leg, _ = await talking(world, events)
    other = MixId("other")
    await world.switch.mix_create(other)
    await world.switch.mix_create(other)
    await world.switch.mix_add(other, leg)

    async def mixes() -> dict[LegId, MixId | None]:
        return {seen.leg: seen.mix for seen in (await world.switch.snapshot()).legs}

    assert await eventually(mixes, {leg: other, OPERATOR: MIX})
    await world.switch.mix_remove(other, leg)
    assert await eventually(mixes, {leg: None, OPERATOR: MIX})
    await world.switch.mix_destroy(MIX)
    await world.switch.mix_destroy(MIX)
    assert await eventually(mixes, {leg: None, OPERATOR: None})


async def test_no_music_to_a_leg_inside_a_mix(world: World, events: EventReader) -> None:
    _, leg, _ = await talking(world, events)
    with pytest.raises(SwitchError):
        await world.switch.music_on(leg)
    await world.switch.mix_remove(MIX, leg)
    await world.switch.music_on(leg)
    await world.switch.mix_add(MIX, leg)
    await world.switch.mix_remove(MIX, leg)
    await world.switch.music_on(leg)
    await world.switch.music_off(leg)


async def test_adding_to_a_mix_that_is_not_there_is_refused(world: World, events: EventReader) -> None:
    _, leg = await answered_caller(world, events)
    with pytest.raises(SwitchError, match="no-such-mix"):
        await world.switch.mix_add(MixId("no-such-mix"), leg)


async def test_a_ringing_phone_cannot_be_added_to_a_mix(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    await dial(world)
    await phone.incoming()
    await world.switch.mix_create(MIX)
    with pytest.raises(SwitchError):
        await world.switch.mix_add(MIX, OPERATOR)


async def test_tags_are_found_in_the_snapshot(world: World, events: EventReader) -> None:
    phone = await registered_phone(world, events)
    _, leg = await answered_caller(world, events)
    await dial(world)
    await phone.incoming()
    await world.switch.tag(leg, "call", 'call-1; "x", 顧客')
    await world.switch.tag(leg, "role", "customer")
    await world.switch.tag(OPERATOR, "call", "call-1")
    seen = {info.leg: info for info in (await world.switch.snapshot()).legs}
    assert seen[leg].tags == {"call": 'call-1; "x", 顧客', "role": "customer"}
    assert (seen[leg].caller, seen[leg].called, seen[leg].up) == (CALLER, CALLED, True)
    assert seen[OPERATOR].tags == {"call": "call-1"}
    assert (seen[OPERATOR].caller, seen[OPERATOR].up) == ("", False)


async def test_keys_that_a_caller_presses_are_told(world: World, events: EventReader) -> None:
    caller, leg = await answered_caller(world, events)
    await world.switch.music_on(leg)
    await caller.press("5")
    assert await events.expect(Dtmf) == Dtmf(leg, "5")


async def test_a_recording_survives_moves_and_ends_with_the_leg(world: World, events: EventReader) -> None:
    caller, leg, _ = await talking(world, events)
    await world.switch.record_start(leg, "2026/call-1")
    await world.switch.record_start(leg, "again")  # goes on as it is
    await world.switch.mix_remove(MIX, leg)
    await world.switch.music_on(leg)
    await world.switch.mix_add(MIX, leg)
    await caller.hang_up()
    await events.expect(LegGone, leg=leg)
    done = await events.expect(RecordDone, leg=leg)
    assert done.path == world.recordings_dir / "2026" / "call-1.wav"
    with wave.open(str(done.path)) as wav:
        assert (wav.getnchannels(), wav.getframerate(), wav.getsampwidth()) == (2, 8000, 2)
        assert wav.getnframes() / 8000 == pytest.approx(done.seconds, abs=0.01)
    assert [type(event) for event in events.all].count(RecordDone) == 1


async def test_a_recording_can_be_stopped_and_started_again(world: World, events: EventReader) -> None:
    _, leg = await answered_caller(world, events)
    await world.switch.record_start(leg, "first")
    await world.switch.record_stop(leg)
    await world.switch.record_stop(leg)
    first = await events.expect(RecordDone, leg=leg)
    await world.switch.record_start(leg, "second")
    await world.switch.hang_up(leg)
    second = await events.expect(RecordDone, leg=leg)
    assert (first.path.name, second.path.name) == ("first.wav", "second.wav")


async def test_sounds_are_played_one_after_another_to_their_end_or_until_something_else_is_heard(
    world: World, events: EventReader
) -> None:
    switch = world.switch
    sounds = {"low": tone_wav(500, seconds=0.3), "high": tone_wav(900, seconds=0.3), "long": tone_wav(700, seconds=30)}
    await switch.set_sounds(sounds, {"spring": tone_wav(600, seconds=1)})
    caller, leg = await answered_caller(world, events)
    with pytest.raises(SwitchError, match="no-such-sound"):
        await switch.play(leg, "low", "no-such-sound")
    await switch.music_on(leg, "spring")
    await switch.play(leg, "low", "high")
    await world.sound_ends(leg)
    assert await events.expect(PlayDone) == PlayDone(leg, ("low", "high"))
    await switch.play(leg, "long")
    await caller.press("5")
    assert await events.expect(Dtmf) == Dtmf(leg, "5")
    await switch.set_sounds(sounds, {})
    await switch.music_on(leg)
    await switch.play(leg, "long", "low")
    await switch.play(leg, "high")
    await world.sound_ends(leg)
    assert await events.expect(PlayDone) == PlayDone(leg, ("high",))
    await switch.play(leg, "long", "low")
    await switch.mix_create(MIX)
    await switch.mix_add(MIX, leg)
    assert (await switch.snapshot()).legs[0].mix == MIX
    with pytest.raises(SwitchError):
        await switch.play(leg, "low")
    await switch.mix_remove(MIX, leg)
    await switch.play(leg, "low")
    await world.sound_ends(leg)
    assert await events.expect(PlayDone) == PlayDone(leg, ("low",))
    assert sum(isinstance(event, PlayDone) for event in events.all) == 3


@pytest.mark.parametrize("speaks", [True, False], ids=["stops", "never-speaks"])
async def test_a_message_is_recorded_until_nothing_is_said(world: World, events: EventReader, speaks: bool) -> None:
    caller = await world.call(CALLER, CALLED, silent=not speaks)
    leg = (await events.expect(LegNew)).leg
    await world.switch.answer(leg)
    await world.switch.record_message(leg, "message", silence_seconds=1)
    await caller.fall_silent()
    await events.expect(LegSilent, leg=leg)
    await world.switch.record_stop(leg)
    done = await events.expect(RecordDone, leg=leg)
    assert done.path == world.recordings_dir / "message.wav"
    assert done.seconds > 0.8
    await world.switch.record_message(leg, "another", silence_seconds=1)
    await world.switch.hang_up(leg)
    await events.expect(RecordDone, leg=leg)


async def eventually(read: Callable[[], Awaitable[Any]], wanted: Any) -> bool:
    """Commands return before the switch has carried them out: look again until it has, for at most five seconds."""
    async with asyncio.timeout(5):
        while await read() != wanted:  # noqa: ASYNC110 - a remote state
            await asyncio.sleep(0.02)
    return True
