"""The seat list as last shown: which seats look different after a turn, found without looking at all of them."""

from collections.abc import Iterable

from server.domain.floor_actions import Action, ShowSeats
from server.domain.floor_state import FloorState
from server.domain.floor_turn import Turn
from server.domain.floor_views import seat_view
from server.protocol.seats import SeatView


class Roster:
    """Attributes: `shown`, seat of each operator of the site."""

    def __init__(self) -> None:
        self.shown: dict[str, SeatView] = {}
        self._member_of: dict[str, tuple[str, ...]] = {}

    def update(self, before: FloorState, turn: Turn) -> list[Action]:
        """Show everybody what looks different now."""
        after = turn.state
        if before.people is not after.people or before.groups != after.groups:
            self._member_of = _memberships(after)
            changed = self._changed(after, after.people)
            for operator_id in self.shown.keys() - after.people.keys():
                del self.shown[operator_id]
                changed[operator_id] = None
        else:
            changed = self._changed(after, turn.touched_seats)
        return [ShowSeats(changed)] if changed else []

    def _changed(self, state: FloorState, operator_ids: Iterable[str]) -> dict[str, SeatView | None]:
        changed: dict[str, SeatView | None] = {}
        for operator_id in operator_ids:
            person = state.people.get(operator_id)
            if person is None:
                continue
            view = seat_view(person, state.seats.get(operator_id), self._member_of.get(operator_id, ()), state.reasons)
            if view != self.shown.get(operator_id):
                changed[operator_id] = self.shown[operator_id] = view
        return changed


def _memberships(state: FloorState) -> dict[str, tuple[str, ...]]:
    """Work groups of each operator, in the site's order."""
    found: dict[str, list[str]] = {}
    for group_id, group in state.groups.items():
        for member in group.info.members:
            found.setdefault(member.operator_id, []).append(group_id)
    return {operator_id: tuple(groups) for operator_id, groups in found.items()}
