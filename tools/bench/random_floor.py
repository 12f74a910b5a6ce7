"""A hundred thousand random events on the pure floor, with all laws of its random worlds checked after each step.

The worlds are those of the tests: callers, phones, operators, networks, kills of the server, a switch that is lost, news that never arrive.
"""

import time
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from server.domain import floor_events as events
from tests.server.domain.test_floor_machine import FloorMachine
from tests.server.domain.test_queue_machine import QueueMachine
from tests.support.floor_world import FloorWorld
from tools.bench.report import Figure

EVENTS = 100_000
WORLDS_AT_ONCE, STEPS = 50, 100


def measure(folder: Path) -> list[Figure]:
    """Needs no folder, no server and no switch. A law that does not hold is reported by the machine that broke it, shrunk."""
    figures = []
    for machine, name in ((FloorMachine, "everything"), (QueueMachine, "queues")):
        run = _Run()
        broken = run.of(machine)
        beside = (
            f"{run.taken:,} events; {run.cpu_seconds / run.taken * 1e6:.0f} µs of processor time each, with the laws"
        )
        figures.append(Figure(f"random floor, {name}: laws broken", broken, "", 0.0, beside))
    return figures


class _Run:
    """Attributes: `taken`, events that a floor took; `cpu_seconds` of all of it."""

    def __init__(self) -> None:
        self.taken = 0
        self.cpu_seconds = 0.0

    def of(self, machine: type[FloorMachine | QueueMachine]) -> int:
        """How many laws were broken: one at most, since the first ends the run."""
        take = FloorWorld.take

        def counted(world: FloorWorld, event: events.Input) -> None:
            self.taken += 1
            take(world, event)

        began = time.process_time()
        FloorWorld.take = counted  # type: ignore[method-assign]
        try:
            while self.taken < EVENTS // 2:
                run_state_machine_as_test(machine, settings=_settings(machine))  # type: ignore[no-untyped-call]
        except (AssertionError, ExceptionGroup) as broken:
            print(broken)
            return 1
        finally:
            FloorWorld.take = take  # type: ignore[method-assign]
            self.cpu_seconds = time.process_time() - began
        return 0


def _settings(machine: type[FloorMachine | QueueMachine]) -> settings:
    usual = machine.TestCase.settings
    phases = (Phase.generate, Phase.shrink)
    return settings(usual, max_examples=WORLDS_AT_ONCE, stateful_step_count=STEPS, phases=phases, database=None)
