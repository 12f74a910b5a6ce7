"""The seat list as readings of seats: who matches a search, in which order they stand, how many are in which status."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum

from bluebean_client.domain.desk import Desk
from server.protocol.seats import SeatView
from server.protocol.types import Status

IN_CALL = frozenset({Status.TALKING_IN, Status.TALKING_OUT, Status.DIALING, Status.RINGING})
WITHOUT_PHONE = frozenset({Status.OFFLINE, Status.PHONE_DISCONNECTED})


class Column(IntEnum):
    """Of the table, from left to right."""

    NAME = 0
    EXTENSION = 1
    STATUS = 2
    SINCE = 3
    GROUPS = 4
    ACTION = 5


STATUS_ORDER = (
    Status.AVAILABLE,
    Status.WRAP_UP,
    Status.RINGING,
    Status.DIALING,
    Status.TALKING_IN,
    Status.TALKING_OUT,
    Status.AWAY,
    Status.BREAK,
    Status.PHONE_DISCONNECTED,
    Status.OFFLINE,
)
"""Whoever is free stands first: people look for someone to call."""
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def folded(text: str) -> str:
    """`text` as it is compared: width, case, kind of kana and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA).split())


def matches(seat: SeatView, search: str) -> bool:
    """Whether name or its reading contains `search`, or the extension begins with it."""
    wanted = folded(search)
    by_number = bool(seat.extension) and seat.extension.startswith(wanted)
    return not wanted or by_number or any(wanted in folded(text) for text in (seat.name, seat.kana))


def is_number(text: str) -> bool:
    """Whether `text` looks like something to dial rather than somebody to find."""
    typed = folded(text)
    return any(char.isdigit() for char in typed) and all(char.isdigit() or char in "+-()*#." for char in typed)


def seats_of(desk: Desk) -> Mapping[str, SeatView]:
    return desk.live.seats if desk.live else {}


def may_set_status_of(desk: Desk, seat: SeatView) -> bool:
    """Whether the reader may set the status of a colleague: a supervisor that of the members of his groups."""
    if desk.identity is None or seat.operator_id == desk.identity.operator_id:
        return False
    if "set_status_of_all" in desk.capabilities:
        return True
    led = (member.operator_id for group in desk.work_groups for member in group.members)
    return "set_status_of" in desk.capabilities and seat.operator_id in led


def group_names(desk: Desk) -> dict[str, str]:
    """All work groups of the site once the plan is there, the operator's own before."""
    if desk.seat_plan is not None:
        return {group.key: group.label for group in desk.seat_plan.work_groups}
    return {group.work_group_id: group.name for group in desk.work_groups}


def groups_text(seat: SeatView, names: Mapping[str, str]) -> str:
    return "、".join(names.get(group_id, group_id) for group_id in seat.work_group_ids)


def in_order(
    seats: Iterable[SeatView], column: Column, names: Mapping[str, str], *, descending: bool = False
) -> list[SeatView]:
    """Ordered by a column, then by name. Since: the longest first."""
    keys: dict[Column, Callable[[SeatView], object]] = {
        Column.NAME: _reading,
        Column.EXTENSION: lambda seat: (not seat.extension, len(seat.extension), seat.extension),
        Column.STATUS: lambda seat: STATUS_ORDER.index(seat.status),
        Column.SINCE: lambda seat: (seat.since is None, seat.since.timestamp() if seat.since else 0.0),
        Column.GROUPS: lambda seat: groups_text(seat, names),
    }
    by_name = sorted(seats, key=_reading)
    return sorted(by_name, key=keys.get(column, _reading), reverse=descending)  # type: ignore[arg-type]


def _reading(seat: SeatView) -> tuple[str, str]:
    return folded(seat.kana or seat.name), seat.operator_id


def kept_order(shown: Iterable[str], wanted: Iterable[SeatView]) -> list[SeatView]:
    """`wanted` in the order in which they are shown; new ones at the end: nothing moves under the hand."""
    left = {seat.operator_id: seat for seat in wanted}
    kept = [left.pop(operator_id) for operator_id in shown if operator_id in left]
    return [*kept, *left.values()]


def status_counts(seats: Iterable[SeatView]) -> list[tuple[Status, int]]:
    """How many are in each status, in order; talking is counted together, who is offline is not."""
    counted: Counter[Status] = Counter(
        Status.TALKING_IN if seat.status is Status.TALKING_OUT else seat.status for seat in seats
    )
    return [(status, counted[status]) for status in STATUS_ORDER if counted[status] and status is not Status.OFFLINE]
