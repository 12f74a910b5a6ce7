"""Which call the incoming pop-up is about, and which SIP call of the phone belongs to it."""

from bluebean_client.domain.desk import Desk, Tab
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from server.protocol.types import CallState, CallView, Direction

DIAL_BUTTON = "dial_button"
"""All buttons that call are busy together: two clicks make one call."""


def current_call(desk: Desk) -> CallView | None:
    """The call that the server shows for this operator, ended ones included."""
    return desk.live.me.call if desk.live else None


def open_offer(desk: Desk) -> CallView | None:
    """The call whose pop-up is open: from the offer until a customer is loaded or created for it.

    It stays open when the operator answers before choosing, and after the end of a call that was answered; an offer
    that was missed, declined or taken by another is gone at once.
    """
    call = current_call(desk)
    if call is None or call.call_id == desk.dismissed_offer:
        return None
    if any(tab.call_id == call.call_id for tab in desk.tabs):
        return None
    if call.direction is Direction.OUT and not _asks_for_customer(desk, call):
        return None
    if call.state is CallState.ENDED and call.answered_at is None:
        return None
    return call


def _asks_for_customer(desk: Desk, call: CallView) -> bool:
    """Whether a call out may be a customer's who is not open: not a colleague, and not before its form knows of it."""
    return not is_internal(call) and DIAL_BUTTON not in desk.busy


def is_internal(call: CallView) -> bool:
    """Whether the operator calls a colleague."""
    return call.direction is Direction.OUT and not call.number.startswith("+")


def linkable_call(desk: Desk, tab: Tab) -> CallView | None:
    """The call, up or ended last, that may be this customer's and is not taken for it yet."""
    call = current_call(desk)
    if call is None or call.answered_at is None or is_internal(call):
        return None
    return call if call.work_group_id == tab.work_group_id and call.call_id != tab.call_id else None


def offered_call(desk: Desk) -> CallView | None:
    """The call that waits for 通話."""
    call = current_call(desk)
    return call if call is not None and call.state is CallState.OFFERED else None


def dialed_call(desk: Desk) -> CallView | None:
    """The operator's own call before its answer."""
    call = current_call(desk)
    return call if call is not None and call.state is CallState.DIALING else None


def connected_call(desk: Desk) -> CallView | None:
    """The call that is talked on or held."""
    call = current_call(desk)
    return call if call is not None and call.state in (CallState.TALKING, CallState.HELD) else None


def living_phone_calls(desk: Desk) -> tuple[PhoneCall, ...]:
    """The phone's calls that have not ended."""
    return tuple(call for call in desk.phone.calls if call.state is not PhoneCallState.ENDED)


def phone_call_of(desk: Desk, call_id: str) -> PhoneCall | None:
    """The phone's living call that carries the server's `call_id`."""
    return next((call for call in living_phone_calls(desk) if call.server_call_id == call_id), None)


def ringing_phone_call(desk: Desk) -> PhoneCall | None:
    """The call that the phone lets ring; the server's offer is preferred to a call that came directly."""
    ringing = [call for call in living_phone_calls(desk) if call.state is PhoneCallState.INCOMING]
    offer = offered_call(desk)
    if offer is not None:
        ringing = [call for call in ringing if call.server_call_id == offer.call_id]
    return ringing[0] if ringing else None


def active_phone_call(desk: Desk) -> PhoneCall | None:
    """The call that hold, mute, DTMF and hang-up are for: the server's connected one, or else the one that is talked on, the one that
    is being made, or the one that was held last.
    """
    connected = connected_call(desk)
    if connected is not None:
        found = phone_call_of(desk, connected.call_id)
        if found is not None:
            return found
    calls = living_phone_calls(desk)
    for states in ((PhoneCallState.TALKING,), (PhoneCallState.CALLING, PhoneCallState.RINGING), (PhoneCallState.HELD,)):
        found = next((call for call in reversed(calls) if call.state in states), None)
        if found is not None:
            return found
    return None


def direct_phone_call(desk: Desk) -> PhoneCall | None:
    """A call that did not come from the server and is up or being made."""
    calls = living_phone_calls(desk)
    mine = (call for call in calls if not call.server_call_id and call.state is not PhoneCallState.INCOMING)
    return next(mine, None)
