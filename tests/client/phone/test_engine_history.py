"""The history of a real engine: an engine that is killed in a call over a real switch, and what its successor knows."""

from pathlib import Path

import psutil
import pytest

from bluebean_client.domain.phone import CallEnd, HistoryKind, PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import AskHistory, Dial, DoNotDisturb, ForgetHistory, HangUp, SeeMissed
from tests.support.engine import TestWindow
from tests.support.sip_peers import Caller

pytestmark = pytest.mark.switch


@pytest.fixture
def phone(phone_at_switch: TestWindow) -> TestWindow:
    return phone_at_switch


def kill_engine(profile: Path) -> None:
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "bluebean_client.phone" in command and str(profile) in command:
            process.kill()


async def shown(phone: TestWindow, number: str, state: PhoneCallState) -> PhoneCall:
    """The call with that number, in that state."""
    found: list[PhoneCall] = []

    def there() -> bool:
        found[:] = [call for call in phone.state.calls if (call.number, call.state) == (number, state)]
        return bool(found)

    await phone.until(there)
    return found[0]


async def given_up(phone: TestWindow, caller: Caller) -> None:
    """A caller who lets it ring and hangs up."""
    await caller.call("0901234567", "101")
    await phone.call_in(PhoneCallState.INCOMING)
    await caller.hang_up()


async def test_calls_over_a_real_switch_are_in_the_history_as_they_went(phone: TestWindow, caller: Caller) -> None:
    await given_up(phone, caller)
    await phone.until(lambda: phone.state.missed == 1)
    phone.send(SeeMissed())
    await phone.until(lambda: phone.state.missed == 0)
    phone.send(Dial("901"))
    await shown(phone, "901", PhoneCallState.ENDED)
    phone.send(Dial("601"))
    talking = await shown(phone, "601", PhoneCallState.TALKING)
    phone.send(HangUp(talking.call))
    ended = await shown(phone, "601", PhoneCallState.ENDED)
    phone.send(DoNotDisturb(on=True))
    await caller.call("0901234567", "101")
    await phone.until(lambda: phone.state.missed == 1)

    undisturbed, echo, busy, missed = (await phone.history(AskHistory())).entries
    assert (missed.number, missed.end, missed.outgoing) == ("0901234567", CallEnd.MISSED, False)
    assert (busy.number, busy.end, busy.sip_code, busy.answered_at) == ("901", CallEnd.REFUSED, 486, 0.0)
    assert (echo.number, echo.end, echo.outgoing) == ("601", CallEnd.HUNG_UP, True)
    assert echo.began_at <= echo.answered_at == talking.started_at <= echo.ended_at
    assert echo.quality == ended.quality
    assert (undisturbed.end, undisturbed.answered_at) == (CallEnd.DO_NOT_DISTURB, 0.0)


async def test_a_call_in_which_the_engine_was_killed_is_in_the_history_as_lost(phone: TestWindow) -> None:
    phone.send(Dial("601"))
    talking = await phone.call_in(PhoneCallState.TALKING)
    kill_engine(phone.profile)
    await phone.until(lambda: phone.gone)
    phone.attached = None
    await phone.link.start()
    await phone.until(lambda: phone.attached is not None)

    page = await phone.history(AskHistory(search="6０1", kind=HistoryKind.MADE))
    (entry,) = page.entries
    assert (entry.number, entry.outgoing, entry.end, entry.sip_code) == ("601", True, CallEnd.LOST, 0)
    assert entry.answered_at == talking.started_at

    revision = phone.state.history_revision
    phone.send(ForgetHistory(entry.entry_id))
    await phone.until(lambda: phone.state.history_revision > revision)
    assert (await phone.history(AskHistory())).entries == ()
