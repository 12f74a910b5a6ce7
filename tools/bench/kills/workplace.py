"""One operator's PC among those that are killed: the window, its phone engine, and what was lost of what was typed and saved there."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.site import RunningServer
from tests.support.window import Window
from tools.bench.kills.database import Database
from tools.bench.kills.ledger import Input, Sheet, Typed
from tools.bench.kills.typist import Typist

VICTIMS = {("window",): 30, ("window", "server"): 6, ("server",): 6, ("window", "engine"): 5, ("engine",): 3}
"""Who dies together, and how often in proportion."""
LIFE_SECONDS = (0.1, 2.5)


@dataclass(frozen=True, slots=True)
class Pc:
    """`open_window` starts the client there as its operator does, `kill_engine` ends its phone engine."""

    login_id: str
    open_window: Callable[[], Window]
    kill_engine: Callable[[], None]


class TheServer:
    """Dies for all workplaces at once, for one reason at a time."""

    def __init__(self, server: RunningServer) -> None:
        self.database = Database(server.data_dir / "bluebean.sqlite3")
        self._server = server
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> None:
        self._one_at_a_time.acquire()

    def __exit__(self, *_: object) -> None:
        self._one_at_a_time.release()

    def kill(self) -> None:
        self._server.kill()

    def start(self) -> None:
        self._server.start()


class Workplace:
    """Its own customers, so that nobody else changes them.

    Attributes:
        kills: how often who died.
        losses: in words, with the number of the kill after which they were seen.
    """

    def __init__(self, pc: Pc, server: TheServer, customers: list[str], chance: random.Random) -> None:
        self._pc, self._server, self._chance = pc, server, chance
        self._database = server.database
        self.kills: Counter[str] = Counter()
        self.losses: list[str] = []
        self._window = pc.open_window()
        sheets = {name: Sheet([Typed(Input(self._database.customer(name).notes), 0.0)]) for name in customers}
        self._typist = Typist(self._window, sheets, chance, pc.login_id)
        self._typist.come_up(self._window, resumes=False)

    @property
    def records(self) -> int:
        return sum(len(sheet.saved) for sheet in self._typist.sheets.values())

    def kill_once(self) -> None:
        """Work until the moment comes, die, come up, compare."""
        victims = self._chance.choices(list(VICTIMS), list(VICTIMS.values()))[0]
        self.kills[" and ".join(victims)] += 1
        killer = _Killer(lambda killer: self._kill(victims, killer), self._chance.uniform(*LIFE_SECONDS))
        self._live_until(killer, dies="window" in victims)
        if "window" in victims:  # nobody waits for the server before he starts the program again
            self._come_up_and_compare(killer.killed_at, resumes="engine" not in victims)
        killer.join()

    def close_the_books(self) -> None:
        for name, sheet in self._typist.sheets.items():
            self._lost(name, sheet.against(self._database.customer(name)))

    def _live_until(self, killer: "_Killer", *, dies: bool) -> None:
        """The operator works until the window is dead, or until whoever else died is up again."""
        self._typist.begin()
        killer.start()
        try:
            while not (killer.dead if dies else killer.over).is_set():
                self._typist.act()
        except (OSError, RuntimeError):  # the window is gone in the middle of a word
            if not dies:
                raise
            killer.dead.wait()

    def _kill(self, victims: tuple[str, ...], killer: "_Killer") -> None:
        if "server" not in victims:
            self._kill_here(victims, killer)
            return
        with self._server:
            self._server.kill()
            self._kill_here(victims, killer)
            self._server.start()

    def _kill_here(self, victims: tuple[str, ...], killer: "_Killer") -> None:
        killer.killed_at = time.monotonic()
        if "window" in victims:
            self._window.process.kill()
        if "engine" in victims:
            self._pc.kill_engine()
        killer.dead.set()

    def _come_up_and_compare(self, killed_at: float, *, resumes: bool) -> None:
        self._window.end()
        self._window = self._pc.open_window()
        self._typist.come_up(self._window, resumes=resumes)
        shown = self._typist.shown()
        for name, sheet in self._typist.sheets.items():
            self._lost(name, sheet.after_kill(killed_at, shown.get(name), self._database.customer(name)))

    def _lost(self, name: str, losses: list[str]) -> None:
        self.losses += [f"{self._pc.login_id}, kill {self.kills.total()}: {name}: {loss}" for loss in losses]


class _Killer:
    """Attributes: `killed_at`, a moment (monotonic seconds) before the window is dead; `dead`, `over`: so far it has come."""

    def __init__(self, kill: Callable[["_Killer"], None], seconds: float) -> None:
        self.killed_at = 0.0
        self.dead, self.over = threading.Event(), threading.Event()
        self._kill = kill
        self._timer = threading.Timer(seconds, self._strike)
        self._fault: Exception | None = None

    def start(self) -> None:
        self._timer.start()

    def join(self) -> None:
        """Raises what went wrong with the killing."""
        self._timer.join()
        if self._fault is not None:
            raise self._fault

    def _strike(self) -> None:
        try:
            self._kill(self)
        except Exception as fault:
            self._fault = fault
        finally:
            self.dead.set()
            self.over.set()
