"""Looks at the switch every few seconds, so that the floor can see what does not agree with it."""

import asyncio
from collections.abc import Callable

import structlog

from server.domain import floor_events as events
from server.ports.outside import Clock
from server.ports.switch import Switch, SwitchError, SwitchIsDown
from server.services.call_floor_rows import look

LOOK_SECONDS = 4.5
"""Two looks say what is wrong: nothing outlives its cause by ten seconds."""
ANSWER_SECONDS = 2.0
"""A look that takes longer is dropped: it would tell of what was."""

log = structlog.get_logger(__name__)


async def watch(switch: Switch, clock: Clock, tell: Callable[[events.Input], None]) -> None:
    """Until cancelled. While there is no connection there is nothing to see: `SwitchUp` brings a survey."""
    while True:
        await clock.sleep(LOOK_SECONDS)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                snapshot = await switch.snapshot()
        except SwitchIsDown:
            continue
        except (SwitchError, TimeoutError) as error:
            log.warning("the switch did not say what is there", why=str(error) or "it did not answer in time")
        else:
            tell(look(snapshot))
