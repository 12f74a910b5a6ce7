"""The run itself: several workplaces at one server, killed side by side, and what was lost at all of them."""

import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.support.site import RunningServer
from tools.bench.kills.database import STAGES, Callback, Database
from tools.bench.kills.workplace import Pc, TheServer, Workplace

NOTICE_SLACK = timedelta(seconds=20)
"""A callback is told a minute before its time; so much later nothing excuses that it was not."""
REPORT_EVERY = 25


@dataclass
class Outcome:
    """`losses` in words, with the number of the kill after which they were seen."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    records: int = 0
    callbacks: int = 0
    told: int = 0
    losses: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        killed = ", ".join(f"{count} × {who}" for who, count in sorted(self.kills.items()))
        return (
            f"seed {self.seed}: {self.kills.total()} kills ({killed}) in {self.seconds:.0f} s, {self.records} records,"
            f" {self.callbacks} callbacks ({self.told} told), {len(self.losses)} losses"
        )


class CallbackWatch:
    """No callback goes back to a stage it has left: it would be told again. None stays untold."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stages: dict[int, str] = {}
        self._one_at_a_time = threading.Lock()
        self.losses: list[str] = []

    def look(self) -> None:
        with self._one_at_a_time:
            for callback in self._database.callbacks():
                before = self._stages.get(callback.callback_id, STAGES[0])
                if STAGES.index(callback.stage) < STAGES.index(before):
                    self.losses.append(f"callback {callback.callback_id} went from {before} to {callback.stage}")
                self._stages[callback.callback_id] = callback.stage

    def close_the_books(self) -> list[Callback]:
        callbacks, now = self._database.callbacks(), datetime.now(UTC)
        self.losses += [f"callback {each.callback_id} was not told" for each in callbacks if _is_untold(each, now)]
        return callbacks


class Kills:
    """Every workplace has a thread of its own; `customers` are the names of those that are worked on there, by login id."""

    def __init__(self, seed: int, server: RunningServer, pcs: list[Pc], customers: Mapping[str, list[str]]) -> None:
        self._seed, self._pcs, self._customers = seed, pcs, customers
        self._server = TheServer(server)
        self._watch = CallbackWatch(self._server.database)
        self._left = 0
        self._done = 0
        self._counting = threading.Lock()
        self._faults: list[str] = []
        self._workplaces: list[Workplace] = []

    def run(self, kills: int) -> Outcome:
        began, self._left = time.monotonic(), kills
        with ThreadPoolExecutor(len(self._pcs)) as threads:
            for done in [threads.submit(self._work, pc) for pc in self._pcs]:
                done.result()
        callbacks = self._watch.close_the_books()
        return Outcome(
            self._seed,
            kills=sum((place.kills for place in self._workplaces), Counter()),
            records=sum(place.records for place in self._workplaces),
            callbacks=len(callbacks),
            told=sum(callback.stage != STAGES[0] for callback in callbacks),
            losses=[*self._faults, *self._watch.losses, *(loss for place in self._workplaces for loss in place.losses)],
            seconds=time.monotonic() - began,
        )

    def _work(self, pc: Pc) -> None:
        """A workplace that can't go on counts as a loss and ends the run; what was killed until then is told all the same."""
        try:
            chance = random.Random(f"{self._seed} {pc.login_id}")
            place = Workplace(pc, self._server, self._customers[pc.login_id], chance)
            self._workplaces.append(place)
            while self._takes_one():
                place.kill_once()
                self._watch.look()
                self._report(place)
            place.close_the_books()
        except Exception as fault:
            self._faults.append(f"{pc.login_id} can't go on: {type(fault).__name__}: {fault}")
            self._left = 0

    def _takes_one(self) -> bool:
        with self._counting:
            self._left -= 1
            return self._left >= 0

    def _report(self, place: Workplace) -> None:
        with self._counting:
            self._done += 1
            if self._done % REPORT_EVERY == 0:
                print(f"{self._done} kills, {len(place.losses)} losses at the last one's place", flush=True)


def _is_untold(callback: Callback, now: datetime) -> bool:
    due_at = datetime.fromisoformat(callback.due_at).replace(tzinfo=UTC)
    return callback.stage == STAGES[0] and not callback.done and now > due_at - timedelta(minutes=1) + NOTICE_SLACK
