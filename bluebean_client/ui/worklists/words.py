"""When a callback is due, how late it is, and why it can't be changed, in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Problem
from bluebean_client.ui import words
from bluebean_client.ui.formats import clock_time, day
from server.protocol.worklists import CallbackView

translate = QCoreApplication.translate


def due_words(due_at: datetime, now: datetime) -> str:
    """14:30, 明日 10:30, 11月30日 10:30."""
    days = (due_at.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        return clock_time(due_at)
    if days == 1:
        return translate("worklists", "tomorrow {time}").format(time=clock_time(due_at))
    return f"{day(due_at)} {clock_time(due_at)}"


def late_words(due_at: datetime, now: datetime) -> str:
    """How long it is overdue, in the largest unit that fits."""
    minutes = int((now - due_at).total_seconds() // 60)
    if minutes < 1:
        return translate("worklists", "now")
    if minutes < 60:
        return translate("worklists", "{count} min late").format(count=minutes)
    if minutes < 24 * 60:
        return translate("worklists", "{count} h late").format(count=minutes // 60)
    return translate("worklists", "{count} d late").format(count=minutes // (24 * 60))


def left_words(due_at: datetime, now: datetime) -> str:
    """How long it is until then, or how late it is."""
    seconds = (due_at - now).total_seconds()
    if seconds <= 0:
        return late_words(due_at, now)
    return translate("worklists", "in {count} min").format(count=max(1, round(seconds / 60)))


def why_no_change(callback: CallbackView) -> str:
    """Why it can't be called off or moved now; empty if it can."""
    if callback.change_refusal is None:
        return ""
    details = {"operator_name": callback.taken_by.name} if callback.taken_by else {}
    return words.said(Problem(callback.change_refusal, details)).whole
