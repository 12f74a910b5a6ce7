"""Desks of an operator with a softphone: the phone panel's situations, for pictures and for tests."""

from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import (
    AudioDevices,
    DeviceKind,
    EngineState,
    PhoneCall,
    PhoneCallState,
    Quality,
    Registration,
)
from bluebean_client.domain.phone_messages import AskHistory, HistoryPage
from server.protocol.types import UsageMode
from tests.support import desks, sample_centre, softphone_desks

POOR = Quality(9.0, 71.0, 340.0, 2.4)
SERVER_CALL = PhoneCall(
    1,
    PhoneCallState.TALKING,
    "+81312345678",
    "佐藤 健一",
    server_call_id="call-1",
    started_at=sample_centre.ago(222).timestamp(),
    began_at=sample_centre.ago(230).timestamp(),
    encrypted=True,
    quality=Quality(0.2, 5.0, 28.0, 4.3),
)
DIRECT_CALL = PhoneCall(
    2,
    PhoneCallState.TALKING,
    "2011",
    "渡辺 直樹",
    started_at=sample_centre.ago(51).timestamp(),
    began_at=sample_centre.ago(60).timestamp(),
    quality=Quality(0.0, 4.0, 12.0, 4.4),
)
DIRECT_RINGING = PhoneCall(3, PhoneCallState.INCOMING, "2012", "小林 陽子", began_at=sample_centre.ago(6).timestamp())


def with_phone(desk: Desk, *calls: PhoneCall) -> Desk:
    history = HistoryPage(AskHistory(limit=50), softphone_desks.CALLS)
    return replace(desk, phone=desks.with_calls(*calls), history=history)


def idle() -> Desk:
    return with_phone(desks.idle())


def talking() -> Desk:
    return with_phone(desks.talking(), SERVER_CALL)


def talking_poorly() -> Desk:
    return with_phone(desks.talking(), msgspec.structs.replace(SERVER_CALL, quality=POOR))


def direct_ringing() -> Desk:
    return with_phone(desks.idle(), DIRECT_RINGING)


def direct_talking() -> Desk:
    return with_phone(desks.idle(), DIRECT_CALL)


def direct_beside_the_server() -> Desk:
    """A colleague waits while the operator talks to the customer that the server has put through."""
    held = msgspec.structs.replace(DIRECT_CALL, state=PhoneCallState.HELD)
    return with_phone(desks.talking(), SERVER_CALL, held)


def held_by_the_server() -> Desk:
    return with_phone(desks.held(), SERVER_CALL)


def two_direct() -> Desk:
    held = msgspec.structs.replace(DIRECT_CALL, call=4, number="2013", name="山本 久美子", state=PhoneCallState.HELD)
    return with_phone(desks.idle(), DIRECT_CALL, held)


def no_devices() -> Desk:
    nothing = AudioDevices(missing=(DeviceKind.MICROPHONE, DeviceKind.SPEAKER))
    return replace(idle(), phone=msgspec.structs.replace(sample_centre.REGISTERED, devices=nothing))


def not_registered() -> Desk:
    phone = EngineState(
        registration=Registration.UNREACHABLE,
        reason="certificate_untrusted",
        detail="self-signed certificate",
        devices=sample_centre.DEVICES,
    )
    return replace(idle(), phone=phone)


def hard_phone() -> Desk:
    return replace(desks.idle(), mode=UsageMode.OPERATOR, engine=EngineLink.ABSENT, phone=EngineState())
