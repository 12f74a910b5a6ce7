"""Keeps the log of statuses whole: closes what a killed server left open, says that the server lives, forgets what is old."""

from collections.abc import Awaitable
from datetime import timedelta

import structlog

from server.ports.outside import Clock
from server.ports.storage import Repositories

BEAT_SECONDS = 10.0
"""How often the server says that it lives: a killed one leaves the ends of statuses in doubt by as much."""
PURGE_SECONDS = 3600.0
log = structlog.get_logger(__name__)


async def close_status_log(repositories: Repositories) -> None:
    """Before the floor begins: what was open when the server last stopped ended when it last said that it lived."""
    if closed := await repositories.close_statuses():
        log.info("status_log_closed", count=closed)


async def keep_status_log(repositories: Repositories, clock: Clock, days: int) -> None:
    """Say every now and then that the server lives, and forget what ended more than `days` ago; for ever."""
    next_purge = clock.now()
    try:
        while True:
            now = clock.now()
            await _try(repositories.note_alive(now))
            if days and now >= next_purge:
                await _try(repositories.purge_statuses(now - timedelta(days=days)))
                next_purge = now + timedelta(seconds=PURGE_SECONDS)
            await clock.sleep(BEAT_SECONDS)
    finally:  # an orderly stop leaves nothing in doubt
        await _try(repositories.note_alive(clock.now()))


async def _try(write: Awaitable[None]) -> None:
    try:
        await write
    except Exception as error:
        log.warning("status_log_not_kept", why=str(error).partition("\n")[0])
