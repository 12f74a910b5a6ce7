"""Brings files and call records together again after a crash between the end of a recording and the note of its name."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from server.ports.storage import Repositories

LOOKS_BACK = timedelta(days=7)
log = structlog.get_logger(__name__)


async def match_recordings(repositories: Repositories, has_file: Callable[[str], bool], now: datetime) -> int:
    """Name the files that lie there complete for calls that name none; gives how many."""
    found = 0
    for call in await repositories.calls_without_recording(now - LOOKS_BACK):
        name = recording_name(call.call_id)
        if has_file(name):
            await repositories.set_recording(call.customer_leg, name)
            found += 1
    if found:
        log.info("recordings_matched", count=found)
    return found


def recording_name(call_id: str) -> str:
    """What the switch calls the file of a call that is recorded as `call_id`."""
    return f"{call_id}.wav"
