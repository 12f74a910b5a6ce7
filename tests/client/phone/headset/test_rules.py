"""What a press means for the calls that there are, and which lamps they light."""

import pytest

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, CallOrder, HangUp, Hold, Mute, Resume
from bluebean_client.phone.headset.port import Button, Lamp
from bluebean_client.phone.headset.rules import lamps_of, orders_for

INCOMING, CALLING, RINGING, TALKING, HELD, ENDED = PhoneCallState


def call(number: int, state: PhoneCallState, *, muted: bool = False, in_conference: bool = False) -> PhoneCall:
    return PhoneCall(number, state, "0312345678", muted=muted, in_conference=in_conference)


MEANINGS: list[tuple[Button, list[PhoneCall], tuple[CallOrder, ...]]] = [
    (Button.HOOK, [], ()),
    (Button.HOOK, [call(1, ENDED)], ()),
    (Button.HOOK, [call(1, INCOMING)], (Answer(1),)),
    (Button.HOOK, [call(1, TALKING)], (HangUp(1),)),
    (Button.HOOK, [call(1, CALLING)], (HangUp(1),)),
    (Button.HOOK, [call(1, RINGING)], (HangUp(1),)),
    (Button.HOOK, [call(1, HELD)], (Resume(1),)),
    (Button.HOOK, [call(1, HELD), call(2, TALKING)], (HangUp(2),)),
    (Button.HOOK, [call(1, TALKING), call(2, INCOMING)], (Answer(2),)),
    (
        Button.HOOK,
        [call(1, TALKING, in_conference=True), call(2, TALKING, in_conference=True), call(3, HELD)],
        (HangUp(1), HangUp(2)),
    ),
    (Button.MUTE, [], ()),
    (Button.MUTE, [call(1, INCOMING)], ()),
    (Button.MUTE, [call(1, TALKING)], (Mute(1, True),)),
    (Button.MUTE, [call(1, TALKING, muted=True)], (Mute(1, False),)),
    (Button.MUTE, [call(1, HELD), call(2, TALKING)], (Mute(1, True), Mute(2, True))),
    (Button.MUTE, [call(1, HELD), call(2, TALKING, muted=True)], (Mute(2, False),)),
    (Button.FLASH, [call(1, TALKING)], (Hold(1),)),
    (Button.FLASH, [call(1, HELD)], (Resume(1),)),
    (Button.FLASH, [call(1, TALKING), call(2, HELD)], (Resume(2),)),
    (Button.FLASH, [call(1, TALKING), call(2, INCOMING)], (Answer(2),)),
    (Button.FLASH, [call(1, CALLING)], ()),
    (Button.FLASH, [PhoneCall(1, TALKING, "0312345678", server_call_id="call-7")], ()),
    (Button.DROP, [call(1, INCOMING)], (HangUp(1),)),
    (Button.DROP, [call(1, TALKING), call(2, INCOMING)], (HangUp(1),)),
    (Button.DROP, [call(1, HELD)], ()),
]


@pytest.mark.parametrize(("button", "calls", "orders"), MEANINGS)
def test_what_a_press_means(button: Button, calls: list[PhoneCall], orders: tuple[CallOrder, ...]) -> None:
    assert orders_for(button, calls) == orders


LIGHTS = [
    ([], set()),
    ([call(1, ENDED)], set()),
    ([call(1, INCOMING)], {Lamp.RING}),
    ([call(1, RINGING)], {Lamp.OFF_HOOK}),
    ([call(1, TALKING)], {Lamp.OFF_HOOK}),
    ([call(1, TALKING, muted=True)], {Lamp.OFF_HOOK, Lamp.MUTE}),
    ([call(1, HELD)], {Lamp.OFF_HOOK, Lamp.HOLD}),
    ([call(1, HELD, muted=True), call(2, TALKING)], {Lamp.OFF_HOOK}),
    ([call(1, TALKING), call(2, INCOMING)], {Lamp.OFF_HOOK, Lamp.RING}),
]


@pytest.mark.parametrize(("calls", "lit"), LIGHTS)
def test_which_lamps_calls_light(calls: list[PhoneCall], lit: set[Lamp]) -> None:
    assert lamps_of(calls) == lit
