"""What is said of a request for help, to who asks and to who can help."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.formats import duration
from bluebean_client.ui.views import group_name
from server.protocol.types import HelpRequest, OperatorState

translate = QCoreApplication.translate


def told_words(me: OperatorState) -> str:
    """Whether anybody has been told."""
    if me.help_reaches:
        return translate("help", "Shown on the supervisors' screens")
    return translate("help", "No supervisor is at work now. It is shown as soon as one is.")


def reaction_words(request: HelpRequest, now: datetime) -> str:
    """Who has taken it up, or that nobody has reacted yet; empty while there was hardly time to."""
    if request.taken_by is not None:
        since = duration((now - (request.taken_at or now)).total_seconds())
        return translate("help", "{name} sees to it  {time}").format(name=request.taken_by.name, time=since)
    if request.escalated_at is not None:
        return translate("help", "Nobody has reacted: all supervisors are told now")
    return ""


def asker_words(request: HelpRequest) -> str:
    return translate("help", "{name} asks for help").format(name=request.operator.name)


def asker_facts(desk: Desk, request: HelpRequest, now: datetime) -> str:
    """For how long, and whether others did not react; extension and work groups."""
    groups = [group_name(desk, group_id) for group_id in request.work_group_ids]
    unheard = request.escalated_at is not None and request.taken_by is None
    facts = (
        duration((now - request.since).total_seconds()),
        translate("help", "nobody has reacted yet") if unheard else "",
        translate("help", "Ext. {extension}").format(extension=request.extension),
        *groups,
    )
    return " ・ ".join(fact for fact in facts if fact)


def requests_to_hear(desk: Desk) -> list[HelpRequest]:
    """Requests of others that nobody else sees to."""
    if desk.live is None:
        return []
    me = desk.live.me.operator_id
    return [one for one in desk.live.help_requests if one.taken_by is None or one.taken_by.operator_id == me]


def is_mine(desk: Desk, request: HelpRequest) -> bool:
    """Whether this person has taken it up."""
    taken_by, me = request.taken_by, desk.live.me.operator_id if desk.live else ""
    return taken_by is not None and taken_by.operator_id == me
