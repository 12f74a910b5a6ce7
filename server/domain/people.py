"""The people of a site as the floor knows them, signed in or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """An operator of the site. `picture` is the version of his picture, 0 for none."""

    operator_id: str
    name: str
    kana: str = ""
    picture: int = 0
    skills: Mapping[str, int] = field(default_factory=dict)
    """Level of each skill that he has."""
