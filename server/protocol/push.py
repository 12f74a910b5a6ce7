"""The push channel: hello, snapshot, numbered changes, heartbeat. Both sides apply a change with the same pure function.

The client opens `/api/v1/events` and sends `Hello`. The server answers `Welcome`, then `Snapshot`, then `Change`s whose
`seq` grows by one. On a gap, or any doubt, the client sends `Resync` and gets a new snapshot. Each side sends `Ping`
when it has been silent for `heartbeat_seconds`; a side that heard nothing for three of them closes the connection.
"""

from datetime import datetime

import msgspec

from server.protocol.errors import ErrorCode
from server.protocol.seats import SeatView
from server.protocol.types import HelpRequest, OperatorState, QueueView
from server.protocol.worklists import AbandonedCall, CallbackView

HEARTBEAT_SECONDS = 2.0
SILENCE_LIMIT_SECONDS = 6.0


class DeskState(msgspec.Struct, frozen=True):
    """All that one operator may see of the live state."""

    me: OperatorState
    queues: dict[str, QueueView] = {}
    switch_up: bool = True
    seats: dict[str, SeatView] = {}
    """All operators of the site, by id."""
    callbacks: tuple[CallbackView, ...] = ()
    """Soonest first."""
    abandoned: dict[str, tuple[AbandonedCall, ...]] = {}
    """By group, newest first: those of the last 24 hours."""
    help_requests: tuple[HelpRequest, ...] = ()
    """Of others, those that the reader may take up; oldest first."""


class MeChanged(msgspec.Struct, frozen=True, tag="me"):
    me: OperatorState


class QueueChanged(msgspec.Struct, frozen=True, tag="queue"):
    queue: QueueView


class QueueRemoved(msgspec.Struct, frozen=True, tag="queue_removed"):
    work_group_id: str


class SwitchChanged(msgspec.Struct, frozen=True, tag="switch"):
    up: bool


class SeatsChanged(msgspec.Struct, frozen=True, tag="seats", omit_defaults=True):
    """Seats that look different now, and operators who are not of the site any more; never the whole list."""

    seats: tuple[SeatView, ...] = ()
    gone: tuple[str, ...] = ()


class CallbacksChanged(msgspec.Struct, frozen=True, tag="callbacks"):
    callbacks: tuple[CallbackView, ...]


class AbandonedChanged(msgspec.Struct, frozen=True, tag="abandoned"):
    """All of one group; none: the group is gone from the list."""

    work_group_id: str
    calls: tuple[AbandonedCall, ...]


class HelpChanged(msgspec.Struct, frozen=True, tag="help"):
    """All of them."""

    help_requests: tuple[HelpRequest, ...]


Body = (
    MeChanged
    | QueueChanged
    | QueueRemoved
    | SwitchChanged
    | SeatsChanged
    | CallbacksChanged
    | AbandonedChanged
    | HelpChanged
)


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    protocol: int
    token: str

    def __repr__(self) -> str:
        return f"Hello(protocol={self.protocol})"


class Resync(msgspec.Struct, frozen=True, tag="resync"):
    pass


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    pass


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    protocol: int
    oldest_protocol: int
    server_time: datetime
    heartbeat_seconds: float = HEARTBEAT_SECONDS


class Snapshot(msgspec.Struct, frozen=True, tag="snapshot"):
    seq: int
    state: DeskState


class Change(msgspec.Struct, frozen=True, tag="change"):
    seq: int
    body: Body


class Goodbye(msgspec.Struct, frozen=True, tag="goodbye"):
    """Last word before the server closes; `session_taken_over`, `session_expired` or `protocol_unsupported`: do not come back.

    `by` is the name of the colleague who ended the session (`logged_off_by_other`).
    """

    code: ErrorCode
    message: str = ""
    by: str = ""


ClientMessage = Hello | Resync | Ping
ServerMessage = Welcome | Snapshot | Change | Ping | Goodbye


def apply(state: DeskState, body: Body) -> DeskState:
    """State after a change; never modifies `state`."""
    match body:
        case MeChanged(me):
            return msgspec.structs.replace(state, me=me)
        case QueueChanged(queue):
            return msgspec.structs.replace(state, queues={**state.queues, queue.work_group_id: queue})
        case QueueRemoved(work_group_id):
            rest = {key: queue for key, queue in state.queues.items() if key != work_group_id}
            return msgspec.structs.replace(state, queues=rest)
        case SwitchChanged(up):
            return msgspec.structs.replace(state, switch_up=up)
        case SeatsChanged(seats, gone):
            left = {key: seat for key, seat in state.seats.items() if key not in gone} if gone else state.seats
            return msgspec.structs.replace(state, seats={**left, **{seat.operator_id: seat for seat in seats}})
        case CallbacksChanged(callbacks):
            return msgspec.structs.replace(state, callbacks=callbacks)
        case HelpChanged(help_requests):
            return msgspec.structs.replace(state, help_requests=help_requests)
        case AbandonedChanged(work_group_id, calls):
            others = {key: known for key, known in state.abandoned.items() if key != work_group_id}
            return msgspec.structs.replace(state, abandoned={**others, work_group_id: calls} if calls else others)


def difference(old: DeskState, new: DeskState) -> list[Body]:
    """Changes that make `new` of `old`, in a stable order; empty if nothing changed."""
    changes: list[Body] = []
    if new.switch_up != old.switch_up:
        changes.append(SwitchChanged(new.switch_up))
    if new.me != old.me:
        changes.append(MeChanged(new.me))
    changes += [QueueChanged(queue) for key, queue in new.queues.items() if old.queues.get(key) != queue]
    changes += [QueueRemoved(key) for key in old.queues if key not in new.queues]
    seats = tuple(seat for key, seat in new.seats.items() if old.seats.get(key) != seat)
    gone = tuple(key for key in old.seats if key not in new.seats)
    if seats or gone:
        changes.append(SeatsChanged(seats, gone))
    if new.callbacks != old.callbacks:
        changes.append(CallbacksChanged(new.callbacks))
    if new.help_requests != old.help_requests:
        changes.append(HelpChanged(new.help_requests))
    changes += [AbandonedChanged(key, calls) for key, calls in new.abandoned.items() if old.abandoned.get(key) != calls]
    changes += [AbandonedChanged(key, ()) for key in old.abandoned if key not in new.abandoned]
    return changes
