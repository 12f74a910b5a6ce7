"""Tells a screen reader what happens while the focus is elsewhere: a call comes, the status changes, something goes wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.ui import words
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.status_words import status_word
from bluebean_client.ui.views import call_customer, derived_notices, group_name, offered_call, status
from server.protocol.types import CallView

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Announcement:
    """`urgent` interrupts what is being spoken."""

    text: str
    urgent: bool = False


def announcements(old: Desk, new: Desk) -> Iterator[Announcement]:
    """What has to be spoken after the desk has changed; times and counts never are."""
    call, before = offered_call(new), offered_call(old)
    rings = call is not None and (before is None or before.call_id != call.call_id)
    if call is not None and rings:
        yield Announcement(_call_words(new, call), urgent=True)
    elif old.live and new.live and _status_words(old) != _status_words(new):
        yield Announcement(_status_words(new))
    known = {notice.key for notice in _notices(old)}
    for notice in _notices(new):
        if notice.key not in known:
            yield Announcement(words.said(notice.problem).whole, urgent=True)


def _status_words(desk: Desk) -> str:
    return status_word(status(desk), desk.live.me.reason if desk.live else None)


def _notices(desk: Desk) -> tuple[Notice, ...]:
    return (*derived_notices(desk), *desk.notices)


def _call_words(desk: Desk, call: CallView) -> str:
    customer = call_customer(desk, call)
    facts = [
        customer_name(customer.name) if customer else "",
        caller(call.number),
        group_name(desk, call.work_group_id),
    ]
    said = translate("announcer", "Incoming call: {facts}")
    return said.format(facts=" ・ ".join(fact for fact in facts if fact))


class Announcer:
    """Speaks through `window`; costs nothing while no assistive technology listens."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def announce(self, old: Desk, new: Desk) -> None:
        if not QAccessible.isActive():
            return
        for said in announcements(old, new):
            event = QAccessibleAnnouncementEvent(self._window, said.text)
            politeness = QAccessible.AnnouncementPoliteness
            event.setPoliteness(politeness.Assertive if said.urgent else politeness.Polite)
            QAccessible.updateAccessibility(event)
