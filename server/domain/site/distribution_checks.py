"""What is wrong with declared skills and with how a work group distributes its calls."""

from collections.abc import Iterator, Mapping, Set

from server.domain.distribution.rules import HIGHEST_LEVEL, LOWEST_LEVEL, Distribution, Relaxation, Rule
from server.domain.site.problems import KEY, KEY_WORDS, SiteProblem
from server.protocol.types import GroupKind

LIMITS: Mapping[str, tuple[int, int]] = {
    "minimum_level": (LOWEST_LEVEL, HIGHEST_LEVEL),
    "priority_seconds": (0, 86_400),
    "retry_seconds": (0, 120),
    "again_after_seconds": (0, 3600),
    "misses_in_a_row": (1, 10),
}
LAST_OPERATOR_LIMITS: Mapping[str, tuple[int, int]] = {"days": (1, 3650), "wait_seconds": (0, 300)}


def skill_problems(where: str, skills: Mapping[str, int]) -> Iterator[SiteProblem]:
    for skill, level in skills.items():
        if not KEY.fullmatch(skill):
            yield SiteProblem(f"{where}.{skill}", KEY_WORDS)
        if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            yield SiteProblem(f"{where}.{skill}", f"must be {LOWEST_LEVEL} to {HIGHEST_LEVEL}")


def distribution_problems(
    where: str, kind: GroupKind, distribution: Distribution, skills: Set[str]
) -> Iterator[SiteProblem]:
    """`skills` are those that any operator has."""
    yield from _out_of_limits(where, distribution, LIMITS)
    if distribution.last_operator is not None:
        yield from _out_of_limits(f"{where}.last_operator", distribution.last_operator, LAST_OPERATOR_LIMITS)
    if kind is GroupKind.INBOUND_SIMULTANEOUS and distribution.rule is not Rule.LONGEST_IDLE:
        yield SiteProblem(f"{where}.rule", "a simultaneous group rings at everybody at once and has no rule")
    if distribution.skill is not None:
        if distribution.skill not in skills:
            yield SiteProblem(f"{where}.skill", f"no operator has the skill '{distribution.skill}'")
    elif distribution.rule is Rule.SKILL:
        yield SiteProblem(f"{where}.skill", "the rule skill needs to know which one")
    elif distribution.relax or distribution.minimum_level != LOWEST_LEVEL:
        yield SiteProblem(f"{where}.skill", "a level is asked for, but of no skill")
    yield from _relaxation_problems(f"{where}.relax", distribution.minimum_level, distribution.relax)


def _out_of_limits(where: str, declared: object, limits: Mapping[str, tuple[int, int]]) -> Iterator[SiteProblem]:
    for key, (least, most) in limits.items():
        if not least <= getattr(declared, key) <= most:
            yield SiteProblem(f"{where}.{key}", f"must be {least} to {most}")


def _relaxation_problems(where: str, level: int, steps: tuple[Relaxation, ...]) -> Iterator[SiteProblem]:
    after = 0
    for index, step in enumerate(steps):
        if not after < step.after_seconds <= 3600:
            yield SiteProblem(
                f"{where}[{index}].after_seconds", f"must be {after + 1} to 3600: later than the one before"
            )
        if not 0 <= step.level < level:
            yield SiteProblem(f"{where}[{index}].level", f"must be 0 to {max(level - 1, 0)}: lower than the one before")
        after, level = max(after, step.after_seconds), min(level, step.level)
