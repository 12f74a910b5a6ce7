"""What somebody types to find a customer is understood, and what a customer is found by is folded the same way."""

import pytest

from server.domain.customer_search import CustomerSearch, NumberPart, grams, search_text, understand, wanted_grams
from server.protocol.types import FieldType, FormField

FORM = (
    FormField("name", "氏名", FieldType.TEXT),
    FormField("member", "会員番号", FieldType.TEXT, read_only=True),
    FormField("branch", "支店", FieldType.TEXT, max_length=20),
    FormField("address", "住所", FieldType.TEXT),
    FormField("secret", "合言葉", FieldType.PASSWORD, read_only=True),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", CustomerSearch()),
        ("佐藤　ｹﾝ", CustomerSearch(("佐藤", "ケン"))),
        ("さとう", CustomerSearch(("サトウ",))),
        ("090-1234-5678", CustomerSearch((), (NumberPart("+819012345678", "09012345678", "090-1234-5678"),))),
        ("０９０ １２３４", CustomerSearch((), (NumberPart("+81901234", "0901234", "0901234"),))),
        ("+81 3-5550", CustomerSearch((), (NumberPart("+8135550", "8135550", "+813-5550"),))),
        ("5678", CustomerSearch((), (NumberPart("", "5678", "5678"),))),
        ("佐藤 5678", CustomerSearch(("佐藤",), (NumberPart("", "5678", "5678"),))),
        ("M-0048", CustomerSearch(("m-0048",))),
        ("12", CustomerSearch(("12",))),
        ("\x00 \t", CustomerSearch()),
    ],
)
def test_names_numbers_and_codes_are_told_apart(typed: str, meant: CustomerSearch) -> None:
    assert understand(typed) == meant


def test_a_customer_is_found_by_name_and_codes_and_by_no_secret_or_address() -> None:
    values = {"name": "佐藤 健一", "member": "M-7", "branch": "渋谷", "address": "東京都", "secret": "ひみつ"}
    assert search_text(FORM, values, ("name", "kana")) == "佐藤健一\nm-7\n渋谷"


def test_every_part_of_a_word_has_its_keys_in_the_index_and_no_other_group_has_them() -> None:
    stored = grams("support", "サトウケンイチ\n佐藤健一")
    for part in ("サトウ", "ウケン", "健一", "佐藤健一", "イチ"):
        assert set(wanted_grams("support", (part,))) <= stored, part
        assert not set(wanted_grams("orders", (part,))) & stored
    [single] = wanted_grams("support", ("健",))
    assert single in stored
    assert [key[1:] for key in wanted_grams("support", ("サトウケン",))] == ["ウケ", "ケン", "サト"]
    assert not set(wanted_grams("support", ("一健",))) <= stored
