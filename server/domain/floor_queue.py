"""The rules of the queues on the floor: who may wait, for how long, and what becomes of everybody else.

A caller is asked after once, when he comes into a queue; a time limit, a group that everybody has left and closing time are looked
after while he waits. He goes where the group says: to a message, to voicemail, to a number outside, or to another group,
where he has a call of his own and keeps his place. Nobody is sent on while a phone rings for him unless he asks for it by a
key, nobody comes back to a group that sent him on, and who can't be sent anywhere goes on waiting.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from server.domain import (
    floor_abandoned,
    floor_announcements,
    floor_calls,
    floor_offers,
    floor_queue_callback,
    floor_transfer,
)
from server.domain import floor_voice_events as voice
from server.domain.floor_actions import PlayMusic, RecordMessage, StopRecording
from server.domain.floor_state import INBOUND_KINDS, Call, FloorState, Group
from server.domain.floor_transfer_targets import Target as TransferTarget
from server.domain.floor_turn import Turn
from server.domain.queueing.rules import AtClosingTime, Overflow, OverflowReason, OverflowStage, Target, TargetKind
from server.domain.queueing.sounds import BEEP, UNREACHABLE
from server.protocol.types import EndReason, Status

SILENCE_SECONDS = 5
"""A message ends when nothing was said for so long."""
END_OF_MESSAGE = "#"


# ---- who may wait ------------------------------------------------------------------------------------------------


def follow(turn: Turn) -> None:
    """Ask the rules about calls that have just come into a queue, and lead on those whose number was not reached."""
    if turn.time_was_told or turn.state.opening_changes_at is None:
        _note_next_opening(turn)
    _note_deserted(turn)
    for call_id in sorted(turn.touched_calls):
        call = turn.state.calls.get(call_id)
        if call is None:
            continue
        if call.is_queued and not call.is_admitted:
            _admit(turn, call)
        elif _was_not_reached(call):
            _give_up_number(turn, call)


def _admit(turn: Turn, call: Call) -> None:
    """A customer whom an operator sends here waits in any case, one who comes back in his old place."""
    group = turn.group_of(call)
    if group is not None and call.transfer is None and call.kept_place is None:
        call = replace(call, kept_place=floor_abandoned.place_of(turn, group, call))
    admitted = turn.put_call(replace(call, is_admitted=True))
    sent_by_operator = call.transfer is not None and bool(call.transfer.by)
    if group is None or sent_by_operator:
        return
    for reason in _reasons_at_arrival(turn, group, call):
        if _lead(turn, admitted, group, reason):
            return


def _reasons_at_arrival(turn: Turn, group: Group, call: Call) -> Iterator[OverflowReason]:
    if closed := _why_closed(turn, group):
        yield closed
    if not _someone_works(turn.state, group.group_id):
        yield OverflowReason.NOBODY
    longest, has_come_back = group.queue.max_length, call.transfer is None and call.kept_place is not None
    if has_come_back:  # there was room for him
        return
    waiting = [one for one in _queued(turn.state, group.group_id) if one.is_admitted and not one.is_off_line]
    if longest is not None and len(waiting) > longest:
        yield OverflowReason.FULL


def _why_closed(turn: Turn, group: Group) -> OverflowReason | None:
    if group.hours is None:
        return None
    opening = group.hours.at(turn.state.time_of_day or turn.now)
    if opening.is_open:
        return None
    return OverflowReason.HOLIDAY if opening.holiday else OverflowReason.CLOSED


def _someone_works(state: FloorState, group_id: str) -> bool:
    return any(group_id in seat.work_group_ids and seat.status is not Status.OFFLINE for seat in state.seats.values())


def _queued(state: FloorState, group_id: str) -> Iterable[Call]:
    return (call for call in state.calls.values() if call.is_queued and call.work_group_id == group_id)


# ---- who has waited ----------------------------------------------------------------------------------------------


def deadlines(state: FloorState) -> Iterator[datetime]:
    if not state.switch_up:
        return
    for call in state.calls.values():
        overflow = call.overflow
        group = state.groups.get(call.work_group_id)
        if group is None:
            continue
        if overflow is not None and overflow.stage is OverflowStage.RECORDING:
            yield _message_ends_at(group, overflow)
        elif call.is_queued and not call.offers and not call.is_off_line:
            yield from (moment for _, moment in _limits(state, group, call))


def lead_due(turn: Turn) -> None:
    if not turn.state.switch_up:
        return
    for call in list(turn.state.calls.values()):
        group = turn.group_of(call)
        if group is None:
            continue
        overflow = call.overflow
        if overflow is not None and overflow.stage is OverflowStage.RECORDING:
            if _message_ends_at(group, overflow) <= turn.now:
                _end_message(turn, call)
        elif call.is_queued and call.is_admitted and not call.offers and not call.is_off_line:
            _lead_if_due(turn, call, group)


def _lead_if_due(turn: Turn, call: Call, group: Group) -> None:
    due = [reason for reason, moment in _limits(turn.state, group, call) if moment <= turn.now]
    sends_away = turn.time_was_told and group.queue.at_closing_time is AtClosingTime.SEND_AWAY
    if sends_away and (closed := _why_closed(turn, group)):
        due.insert(0, closed)
    for reason in due:
        if _lead(turn, call, group, reason):
            return
        call = turn.state.calls[call.call_id]


def _limits(state: FloorState, group: Group, call: Call) -> Iterator[tuple[OverflowReason, datetime]]:
    """What will send a waiting caller on, and when."""
    rules = group.queue
    longest, waited = rules.max_wait_seconds, OverflowReason.WAITED_TOO_LONG
    if longest is not None and rules.target(waited) is not None and waited not in call.waits_anyway:
        yield waited, call.arrived_at + timedelta(seconds=longest)
    since = state.deserted.get(group.group_id)
    if since is not None and OverflowReason.NOBODY not in call.waits_anyway:
        yield OverflowReason.NOBODY, since + timedelta(seconds=rules.patience_seconds)


def _note_deserted(turn: Turn) -> None:
    """Keep since when nobody works in a group that has a rule for it. Nothing to do where no operator came, left or moved."""
    if not turn.touched_seats and not turn.touched_calls:
        return
    watched = [key for key, group in turn.state.groups.items() if group.queue.when_nobody is not None]
    if watched:
        empty = [key for key in watched if not _someone_works(turn.state, key)]
        turn.state.deserted = {key: turn.state.deserted.get(key, turn.now) for key in empty}


def _note_next_opening(turn: Turn) -> None:
    now = turn.state.time_of_day
    if now is not None:
        changes = (group.hours.at(now).until for group in turn.state.groups.values() if group.hours is not None)
        turn.state.opening_changes_at = min((moment for moment in changes if moment is not None), default=None)


# ---- the other way -----------------------------------------------------------------------------------------------


def _lead(turn: Turn, call: Call, group: Group, reason: OverflowReason) -> bool:
    """Send a caller where the group says; False if it says nothing or there is no way, and then he waits."""
    target = _way(turn, call, group, reason)
    if target is None:
        turn.put_call(replace(call, waits_anyway=call.waits_anyway | {reason}))
        return False
    match target.kind:
        case TargetKind.MESSAGE:
            _play_message(turn, call, reason, target)
        case TargetKind.VOICEMAIL:
            _greet(turn, call, reason, target)
        case TargetKind.GROUP:
            _send_to_group(turn, call, reason, target)
        case TargetKind.NUMBER:
            _call_number(turn, call, group, reason, target)
    return True


def _way(turn: Turn, call: Call, group: Group, reason: OverflowReason) -> Target | None:
    """Where he can go for this reason."""
    target = group.queue.target(reason)
    if target is None or (target.group and not _can_wait_in(turn, call, target.group)):
        return None
    return None if target.number and group.line is None else target


def _leave_by_key(turn: Turn, call: Call, group: Group) -> None:
    """He would rather go than wait, even while a phone rings for him: it stops, through no fault of its operator."""
    if _way(turn, call, group, OverflowReason.EXIT_KEY) is None:
        return
    for offer in call.offers.values():
        floor_offers.withdraw(turn, call.call_id, offer, EndReason.LEFT_BY_KEY)
    _lead(turn, turn.state.calls[call.call_id], group, OverflowReason.EXIT_KEY)


def _enter(turn: Turn, call: Call, reason: OverflowReason, target: Target, stage: OverflowStage) -> Call:
    return turn.put_call(replace(call, overflow=Overflow(reason, target, stage, turn.now)))


def _play_message(turn: Turn, call: Call, reason: OverflowReason, target: Target) -> None:
    call = _enter(turn, call, reason, target, OverflowStage.MESSAGE)
    floor_announcements.announce(turn, call, (target.message,))


def _greet(turn: Turn, call: Call, reason: OverflowReason, target: Target) -> None:
    call = _enter(turn, call, reason, target, OverflowStage.GREETING)
    floor_announcements.announce(turn, call, (target.voicemail, BEEP))


def _can_wait_in(turn: Turn, call: Call, group_id: str) -> bool:
    group = turn.state.groups.get(group_id)
    return (
        group is not None and group.info.kind in INBOUND_KINDS and group_id not in (call.work_group_id, *call.visited)
    )


def _send_to_group(turn: Turn, call: Call, reason: OverflowReason, target: Target) -> None:
    new = floor_transfer.part(turn, call, TransferTarget(target.group), None)
    new = turn.put_call(replace(new, kept_place=call.place_at, visited=(*call.visited, call.work_group_id)))
    group = turn.group_of(new)
    turn.do(PlayMusic(new.lane, new.leg, group.music if group else "default"))
    call = _enter(turn, call, reason, target, OverflowStage.GROUP)
    floor_transfer.end_part(turn, call, new, EndReason.OVERFLOWED)


def _call_number(turn: Turn, call: Call, group: Group, reason: OverflowReason, target: Target) -> None:
    call = _enter(turn, call, reason, target, OverflowStage.CALLING)
    where = TransferTarget(group.group_id, target.number, line=group.line)
    floor_transfer.call_number(turn, call, where, f"overflow: {reason.value}")


def _was_not_reached(call: Call) -> bool:
    calling = call.overflow is not None and call.overflow.stage is OverflowStage.CALLING
    return calling and call.is_waiting and not call.offers


def _give_up_number(turn: Turn, call: Call) -> None:
    if call.overflow is not None and turn.state.switch_up:
        message = call.overflow.target.otherwise or UNREACHABLE
        _play_message(turn, call, call.overflow.reason, Target(message=message))


# ---- what is heard and said --------------------------------------------------------------------------------------


def play_done(turn: Turn, event: voice.PlayDone) -> None:
    of_leg, call = turn.state.call_of_leg(event.leg), _heard_by(turn, event.leg)
    if of_leg is not None and floor_queue_callback.hears_confirmation(of_leg, event.leg):
        floor_queue_callback.confirmed(turn, of_leg)
    elif call is None or call.overflow is None or call.announcing != event.media:
        floor_announcements.play_done(turn, event)
    elif call.overflow.stage is OverflowStage.MESSAGE:
        floor_calls.end(turn, call, EndReason.TURNED_AWAY)
    elif call.overflow.stage is OverflowStage.GREETING:
        _take_message(turn, call, call.overflow)


def _take_message(turn: Turn, call: Call, overflow: Overflow) -> None:
    stage = replace(call, overflow=Overflow(overflow.reason, overflow.target, OverflowStage.RECORDING, turn.now))
    turn.put_call(replace(stage, announcing=(), recorded=True))
    turn.do(RecordMessage(call.lane, call.leg, call.call_id, SILENCE_SECONDS))


def digit_pressed(turn: Turn, event: voice.DigitPressed) -> None:
    """While he waits it is a key of his group, while he speaks the end of his message; else it means nothing."""
    call = _heard_by(turn, event.leg)
    group = turn.group_of(call) if call is not None else None
    if call is None or group is None or not turn.state.switch_up:
        return
    if call.is_queued and event.digit == group.queue.exit_key:
        _leave_by_key(turn, call, group)
    elif call.is_queued and event.digit == group.queue.callback_key:
        floor_queue_callback.ask(turn, call, group)
    elif event.digit == END_OF_MESSAGE and _speaker(turn, event.leg):
        _end_message(turn, call)


def caller_silent(turn: Turn, event: voice.CallerSilent) -> None:
    if call := _speaker(turn, event.leg):
        _end_message(turn, call)


def _end_message(turn: Turn, call: Call) -> None:
    turn.do(StopRecording(call.lane, call.leg))
    floor_calls.end(turn, call, EndReason.VOICEMAIL)


def _message_ends_at(group: Group, overflow: Overflow) -> datetime:
    return overflow.since + timedelta(seconds=group.queue.voicemail_seconds)


def _heard_by(turn: Turn, leg: str) -> Call | None:
    call = turn.state.call_of_leg(leg)
    return call if call is not None and call.leg == leg else None


def _speaker(turn: Turn, leg: str) -> Call | None:
    """The call of a caller who leaves a message."""
    call = _heard_by(turn, leg)
    speaks = call is not None and call.overflow is not None and call.overflow.stage is OverflowStage.RECORDING
    return call if speaks else None


def resume(turn: Turn, call: Call) -> None:
    """After a gap in which nothing was heard of the switch: what was played may be over, what is recorded goes on."""
    if call.overflow is None:
        return
    target = call.overflow.target
    match call.overflow.stage:
        case OverflowStage.MESSAGE:
            floor_announcements.announce(turn, call, (target.message,))
        case OverflowStage.GREETING:
            floor_announcements.announce(turn, call, (target.voicemail, BEEP))
