"""What a press on the headset means for the calls, and which lamps the calls light. Pure.

Hook: answers; ends the call that is talked on; gives up one that is being dialed; takes up a call that is on hold. While a second call
waits, it answers that one and holds the first, as other softphones do: a press never ends one conversation for another.
Flash: holds, resumes, swaps, or answers the one that waits. Drop: ends, or declines the one that rings.
"""

from collections.abc import Callable, Sequence

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, CallOrder, HangUp, Hold, Mute, Resume
from bluebean_client.phone.headset.port import Button, Lamp, Lamps

State = PhoneCallState
Calls = Sequence[PhoneCall]

_DIALING = (State.CALLING, State.RINGING)
_OFF_HOOK = (*_DIALING, State.TALKING, State.HELD)


def orders_for(button: Button, calls: Calls) -> tuple[CallOrder, ...]:
    """What the engine is to do; nothing if the press has no meaning now."""
    return _MEANINGS[button](calls)


def lamps_of(calls: Calls) -> Lamps:
    lit = set()
    if _in(calls, State.INCOMING):
        lit.add(Lamp.RING)
    if _in(calls, *_OFF_HOOK):
        lit.add(Lamp.OFF_HOOK)
    if _muted(calls):
        lit.add(Lamp.MUTE)
    if _in(calls, State.HELD) and not _in(calls, State.TALKING, *_DIALING):
        lit.add(Lamp.HOLD)
    return frozenset(lit)


def _hook(calls: Calls) -> tuple[CallOrder, ...]:
    for call in _in(calls, State.INCOMING):
        return (Answer(call.call),)
    up = _in(calls, State.TALKING) or _in(calls, *_DIALING)
    if up:
        return tuple(HangUp(call.call) for call in up if call.in_conference or call is up[0])
    return tuple(Resume(call.call) for call in _in(calls, State.HELD)[:1])


def _mute(calls: Calls) -> tuple[CallOrder, ...]:
    on = not _muted(calls)
    return tuple(Mute(call.call, on) for call in _in(calls, *_OFF_HOOK) if call.muted != on)


def _flash(calls: Calls) -> tuple[CallOrder, ...]:
    for call in _in(calls, State.INCOMING):
        return (Answer(call.call),)
    for call in _in(calls, State.HELD):
        return (Resume(call.call),)
    # a call of the server is held by the server, with its music and its figures: that is a button of the window
    return tuple(Hold(call.call) for call in _in(calls, State.TALKING) if not call.server_call_id)


def _drop(calls: Calls) -> tuple[CallOrder, ...]:
    for state in (State.TALKING, *_DIALING, State.INCOMING):
        for call in _in(calls, state):
            return (HangUp(call.call),)
    return ()


_MEANINGS: dict[Button, Callable[[Calls], tuple[CallOrder, ...]]] = {
    Button.HOOK: _hook,
    Button.MUTE: _mute,
    Button.FLASH: _flash,
    Button.DROP: _drop,
}


def _in(calls: Calls, *states: PhoneCallState) -> list[PhoneCall]:
    return [call for call in calls if call.state in states]


def _muted(calls: Calls) -> bool:
    """The microphone is off, as far as anybody would hear it: on the calls that are talked on, or else on all that are up."""
    heard = _in(calls, State.TALKING) or _in(calls, *_OFF_HOOK)
    return bool(heard) and all(call.muted for call in heard)
