"""Pictures of colleagues and floors: fetched when a window first shows them, and anew when there is another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bluebean_client.domain.desk import Desk, Link, Picture
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
                image = await patiently(
                    self._keeper, lambda: self._server.picture(operator_id, version), f"picture of {operator_id}"
                )
        finally:
            self._under_way.discard((operator_id, version))
        picture = Picture(version, image)
        self._keeper.change(lambda desk: replace(desk, pictures={**desk.pictures, operator_id: picture}))


class PlanPictures:
    """Desks are shown without until it is there. Those that no floor names any more are forgotten."""

    def __init__(self, keeper: DeskKeeper, server: Server, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background
        self._under_way: set[str] = set()

    def want(self, name: str) -> None:
        if name not in self._under_way and name not in self._keeper.desk.plan_pictures:
            self._under_way.add(name)
            self._background.start(self._fetch(name), f"picture of a floor, {name}")

    async def _fetch(self, name: str) -> None:
        try:
            image = await patiently(self._keeper, lambda: self._server.plan_picture(name), "picture of a floor")
        finally:
            self._under_way.discard(name)
        self._keeper.change(lambda desk: replace(desk, plan_pictures={**_named(desk), name: image}))


def _named(desk: Desk) -> dict[str, bytes]:
    floors = desk.seat_plan.floors if desk.seat_plan else ()
    names = {floor.picture for floor in floors}
    return {name: image for name, image in desk.plan_pictures.items() if name in names}


async def patiently(keeper: DeskKeeper, ask: Callable[[], Awaitable[bytes]], what: str) -> bytes:
    """The image, however long the server is away; empty if it will not give it: then the window does without."""
    while True:
        try:
            return await ask()
        except Refused as refused:
            _log.warning("no %s: %s", what, refused)
            return b""
        except Unreachable:
            await keeper.wait_for(lambda desk: desk.link is not Link.ONLINE, RETRY_SECONDS)
            await keeper.wait_for(lambda desk: desk.link is Link.ONLINE)
