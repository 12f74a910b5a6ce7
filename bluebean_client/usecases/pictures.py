"""Colleagues' pictures: fetched when a window first shows somebody, kept by version, fetched anew when there is another."""

import asyncio
import logging
from dataclasses import replace

from bluebean_client.domain.desk import Link, Picture
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper

_log = logging.getLogger(__name__)

AT_A_TIME = 4
RETRY_SECONDS = 2.0


class Pictures:
    """Never keeps the window waiting: initials are shown until the picture is there."""

    def __init__(self, keeper: DeskKeeper, server: Server, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background
        self._under_way: set[tuple[str, int]] = set()
        self._places = asyncio.Semaphore(AT_A_TIME)

    def want(self, operator_id: str) -> None:
        desk = self._keeper.desk
        seat = desk.live.seats.get(operator_id) if desk.live else None
        known = desk.pictures.get(operator_id)
        if seat is None or not seat.picture or (known is not None and known.version == seat.picture):
            return
        wanted = (operator_id, seat.picture)
        if wanted not in self._under_way:
            self._under_way.add(wanted)
            self._background.start(self._fetch(*wanted), f"picture of {operator_id}")

    async def _fetch(self, operator_id: str, version: int) -> None:
        try:
            async with self._places:
                image = await self._ask(operator_id, version)
        finally:
            self._under_way.discard((operator_id, version))
        picture = Picture(version, image)
        self._keeper.change(lambda desk: replace(desk, pictures={**desk.pictures, operator_id: picture}))

    async def _ask(self, operator_id: str, version: int) -> bytes:
        """Empty if the server will not give it: then the initials stay."""
        while True:
            try:
                return await self._server.picture(operator_id, version)
            except Refused as refused:
                _log.warning("no picture of %s: %s", operator_id, refused)
                return b""
            except Unreachable:
                await self._keeper.wait_for(lambda desk: desk.link is not Link.ONLINE, RETRY_SECONDS)
                await self._keeper.wait_for(lambda desk: desk.link is Link.ONLINE)
