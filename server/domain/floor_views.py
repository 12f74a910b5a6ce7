"""What an operator sees of the floor: his own state, his call, the queues of his groups."""

import msgspec

from server.domain import floor_help, floor_wrap_up
from server.domain.floor_state import Call, FloorState, Outcome, Seat
from server.domain.people import Person
from server.domain.status_reasons import given_reason
from server.domain.statuses import NO_CALL, CallSituation, refusals
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.reasons import StatusReasons
from server.protocol.seats import SeatView
from server.protocol.transfer import Consultation, TransferOrigin
from server.protocol.types import (
    CallState,
    CallView,
    Command,
    EndReason,
    OperatorRef,
    OperatorState,
    QueueView,
    Status,
    WaitingCall,
)
from server.protocol.worklists import CallbackView

NAMES_SHOWN = 3


Callbacks = tuple[CallbackView, ...]


def desk(state: FloorState, seat: Seat, queues: dict[str, QueueView], callbacks: Callbacks) -> DeskState:
    """`queues` holds the view of every group, computed once for all readers; `callbacks` those that this reader sees."""
    return desk_of(operator_state(state, seat), state, seat, queues, callbacks)


def desk_of(
    me: OperatorState, state: FloorState, seat: Seat, queues: dict[str, QueueView], callbacks: Callbacks
) -> DeskState:
    """The same with the operator's own state as it is known already."""
    own = {group_id: queues[group_id] for group_id in seat.work_group_ids if group_id in queues}
    abandoned = {group_id: state.abandoned[group_id] for group_id in own if state.abandoned.get(group_id)}
    return DeskState(
        me=me,
        queues=own,
        switch_up=state.switch_up,
        callbacks=callbacks,
        abandoned=abandoned,
        help_requests=floor_help.shown_to(state, seat),
    )


def operator_state(state: FloorState, seat: Seat) -> OperatorState:
    call = state.calls.get(seat.call_id) if seat.call_id else None
    return OperatorState(
        operator_id=seat.operator_id,
        status=seat.status,
        since=seat.since,
        work_group_ids=seat.work_group_ids,
        call=call_view(state, seat),
        refusals=refusals(seat.status, situation(state, call), switch_up=state.switch_up) | _shift_refusals(seat),
        wrap_up_ends_at=seat.wrap_up_ends_at,
        wrap_up_extension=seat.wrap_up_extension,
        next_status=seat.next_status,
        help=seat.help,
        help_reaches=floor_help.reaches(state, seat),
        reason=given_reason(state.reasons, seat.status, seat.reason_shown, seat.since),
        set_by=_colleague(state, seat, seat.status_by),
        next_reason=given_reason(state.reasons, seat.next_status, seat.next_reason, None),
        next_set_by=_colleague(state, seat, seat.next_by),
    )


def _colleague(state: FloorState, seat: Seat, operator_id: str) -> OperatorRef | None:
    """Who set something at this seat, if it was somebody else."""
    return OperatorRef(operator_id, state.name_of(operator_id)) if operator_id not in ("", seat.operator_id) else None


def situation(state: FloorState, call: Call | None) -> CallSituation:
    """What the commands on a call depend on."""
    if call is None:
        return NO_CALL
    asked = consultation(state, call)
    return CallSituation(call.held, asked.stage if asked else None, call.is_consulted)


def consultation(state: FloorState, call: Call) -> Consultation | None:
    """The target that is asked whether it takes the customer of this call."""
    asked = state.calls.get(call.consulting) if call.consulting else None
    if asked is None or asked.transfer is None or asked.transfer.stage is None:
        return None
    return Consultation(asked.transfer.stage, state.party_at(asked.transfer.number), asked.transfer.since)


def _origin(state: FloorState, call: Call) -> TransferOrigin | None:
    transfer = call.transfer
    if transfer is None or not transfer.by:  # nobody: the rules of a queue sent him on
        return None
    return TransferOrigin(state.name_of(transfer.by), transfer.stage, transfer.failure)


def _shift_refusals(seat: Seat) -> dict[Command, ErrorCode]:
    """Of what is asked between the calls."""
    codes = {
        Command.HELP: floor_help.why_no_request(seat),
        Command.EXTEND_WRAP_UP: floor_wrap_up.why_no_extension(seat),
        Command.NEXT_STATUS: floor_wrap_up.why_no_next_status(seat),
    }
    return {command: code for command, code in codes.items() if code is not None}


def call_view(state: FloorState, seat: Seat) -> CallView | None:
    """The call on the operator's screen: the one he is offered or has, or the last one that ended."""
    if seat.call_id is not None and (call := state.calls.get(seat.call_id)):
        return _live_view(state, call, seat)
    if seat.outcome is None:
        return None
    ended = state.calls.get(seat.outcome.call_id) or state.leaving.get(seat.outcome.call_id)
    return ended_view(state, ended, seat.outcome) if ended else None


def _live_view(state: FloorState, call: Call, seat: Seat) -> CallView:
    group = state.groups.get(call.work_group_id)
    offer = call.offers.get(seat.operator_id)
    return CallView(
        call_id=call.call_id,
        work_group_id=call.work_group_id,
        direction=call.direction,
        state=CallState.OFFERED if offer else _state(call),
        number=call.number,
        called_number=call.called_number,
        arrived_at=call.arrived_at,
        offered_at=offer.offered_at if offer else call.offered_at or call.arrived_at,
        offer_ends_at=offer.ends_at if offer else None,
        answered_at=None if offer else call.answered_at,
        recording=call.joined and not offer and bool(call.recorded),
        auto_answer=group is not None and group.info.auto_answer and not (offer and not call.is_queued),
        matches=call.matches,
        customer_id=call.customer_id,
        held_since=call.held_since if call.held else None,
        consultation=consultation(state, call),
        transfer_failure=call.transfer_failure,
        transferred=_origin(state, call),
        phone_elsewhere=call.phone_elsewhere,
        callback=call.callback is not None,
    )


def _state(call: Call) -> CallState:
    if call.is_dialing:
        return CallState.DIALING
    return CallState.HELD if call.held else CallState.TALKING


def ended_view(state: FloorState, call: Call, outcome: Outcome) -> CallView:
    """A call that is over for this operator; it may go on for another."""
    group = state.groups.get(call.work_group_id)
    return CallView(
        call_id=call.call_id,
        work_group_id=call.work_group_id,
        direction=call.direction,
        state=CallState.ENDED,
        number=call.number,
        called_number=call.called_number,
        arrived_at=call.arrived_at,
        offered_at=outcome.offered_at,
        answered_at=outcome.answered_at,
        ended_at=outcome.ended_at,
        end_reason=outcome.reason,
        taken_by=outcome.taken_by,
        auto_answer=group is not None and group.info.auto_answer,
        matches=call.matches,
        customer_id=call.customer_id,
        transferred=_origin(state, call),
        callback=call.callback is not None,
    )


def past_view(state: FloorState, call: Call) -> CallView:
    """A call that left its operator's screen."""
    outcome = Outcome(
        call_id=call.call_id,
        offered_at=call.offered_at or call.arrived_at,
        ended_at=call.ended_at or call.arrived_at,
        reason=call.end_reason or EndReason.OPERATOR_HUNG_UP,
        answered_at=call.answered_at,
    )
    return ended_view(state, call, outcome)


def queue_view(state: FloorState, group_id: str) -> QueueView:
    """First come first, by the places that are kept; a call that rings at somebody's desk still waits."""
    waiting = sorted(
        (call for call in state.calls.values() if call.work_group_id == group_id and call.is_queued),
        key=lambda call: (call.place_at, call.call_id),
    )
    ready = sum(1 for seat in state.seats.values() if group_id in seat.work_group_ids and is_free(seat))
    return QueueView(
        work_group_id=group_id,
        waiting=tuple(
            WaitingCall(call.call_id, call.number, names_of(call), call.arrived_at, call.is_off_line)
            for call in waiting
        ),
        available_operators=ready,
    )


def seat_view(person: Person, seat: Seat | None, member_of: tuple[str, ...], reasons: StatusReasons) -> SeatView:
    """A colleague as everybody sees him; `seat` is None while he is not signed in."""
    view = SeatView(person.operator_id, person.name, person.kana, work_group_ids=member_of, picture=person.picture)
    if seat is None:
        return view
    return msgspec.structs.replace(
        view,
        status=seat.status,
        since=seat.since,
        extension=seat.extension,
        work_group_ids=seat.work_group_ids or member_of,
        help=floor_help.seen_by_all(seat),
        reason=given_reason(reasons, seat.status, seat.reason_shown, seat.since),
    )


def is_free(seat: Seat) -> bool:
    """Whether calls may be offered here now."""
    return seat.status is Status.AVAILABLE and seat.call_id is None and seat.lost_at is None


def names_of(call: Call) -> str:
    """Who the caller may be; empty if nobody knows."""
    names = [customer.name for customer in call.matches if customer.name]
    return "、".join(names[:NAMES_SHOWN])
