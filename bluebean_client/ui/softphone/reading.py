"""Pure readings of the phone's calls that the parts of the softphone share."""

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.phone_words import number_words

MOST_CALLS = 4
CONNECTED = (PhoneCallState.TALKING, PhoneCallState.HELD)
FIRST_TO_LAST = (
    PhoneCallState.TALKING,
    PhoneCallState.CALLING,
    PhoneCallState.RINGING,
    PhoneCallState.HELD,
    PhoneCallState.INCOMING,
)
"""Which call the buttons are about: what is spoken into, before what waits."""


def current(desk: Desk) -> PhoneCall | None:
    calls = living_phone_calls(desk)
    return min(calls, key=lambda call: FIRST_TO_LAST.index(call.state), default=None)


def incoming(desk: Desk) -> PhoneCall | None:
    """The call that rings here, the oldest first."""
    return next((call for call in living_phone_calls(desk) if call.state is PhoneCallState.INCOMING), None)


def rings_directly(desk: Desk) -> frozenset[int]:
    """Calls that ring here and came to the phone itself, not from the server."""
    calls = living_phone_calls(desk)
    return frozenset(call.call for call in calls if call.state is PhoneCallState.INCOMING and not call.server_call_id)


def connected(desk: Desk) -> tuple[PhoneCall, ...]:
    return tuple(call for call in living_phone_calls(desk) if call.state in CONNECTED)


def by_id(desk: Desk, call: int) -> PhoneCall | None:
    return next((each for each in living_phone_calls(desk) if each.call == call), None)


def in_order(desk: Desk) -> list[PhoneCall]:
    """As the cards stand: who rings is on top, the others stay where they began."""
    return sorted(living_phone_calls(desk), key=lambda call: call.state is not PhoneCallState.INCOMING)


def shown_number(number: str) -> str:
    """As it is read: an extension by its word, a national number with its hyphens."""
    return number_words(number) or caller(number)


def title(call: PhoneCall) -> str:
    return call.name or shown_number(call.number)
