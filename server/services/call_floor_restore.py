"""What the database kept of the floor, for a server that starts."""

from datetime import datetime

from server.domain import floor_events as events
from server.domain.floor_abandoned import KEPT_FOR, MOST_KEPT
from server.domain.floor_state import Call
from server.ports.storage import Repositories
from server.services.call_floor_rows import call_of, callback_of, group_of, seat_of
from server.services.offer_log import OfferLog


async def read_floor(repositories: Repositories, offers: OfferLog, now: datetime) -> events.Restored:
    rows = await repositories.work_groups()
    groups = tuple(group_of(row) for row in rows)
    calls = tuple(call_of(row) for row in await repositories.live_calls())
    seats = []
    unrecorded: dict[str, Call] = {}
    for session in await repositories.sessions():
        operator = await repositories.operator(session.operator_id)
        if operator is None:
            continue
        seats.append(seat_of(session, operator))
        last = await repositories.unwritten_call(session.operator_id)
        if last is not None and last.ended_at is not None and last.ended_at >= session.created_at:
            unrecorded[session.operator_id] = call_of(last)
    known = {row.info.work_group_id: row for row in rows}
    callbacks = tuple(callback_of(row, known) for row in await repositories.open_callbacks())
    abandoned = await repositories.abandoned_calls(now - KEPT_FOR)
    kept = {group: tuple(given_up[:MOST_KEPT]) for group, given_up in abandoned.items()}
    people = tuple(await repositories.people())
    memories = await offers.restore(groups, calls, now)
    reasons = await repositories.status_reasons()
    return events.Restored(groups, tuple(seats), calls, unrecorded, people, callbacks, kept, memories, reasons)
