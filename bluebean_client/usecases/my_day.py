"""Keeps the operator's figures and contacts of today up to date: asked for when work begins, a call ends or a record was saved."""

import logging
from dataclasses import replace
from datetime import datetime

from bluebean_client.domain.desk import Desk, Link, Screen
from bluebean_client.domain.offer import connected_call
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper

_log = logging.getLogger(__name__)

FIGURES, CONTACTS = "my_day", "recent_contacts"
"""Capabilities of the server."""

MOST_CONTACTS = 20


class MyDay:
    """A listener of the desk. What could not be had stays as it was until the next occasion."""

    def __init__(self, keeper: DeskKeeper, server: Server, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background
        self._asking = False
        self._asked_again = False
        keeper.listen(self._changed)

    def _changed(self, old: Desk, new: Desk) -> None:
        if not {FIGURES, CONTACTS} & new.capabilities or not _at_work(new) or _occasion(old) == _occasion(new):
            return
        if self._asking:
            self._asked_again = True
        else:
            self._asking = True
            self._background.start(self._ask(), "my day")

    async def _ask(self) -> None:
        try:
            again = True
            while again:
                self._asked_again = False
                await self._ask_once()
                again = self._asked_again
        except (Refused, Unreachable) as trouble:
            _log.info("my day is not known: %s", trouble)
        finally:
            self._asking = False

    async def _ask_once(self) -> None:
        if FIGURES in self._keeper.desk.capabilities:
            figures = await self._server.my_day()
            self._keeper.put(replace(self._keeper.desk, my_day=figures))
        if CONTACTS in self._keeper.desk.capabilities:
            found = await self._server.recent_contacts(limit=MOST_CONTACTS)
            self._keeper.put(replace(self._keeper.desk, recent_contacts=found.contacts))


def _at_work(desk: Desk) -> bool:
    return desk.screen is Screen.WORK and desk.link is Link.ONLINE


def _occasion(desk: Desk) -> tuple[bool, str, datetime | None]:
    """What changes when figures and contacts may have changed."""
    call = connected_call(desk)
    saved = max((tab.saved_at for tab in desk.tabs if tab.saved_at is not None), default=None)
    return _at_work(desk), call.call_id if call else "", saved
