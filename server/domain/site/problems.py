"""What can be wrong with a declared site, and the checks that its sections share."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
KEY_WORDS = "lower case letters, digits and _ only, beginning with a letter"


class SiteProblem(msgspec.Struct, frozen=True):
    """What is wrong: the key, such as `work_groups[0].members[1]`, and why. `key` is empty if the file can't be read at all."""

    key: str
    why: str

    def __str__(self) -> str:
        return f"{self.key}: {self.why}" if self.key else self.why


class SiteError(Exception):
    def __init__(self, problems: Sequence[SiteProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def repeated(section: str, key: str, values: Iterable[str]) -> Iterator[SiteProblem]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield SiteProblem(f"{section}[{index}].{key}", f"'{value}' is declared twice")
        seen.add(value)
