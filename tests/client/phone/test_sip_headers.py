"""What the phone reads from SIP headers, and that nothing typed or received upsets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.sip_headers import (
    caller,
    dialable,
    dtmf_digits,
    header_values,
    server_call_id,
    wants_auto_answer,
)


def invite(*headers: str) -> str:
    return "\r\n".join(
        ["INVITE sip:101@192.0.2.1 SIP/2.0", *headers, "Content-Length: 0", "", "Call-Info: in;answer-after=0"]
    )


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Call-Info: <sip:switch>;answer-after=0", True),
        ("call-info:\t<sip:switch>; Answer-After = 0 ;x=1", True),
        ("Call-Info: <sip:switch>;\r\n answer-after=0", True),
        ("Alert-Info: <http://switch>;info=alert-autoanswer", True),
        ("Call-Info: <sip:switch>;answer-after=05", False),
        ("Call-Info: <sip:switch>;answer-after=10", False),
        ("Subject: answer-after=0", False),
        ("X-Call-Info: <sip:switch>;answer-after=0", False),
        ("Alert-Info: <http://switch/alert-autoanswer.wav>", False),
    ],
)
def test_only_the_agreed_headers_ask_for_an_automatic_answer(header: str, wanted: bool) -> None:
    assert wants_auto_answer(invite(header)) is wanted


def test_the_servers_call_id_is_read_and_bounded() -> None:
    assert server_call_id(invite("X-BlueBean-Call: abc-1")) == "abc-1"
    assert server_call_id(invite()) == ""
    assert len(server_call_id(invite("x-bluebean-call: " + "a" * 5000))) == 128


@pytest.mark.parametrize(
    ("header", "number", "name"),
    [
        ('"山田 太郎" <sip:0312345678@192.0.2.1>;tag=1', "0312345678", "山田 太郎"),
        ("<sip:%2B81312345678@192.0.2.1;user=phone>", "+81312345678", ""),
        ('"a \\"quoted\\" name" <sips:101@host>', "101", 'a "quoted" name'),
        ("sip:101@host;tag=1", "101", ""),
        ("101 <tel:101>", "101", ""),
        ("", "", ""),
    ],
)
def test_who_calls(header: str, number: str, name: str) -> None:
    assert caller(header) == (number, name)


@given(st.text(max_size=300))
def test_no_text_upsets_the_header_reader(text: str) -> None:
    caller(text)
    wants_auto_answer(text)
    header_values(text, "From")


@given(st.text(max_size=100))
def test_what_is_dialed_can_never_leave_its_place_in_the_uri(text: str) -> None:
    number = dialable(text)
    assert number is None or not set(number) & set('@<>;:?"\r\n\t /%')


def test_numbers_are_taken_as_people_write_them() -> None:
    assert dialable("03-1234-5678") == "0312345678"
    assert dialable("(03) 1234‐5678") == "0312345678"
    assert dialable("") is None
    assert dtmf_digits("12a#*") == "12A#*"
    assert dtmf_digits("1,2") is None
