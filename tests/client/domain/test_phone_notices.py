"""What is said about calls that ended badly and devices that went, when it is said, and when it goes again."""

from dataclasses import replace

import msgspec
import pytest

from bluebean_client.domain.call_ends import CallRefusal, refusal_of
from bluebean_client.domain.desk import Desk, Severity
from bluebean_client.domain.phone import (
    AudioDevices,
    CallEnd,
    DeviceKind,
    EngineState,
    PhoneCall,
    PhoneCallState,
    Transfer,
)
from bluebean_client.domain.phone_notices import engine_lost, told

DIALED = PhoneCall(1, PhoneCallState.CALLING, "0312345678", "田中", outgoing=True)


def desk_with(*calls: PhoneCall) -> Desk:
    return Desk(phone=EngineState(calls=calls))


def after(desk: Desk, *calls: PhoneCall) -> Desk:
    return told(desk, EngineState(calls=calls))


def ended(call: PhoneCall, end: CallEnd, code: int = 0) -> PhoneCall:
    return msgspec.structs.replace(call, state=PhoneCallState.ENDED, end=end, sip_code=code)


def codes(desk: Desk) -> list[str]:
    return [notice.problem.code for notice in desk.notices]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (486, "busy"),
        (600, "busy"),
        (603, "declined"),
        (404, "not_found"),
        (484, "not_found"),
        (480, "not_reachable"),
        (408, "no_answer"),
        (403, "not_allowed"),
        (488, "media"),
        (606, "media"),
        (500, "network"),
        (502, "network"),
        (503, "network"),
        (513, "network"),
        (420, "other"),
        (0, "other"),
    ],
)
def test_a_call_that_was_not_taken_says_why(code: int, reason: str) -> None:
    desk = after(desk_with(DIALED), ended(DIALED, CallEnd.REFUSED, code))
    (notice,) = desk.notices
    expected = {"reason": reason, "number": "0312345678", "name": "田中", "sip_code": code}
    assert (notice.problem.code, notice.problem.details) == ("call_refused", expected)
    assert desk.phone.calls == (ended(DIALED, CallEnd.REFUSED, code),)


def test_every_code_has_a_reason() -> None:
    assert {refusal_of(code) for code in range(300, 700)} == set(CallRefusal)


@pytest.mark.parametrize(
    "end", [CallEnd.HUNG_UP, CallEnd.FAR_HUNG_UP, CallEnd.MISSED, CallEnd.DECLINED, CallEnd.TRANSFERRED]
)
def test_an_end_that_somebody_wanted_is_no_news(end: CallEnd) -> None:
    assert codes(after(desk_with(DIALED), ended(DIALED, end))) == []


def test_it_is_said_once_and_the_next_call_takes_it_away() -> None:
    refused = ended(DIALED, CallEnd.REFUSED, 486)
    desk = after(desk_with(DIALED), refused)
    dismissed = replace(desk, notices=())
    assert codes(after(dismissed, refused)) == [], "dismissed and said again"
    assert codes(after(desk, refused, msgspec.structs.replace(DIALED, call=2))) == []


def test_a_call_whose_far_side_vanished_is_lost_unless_the_server_speaks_of_it() -> None:
    assert codes(after(desk_with(DIALED), ended(DIALED, CallEnd.LOST))) == ["call_lost"]
    offered = msgspec.structs.replace(DIALED, server_call_id="c1")
    assert codes(after(desk_with(offered), ended(offered, CallEnd.LOST))) == []


def test_a_transfer_that_failed_is_said_and_the_call_is_there() -> None:
    asked = msgspec.structs.replace(DIALED, state=PhoneCallState.HELD, transfer=Transfer.ASKED)
    failed = msgspec.structs.replace(asked, transfer=Transfer.FAILED, transfer_code=486)
    desk = after(after(desk_with(asked), failed), failed)
    (notice,) = desk.notices
    assert (notice.problem.code, notice.problem.details["reason"]) == ("transfer_failed", "busy")


def test_a_dead_engine_took_the_call_with_it() -> None:
    desk = engine_lost(desk_with(ended(DIALED, CallEnd.HUNG_UP), msgspec.structs.replace(DIALED, call=2, number="9")))
    assert codes(desk) == ["call_lost"]
    assert desk.notices[0].problem.details["number"] == "9"
    assert desk.phone == EngineState()
    assert codes(engine_lost(desk_with(ended(DIALED, CallEnd.HUNG_UP)))) == []
    assert codes(engine_lost(desk_with(msgspec.structs.replace(DIALED, server_call_id="c1")))) == []


def with_devices(desk: Desk, **devices: object) -> Desk:
    return told(desk, EngineState(devices=AudioDevices(**devices)))


HEADSET_GONE = AudioDevices(
    microphones=("Desk",), speakers=("Desk",), strayed=tuple(DeviceKind), gone=("Headset",), standing_in=("Desk",)
)


def with_sound(desk: Desk, devices: AudioDevices) -> Desk:
    return told(desk, EngineState(devices=devices))


def test_a_headset_that_was_pulled_out_is_said_once_and_so_is_its_return() -> None:
    gone = with_sound(with_sound(Desk(), HEADSET_GONE), HEADSET_GONE)
    (notice,) = gone.notices
    assert (notice.severity, notice.problem.code) == (Severity.WARNING, "device_strayed")
    assert notice.problem.details == {"gone": ("Headset",), "device": ("Desk",)}
    (notice,) = with_devices(gone, microphones=("Desk", "Headset"), speakers=("Desk", "Headset")).notices
    assert (notice.severity, notice.problem.code) == (Severity.OFFER, "device_back")
    assert notice.problem.details == {"device": ("Headset",)}


def test_it_is_not_said_to_be_back_when_another_one_was_chosen_or_all_are_missing() -> None:
    gone = with_sound(Desk(), HEADSET_GONE)
    assert codes(with_devices(gone, microphones=("Desk",), speakers=("Desk",))) == []
    assert codes(with_devices(gone, missing=tuple(DeviceKind))) == [], "what is missing is shown for as long as it is"


def test_another_one_that_stands_in_is_said_in_its_place_and_a_dead_engine_takes_it_away() -> None:
    other = msgspec.structs.replace(HEADSET_GONE, standing_in=("Monitor",))
    desk = with_sound(with_sound(Desk(), HEADSET_GONE), other)
    assert [notice.problem.details["device"] for notice in desk.notices] == [("Monitor",)]
    assert codes(engine_lost(desk)) == []


def test_a_ring_tone_that_can_not_be_played_is_said_until_another_is_chosen() -> None:
    desk = with_devices(Desk(), bad_ring_tone="rings/sato.mp3")
    assert [(notice.problem.code, notice.action) for notice in desk.notices] == [
        ("ring_tone_unusable", "open_settings")
    ]
    assert codes(with_devices(replace(desk, notices=()), bad_ring_tone="rings/sato.mp3")) == []
    assert codes(with_devices(desk)) == []
