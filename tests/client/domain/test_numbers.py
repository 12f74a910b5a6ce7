"""Numbers and names are found however they are written."""

import pytest

from bluebean_client.domain.numbers import name_key, search_key


@pytest.mark.parametrize(
    "written",
    [
        "03-1234-5678",
        "+81312345678",
        "+81 3 1234 5678",
        "+81(0)3-1234-5678",
        "0081 3 1234 5678",
        "010-81-3-1234-5678",
        "０３（１２３４）５６７８",
        "０３ー１２３４ー５６７８",
        "03.1234.5678",
    ],
)
def test_every_way_of_writing_a_japanese_number_has_one_key(written: str) -> None:
    assert search_key(written) == "0312345678"


@pytest.mark.parametrize(("typed", "key"), [("+81 3", "03"), ("1234-", "1234"), ("+4930", "+4930"), ("Alice", "alice")])
def test_parts_foreign_numbers_and_sip_users_keep_what_is_theirs(typed: str, key: str) -> None:
    assert search_key(typed) == key


def test_names_are_compared_without_blanks_case_and_width() -> None:
    assert name_key("田中　太郎 ＡＢＣ") == "田中太郎abc"
