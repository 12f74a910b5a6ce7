"""What is wrong with the declared rules of a queue."""

from collections.abc import Iterator, Mapping

from server.domain.numbers import to_e164
from server.domain.queueing import hours
from server.domain.queueing.public_holidays import knows
from server.domain.queueing.rules import OverflowReason, QueueRules, Target, TargetKind
from server.domain.queueing.sounds import BUILT_IN_SOUNDS
from server.domain.site.declarations import Site, WorkGroupDecl, outgoing_line
from server.domain.site.problems import SiteProblem, repeated
from server.protocol.types import GroupKind

LIMITS: Mapping[str, tuple[int, int]] = {
    "max_length": (0, 10_000),
    "max_wait_seconds": (5, 86_400),
    "patience_seconds": (5, 86_400),
    "voicemail_seconds": (10, 600),
    "return_seconds": (0, 3600),
    "service_level_seconds": (1, 3600),
    "callback_retry_seconds": (30, 86_400),
}
NEEDS: Mapping[OverflowReason, str] = {
    OverflowReason.FULL: "max_length",
    OverflowReason.WAITED_TOO_LONG: "max_wait_seconds",
    OverflowReason.CLOSED: "hours",
    OverflowReason.HOLIDAY: "hours",
    OverflowReason.EXIT_KEY: "exit_key",
}
"""What must be declared for a target to be reached at all."""
KEYS = frozenset("0123456789*#")
NO_LINE = "the group has no trunk, or no number to show: it can't call out"
INBOUND = (GroupKind.INBOUND_SEQUENTIAL, GroupKind.INBOUND_SIMULTANEOUS)


def queue_problems(where: str, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    rules = group.queue
    for key, (least, most) in LIMITS.items():
        value = getattr(rules, key)
        if value is not None and not least <= value <= most:
            yield SiteProblem(f"{where}.{key}", f"must be {least} to {most}")
    yield from _hours_problems(where, rules, site.site.country)
    yield from _key_problems(where, rules)
    if rules.callback_key is not None and outgoing_line(group, site.trunks) is None:
        yield SiteProblem(f"{where}.callback_key", NO_LINE)
    for key, target in rules.targets():
        yield from _target_problems(f"{where}.{key}", target, group, site)
    for reason, needed in NEEDS.items():
        if getattr(rules, f"when_{reason.value}") is not None and getattr(rules, needed) is None:
            yield SiteProblem(f"{where}.{needed}", f"when_{reason.value} comes to nothing without it")


def _key_problems(where: str, rules: QueueRules) -> Iterator[SiteProblem]:
    for name in ("exit_key", "callback_key"):
        key = getattr(rules, name)
        if key is not None and key not in KEYS:
            yield SiteProblem(f"{where}.{name}", "must be a key of a telephone: 0 to 9, * or #")
    if rules.exit_key is not None and rules.exit_key == rules.callback_key:
        yield SiteProblem(f"{where}.callback_key", "must be another key than exit_key")
    if rules.exit_key is not None and rules.when_exit_key is None:
        yield SiteProblem(f"{where}.when_exit_key", "exit_key leads nowhere without it")


def _hours_problems(where: str, rules: QueueRules, country: str) -> Iterator[SiteProblem]:
    if rules.hours is not None and (why := hours.hours_problem(rules.hours)):
        yield SiteProblem(f"{where}.hours", why)
    if rules.hours is None and (rules.public_holidays or rules.days):
        yield SiteProblem(f"{where}.hours", "holidays and single days need hours that they differ from, such as 24/7")
    if rules.public_holidays and not knows(country):
        yield SiteProblem(f"{where}.public_holidays", f"the holidays of '{country}' are not known; declare days")
    for index, day in enumerate(rules.days):
        if why := hours.day_problem(day):
            yield SiteProblem(f"{where}.days[{index}].hours", why)
    yield from repeated(f"{where}.days", "date", (day.date.isoformat() for day in rules.days))


def _target_problems(where: str, target: Target, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    ways = [kind for kind in TargetKind if getattr(target, kind.value)]
    if len(ways) != 1:
        yield SiteProblem(where, "needs exactly one of message, group, number and voicemail")
        return
    if target.otherwise and ways[0] is not TargetKind.NUMBER:
        yield SiteProblem(f"{where}.otherwise", "is only for a number that is not reached")
    for sound in filter(None, (target.message, target.voicemail, target.otherwise)):
        if sound not in BUILT_IN_SOUNDS:
            yield SiteProblem(where, f"there is no sound '{sound}', only {', '.join(sorted(BUILT_IN_SOUNDS))}")
    if target.group:
        yield from _group_problems(f"{where}.group", target.group, group, site)
    if target.number:
        yield from _number_problems(f"{where}.number", target.number, group, site)


def _group_problems(where: str, key: str, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    if key == group.key:
        yield SiteProblem(where, "must be another group")
    elif not any(other.key == key and other.kind in INBOUND for other in site.work_groups):
        yield SiteProblem(where, f"there is no inbound group '{key}'")


def _number_problems(where: str, number: str, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    if not to_e164(number, site.site.country).startswith("+"):
        yield SiteProblem(where, f"'{number}' is no telephone number")
    elif outgoing_line(group, site.trunks) is None:
        yield SiteProblem(where, NO_LINE)
