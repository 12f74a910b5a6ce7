"""Readings of what waits for the operator: which callbacks are overdue, of today, to be told of; which callers gave up."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bluebean_client.domain.desk import Desk
from server.protocol.worklists import AbandonedCall, CallbackView

MOST_NOTICES = 3


def all_callbacks(desk: Desk) -> tuple[CallbackView, ...]:
    """Those of the operator and of the groups that he leads, soonest first."""
    return desk.live.callbacks if desk.live else ()


def callbacks(desk: Desk) -> tuple[CallbackView, ...]:
    """Those that are the operator's to make, soonest first."""
    return tuple(one for one in all_callbacks(desk) if not one.supervised)


def led_callbacks(
    desk: Desk, now: datetime, *, assignee_id: str = "", overdue_only: bool = False
) -> tuple[CallbackView, ...]:
    """Those of the groups that the operator leads, of one assignee or all, soonest first."""
    return tuple(
        one
        for one in all_callbacks(desk)
        if one.may_assign
        and assignee_id in ("", one.assignee.operator_id)
        and (is_overdue(one, now) or not overdue_only)
    )


def in_minutes(now: datetime, minutes: int) -> datetime:
    """So many minutes from now, at the full minute: records are read and edited without seconds."""
    moment = now + timedelta(minutes=minutes)
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def find_callback(desk: Desk, callback_id: int) -> CallbackView | None:
    return next((one for one in all_callbacks(desk) if one.callback_id == callback_id), None)


def is_overdue(callback: CallbackView, now: datetime) -> bool:
    return callback.due_at <= now


def is_others(callback: CallbackView, desk: Desk) -> bool:
    """Whether a colleague is making this call."""
    me = desk.identity.operator_id if desk.identity else ""
    return callback.taken_by is not None and callback.taken_by.operator_id != me


def overdue(desk: Desk, now: datetime) -> list[CallbackView]:
    """Those that the operator should make at once."""
    return [one for one in callbacks(desk) if is_overdue(one, now) and not is_others(one, desk)]


def due_today(desk: Desk, now: datetime) -> list[CallbackView]:
    """Those until midnight here and those told of at night, overdue ones included, that nobody else is making."""
    today = now.astimezone().date()
    mine = (one for one in callbacks(desk) if not is_others(one, desk))
    return [one for one in mine if one.notice or one.due_at.astimezone().date() <= today]


def notices(desk: Desk) -> list[CallbackView]:
    """Callbacks to tell of by a pop-up, soonest first, as many as the window shows at once."""
    return [one for one in callbacks(desk) if one.notice][:MOST_NOTICES]


def abandoned(desk: Desk) -> list[tuple[str, AbandonedCall]]:
    """Callers who gave up, with their group's id, newest first."""
    groups = desk.live.abandoned.items() if desk.live else ()
    calls = [(group_id, call) for group_id, known in groups for call in known]
    return sorted(calls, key=lambda pair: pair[1].at, reverse=True)


def find_abandoned(desk: Desk, call_id: str) -> tuple[str, AbandonedCall] | None:
    return next((pair for pair in abandoned(desk) if pair[1].call_id == call_id), None)


def unhandled(calls: Iterable[tuple[str, AbandonedCall]]) -> list[tuple[str, AbandonedCall]]:
    """Those that somebody should call back."""
    return [pair for pair in calls if pair[1].is_open]


def of_today(calls: Iterable[tuple[str, AbandonedCall]], now: datetime) -> list[tuple[str, AbandonedCall]]:
    """Those since midnight here."""
    today = now.astimezone().date()
    return [pair for pair in calls if pair[1].at.astimezone().date() == today]
