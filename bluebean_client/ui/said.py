"""What the operator is told: a title, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A title and, where one helps, a sentence below it."""

    title: str
    text: str = ""

    @property
    def whole(self) -> str:
        return f"{self.title} {self.text}".strip()
