"""Numbers on the wire of a real Asterisk: who calls, as carriers write it, and what of it is not to be seen."""

import asyncio
from typing import NamedTuple

import pytest

from server.domain.numbers import to_e164
from server.ports.switch import LegGone, LegId, LegNew
from tests.contract.worlds import RealWorld
from tests.support.asterisk import TRUNK
from tests.support.switch_events import EventReader
from tools.stage.caller import Caller

pytestmark = pytest.mark.switch

CALLED = "0501112222"
NOBODY = "<sip:anonymous@anonymous.invalid>"


class Invite(NamedTuple):
    shown_as: str
    headers: tuple[str, ...]
    caller: str
    """In E.164; empty if he is not to be seen."""


INVITES = (
    Invite("<sip:0312345678@carrier>", (), "+81312345678"),
    Invite("<sip:0312345678@carrier>", ("P-Asserted-Identity: <tel:+81311112222>",), "+81311112222"),
    Invite(NOBODY, (), ""),
    Invite('"Unavailable" <sip:unavailable@carrier>', (), ""),
    Invite("<sip:carrier>", (), ""),
    # The carrier knows him and tells, and he does not want it
    Invite(NOBODY, ("P-Asserted-Identity: <sip:0312345678@carrier>", "Privacy: id"), ""),
    Invite(NOBODY, ("P-Asserted-Identity: <tel:+81312345678>", "Privacy: user;id"), ""),
)


async def test_a_caller_has_the_number_that_his_carrier_vouches_for_and_none_if_he_withholds_it(
    real_world: RealWorld, real_events: EventReader
) -> None:
    host, port = real_world.asterisk.sip_address.split(":")
    for invite in INVITES:
        caller = Caller((host, int(port)), "0312345678", CALLED, shown_as=invite.shown_as, headers=invite.headers)
        caller.call()
        arrived = await real_events.expect(LegNew)
        seen = [info.caller for info in (await real_world.switch.snapshot()).legs]
        await real_world.switch.hang_up(arrived.leg)
        await real_events.expect(LegGone, leg=arrived.leg)
        await asyncio.to_thread(caller.close)
        assert to_e164(arrived.caller) == invite.caller, invite
        assert [to_e164(number) for number in seen] == [invite.caller], invite
        assert arrived.called == CALLED


async def test_a_customer_sees_the_number_that_is_shown_and_none_that_is_withheld(
    real_world: RealWorld, real_events: EventReader
) -> None:
    callee = await real_world.callee()
    for leg, number, caller_id, seen in (
        (LegId("out-1"), "09012345678", "0312345678", "sip:0312345678@"),
        (LegId("out-2"), "+819012345678", "+81312345678", "sip:+81312345678@"),
        (LegId("out-3"), "+819012345678", "", "sip:anonymous@anonymous.invalid"),
    ):
        await real_world.switch.dial_trunk(leg, TRUNK.name, number, caller_id=caller_id, timeout_seconds=20)
        headers = await callee.incoming()
        assert f"sip:{number}@" in headers["To"] and seen in headers["From"]
        await callee.reject(486)
        await real_events.expect(LegGone, leg=leg)
