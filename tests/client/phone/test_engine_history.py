"""The history of a real engine: an engine that is killed in a call over a real switch, and what its successor knows."""

from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bluebean_client.domain.phone import CallEnd, HistoryKind, PhoneCallState
from bluebean_client.domain.phone_messages import AskHistory, Dial, ForgetHistory
from tests.support.engine import TestWindow, engine
from tests.support.softswitch import Softswitch, softswitch

pytestmark = pytest.mark.switch


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[Softswitch]:
    async with softswitch(tmp_path / "switch") as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path, switch: Softswitch) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="null") as window:
        await window.register(switch)
        yield window


def kill_engine(profile: Path) -> None:
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "bluebean_client.phone" in command and str(profile) in command:
            process.kill()


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
