"""What is dialed for a text or a link; numbers and names are found however they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.numbers import (
    NUMBER_MAX,
    NotDialable,
    NumberFault,
    dtmf_digits,
    name_key,
    search_key,
    to_dial,
)


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


@pytest.mark.parametrize(
    ("text", "dialed"),
    [
        (" 0312345678 ", "0312345678"),
        ("03-1234-5678", "0312345678"),
        ("０３ー１２３４ー５６７８", "0312345678"),
        ("０３－１２３４－５６７８", "0312345678"),
        ("０３（１２３４）５６７８", "0312345678"),
        ("03―1234−5678", "0312345678"),
        ("(03) 1234 5678", "0312345678"),
        ("03.1234.5678", "0312345678"),
        ("\u202d090-1234-5678\u202c", "09012345678"),
        ("\u200b201", "201"),
        ("＊21＃", "*21#"),
        ("+81 (0)3-1234-5678", "+81312345678"),
        ("＋８１３１２３４５６７８", "+81312345678"),
        ("TEL 03-1234-5678", "0312345678"),
        ("℡：03-1234-5678", "0312345678"),
        ("電話番号: 03-1234-5678", "0312345678"),
        ("184-03-1234-5678", "1840312345678"),
        ("tel:+81-3-1234-5678", "+81312345678"),
        ("TEL:0312345678", "0312345678"),
        ("tel:%2B81%203%201234%205678", "+81312345678"),
        ("tel:03-1234-5678;phone-context=+81", "+81312345678"),
        ("tel:5678;phone-context=+81-3-1234", "+8131234" + "5678"),
        ("tel:201;phone-context=office.example.com", "201"),
        ("tel:+81312345678;ext=22;isub=1", "+81312345678"),
        ("tel://0312345678", "0312345678"),
        ("callto:03-1234-5678", "0312345678"),
        ("callto://+81312345678", "+81312345678"),
        ("sip:201@pbx.example.com", "201"),
        ("sip:+81312345678@carrier.example.com;user=phone", "+81312345678"),
        ("sip:taro.tanaka@pbx.example.com:5060;transport=tcp?subject=x", "taro.tanaka"),
        ("sips:Taro@PBX.example.com", "Taro"),
        ("taro-tanaka", "taro-tanaka"),
        ("taro@pbx.example.com", "taro"),
        ("sip:taro", "taro"),
    ],
)
def test_what_is_dialed_for_what_is_typed_pasted_or_clicked(text: str, dialed: str) -> None:
    assert to_dial(text, home="pbx.example.com") == dialed


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NumberFault.EMPTY),
        ("  　", NumberFault.EMPTY),
        ("tel:", NumberFault.EMPTY),
        ("sip:@pbx.example.com", NumberFault.EMPTY),
        ("田中", NumberFault.NOT_A_NUMBER),
        ("call me", NumberFault.NOT_A_NUMBER),
        ("03-1234+5678", NumberFault.NOT_A_NUMBER),
        ("ー", NumberFault.NOT_A_NUMBER),
        ("taro\r\nVia: x", NumberFault.NOT_A_NUMBER),
        ("tel:taro%0d%0aVia", NumberFault.NOT_A_NUMBER),
        ("sip:<taro>@pbx.example.com", NumberFault.NOT_A_NUMBER),
        ("sip:taro@elsewhere.example.com", NumberFault.OTHER_SERVER),
        ("taro@elsewhere.example.com", NumberFault.OTHER_SERVER),
        ("1" * (NUMBER_MAX + 1), NumberFault.TOO_LONG),
    ],
)
def test_why_a_text_is_not_dialed(text: str, fault: NumberFault) -> None:
    with pytest.raises(NotDialable) as refused:
        to_dial(text, home="pbx.example.com")
    assert refused.value.fault is fault


@given(st.text(max_size=80))
def test_whatever_is_dialed_is_plain(text: str) -> None:
    try:
        dialed = to_dial(text)
    except NotDialable:
        return
    assert re.fullmatch(r"[0-9A-Za-z*#+._!-]{1,64}", dialed), dialed
    assert to_dial(dialed) == dialed


def test_keys_of_a_telephone_are_taken_out_of_a_text() -> None:
    assert dtmf_digits("１２-3＃a x*") == "123#A*"
