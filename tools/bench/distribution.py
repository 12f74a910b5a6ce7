"""What it costs to decide who is asked, with 500 operators and 200 waiting callers: at every turn of the floor, and at once for all."""

import itertools
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from server.domain import floor_events as events
from server.domain.distribution.assign import assign
from server.domain.distribution.rules import Distribution, Rule
from server.domain.distribution.values import Caller, FreeOperator, Terms
from server.domain.floor import Floor
from server.domain.floor_state import Group, Seat
from server.domain.people import Person
from server.protocol.types import GroupKind, OperatorRef, Status, UsageMode, WorkGroupInfo
from tools.bench.report import Figure

OPERATORS, WAITING, GROUPS, GROUPS_OF_ONE = 500, 200, 10, 3
NOW = datetime(2026, 4, 1, tzinfo=UTC)
REPEATS = 30
SKILL, ASKED_FOR = "english", 5
GOAL_TURN_MS, GOAL_ALL_MS = 5.0, 25.0
MEMBERS = tuple(OperatorRef(f"op{number:03}", f"op{number:03}") for number in range(OPERATORS))


def measure(folder: Path) -> list[Figure]:
    """Pure functions: needs no folder, no server and no switch."""
    quiet = _turn_ms(waiting=0, free=0, level=ASKED_FOR)
    beside = f"{quiet:.2f} ms while nobody waits"
    nobody = _turn_ms(waiting=WAITING, free=0, level=ASKED_FOR)
    unskilled = _turn_ms(waiting=WAITING, free=OPERATORS // 2, level=ASKED_FOR - 1)
    figures = [
        Figure(f"distribution: a turn, {WAITING} wait and nobody is free", nobody, "ms", GOAL_TURN_MS, beside),
        Figure("distribution: the same, half are free and not good enough", unskilled, "ms", GOAL_TURN_MS, beside),
    ]
    for rule in Rule:
        name = f"distribution: {WAITING} calls to {OPERATORS} free operators at once, {rule.value}"
        figures.append(Figure(name, _all_at_once_ms(rule), "ms", GOAL_ALL_MS))
    return figures


def _declared(rule: Rule) -> Distribution:
    asks = rule is Rule.SKILL
    return Distribution(rule=rule, skill=SKILL if asks else None, minimum_level=ASKED_FOR if asks else 1)


def _groups_of(number: int) -> tuple[str, ...]:
    return tuple(f"g{(number + step) % GROUPS}" for step in range(GROUPS_OF_ONE))


def _turn_ms(*, waiting: int, free: int, level: int) -> float:
    """Of a turn at which nothing happens. The best of several: what the machine does beside it is not the floor's."""
    ids = itertools.count()
    floor = Floor(new_id=lambda: f"id{next(ids)}", country="JP", grace_seconds=60)
    groups = tuple(_group(number) for number in range(GROUPS))
    people = tuple(Person(each.operator_id, each.name, skills={SKILL: level}) for each in MEMBERS)
    seats = tuple(_seat(number, is_free=number < free) for number in range(OPERATORS))
    floor.handle(events.Restored(groups, seats, (), {}, people), NOW)
    for member in MEMBERS:
        floor.handle(events.ChannelOpened(member.operator_id), NOW)
    floor.handle(events.SwitchReturned(), NOW)
    floor.handle(events.SwitchSurveyed({}, frozenset(seat.extension for seat in seats)), NOW)
    for number in range(waiting):
        floor.handle(events.CallerArrived(f"leg{number}", "anonymous", f"03111111{number % GROUPS:02}"), NOW)
    assert sum(not call.offers for call in floor.state.calls.values()) == waiting
    return _best_ms(lambda: floor.handle(events.TimePassed(), NOW + timedelta(seconds=1)))


def _group(number: int) -> Group:
    info = WorkGroupInfo(f"g{number}", "", GroupKind.INBOUND_SEQUENTIAL, (), (), (), (), MEMBERS)
    return Group(info, (f"+813111111{number:02}",), distribution=_declared(Rule.SKILL))


def _seat(number: int, *, is_free: bool) -> Seat:
    name, status = MEMBERS[number].name, Status.AVAILABLE if is_free else Status.BREAK
    token, extension, mode = f"token-{name}", str(2000 + number), UsageMode.OPERATOR
    return Seat(name, name, extension, mode, token, NOW, NOW, status, NOW, work_group_ids=_groups_of(number))


def _all_at_once_ms(rule: Rule) -> float:
    terms = {f"g{number}": Terms(GroupKind.INBOUND_SEQUENTIAL, _declared(rule), MEMBERS) for number in range(GROUPS)}
    free = [
        FreeOperator(each.operator_id, _groups_of(number), NOW, {SKILL: 1 + number % 10})
        for number, each in enumerate(MEMBERS)
    ]
    callers = [
        Caller(f"c{number:03}", f"g{number % GROUPS}", NOW + timedelta(seconds=number)) for number in range(WAITING)
    ]
    chance = random.Random(7).random
    return _best_ms(lambda: assign(callers, free, terms, NOW + timedelta(seconds=WAITING), chance))


def _best_ms(act: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        begun = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - begun)
    return best * 1000
