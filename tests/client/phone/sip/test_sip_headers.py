"""What the phone reads from SIP headers, and that nothing typed or received upsets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.sip.headers import (
    answered_elsewhere,
    caller,
    dialable,
    dtmf_digits,
    header_values,
    readable,
    server_call_id,
    transfer_target,
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


@given(st.from_regex(r"sip:[^\s]{0,20}@[^\s]{0,20}", fullmatch=True))
def test_a_whole_address_carries_no_parameters_headers_or_second_address(text: str) -> None:
    address = dialable(text)
    assert address is None or (address.count("@") == 1 and not set(address) & set('<>;?"\r\n\t /'))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sip:bob@192.0.2.1:5070", "sip:bob@192.0.2.1:5070"),
        (" SIP:anna.b@example.org ", "sip:anna.b@example.org"),
        ("sip:bob@[2001:db8::1]", "sip:bob@[2001:db8::1]"),
        ("sip:bob", None),
        ("sips:bob@example.org", None),
        ("sip:bob@example.org;transport=tls", None),
        ("sip:bob@example.org?Replaces=1", None),
        ("bob@example.org", None),
    ],
)
def test_a_whole_address_can_be_dialed(text: str, address: str | None) -> None:
    assert dialable(text) == address


@pytest.mark.parametrize(
    ("reason", "elsewhere"),
    [
        ('Reason: SIP;cause=200;text="Call completed elsewhere"', True),
        ("reason: sip ; cause = 200", True),
        ("Reason: Q.850;cause=16\r\nReason: SIP;cause=200", True),
        ("Reason: Q.850;cause=200", False),
        ("Reason: SIP;cause=2000", False),
        ("Reason: SIP;cause=487", False),
        ("X: y", False),
    ],
)
def test_whether_another_phone_took_the_call(reason: str, elsewhere: bool) -> None:
    assert answered_elsewhere(f"CANCEL sip:101@host SIP/2.0\r\n{reason}\r\n\r\n") is elsewhere


@pytest.mark.parametrize(
    ("refer_to", "number"),
    [
        ("<sip:103@192.0.2.1>", "103"),
        ("sip:103@192.0.2.1", "103"),
        ("<sip:103@192.0.2.1;user=phone?Replaces=abc%3Bto-tag%3D1>", "103"),
        ("<https://example.org>", ""),
        ("<sip:a b@c>", ""),
        ("", ""),
    ],
)
def test_whom_a_refer_names(refer_to: str, number: str) -> None:
    assert transfer_target(refer_to) == number


@given(st.lists(st.integers(0, 0x10FFFF), max_size=80))
def test_what_a_stranger_sent_can_always_be_shown_and_sent_on(letters: list[int]) -> None:
    shown = readable("".join(map(chr, letters)), 50)
    assert len(shown) <= 50
    assert shown.isprintable()
    shown.encode()


def test_numbers_are_taken_as_people_write_them() -> None:
    assert dialable("03-1234-5678") == "0312345678"
    assert dialable("(03) 1234‐5678") == "0312345678"
    assert dialable("") is None
    assert dtmf_digits("12a#*") == "12A#*"
    assert dtmf_digits("1,2") is None
