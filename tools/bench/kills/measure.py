"""The figure of the bench: what a thousand kills lose."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.e2e.centre import Centre, end_engines, engines, prepared_site
from tests.support.window_nursery import Nursery
from tools.bench.kills.run import Kills, Outcome
from tools.bench.kills.workplace import Pc
from tools.bench.report import Figure

SEED, KILLS = 20261126, 1000
DESKS = {
    "op001": ("2001", ["佐藤 健一", "佐藤 恵子", "佐藤 誠"]),
    "op002": ("2002", ["伊藤 一郎", "加藤 二郎", "後藤 三郎"]),
}
"""Login id, extension and whose records are written there; the customers of the site are the first desk's."""


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
    added = centre.folder / "customers.csv"
    added.write_text("\n".join(["name,phone", *(f"{name},0355501234" for name in DESKS["op002"][1])]), "utf-8")
    centre.server.admin("add-customers", "--work-group", "support", str(added))
    pcs = [_pc(centre, login_id, extension) for login_id, (extension, _) in DESKS.items()]
    customers = {login_id: names for login_id, (_, names) in DESKS.items()}
    with Nursery() as centre.nursery:
        return Kills(seed, centre.server, pcs, customers).run(kills)


def _pc(centre: Centre, login_id: str, extension: str) -> Pc:
    def kill_engine() -> None:
        for engine in engines(centre.profile(login_id)):
            engine.kill()
            engine.wait(5)

    return Pc(login_id, lambda: centre.open_window(login_id, extension), kill_engine)
