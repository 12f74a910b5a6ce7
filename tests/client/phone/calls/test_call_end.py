"""How a call ended, for every way that calls end."""

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState, Transfer
from bluebean_client.phone.calls.end import ended_here, ended_there

State = PhoneCallState


@pytest.mark.parametrize(
    ("state", "outgoing", "transfer", "code", "end"),
    [
        (State.TALKING, True, Transfer.NONE, 200, CallEnd.FAR_HUNG_UP),
        (State.HELD, False, Transfer.NONE, 200, CallEnd.FAR_HUNG_UP),
        (State.TALKING, False, Transfer.NONE, 408, CallEnd.LOST),
        (State.HELD, False, Transfer.ASKED, 200, CallEnd.TRANSFERRED),
        (State.HELD, False, Transfer.ASKED, 481, CallEnd.LOST),
        (State.TALKING, False, Transfer.FAILED, 200, CallEnd.FAR_HUNG_UP),
        (State.CALLING, True, Transfer.NONE, 404, CallEnd.REFUSED),
        (State.RINGING, True, Transfer.NONE, 603, CallEnd.REFUSED),
        (State.INCOMING, False, Transfer.NONE, 487, CallEnd.MISSED),
    ],
)
def test_the_far_side_ends_it(state: State, outgoing: bool, transfer: Transfer, code: int, end: CallEnd) -> None:
    assert ended_there(PhoneCall(1, state, "1", outgoing=outgoing, transfer=transfer), code) is end


def test_what_another_phone_took_is_not_missed_and_what_was_answered_is_lost() -> None:
    call = PhoneCall(1, State.INCOMING, "1")
    assert ended_there(call, 487, elsewhere=True) is CallEnd.ELSEWHERE
    assert ended_there(call, 408, answered=True) is CallEnd.LOST


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (State.INCOMING, CallEnd.DECLINED),
        (State.CALLING, CallEnd.HUNG_UP),
        (State.RINGING, CallEnd.HUNG_UP),
        (State.TALKING, CallEnd.HUNG_UP),
        (State.HELD, CallEnd.HUNG_UP),
    ],
)
def test_the_person_ends_it(state: State, end: CallEnd) -> None:
    assert ended_here(PhoneCall(1, state, "1")) is end
