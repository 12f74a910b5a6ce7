"""One turn of the floor: the working copy that the handlers of an event change, and the actions they ask for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from server.domain.callbacks import Callback
from server.domain.distribution.memory import Memory
from server.domain.distribution.values import Chance
from server.domain.floor_actions import Action
from server.domain.floor_state import Call, FloorState, Group, Outcome, Seat
from server.domain.refusal import Refusal
from server.domain.statuses import (
    BUTTONS,
    IN_CALL,
    KEEPS_NEXT_STATUS,
    REMEMBERS,
    Event,
    allows,
    leads_back,
    next_status,
)
from server.protocol.errors import ErrorCode
from server.protocol.reasons import NO_ANSWER
from server.protocol.types import Status

KEEPS_IDLE_TIME = frozenset({Event.OFFER_WITHDRAWN, Event.CONSULTATION_ENDED, Event.COLLEAGUE_LEFT, Event.PHONE_BACK})
"""Events that bring an operator back to available without taking his turn from him."""
FORGIVES_MISSES = frozenset(
    {
        Event.CALL_ANSWERED,
        Event.CALLBACK_TAKEN,
        Event.START_WORK,
        Event.OFFER_MISSED,
        Event.OFFER_MISSED_TO_WRAP_UP,
        *BUTTONS.values(),
    }
)
"""Events after which missed calls are counted anew: he is there, or was sent away for them."""
GIVEN_REASONS: Mapping[Event, str] = {Event.OFFER_MISSED: NO_ANSWER}
"""Of an away that nobody chose."""
PHONE_DOUBT = timedelta(seconds=10)
"""Longer than the switch takes to notice that a phone has vanished."""
PAUSES_WRAP_UP = frozenset(
    {
        Event.PHONE_LOST,
        Event.PHONE_BACK,
        Event.CALL_OFFERED,
        Event.OFFER_WITHDRAWN,
        Event.OFFER_MISSED_ONCE,
        Event.COLLEAGUE_RINGS,
        Event.COLLEAGUE_ANSWERED,
        Event.COLLEAGUE_LEFT,
    }
)
"""Events that a wrap-up outlives: it goes on as it was when the phone, or the operator, is back."""


@dataclass(slots=True)
class Turn:
    """Lives for one event. If its handler raises, the copy is thrown away and nothing has changed."""

    state: FloorState
    now: datetime
    new_id: Callable[[], str]
    country: str
    chance: Chance
    actions: list[Action] = field(default_factory=list)
    show_again: set[str] = field(default_factory=set)
    """Operators whose desk is shown even if it is unchanged."""
    touched_seats: set[str] = field(default_factory=set)
    touched_calls: set[str] = field(default_factory=set)
    """What was put or removed: what follows from a turn is looked for there only, however many are on the floor."""
    touched_callbacks: set[int] = field(default_factory=set)
    time_was_told: bool = False

    def do(self, *actions: Action) -> None:
        self.actions.extend(actions)

    def seat(self, operator_id: str) -> Seat:
        """Seat of a signed-in operator, or `Refusal`."""
        seat = self.state.seats.get(operator_id)
        if seat is None:
            raise Refusal(ErrorCode.SESSION_EXPIRED)
        return seat

    def put_seat(self, seat: Seat) -> Seat:
        self.state.seats[seat.operator_id] = seat
        if (seat.help is not None) != (seat.operator_id in self.state.asking):
            self.state.asking ^= {seat.operator_id}
        self.touched_seats.add(seat.operator_id)
        return seat

    def remove_seat(self, operator_id: str) -> None:
        del self.state.seats[operator_id]
        self.state.asking -= {operator_id}
        self.touched_seats.add(operator_id)

    def put_call(self, call: Call) -> Call:
        """Store a call where it belongs: among the live ones or those that are leaving."""
        here, there = (self.state.calls, self.state.leaving)
        if call.ended_at is not None:
            here, there = there, here
        there.pop(call.call_id, None)
        here[call.call_id] = call
        self.touched_calls.add(call.call_id)
        return call

    def put_callbacks(self, callbacks: Iterable[Callback], without: Iterable[int] = ()) -> None:
        put, gone = list(callbacks), list(without)
        self.touched_callbacks.update(gone, (callback.callback_id for callback in put))
        self.state.callbacks = self.state.callbacks.changed(put, gone)

    def put_memory(self, work_group_id: str, memory: Memory) -> None:
        self.state.memories = {**self.state.memories, work_group_id: memory}

    def group_of(self, call: Call) -> Group | None:
        return self.state.groups.get(call.work_group_id)

    def seat_with(self, operator_id: str | None, call_id: str) -> Seat | None:
        """The operator's seat if he is signed in and this is the call that occupies him."""
        seat = self.state.seats.get(operator_id) if operator_id else None
        return seat if seat is not None and seat.call_id == call_id else None

    def move(self, seat: Seat, event: Event, *, reason: str = "", by: str = "") -> Seat:
        """Move a seat by the status table; a seat whose phone is away falls on to `PHONE_DISCONNECTED`.

        `reason` is that of an away or a break, `by` the operator who chose it.
        """
        status = next_status(seat.status, event, seat.return_status)
        remembered = _remembered(seat, event, status)
        comes_back = remembered is not None or leads_back(seat.status, event)
        keeps_idle = status is not Status.AVAILABLE or event in KEEPS_IDLE_TIME
        moved = replace(
            seat,
            status=status,
            since=self.now,
            return_status=remembered,
            idle_since=seat.idle_since if keeps_idle and seat.idle_since else self.now,
            wrap_up_ends_at=seat.wrap_up_ends_at if event in PAUSES_WRAP_UP else None,
            wrap_up_extension=seat.wrap_up_extension if event in PAUSES_WRAP_UP else None,
            misses=0 if event in FORGIVES_MISSES else seat.misses,
            next_status=seat.next_status if event in KEEPS_NEXT_STATUS else None,
            next_reason=seat.next_reason if event in KEEPS_NEXT_STATUS else "",
            next_by=seat.next_by if event in KEEPS_NEXT_STATUS else "",
            reason=reason or GIVEN_REASONS.get(event) or (seat.reason if comes_back else ""),
            status_by=by,
        )
        return self.watch_phone(self.put_seat(moved))

    def watch_phone(self, seat: Seat) -> Seat:
        """Bring the status in line with what is known of the seat's phone."""
        registered = self.state.has_phone(seat.extension)
        if not registered and allows(seat.status, Event.PHONE_LOST):
            return self.move(seat, Event.PHONE_LOST)
        if registered and allows(seat.status, Event.PHONE_BACK):
            return self.move(seat, Event.PHONE_BACK)
        return seat

    def doubt_phone(self, extension: str) -> None:
        """Offer nothing there until the phone registers, or the switch has had time to find out whether it lives."""
        self.state.doubted = {**self.state.doubted, extension: self.now + PHONE_DOUBT}

    def trust_phone(self, extension: str) -> None:
        self.state.doubted = {key: until for key, until in self.state.doubted.items() if key != extension}
        for seat in [seat for seat in self.state.seats.values() if seat.extension == extension]:
            self.watch_phone(seat)

    def release(self, seat: Seat, event: Event, outcome: Outcome | None) -> Seat:
        """Free a seat of its call, with what its operator shall see of it."""
        return self.move(replace(seat, call_id=None, outcome=outcome), event)


def _remembered(seat: Seat, event: Event, status: Status) -> Status | None:
    """The status to which the way back leads from the new `status`."""
    if event in REMEMBERS:
        return seat.status
    return seat.return_status if status in IN_CALL else None
