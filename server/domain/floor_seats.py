"""What operators do: sign in and out, choose groups and statuses, act on their call, come and go with the network."""

from dataclasses import replace

from server.domain import floor_calls, floor_handover, floor_offers, floor_transfer, floor_wrap_up
from server.domain import floor_events as events
from server.domain.floor_actions import DeleteSeat, Dismiss
from server.domain.floor_state import Call, Seat
from server.domain.floor_turn import Turn
from server.domain.floor_views import situation
from server.domain.refusal import Refusal
from server.domain.statuses import IN_CALL, TALKING_STATUS, Event, refusals
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, EndReason, Status, UsageMode

# ---- sessions ----------------------------------------------------------------------------------------------------


def sign_in(turn: Turn, event: events.SignIn) -> None:
    new = replace(event.seat, lost_at=turn.now)
    for other in turn.state.seats.values():
        if other.extension == new.extension and other.operator_id != new.operator_id:
            raise Refusal(ErrorCode.EXTENSION_IN_USE, extension=new.extension, operator_name=other.name)
    old = turn.state.seats.get(new.operator_id)
    if old is not None:
        if old.token_hash != new.token_hash:
            turn.do(Dismiss(new.operator_id, ErrorCode.SESSION_TAKEN_OVER))
        _leave_its_phone(turn, old, new)
        new = _taken_over(old, new)
    elif call := _talking_call(turn, new.operator_id):
        new = replace(
            new,
            status=TALKING_STATUS[call.direction],
            since=call.answered_at or turn.now,
            call_id=call.call_id,
            work_group_ids=new.work_group_ids or (call.work_group_id,),
        )
    turn.put_seat(new)


def _taken_over(old: Seat, new: Seat) -> Seat:
    """A new session of an operator who has a call goes on with it; otherwise it starts afresh."""
    if old.call_id is None:
        return replace(new, outcome=old.outcome)
    return replace(
        new,
        status=old.status,
        since=old.since,
        work_group_ids=old.work_group_ids,
        call_id=old.call_id,
        idle_since=old.idle_since,
        next_status=old.next_status,
        next_reason=old.next_reason,
        next_by=old.next_by,
        help=old.help,
    )


def _leave_its_phone(turn: Turn, old: Seat, new: Seat) -> None:
    """A call that is up goes on at the phone of the window that lived until now; a window that was lost took its phone along."""
    call = turn.state.calls.get(old.call_id or "")
    lives_on = old.lost_at is None or old.extension != new.extension
    if call is not None and call.is_talking and lives_on:
        turn.put_call(replace(call, phone_elsewhere=True))


def _talking_call(turn: Turn, operator_id: str) -> Call | None:
    return next(
        (call for call in turn.state.calls.values() if call.is_talking and call.operator_id == operator_id), None
    )


def sign_out(turn: Turn, event: events.SignOut) -> None:
    """Idempotent. A call that the operator talks in stays up; one that rings goes to the next, one that he dials ends."""
    if event.operator_id in turn.state.seats:
        leave(turn, turn.state.seats[event.operator_id])


def leave(turn: Turn, seat: Seat, code: ErrorCode = ErrorCode.SESSION_EXPIRED, by: str = "") -> None:
    """Take the operator off the floor; his window is told why, and who did it."""
    call = turn.state.calls.get(seat.call_id) if seat.call_id else None
    if call and (offer := call.offers.get(seat.operator_id)):
        floor_offers.withdraw(turn, call.call_id, offer, EndReason.DECLINED)
    elif call and call.is_dialing:
        floor_calls.end(turn, call, EndReason.OPERATOR_HUNG_UP)
    turn.move(turn.state.seats[seat.operator_id], Event.LOG_OFF)
    turn.remove_seat(seat.operator_id)
    turn.do(DeleteSeat(seat.operator_id), Dismiss(seat.operator_id, code, by))


def channel_opened(turn: Turn, event: events.ChannelOpened) -> None:
    seat = turn.seat(event.operator_id)
    turn.put_seat(replace(seat, lost_at=None, seen_at=turn.now))
    turn.show_again.add(seat.operator_id)


def channel_closed(turn: Turn, event: events.ChannelClosed) -> None:
    seat = turn.state.seats.get(event.operator_id)
    if seat is not None and seat.lost_at is None:
        turn.put_seat(replace(seat, lost_at=turn.now, seen_at=turn.now))


def grace_over(turn: Turn, seat: Seat) -> None:
    """The operator's client has not come back."""
    leave(turn, seat)


# ---- the phone ---------------------------------------------------------------------------------------------------


def phone_seen(turn: Turn, event: events.PhoneSeen) -> None:
    turn.state.phone_news[event.extension] = event.registered
    phones = turn.state.phones - {event.extension}
    turn.state.phones = phones | {event.extension} if event.registered else phones
    for seat in [seat for seat in turn.state.seats.values() if seat.extension == event.extension]:
        _give_back_offer_of_lost_phone(turn, seat)
    turn.trust_phone(event.extension)


def _give_back_offer_of_lost_phone(turn: Turn, seat: Seat) -> None:
    call = turn.state.calls.get(seat.call_id) if seat.call_id else None
    offer = call.offers.get(seat.operator_id) if call else None
    if call and offer and seat.extension not in turn.state.phones:
        floor_offers.withdraw(turn, call.call_id, offer, EndReason.PHONE_LOST)


# ---- statuses ----------------------------------------------------------------------------------------------------


def start_work(turn: Turn, event: events.StartWork) -> None:
    """Begin work, or change the groups while no call is under way."""
    seat = turn.seat(event.operator_id)
    chosen = tuple(dict.fromkeys(event.work_group_ids))
    if not chosen:
        raise Refusal(ErrorCode.NO_WORK_GROUP_CHOSEN)
    for group_id in chosen:
        group = turn.state.groups.get(group_id)
        if group is None or not group.has_member(seat.operator_id):
            raise Refusal(ErrorCode.NOT_A_MEMBER, work_group_id=group_id)
    if seat.mode is UsageMode.SOFTPHONE:
        raise Refusal(ErrorCode.FORBIDDEN)  # a phone only, without the operator screen
    if seat.status in IN_CALL:
        raise Refusal(ErrorCode.REFUSED_DURING_CALL)
    if seat.status is Status.RINGING:
        raise Refusal(ErrorCode.REFUSED_WHILE_RINGING)
    seat = turn.put_seat(replace(seat, work_group_ids=chosen))
    if seat.status is Status.OFFLINE:
        turn.move(seat, Event.START_WORK, by=seat.operator_id)


def groups_changed(turn: Turn, event: events.GroupsChanged) -> None:
    """Take over the site. A group that is gone stays as long as it has calls; operators leave groups they lost."""
    new = {group.group_id: group for group in event.groups}
    in_use = {call.work_group_id for call in turn.state.calls.values()}
    kept = {key: group for key, group in turn.state.groups.items() if key in in_use and key not in new}
    turn.state.groups = kept | new
    for seat in list(turn.state.seats.values()):
        own = tuple(key for key in seat.work_group_ids if key in new and new[key].has_member(seat.operator_id))
        if own != seat.work_group_ids:
            turn.put_seat(replace(seat, work_group_ids=own))


def people_changed(turn: Turn, event: events.PeopleChanged) -> None:
    turn.state.people = {person.operator_id: person for person in event.people}


# ---- the call ----------------------------------------------------------------------------------------------------


def hold(turn: Turn, event: events.Hold) -> None:
    floor_calls.hold(turn, _own_call(turn, event.operator_id, event.call_id, Command.HOLD))


def resume(turn: Turn, event: events.Resume) -> None:
    floor_calls.resume(turn, _own_call(turn, event.operator_id, event.call_id, Command.RESUME))


def hang_up(turn: Turn, event: events.HangUpCall) -> None:
    """End the call; while it rings, decline it; while it is being transferred, drop the target."""
    call = _own_call(turn, event.operator_id, event.call_id, Command.HANG_UP)
    if offer := call.offers.get(event.operator_id):
        floor_offers.miss(turn, call.call_id, offer, EndReason.DECLINED)
    elif call.is_consulted:
        floor_transfer.leave_consultation(turn, call)
    elif call.consulting:  # never the customer
        floor_transfer.drop(turn, call)
    elif floor_handover.is_under_way(turn, call):
        floor_handover.take_back(turn, call)
    else:
        floor_calls.end(turn, call, EndReason.OPERATOR_HUNG_UP)


def transfer_to(turn: Turn, event: events.TransferTo) -> None:
    call = _own_call(turn, event.operator_id, event.call_id, Command.TRANSFER)
    floor_transfer.transfer_to(turn, call, event)


def transfer_to_queue(turn: Turn, event: events.TransferToQueue) -> None:
    call = _own_call(turn, event.operator_id, event.call_id, Command.TRANSFER)
    floor_transfer.transfer_to_queue(turn, call, event)


def complete_transfer(turn: Turn, event: events.CompleteTransfer) -> None:
    floor_transfer.complete(turn, _own_call(turn, event.operator_id, event.call_id, Command.COMPLETE_TRANSFER))


def drop_target(turn: Turn, event: events.DropTarget) -> None:
    call = _own_call(turn, event.operator_id, event.call_id, Command.DROP_TARGET)
    floor_transfer.drop(turn, call, keep_holding=event.keep_holding)


def start_conference(turn: Turn, event: events.StartConference) -> None:
    floor_transfer.start_conference(turn, _own_call(turn, event.operator_id, event.call_id, Command.CONFERENCE))


def _own_call(turn: Turn, operator_id: str, call_id: str, command: Command) -> Call:
    """The operator's call, if the status table lets him give this command now."""
    seat = turn.seat(operator_id)
    call = turn.state.calls.get(call_id)
    if seat.status is not Status.OFFLINE and (call is None or seat.call_id != call_id):
        raise Refusal(ErrorCode.NO_SUCH_CALL)
    code = refusals(seat.status, situation(turn.state, call), switch_up=turn.state.switch_up).get(command)
    if code is not None or call is None:
        raise Refusal(code or ErrorCode.NO_SUCH_CALL)
    return call


def set_call_customer(turn: Turn, event: events.SetCallCustomer) -> None:
    call = _remembered_call(turn, event.operator_id, event.call_id)
    turn.put_call(replace(call, customer_id=event.customer_id))


def note_record(turn: Turn, event: events.NoteRecord) -> None:
    """The call needs no record any more; once it has ended it leaves the operator's screen. One that has gone on to others needs theirs."""
    call = _remembered_call(turn, event.operator_id, event.call_id)
    if call.operator_id == event.operator_id:
        turn.put_call(replace(call, record_id=event.record_id, customer_id=event.customer_id))
    seat = turn.state.seats.get(event.operator_id)
    if seat and seat.outcome and seat.outcome.call_id == event.call_id:
        floor_wrap_up.follow_choice(turn, turn.put_seat(replace(seat, outcome=None)))


def _remembered_call(turn: Turn, operator_id: str, call_id: str) -> Call:
    """A call that the floor still knows and that this operator has, had or was offered; others are only in the database."""
    call = turn.state.calls.get(call_id) or turn.state.leaving.get(call_id)
    seat = turn.state.seats.get(operator_id)
    offered = seat is not None and seat.outcome is not None and seat.outcome.call_id == call_id
    if call is None or not (offered or operator_id in {call.operator_id, *call.offers}):
        raise Refusal(ErrorCode.NO_SUCH_CALL)
    return call
