"""How a call ended, from what it was and what the network said last."""

from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState, Transfer

CONNECTED = frozenset({PhoneCallState.TALKING, PhoneCallState.HELD})
GOODBYE = frozenset({0, 200})


def ended_here(call: PhoneCall) -> CallEnd:
    """The person hung up, gave up or declined."""
    return CallEnd.DECLINED if call.state is PhoneCallState.INCOMING else CallEnd.HUNG_UP


def ended_there(call: PhoneCall, code: int, *, answered: bool = False, elsewhere: bool = False) -> CallEnd:
    """The far side or the network ended it with `code`.

    `answered`: this phone had answered, whether or not the far side has heard of it. `elsewhere`: the CANCEL says that another phone
    took the call.
    """
    if call.state in CONNECTED:
        if code not in GOODBYE:
            return CallEnd.LOST
        # Whoever is handed on may say goodbye before telling how it went.
        return CallEnd.TRANSFERRED if call.transfer is Transfer.ASKED else CallEnd.FAR_HUNG_UP
    if call.outgoing:
        return CallEnd.REFUSED
    if elsewhere:
        return CallEnd.ELSEWHERE
    return CallEnd.LOST if answered else CallEnd.MISSED
