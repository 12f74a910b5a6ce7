"""What was typed and saved at the desk, and by it what has to be there after a kill."""

from dataclasses import dataclass, field

WRITE_BEHIND_SECONDS = 1.0
"""What was typed longer ago than that survives any kill."""


@dataclass(frozen=True, slots=True)
class Input:
    """What stands in the fields of one customer: the notes of the form, and the text of the new record."""

    notes: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """`done_at` (monotonic seconds) is None if the window died before it said that it has it."""

    input: Input
    done_at: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """A saved contact record as the database has it. `callbacks`: how many calls it promises."""

    record_id: int
    text: str
    promises: bool
    callbacks: int


@dataclass(frozen=True, slots=True)
class Stored:
    """One customer in the database."""

    notes: str
    records: tuple[Record, ...]

    def saved(self, text: str) -> tuple[Record, ...]:
        return tuple(record for record in self.records if record.text == text)


@dataclass
class Sheet:
    """One customer as the operator knows it.

    Attributes:
        saved: texts whose save was confirmed, or was found to have happened.
        promised: those of them that promise a call.
        sent: the text that is being saved, and whether it promises a call.
    """

    history: list[Typed]
    saved: list[str] = field(default_factory=list)
    promised: set[str] = field(default_factory=set)
    sent: tuple[str, bool] | None = None

    @property
    def now(self) -> Input:
        return self.history[-1].input

    def types(self, typed: Typed) -> None:
        self.history.append(typed)

    def confirmed(self, at: float) -> None:
        """The save has happened; the form's input is stored and the record's is empty again."""
        assert self.sent is not None
        text, promises = self.sent
        self.saved.append(text)
        if promises:
            self.promised.add(text)
        self.sent = None
        self.history = [Typed(Input(self.now.notes), at)]

    def may_be(self, killed_at: float) -> list[Input]:
        """What a window may show that came up after a kill: the last input that is old enough, or a later one."""
        safe = [
            number
            for number, typed in enumerate(self.history)
            if typed.done_at is not None and typed.done_at <= killed_at - WRITE_BEHIND_SECONDS
        ]
        return [typed.input for typed in self.history[safe[-1] if safe else 0 :]]

    def after_kill(self, killed_at: float, shown: Input | None, stored: Stored) -> list[str]:
        """The losses. `shown` is the open tab, with a draft restored if one was offered; None if there is neither."""
        if self.sent is not None and stored.saved(self.sent[0]):
            self.confirmed(killed_at)
        self.sent = None
        found = shown or Input(stored.notes)
        allowed = self.may_be(killed_at)
        self.history = [Typed(found, killed_at)]
        if found in allowed:
            return []
        return [f"input lost: {found} is there, wanted was one of {allowed[:3]}"]

    def against(self, stored: Stored) -> list[str]:
        """Losses and doubles among what is in the database."""
        losses = []
        for text in self.saved:
            found = stored.saved(text)
            if len(found) != 1:
                losses.append(f"record {text!r} is there {len(found)} times")
            elif (text in self.promised) != (found[0].callbacks == 1):
                losses.append(f"record {text!r} has {found[0].callbacks} callbacks")
        known = {*self.saved, *([self.sent[0]] if self.sent else [])}
        losses += [f"record {record.text!r} was never saved" for record in stored.records if record.text not in known]
        return losses
