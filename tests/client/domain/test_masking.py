"""What is sent to others says no numbers, names and secrets, and still says what has happened."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.masking import mask


@pytest.mark.parametrize(
    ("text", "hidden", "kept"),
    [
        ("call from sip:09012345678@192.0.2.1", "09012345", "***678@192.0.2.1"),
        (
            "REGISTER sip:reception@pbx.example.jp:5061;transport=tls",
            "reception",
            "***@pbx.example.jp:5061;transport=tls",
        ),
        ('Authorization: Digest username="101", response="abcdef"', "abcdef", "Authorization"),
        ("Proxy-Authorization: Digest realm=x, response=abcdef", "abcdef", "Proxy-Authorization: ***"),
        ("SendDtmf(call=1, digits='4711')", "4711", "call=1"),
        ("Account(password=geheim, host='x')", "geheim", "host"),
        ("Account(user='taro', password='ge heim', host='pbx')", "taro", "host='pbx'"),
        ('{"password": "a, \\"b", "server": "pbx"}', '\\"b', '"server": "pbx"'),
        ("sip_password: hunter2; next", "hunter2", "next"),
        ("Keep(blob=b'\\x00secret')", "secret", "Keep"),
        ("GET /v1/me Authorization=1 bearer eyJhbGciOi.x-y_z", "eyJhbGciOi", "GET /v1/me"),
        ("?token=abc-def&x=1", "abc-def", "&x=1"),
        ("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj", "d0Rmdm", "AES_CM_128"),
        ('From: "佐藤 健一" <sip:0312345678@pbx>;tag=as1', "佐藤", "@pbx>;tag=as1"),
        ("From: Sato Ichiro <sip:0312345678@pbx>", "Sato", "From:"),
        ('Contact: "a \\"Q\\" c" <sip:x@[2001:db8::1]:5060>', "Q", "[2001:db8::1]"),
        ("IncomingCall(call=1, number='0312345678', name='佐藤')", "佐藤", "call=1"),
        ('sip_user = "sato"', "sato", "sip_user"),
        ('{"customer_name": "佐藤", "id": 7}', "佐藤", '"id": 7'),
        ("AskHistory(search='佐藤', limit=50)", "佐藤", "limit=50"),
        ("mail to ken.sato+x@example.co.jp now", "ken.sato", "@example.co.jp now"),
        ("dial ０３－１２３４－５６７８", "１２３４", "６７８"),
        ("dial +81 (0)3 1234 5678.", "1234", "***678."),
        ("extension 20104 rings", "20104", "extension *** rings"),
        ("port=0312345678", "0312345", "port=***678"),
        ("process 03-1234-5678", "1234", "***678"),
        ("192.0.2.1:0312345678", "0312345", "***678"),
        ("tel:03-1234-5678", "1234", "tel:***678"),
    ],
)
def test_what_is_hidden_and_what_stays(text: str, hidden: str, kept: str) -> None:
    assert hidden not in mask(text)
    assert kept in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-25 20:04:21,802 INFO MainThread x: registered",
        "2026-11-25T20:04:21.802000 call 3 TALKING 200",
        "20:04:21.802 sip_transport.c Sending to udp 192.168.100.123:5060",
        "registration refused 403, retry in 15 s",
        "PJSIP 2.15.1, Qt 6.11.3",
        "phone engine 1.0, process 1234567, Account(host='pbx', port=50604), 192.0.2.1:50604, Linux-6.1.141",
        "codec G722, loss 1.5 %, jitter 12 ms",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert mask(text) == text


FORMS = st.sampled_from(
    [
        *("{}", "tel:{}", "sip:{}@pbx", "<sip:{}@pbx>", "number='{}'", "Dial(number='{}')", "x{}y", "（{}）"),
        "2026-11-25 20:04:21 {}",
    ]
)
FULL_WIDTH = str.maketrans("0123456789-+ ()", "０１２３４５６７８９－＋　（）")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """As people write them: groups between hyphens, blanks or brackets, half or full width."""
    groups = draw(st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=2, max_size=5))
    between = draw(st.sampled_from(["", "-", " ", "‐", "ー", ") ", "(", " - "]))
    number = draw(st.sampled_from(["", "+"])) + between.join(groups)
    return number.translate(FULL_WIDTH) if draw(st.booleans()) else number


@given(numbers().filter(lambda number: sum(map(str.isdigit, number)) >= 5), FORMS)
def test_no_number_survives(number: str, form: str) -> None:
    digits = "".join(re.findall(r"\d", number))
    masked = mask(form.format(number))
    left = "".join(re.findall(r"\d", masked.replace("2026-11-25 20:04:21", "")))
    assert len(left) < 5
    for start in range(len(digits) - 4):
        assert digits[start : start + 5] not in left


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1 " * 100_000, '"' * 100_000, "<sip:" * 40_000, "x@" * 100_000, "name='" * 30_000]
)
def test_a_long_line_takes_no_long_time(text: str) -> None:
    """The test's time limit is the measure: a pattern that backs up would take hours."""
    assert mask(text) is not None
