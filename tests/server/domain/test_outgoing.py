"""Calls out: which numbers may be called, and how number and caller id are written for a carrier."""

import pytest

from server.domain.outgoing import NumberFormat, OutgoingLine, OutsideNumber, number_outside
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode

CUSTOMER, ABROAD, OURS = "+819012345678", "+12025550123", "+81312345678"


@pytest.mark.parametrize(
    ("number_format", "number", "shown", "written"),
    [
        (NumberFormat.NATIONAL, CUSTOMER, OURS, ("09012345678", "0312345678")),
        (NumberFormat.NATIONAL, ABROAD, OURS, ("01012025550123", "0312345678")),
        (NumberFormat.E164, CUSTOMER, OURS, (CUSTOMER, OURS)),
        # Withheld: by the prefix where the carrier takes numbers as people dial them, else by showing none
        (NumberFormat.NATIONAL, CUSTOMER, "", ("18409012345678", "0312345678")),
        (NumberFormat.E164, CUSTOMER, "", (CUSTOMER, "")),
    ],
)
def test_numbers_go_out_as_the_carrier_wants_them(
    number_format: NumberFormat, number: str, shown: str, written: tuple[str, str]
) -> None:
    assert OutgoingLine("carrier", OURS, number_format).dial(number, shown, "JP") == written


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("090-1234-5678", OutsideNumber(CUSTOMER, hidden=False)),
        ("184-090-1234-5678", OutsideNumber(CUSTOMER, hidden=True)),
        ("１８６ー０９０ー１２３４ー５６７８", OutsideNumber(CUSTOMER, hidden=False)),
    ],
)
def test_a_prefix_for_one_call_is_no_part_of_the_number(raw: str, number: OutsideNumber) -> None:
    assert number_outside(raw, "JP") == number


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("184-0990-123-456", ErrorCode.SPECIAL_NUMBER),
        ("184110", ErrorCode.NOT_A_NUMBER),
        ("186-110", ErrorCode.NOT_A_NUMBER),
        ("184", ErrorCode.NOT_A_NUMBER),
    ],
)
def test_a_prefix_leads_to_no_special_number(raw: str, code: ErrorCode) -> None:
    with pytest.raises(Refusal) as refused:
        number_outside(raw, "JP")
    assert refused.value.code is code
