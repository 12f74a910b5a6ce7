"""Calls out: which numbers may be called, through which trunk, and how they are written on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from server.domain.numbers import HIDING_PREFIXES, digits_to_dial, is_special, to_e164, without_call_prefix
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode


class NumberFormat(StrEnum):
    """How a carrier wants numbers."""

    NATIONAL = "national"  # 0312345678; abroad with the prefix for it, 010 1 …
    E164 = "e164"  # +81312345678


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """`caller_id` is the number (E.164) that the customer sees."""

    trunk: str
    caller_id: str
    number_format: NumberFormat = NumberFormat.NATIONAL

    def dial(self, number: str, shown: str, country: str) -> tuple[str, str]:
        """How `number` and the one that is `shown` (both E.164) go over this line; shown is empty if the customer shall see none.

        Carriers that take numbers as people dial them hide it by the prefix that people dial, and want to know it all the same.
        """
        prefix = HIDING_PREFIXES.get(country) if self.number_format is NumberFormat.NATIONAL else None
        if shown or prefix is None:
            return self._write(number, country), self._write(shown, country) if shown else ""
        return prefix + self._write(number, country), self._write(self.caller_id, country)

    def _write(self, number: str, country: str) -> str:
        return number if self.number_format is NumberFormat.E164 else digits_to_dial(number, country)


class OutsideNumber(NamedTuple):
    """`number` in E.164. `hidden`: the prefix was typed by which the customer does not see who calls."""

    number: str
    hidden: bool


def number_outside(raw: str, country: str) -> OutsideNumber:
    """What was typed. Refuses what is no full telephone number, and emergency and special numbers always."""
    bare, hidden = without_call_prefix(raw, country)
    if is_special(bare, country):
        raise Refusal(ErrorCode.SPECIAL_NUMBER, number=raw)
    number = to_e164(bare, country)
    if not number.startswith("+"):
        raise Refusal(ErrorCode.NOT_A_NUMBER, number=raw)
    return OutsideNumber(number, hidden)
