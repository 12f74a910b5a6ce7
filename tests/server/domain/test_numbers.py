"""Numbers as people write them become E.164 and back; extensions stay."""

import pytest

from server.domain.numbers import is_extension, to_e164, to_national


@pytest.mark.parametrize(
    ("raw", "e164"),
    [
        ("03-1234-5678", "+81312345678"),
        ("０３−１２３４−５６７８", "+81312345678"),
        ("０９０ー１２３４ー５６７８", "+819012345678"),
        ("(03) 1234.5678", "+81312345678"),
        ("+81 3 1234 5678", "+81312345678"),
        ("0120-123-456", "+81120123456"),
        ("+1 202 555 0123", "+12025550123"),
        ("184-03-1234-5678", "+81312345678"),
        ("186 090 1234 5678", "+819012345678"),
        ("2001", "2001"),
        ("２００１", "2001"),
        ("110", "110"),
        ("anonymous", ""),
        ("", ""),
        ("-", ""),
        ("03-12", ""),
        ("+", ""),
    ],
)
def test_written_numbers_become_e164(raw: str, e164: str) -> None:
    assert to_e164(raw, "JP") == e164


def test_the_country_decides_what_a_national_number_means() -> None:
    assert to_e164("(202) 555-0123", "US") == "+12025550123"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+81312345678", "03-1234-5678"), ("+819012345678", "090-1234-5678"), ("2001", "2001"), ("", "")],
)
def test_numbers_are_shown_as_at_home(number: str, shown: str) -> None:
    assert to_national(number, "JP") == shown


def test_foreign_numbers_are_shown_with_their_country() -> None:
    assert to_national("+12025550123", "JP") == "+1 202-555-0123"


def test_what_an_extension_is() -> None:
    assert [is_extension(raw) for raw in ("2001", "20", "2", "0120", "1234567", "+123")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
