"""Several calls at once over a real Asterisk, told apart by their tones: swap, conference, transfers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCallState, Transfer
from bluebean_client.domain.phone_messages import (
    Dial,
    HangUp,
    Hold,
    Join,
    Mute,
    Resume,
    TransferBetween,
    TransferTo,
)
from tests.support import tones
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true
from tests.support.sip_peers import Phone
from tests.support.softswitch import PASSWORD, Softswitch

pytestmark = pytest.mark.switch

State = PhoneCallState
TONES_HZ = {"102": 440.0, "103": 1000.0, "104": 1500.0}
MIXED = 0.15
"""Share of the energy at which one tone of several counts as heard."""


@pytest.fixture
def phone(phone_at_switch: TestWindow) -> TestWindow:
    return phone_at_switch


@pytest.fixture
async def others(tmp_path: Path, switch: Softswitch) -> AsyncIterator[dict[str, Phone]]:
    """Three phones that answer by themselves, each with a tone of its own."""
    phones = {
        extension: Phone(
            tmp_path / extension,
            server=switch.server,
            extension=extension,
            password=PASSWORD,
            tone_hz=hz,
            auto_answer=True,
        )
        for extension, hz in TONES_HZ.items()
    }
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(stack.enter_async_context(peer) for peer in phones.values()))
        await asyncio.gather(*(peer.register() for peer in phones.values()))
        yield phones


def heard_now(phone: TestWindow) -> set[str]:
    """Whose tones the operator heard in the last half second."""
    samples = tones.read_growing_wav(phone.profile / "heard.wav")[-8000:]
    return {name for name, hz in TONES_HZ.items() if tones.tone_share(samples, 16_000, hz) >= MIXED}


async def hears(phone: TestWindow, *names: str) -> None:
    await becomes_true(lambda: heard_now(phone) == set(names))


async def calls(phone: TestWindow, number: str) -> int:
    before = len(phone.state.calls)
    phone.send(Dial(number))
    return (await phone.call_in(State.TALKING, before)).call


async def seconds_heard(peer: Phone, hz: float) -> float:
    """By a peer, in all; it is over with it."""
    await peer.tell("quit")
    await peer.expect("stopped")
    assert peer.heard is not None
    samples, rate = tones.read_wav(peer.heard)
    return tones.seconds_of_tone(samples[0], rate, hz, share=MIXED)


def hears_now(peer: Phone, hz: float) -> bool:
    assert peer.heard is not None
    samples = tones.read_growing_wav(peer.heard)[-8000:]
    return tones.tone_share(samples, 16_000, hz) >= MIXED


def states(phone: TestWindow) -> list[PhoneCallState]:
    return [call.state for call in phone.state.calls]


async def test_a_second_call_holds_the_first_and_resuming_swaps(phone: TestWindow, others: dict[str, Phone]) -> None:
    first = await calls(phone, "102")
    await hears(phone, "102")
    second = await calls(phone, "103")
    assert states(phone) == [State.HELD, State.TALKING]
    await hears(phone, "103")
    phone.send(Resume(first))
    await phone.until(lambda: states(phone) == [State.TALKING, State.HELD])
    await hears(phone, "102")
    phone.send(HangUp(first))
    await phone.until(lambda: states(phone)[0] is State.ENDED)
    assert phone.state.calls[1].state is State.HELD
    phone.send(Resume(second))
    await hears(phone, "103")
    phone.send(HangUp(second))
    await phone.until(lambda: not phone.state.calls)
    assert await seconds_heard(others["102"], TONES_HZ["103"]) == 0.0, "the held call heard the other"


async def test_in_a_conference_everybody_hears_everybody_and_a_held_one_nobody(
    phone: TestWindow, others: dict[str, Phone]
) -> None:
    first, second, third = [await calls(phone, number) for number in TONES_HZ]
    assert states(phone) == [State.HELD, State.HELD, State.TALKING]
    phone.send(Join())
    await phone.until(lambda: all(call.in_conference for call in phone.state.calls))
    await hears(phone, "102", "103", "104")
    phone.send(Mute(first, True))
    await phone.until(lambda: all(call.muted for call in phone.state.calls))
    phone.send(Mute(first, False))
    phone.send(Hold(second))
    await phone.until(lambda: states(phone) == [State.TALKING, State.HELD, State.TALKING])
    await hears(phone, "102", "104")
    phone.send(HangUp(third))
    await hears(phone, "102")
    assert not phone.state.calls[0].in_conference
    phone.send(HangUp(first))
    phone.send(HangUp(second))
    await phone.until(lambda: not phone.state.calls)
    assert await seconds_heard(others["102"], TONES_HZ["104"]) >= 0.3
    of_the_first = await seconds_heard(others["103"], TONES_HZ["102"])
    assert 0.1 <= of_the_first <= await seconds_heard(others["104"], TONES_HZ["102"])


async def test_a_blind_transfer_lets_the_two_others_talk(phone: TestWindow, others: dict[str, Phone]) -> None:
    call = await calls(phone, "102")
    await hears(phone, "102")
    phone.send(TransferTo(call, "103"))
    ended = await phone.call_in(State.ENDED)
    assert (ended.end, ended.transfer) == (CallEnd.TRANSFERRED, Transfer.ASKED)
    await others["103"].expect("media")
    await becomes_true(lambda: hears_now(others["103"], TONES_HZ["102"]))
    assert not hears_now(others["103"], OPERATOR_HZ)


async def test_an_attended_transfer_connects_the_two_others(phone: TestWindow, others: dict[str, Phone]) -> None:
    first = await calls(phone, "102")
    await hears(phone, "102")
    second = await calls(phone, "103")
    await hears(phone, "103")
    phone.send(TransferBetween(first, second))
    await phone.until(lambda: states(phone) == [State.ENDED, State.ENDED])
    assert {call.end for call in phone.state.calls} == {CallEnd.TRANSFERRED}
    await becomes_true(lambda: hears_now(others["103"], TONES_HZ["102"]))
    await becomes_true(lambda: hears_now(others["102"], TONES_HZ["103"]))


async def test_a_transfer_to_a_busy_number_leaves_the_call_here(phone: TestWindow, others: dict[str, Phone]) -> None:
    call = await calls(phone, "102")
    phone.send(TransferTo(call, "nobody"))
    await phone.until(lambda: phone.state.calls[-1].transfer is Transfer.FAILED)
    assert phone.state.calls[-1].transfer_code >= 400
    await phone.call_in(State.TALKING)
    await hears(phone, "102")
