"""Calls out: which numbers may be called, through which trunk, and how they are written on it."""

from dataclasses import dataclass
from enum import StrEnum

from server.domain.numbers import digits_to_dial, is_special, to_e164
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

    def write(self, number: str, country: str) -> str:
        """An E.164 number as it goes over this line."""
        return number if self.number_format is NumberFormat.E164 else digits_to_dial(number, country)


def number_outside(raw: str, country: str) -> str:
    """What was typed, in E.164. Refuses what is no full telephone number, and emergency and special numbers always."""
    if is_special(raw, country):
        raise Refusal(ErrorCode.SPECIAL_NUMBER, number=raw)
    number = to_e164(raw, country)
    if not number.startswith("+"):
        raise Refusal(ErrorCode.NOT_A_NUMBER, number=raw)
    return number
