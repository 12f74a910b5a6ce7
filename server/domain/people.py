"""The people of a site as the floor knows them, signed in or not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An operator of the site. `picture` is the version of his picture, 0 for none."""

    operator_id: str
    name: str
    kana: str = ""
    picture: int = 0
