"""What follows from a turn of the floor: rows that are out of date in the database, desks that look different."""

from collections.abc import Set
from dataclasses import replace

from server.domain import floor_abandoned, floor_callbacks, floor_help
from server.domain.floor_actions import Action, SaveCall, SaveSeat, ShowDesk
from server.domain.floor_state import Call, FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.floor_views import desk, desk_of, queue_view
from server.protocol.push import DeskState
from server.protocol.types import QueueView
from server.protocol.worklists import CallbackView


def rows_to_save(before: FloorState, turn: Turn) -> list[Action]:
    """Calls and sessions whose kept part has changed."""
    saves: list[Action] = []
    # Live calls first: one that a customer was transferred to is stored before the one that he left.
    for call_id in sorted(turn.touched_calls, key=lambda one: (one not in turn.state.calls, one)):
        call, known = _call_in(turn.state, call_id), _call_in(before, call_id)
        if call is not None and (known is None or _kept_of_call(call) != _kept_of_call(known)):
            saves.append(SaveCall(call))
    for operator_id in sorted(turn.touched_seats & turn.state.seats.keys()):
        seat, known_seat = turn.state.seats[operator_id], before.seats.get(operator_id)
        if known_seat is None or _kept_of_seat(seat) != _kept_of_seat(known_seat):
            saves.append(SaveSeat(seat))
    return saves


def _kept_of_call(call: Call) -> tuple[Call, Set[str]]:
    """What a restart needs; ringing and look-ups come anew."""
    transfer = replace(call.transfer, failure=None, since=call.arrived_at) if call.transfer else None
    kept = replace(
        call,
        offers={},
        matches=(),
        last_operator="",
        missed_by={},
        offer_from=None,
        is_admitted=True,
        waits_anyway=frozenset(),
        visited=(),
        announcing=(),
        rang_at=None,
        carrier_heard=False,
        joined=False,
        recording_given_up=False,
    )
    return replace(kept, transfer=transfer, consulting=None, transfer_failure=None), call.offers.keys()


def _kept_of_seat(seat: Seat) -> Seat:
    return replace(seat, call_id=None, outcome=None, idle_since=None, lost_at=None, misses=0)


class Desks:
    """The desks as last shown.

    Attributes:
        shown: desk of each signed-in operator.
    """

    def __init__(self) -> None:
        self.shown: dict[str, DeskState] = {}
        self._queues: dict[str, QueueView] = {}
        self._callbacks: dict[str, tuple[CallbackView, ...]] = {}

    def update(self, before: FloorState, turn: Turn) -> list[Action]:
        """Show what looks different now. Only desks of those who can see what changed are computed."""
        after, seats, calls = turn.state, turn.touched_seats, _seen_in(before, turn)
        everybody = before.switch_up != after.switch_up or before.groups != after.groups
        queues = self._changed_queues(before, turn, everybody) | floor_abandoned.groups_changed_between(before, after)
        for operator_id in seats - after.seats.keys():
            self.shown.pop(operator_id, None)
            self._callbacks.pop(operator_id, None)
        readers = self._changed_callbacks(before, turn, everybody) | floor_help.readers(before, turn)
        if not (everybody or queues or calls or seats or readers or turn.show_again):
            return []
        actions: list[Action] = []
        for seat in after.seats.values():
            again = seat.operator_id in turn.show_again
            if everybody or again or seat.operator_id in seats or _has_call(seat, calls):
                callbacks = self._callbacks[seat.operator_id]
                actions += self._show(desk(after, seat, self._queues, callbacks), again)
            elif seat.operator_id in readers or not queues.isdisjoint(seat.work_group_ids):
                me = self.shown[seat.operator_id].me
                callbacks = self._callbacks[seat.operator_id]
                actions += self._show(desk_of(me, after, seat, self._queues, callbacks), again)
        return actions

    def _changed_callbacks(self, before: FloorState, turn: Turn, everybody: bool) -> set[str]:
        """Operators whose callbacks look different now."""
        state = turn.state
        may_differ = set(state.seats) if everybody else floor_callbacks.readers(before, turn) | turn.touched_seats
        changed = set()
        for operator_id in may_differ & state.seats.keys():
            shown = floor_callbacks.callbacks_shown(state, state.seats[operator_id])
            if self._callbacks.get(operator_id) != shown:
                self._callbacks[operator_id] = shown
                changed.add(operator_id)
        return changed

    def _changed_queues(self, before: FloorState, turn: Turn, everybody: bool) -> set[str]:
        """Groups whose queue looks different now."""
        after, seats, calls = turn.state, turn.touched_seats, turn.touched_calls
        groups = after.groups.keys() if everybody else _groups(before, calls, seats) | _groups(after, calls, seats)
        changed = set()
        for group_id in groups & after.groups.keys():
            view = queue_view(after, group_id)
            if self._queues.get(group_id) != view:
                self._queues[group_id] = view
                changed.add(group_id)
        return changed

    def _show(self, new: DeskState, again: bool) -> list[Action]:
        operator_id = new.me.operator_id
        if not again and new == self.shown.get(operator_id):
            return []
        self.shown[operator_id] = new
        return [ShowDesk(operator_id, new)]


def _groups(state: FloorState, calls: Set[str], seats: Set[str]) -> set[str]:
    """Groups whose queue can look different."""
    of_calls = {state.calls[key].work_group_id for key in calls if key in state.calls}
    return of_calls.union(*(state.seats[key].work_group_ids for key in seats if key in state.seats))


def _seen_in(before: FloorState, turn: Turn) -> Set[str]:
    """Calls that look different now: who transfers a customer sees how far the target's call is."""
    seen: set[str] = set()
    for call_id in turn.touched_calls:
        known, call = _call_in(before, call_id), _call_in(turn.state, call_id)
        if known is not None and call is not None and _looks_of(known) == _looks_of(call):
            continue
        seen.add(call_id)
        if call is not None and call.transfer is not None:
            seen.add(call.transfer.from_call)
    return seen


def _call_in(state: FloorState, call_id: str) -> Call | None:
    return state.calls.get(call_id) or state.leaving.get(call_id)


def _looks_of(call: Call) -> Call:
    """What screens depend on. Of the offers each shows its own, and with that its seat changes: where fifty phones ring, fifty
    desks are not drawn anew because one more rings.
    """
    return replace(call, offers={}, rang_at=None, offer_from=None)


def _has_call(seat: Seat, calls: Set[str]) -> bool:
    """Whether one of the calls is on the operator's screen."""
    return bool(calls) and (seat.call_id in calls or (seat.outcome is not None and seat.outcome.call_id in calls))
