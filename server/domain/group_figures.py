"""The figures of a work group's day: counted from its call records and the log of statuses, and from nothing else.

So they agree with the records by construction, outlive every restart, and come out the same whoever counts. The two formulas
of the service level are those of Asterisk's `app_queue` (ServicelevelPerf and ServicelevelPerf2). Occupancy: Cleveland & Mayben,
Call Center Management on Fast Forward: time spent on calls and after them as a share of that and of waiting for calls.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.status_log import StatusPeriod
from server.protocol.figures import GroupFigures
from server.protocol.types import Direction, EndReason, Status

BUSY = frozenset({Status.DIALING, Status.TALKING_IN, Status.TALKING_OUT, Status.WRAP_UP})
IDLE = frozenset({Status.AVAILABLE, Status.RINGING})


@dataclass(frozen=True, slots=True)
class CountedCall:
    """What is counted of a row of `calls`. `by_transfer`: an operator gave the customer to somebody, not to a queue."""

    work_group_id: str
    direction: Direction
    operator_id: str | None
    arrived_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    end_reason: EndReason | None
    abandoned: bool
    wait_seconds: int
    talk_seconds: int
    by_transfer: bool
    on_another_way: bool
    """He was led to a message, a number or voicemail in place of an operator."""
    by_callback: bool


def count(
    work_group_id: str,
    calls: Iterable[CountedCall],
    periods: Iterable[StatusPeriod],
    *,
    day_began_at: datetime,
    now: datetime,
    within_seconds: int,
) -> GroupFigures:
    """`calls`: those that ended since `day_began_at` or have not ended; `periods`: those that lasted since then. Of others too."""
    mine = [call for call in calls if call.work_group_id == work_group_id]
    callers = [call for call in mine if _came_into_the_queue(call)]
    answered = [call for call in callers if call.answered_at is not None and not call.on_another_way]
    others = [call for call in callers if call.answered_at is None and not call.on_another_way]
    waiting = [call for call in others if call.ended_at is None]
    abandoned = [call for call in callers if call.abandoned]
    lost = [call for call in others if call.end_reason is EndReason.SWITCH_LOST]
    direct = [call for call in answered if not call.by_callback]
    in_time = sum(1 for call in direct if call.wait_seconds <= within_seconds)
    gave_up_in_time = sum(1 for call in abandoned if call.wait_seconds <= within_seconds)
    occupied = list(periods)
    return GroupFigures(
        work_group_id=work_group_id,
        day_began_at=day_began_at,
        waiting=len(waiting),
        waiting_since=min((call.arrived_at for call in waiting), default=None),
        offered=len(callers),
        answered=len(answered),
        abandoned=len(abandoned),
        sent_on=len(callers) - len(waiting) - len(answered) - len(abandoned) - len(lost),
        lost=len(lost),
        called_back=len(answered) - len(direct),
        within_seconds=within_seconds,
        service_level=_share(in_time, len(direct)),
        service_level_of_all=_share(in_time + gave_up_in_time, len(direct) + len(abandoned)),
        average_wait_seconds=_share(sum(call.wait_seconds for call in direct), len(direct)),
        average_handling_seconds=_handling(mine, occupied, now),
        occupancy=_occupancy(work_group_id, occupied, day_began_at, now),
    )


def _came_into_the_queue(call: CountedCall) -> bool:
    """Not who was given to one operator, and not who was turned away at the door."""
    return call.direction is Direction.IN and not call.by_transfer and call.end_reason is not EndReason.TURNED_AWAY


def _handling(mine: Sequence[CountedCall], periods: Sequence[StatusPeriod], now: datetime) -> float | None:
    """Talk and hold of the calls that have ended, and the wrap-up that began when each ended."""
    handled = [call for call in mine if call.answered_at and call.ended_at and call.operator_id]
    after = {(call.operator_id, call.ended_at) for call in handled}
    wrap_up = sum(
        ((period.until or now) - period.since).total_seconds()
        for period in periods
        if period.status is Status.WRAP_UP and (period.operator_id, period.since) in after
    )
    return _share(sum(call.talk_seconds for call in handled) + wrap_up, len(handled))


def _occupancy(group: str, periods: Sequence[StatusPeriod], begin: datetime, end: datetime) -> float | None:
    busy, idle = (
        sum(
            _overlap(period, begin, end) for period in periods if group in period.work_group_ids and period.status in of
        )
        for of in (BUSY, IDLE)
    )
    return _share(busy, busy + idle)


def _overlap(period: StatusPeriod, begin: datetime, end: datetime) -> float:
    """Seconds."""
    return max(0.0, (min(period.until or end, end) - max(period.since, begin)).total_seconds())


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
