"""The phone's past calls on the desk: asked for, added to, kept fresh; and the number that was dialed last."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.phone import HistoryKind
from bluebean_client.domain.phone_messages import (
    AskHistory,
    Attached,
    ForgetHistory,
    HistoryPage,
    News,
    OrderFailed,
    SeeMissed,
)
from bluebean_client.domain.phone_notices import CALL
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper

PAGE = 50
REFRESHED_MAX = 200
SEARCH_MAX = 100
LAST_DIALED = AskHistory(kind=HistoryKind.MADE, limit=1)
NOTICE = "history"


class CallHistory:
    """Asks again by itself when the engine says that something has changed, but not before anybody has wanted to see it."""

    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, dial: Callable[[str], object]) -> None:
        self._keeper, self._engine, self._dial = keeper, engine, dial
        self._wanted: AskHistory | None = None
        self._redialing = False
        keeper.listen(self._desk_changed)
        engine.listen(self._heard)

    def ask(self, search: str, kind: HistoryKind) -> None:
        wanted = AskHistory(search[:SEARCH_MAX], kind, PAGE)
        if self._wanted == wanted:
            self._refresh()
            return
        self._wanted = wanted
        self._engine.send(wanted)

    def more(self) -> None:
        shown = self._shown()
        if self._wanted is not None and shown is not None and shown.more and shown.entries:
            self._engine.send(msgspec.structs.replace(self._wanted, before_id=shown.entries[-1].entry_id))

    def forget(self, entry_id: int) -> None:
        self._engine.send(ForgetHistory(entry_id))

    def see_missed(self) -> None:
        if self._keeper.desk.phone.missed:
            self._engine.send(SeeMissed())

    def redial(self) -> None:
        """A call that is up or has just ended is not in the history yet, or not for long: it comes first."""
        made = [call for call in self._keeper.desk.phone.calls if call.outgoing]
        if made:
            self._dial(made[-1].number)
        else:
            self._redialing = self._engine.send(LAST_DIALED)

    # ---- what the engine says -------------------------------------------------------------------------------------

    def _heard(self, news: News) -> None:
        match news:
            case HistoryPage(asked=asked) if asked == LAST_DIALED and self._redialing:
                self._redial(news)
            case HistoryPage():
                self._keeper.take_away(NOTICE)
                self._show(news)
            case OrderFailed(order="ask_history" | "forget_history" | "see_missed", detail=detail):
                self._redialing = False
                problem = Problem(ClientProblem.HISTORY_UNAVAILABLE, {"detail": detail})
                self._keeper.notice(Notice(NOTICE, Severity.WARNING, problem))
            case Attached():
                self._refresh()

    def _redial(self, page: HistoryPage) -> None:
        self._redialing = False
        if page.entries:
            self._dial(page.entries[0].number)
        else:
            self._keeper.notice(Notice(CALL, Severity.OFFER, Problem(ClientProblem.NOTHING_TO_REDIAL)))

    def _desk_changed(self, old: Desk, new: Desk) -> None:
        if old.phone.history_revision != new.phone.history_revision:
            self._refresh()

    def _refresh(self) -> None:
        """As many as are shown, in one go."""
        if self._wanted is not None:
            shown = self._shown()
            limit = min(max(PAGE, len(shown.entries) if shown else 0), REFRESHED_MAX)
            self._engine.send(msgspec.structs.replace(self._wanted, limit=limit))

    def _shown(self) -> HistoryPage | None:
        """What the desk has of what is wanted now."""
        shown = self._keeper.desk.history
        return shown if shown is not None and self._wanted is not None and _same(shown.asked, self._wanted) else None

    def _show(self, page: HistoryPage) -> None:
        if self._wanted is None or not _same(page.asked, self._wanted):
            return  # the answer to a question of before
        shown = self._shown()
        joined = continued(shown, page) if page.asked.before_id else renewed(shown, page)
        if joined is not None:
            whole = msgspec.structs.replace(joined, asked=self._wanted)
            self._keeper.change(lambda desk: replace(desk, history=whole))


def continued(shown: HistoryPage | None, older: HistoryPage) -> HistoryPage | None:
    """`shown` with older calls below; None if they do not belong there any more."""
    if shown is None or not shown.entries or shown.entries[-1].entry_id != older.asked.before_id:
        return None
    return msgspec.structs.replace(shown, entries=(*shown.entries, *older.entries), more=older.more)


def renewed(shown: HistoryPage | None, newest: HistoryPage) -> HistoryPage:
    """The newest calls, with those below that were shown already and are older than these."""
    if shown is None or not newest.more or not newest.entries:
        return newest
    below = tuple(entry for entry in shown.entries if entry.entry_id < newest.entries[-1].entry_id)
    if not below:
        return newest
    return msgspec.structs.replace(newest, entries=(*newest.entries, *below), more=shown.more)


def _same(asked: AskHistory, wanted: AskHistory) -> bool:
    return (asked.search, asked.kind) == (wanted.search, wanted.kind)
