"""Recording on the floor: whether a part of a call is recorded, and which parts a finished file belongs to.

A recording hangs on the customer's leg and goes on through hold, transfer and conference. A customer who is transferred within his
group stays recorded or not as he was; in another group its own rule is asked when its operator has him, as for a caller.
"""

from dataclasses import replace

from server.domain import floor_events as events
from server.domain.floor_actions import NoteRecording, SetRecording
from server.domain.floor_state import Call
from server.domain.floor_turn import Turn


def decide(turn: Turn, call: Call) -> Call:
    """Settle whether this part is recorded, if that has not been settled."""
    if call.recorded is not None:
        return call
    return turn.put_call(replace(call, recorded=by_rule(turn, call)))


def by_rule(turn: Turn, call: Call) -> bool:
    group = turn.group_of(call)
    return group is not None and group.recording.covers(call.direction, internal=call.is_internal)


def hand_over(turn: Turn, call: Call, to: Call) -> Call:
    """The customer, on the phone with both, is `to`'s now: gives `to` with its recording settled."""
    same_group = to.work_group_id == call.work_group_id
    recorded = bool(call.recorded) if same_group else by_rule(turn, to)
    turn.do(SetRecording(to.lane, to.leg, to.call_id, recorded))
    return replace(to, recorded=recorded)


def done(turn: Turn, event: events.RecordingDone) -> None:
    known = (*turn.state.calls.values(), *turn.state.leaving.values())
    own = [call for call in known if call.leg == event.leg and call.recorded and call.recording is None]
    for call in own:
        turn.put_call(replace(call, recording=event.file_name))
    if not own or any(call.transfer for call in own):  # earlier operators' calls may be forgotten by now
        turn.do(NoteRecording(event.leg, event.file_name))


def failed(turn: Turn, event: events.RecordingFailed) -> None:
    """Nothing on a screen may promise it."""
    call = turn.state.calls.get(event.call_id)
    if call is not None:
        turn.put_call(replace(call, recorded=False))
