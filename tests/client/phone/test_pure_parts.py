"""Rules of the engine without any process: waiting times, verdicts, headers, buffers, tones, masks, options."""

import argparse
import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.phone import Registration
from bluebean_client.phone.audio import FRAME_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm_fifo import TRIM_EVERY_READS, PcmFifo
from bluebean_client.phone.audio.tones import FadeIn, RepeatingTone, beep, ring_pattern
from bluebean_client.phone.engine_log import mask
from bluebean_client.phone.engine_process import AudioChoice, parse_audio
from bluebean_client.phone.registration import RETRY_SECONDS, retry_seconds, verdict
from bluebean_client.phone.sip_headers import (
    caller,
    dialable,
    dtmf_digits,
    header_values,
    server_call_id,
    wants_auto_answer,
)


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_retries_wait_longer_and_longer_within_the_jitter(failures: int, chance: float) -> None:
    base = RETRY_SECONDS[min(failures, 6) - 1]
    assert 0.8 * base <= retry_seconds(failures, chance) <= 1.2 * base


@pytest.mark.parametrize(
    ("code", "from_server", "state", "reason"),
    [
        (200, True, Registration.REGISTERED, ""),
        (401, True, Registration.REFUSED, "password_refused"),
        (403, True, Registration.REFUSED, "password_refused"),
        (404, True, Registration.REFUSED, "not_found"),
        (408, False, Registration.UNREACHABLE, "no_answer"),
        (503, False, Registration.UNREACHABLE, "unreachable"),
        (502, False, Registration.UNREACHABLE, "unreachable"),
        (503, True, Registration.REFUSED, "server_error"),
        (500, True, Registration.REFUSED, "server_error"),
    ],
)
def test_the_answer_to_register_in_words(code: int, from_server: bool, state: Registration, reason: str) -> None:
    assert verdict(code, from_server=from_server) == (state, reason)


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


def frame(value: int) -> bytes:
    return bytes([value]) * FRAME_BYTES


def test_the_buffer_fills_up_before_it_gives() -> None:
    fifo = PcmFifo(target_frames=2)
    fifo.write(frame(1))
    assert fifo.read(FRAME_BYTES) == frame(0)
    fifo.write(frame(2))
    assert fifo.read(FRAME_BYTES) == frame(1)
    assert fifo.read(FRAME_BYTES) == frame(2)
    assert fifo.read(FRAME_BYTES) == frame(0)


def test_what_does_not_fit_pushes_out_the_oldest() -> None:
    fifo = PcmFifo(target_frames=1, limit_frames=3)
    for value in range(1, 8):
        fifo.write(frame(value))
    assert [fifo.read(FRAME_BYTES)[0] for _ in range(3)] == [5, 6, 7]


def test_delay_that_nobody_needs_is_cut_away() -> None:
    fifo = PcmFifo(target_frames=2, limit_frames=10)
    for _ in range(8):
        fifo.write(frame(1))
    for _ in range(2 * TRIM_EVERY_READS):
        fifo.write(frame(1))
        fifo.read(FRAME_BYTES)
    assert fifo.level_bytes() == 2 * FRAME_BYTES


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000)), max_size=200))
def test_the_buffer_is_bounded_and_always_gives_what_is_asked(steps: list[tuple[bool, int]]) -> None:
    fifo = PcmFifo()
    for writes, count in steps:
        if writes:
            fifo.write(bytes(count))
        else:
            assert len(fifo.read(count)) == count
        assert fifo.level_bytes() <= 10 * FRAME_BYTES


def loudest(data: bytes) -> int:
    return max(abs(sample) for sample in array.array("h", data))


def test_the_ring_grows_for_300_ms_and_pauses() -> None:
    tone = FadeIn(RepeatingTone(ring_pattern()))
    data = tone.read(3 * SAMPLE_RATE_HZ * 2)
    second = SAMPLE_RATE_HZ * 2
    assert loudest(data[: second // 50]) < 0.1 * loudest(data[second // 2 : second])
    assert loudest(data[second : 3 * second]) == 0
    assert loudest(tone.read(second)) > 9000, "it does not ring again"
    assert 0 < loudest(beep()) < 10_000


@pytest.mark.parametrize(
    ("text", "hidden", "kept"),
    [
        ("call from sip:09012345678@192.0.2.1", "09012345", "678@192.0.2.1"),
        ('Authorization: Digest username="101", response="abcdef"', "abcdef", "Authorization"),
        ("SendDtmf(call=1, digits='4711')", "4711", "call=1"),
        ("Account(password=geheim, host='x')", "geheim", "host"),
    ],
)
def test_the_log_hides_numbers_and_secrets(text: str, hidden: str, kept: str) -> None:
    assert hidden not in mask(text)
    assert kept in mask(text)


def test_sound_options() -> None:
    assert parse_audio("auto") == AudioChoice()
    assert parse_audio("file:a.wav,b.wav") == AudioChoice("file", Path("a.wav"), Path("b.wav"))
    assert parse_audio("file:,b.wav,c.wav") == AudioChoice("file", None, Path("b.wav"), Path("c.wav"))
    for wrong in ("", "file", "disk:a", "file:a,b,c,d"):
        with pytest.raises(argparse.ArgumentTypeError):
            parse_audio(wrong)
