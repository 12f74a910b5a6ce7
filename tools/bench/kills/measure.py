"""The figure of the bench: what a thousand kills lose."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.e2e.centre import Centre, end_engines, engines, prepared_site
from tools.bench.kills.run import Kills, Outcome
from tools.bench.report import Figure

SEED, KILLS = 20261126, 1000
CUSTOMERS = ["佐藤 健一", "佐藤 恵子", "佐藤 誠"]


def measure(folder: Path, *, kills: int = KILLS, seed: int = SEED) -> list[Figure]:
    """Prints what was lost, if anything was."""
    outcome = asyncio.run(_killed(folder.resolve(), seed, kills))
    print("\n".join([str(outcome), *outcome.losses]), flush=True)
    return [Figure("records, drafts and callbacks lost", len(outcome.losses), "losses", 0, str(outcome))]


async def _killed(folder: Path, seed: int, kills: int) -> Outcome:
    async with AsyncExitStack() as stack:
        stack.callback(end_engines, folder)
        centre = Centre(folder / "centre", stack, prepared_site(folder / "site"))
        stack.callback(centre.server.stop)
        return await asyncio.to_thread(kill_at_random, centre, seed, kills)


def kill_at_random(centre: Centre, seed: int, kills: int) -> Outcome:
    """At a running centre."""

    def kill_engine() -> None:
        for engine in engines(centre.profile("op001")):
            engine.kill()
            engine.wait(5)

    return Kills(seed, centre.server, centre.open_window, kill_engine, CUSTOMERS).run(kills)
