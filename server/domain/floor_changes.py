"""What follows from a turn of the floor: rows that are out of date in the database, desks that look different."""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from server.domain.floor_actions import Action, SaveCall, SaveSeat, ShowDesk
from server.domain.floor_state import Call, FloorState, Seat
from server.domain.floor_views import desk, queue_view
from server.protocol.push import DeskState
from server.protocol.types import QueueView


def rows_to_save(before: FloorState, after: FloorState) -> list[Action]:
    """Calls and sessions whose kept part has changed."""
    saves: list[Action] = []
    known_calls = before.leaving | before.calls
    for call in (*after.calls.values(), *after.leaving.values()):
        known = known_calls.get(call.call_id)
        if call is not known and (known is None or _kept_of_call(call) != _kept_of_call(known)):
            saves.append(SaveCall(call))
    for seat in after.seats.values():
        known_seat = before.seats.get(seat.operator_id)
        if seat is not known_seat and (known_seat is None or _kept_of_seat(seat) != _kept_of_seat(known_seat)):
            saves.append(SaveSeat(seat))
    return saves


def _kept_of_call(call: Call) -> tuple[Call, Set[str]]:
    """What a restart needs; ringing and look-ups come anew."""
    return replace(
        call, offers={}, matches=(), offer_from=None, joined=False, recording_given_up=False
    ), call.offers.keys()


def _kept_of_seat(seat: Seat) -> Seat:
    return replace(seat, call_id=None, outcome=None, idle_since=None, lost_at=None)


class Desks:
    """The desks as last shown.

    Attributes:
        shown: desk of each signed-in operator.
    """

    def __init__(self) -> None:
        self.shown: dict[str, DeskState] = {}
        self._queues: dict[str, QueueView] = {}

    def update(self, before: FloorState, after: FloorState, show_again: Set[str]) -> list[Action]:
        """Show what looks different now. Only desks of those who can see what changed are computed."""
        calls = _changed(before.calls, after.calls) | _changed(before.leaving, after.leaving)
        seats = _changed(before.seats, after.seats)
        everybody = before.switch_up != after.switch_up or bool(_changed(before.groups, after.groups))
        groups = _groups(before, calls, seats) | _groups(after, calls, seats)
        for group_id in after.groups.keys() if everybody else groups & after.groups.keys():
            self._queues[group_id] = queue_view(after, group_id)
        for operator_id in before.seats.keys() - after.seats.keys():
            self.shown.pop(operator_id, None)
        actions: list[Action] = []
        for seat in after.seats.values():
            again = seat.operator_id in show_again
            if everybody or again or seat.operator_id in seats or _sees(seat, calls, groups):
                actions += self._show(after, seat, again)
        return actions

    def _show(self, after: FloorState, seat: Seat, again: bool) -> list[Action]:
        new = desk(after, seat, self._queues)
        if not again and new == self.shown.get(seat.operator_id):
            return []
        self.shown[seat.operator_id] = new
        return [ShowDesk(seat.operator_id, new)]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Keys whose value was replaced, added or removed; values are never changed in place."""
    return {key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)}


def _groups(state: FloorState, calls: Set[str], seats: Set[str]) -> set[str]:
    """Groups whose queue can look different."""
    of_calls = {state.calls[key].work_group_id for key in calls if key in state.calls}
    return of_calls.union(*(state.seats[key].work_group_ids for key in seats if key in state.seats))


def _sees(seat: Seat, calls: Set[str], groups: Set[str]) -> bool:
    ended = seat.outcome.call_id if seat.outcome else None
    return seat.call_id in calls or ended in calls or not groups.isdisjoint(seat.work_group_ids)
