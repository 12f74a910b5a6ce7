"""`python -m tools.bench`: measures everything, prints the table and writes build/bench.md; any words choose the figures."""

import argparse
import functools
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench import (
    client_start,
    customers,
    delay,
    distribution,
    engine_costs,
    load,
    peers,
    popup,
    random_floor,
    ring_all,
    seats,
    soak,
    storm,
    voice,
)
from tools.bench.kills import measure as kills
from tools.bench.report import Figure, write_report
from tools.bench.scene import Scene, scene

FOLDER = Path("build/bench")
REPORT = Path("build/bench.md")
WITH_SERVER: dict[str, Callable[[Scene], list[Figure]]] = {
    "start": client_start.measure,
    "popup": popup.measure,
    "voice": voice.measure,
}
"""Measured at one client that is logged in and available."""
ALONE: dict[str, Callable[..., list[Figure]]] = {
    "customers": customers.measure,
    "delay": delay.measure,
    "distribution": distribution.measure,
    "engine": engine_costs.measure,
    "floor": random_floor.measure,
    "kills": kills.measure,
    "load": load.measure,
    "peers": peers.measure,
    "ring-all": ring_all.measure,
    "seats": seats.measure,
    "soak": soak.measure,
    "storm": storm.measure,
}
"""Bring along what they need; each gets a folder of its own."""


def main() -> int:
    given = _arguments()
    chosen = given.figures or [*WITH_SERVER, *ALONE]
    shutil.rmtree(FOLDER, ignore_errors=True)
    figures = _with_server([name for name in chosen if name in WITH_SERVER])
    alone = {**ALONE, "customers": functools.partial(customers.measure, number=given.customers)}
    alone |= {"soak": functools.partial(soak.measure, calls=given.calls, call_minutes=given.call_minutes)}
    alone |= {"kills": functools.partial(kills.measure, kills=given.kills, seed=given.seed)}
    for name in (name for name in chosen if name in alone):
        print(f"measuring {name} …", flush=True)
        figures += alone[name](FOLDER / name)
    print(write_report(figures, REPORT))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    names = [*WITH_SERVER, *ALONE]
    parser.add_argument(
        "figures", nargs="*", choices=[*names, []], metavar="FIGURE", help=f"some of: {', '.join(names)}"
    )
    parser.add_argument("--customers", type=int, default=customers.CUSTOMERS, help="customers among whom one is found")
    parser.add_argument("--calls", type=int, default=soak.CALLS, help="calls in a row of the soak")
    parser.add_argument("--call-minutes", type=float, default=soak.CALL_MINUTES, help="length of the soak's long call")
    parser.add_argument("--kills", type=int, default=kills.KILLS, help="how often something is killed")
    parser.add_argument("--seed", type=int, default=kills.SEED, help="what decides who is killed when")
    return parser.parse_args()


def _with_server(names: list[str]) -> list[Figure]:
    figures: list[Figure] = []
    if not names:
        return figures
    with scene(FOLDER / "scene") as stage:
        for name in names:
            print(f"measuring {name} …", flush=True)
            try:
                figures += WITH_SERVER[name](stage)
            except TimeoutError:
                stage.window.screenshot(FOLDER / "where-it-stopped.png")
                raise
    return figures


if __name__ == "__main__":
    sys.exit(main())
