"""The run itself: who is killed when, what comes up again, and what was lost."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.support.site import RunningServer
from tests.support.window import Window
from tools.bench.kills.database import STAGES, Callback, Database
from tools.bench.kills.ledger import Input, Sheet, Typed
from tools.bench.kills.typist import Typist

VICTIMS = {("window",): 30, ("window", "server"): 8, ("server",): 6, ("window", "engine"): 4, ("engine",): 2}
"""Who dies together, and how often in proportion."""
LIFE_SECONDS = (0.1, 2.5)
NOTICE_SLACK = timedelta(seconds=20)
"""A callback is told a minute before its time; so much later nothing excuses that it was not."""


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


class Kills:
    """One desk at one server.

    Args:
        open_window: starts the client as the operator's PC does.
        kill_engine: ends the phone engine of that profile.
        customers: names of those in the database that are worked on.
    """

    def __init__(
        self,
        seed: int,
        server: RunningServer,
        open_window: Callable[[], Window],
        kill_engine: Callable[[], None],
        customers: list[str],
    ) -> None:
        self._chance = random.Random(seed)
        self._server, self._open_window, self._kill_engine = server, open_window, kill_engine
        self._database = Database(server.data_dir / "bluebean.sqlite3")
        self._stages: dict[int, str] = {}
        self.outcome = Outcome(seed)
        self._window = open_window()
        sheets = {name: Sheet([Typed(Input(self._database.customer(name).notes), 0.0)]) for name in customers}
        self._typist = Typist(self._window, sheets, self._chance)
        self._typist.come_up(self._window, resumes=False)

    def run(self, kills: int) -> Outcome:
        began = time.monotonic()
        for number in range(kills):
            victims = self._chance.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            self.outcome.kills[" and ".join(victims)] += 1
            killed_at = self._live_until_killed(victims)
            if "window" in victims:
                self._come_up_and_compare(number, killed_at, resumes="engine" not in victims)
            self._watch_callbacks(number)
        self._close_the_books()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _live_until_killed(self, victims: tuple[str, ...]) -> float:
        """The operator works until they are dead and the server, if it was among them, is up again; gives the moment."""
        self._typist.begin()
        killed_at: list[float] = []
        over = threading.Event()

        def kill() -> None:
            killed_at.append(time.monotonic())
            if "window" in victims:
                self._window.process.kill()
            if "engine" in victims:
                self._kill_engine()
            if "server" in victims:
                self._server.kill()
                self._server.start()
            over.set()

        timer = threading.Timer(self._chance.uniform(*LIFE_SECONDS), kill)
        timer.start()
        try:
            while not over.is_set():
                self._typist.act()
        except (OSError, RuntimeError):  # the window is gone in the middle of a word
            if "window" not in victims:
                raise
        timer.join()
        return killed_at[0]

    def _come_up_and_compare(self, number: int, killed_at: float, *, resumes: bool) -> None:
        self._window.end()
        self._window = self._open_window()
        sheets = self._typist.sheets
        self._typist.come_up(self._window, resumes=resumes)
        shown = self._typist.shown()
        for name, sheet in sheets.items():
            losses = sheet.after_kill(killed_at, shown.get(name), self._database.customer(name))
            self._lost(number, [f"{name}: {loss}" for loss in losses])

    def _watch_callbacks(self, number: int) -> None:
        """A stage that goes back would be told again."""
        for callback in self._database.callbacks():
            before = self._stages.get(callback.callback_id, STAGES[0])
            if STAGES.index(callback.stage) < STAGES.index(before):
                self._lost(number, [f"callback {callback.callback_id} went from {before} to {callback.stage}"])
            self._stages[callback.callback_id] = callback.stage

    def _close_the_books(self) -> None:
        last = self.outcome.kills.total()
        for name, sheet in self._typist.sheets.items():
            self._lost(last, [f"{name}: {loss}" for loss in sheet.against(self._database.customer(name))])
            self.outcome.records += len(sheet.saved)
        callbacks = self._database.callbacks()
        self.outcome.callbacks = len(callbacks)
        self.outcome.told = sum(callback.stage != STAGES[0] for callback in callbacks)
        now = datetime.now(UTC)
        self._lost(last, [f"callback {each.callback_id} was not told" for each in callbacks if _is_untold(each, now)])

    def _lost(self, number: int, losses: list[str]) -> None:
        self.outcome.losses += [f"kill {number}: {loss}" for loss in losses]


def _is_untold(callback: Callback, now: datetime) -> bool:
    due_at = datetime.fromisoformat(callback.due_at).replace(tzinfo=UTC)
    return callback.stage == STAGES[0] and not callback.done and now > due_at - timedelta(minutes=1) + NOTICE_SLACK
