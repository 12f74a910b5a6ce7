"""Calls of a real phone engine over a real switch, answered, muted and ended on a played headset that is pulled out and put in again."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import Answer, HangUp, UseHeadset
from tests.support.engine import PATIENCE_SECONDS, TestWindow, becomes_true, engine
from tests.support.headsets import LIKE_JABRA
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch

pytestmark = pytest.mark.switch

State = PhoneCallState
STAND_IN = Path(__file__).parents[3] / "support/played_hid"
NAME = "Jabra EVOLVE 20 MS"
OFF_HOOK, MUTED, RING = 0b001, 0b010, 0b100


class PluggedHeadset:
    """The device's end of the socket; follows the off-hook lamp as its like do. Attribute: `lit`, the lamps as last written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._off_hook = False
        self.lit = 0

    async def plug_in(self) -> None:
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.setblocking(False)
            listener.bind(bytes(self._path))
            listener.listen()
            self._host, _ = await asyncio.wait_for(loop.sock_accept(listener), PATIENCE_SECONDS)
        self._host.setblocking(False)
        self._host.send(LIKE_JABRA)
        self._follower = asyncio.create_task(self._follow())

    async def pull_out(self) -> None:
        self._path.unlink()
        self._follower.cancel()
        await asyncio.wait({self._follower})
        self._host.close()

    def press_hook(self) -> None:
        self._say(not self._off_hook)

    def press_mute(self) -> None:
        self._host.send(bytes([2, self._off_hook | 0b100, 0]))
        self._host.send(bytes([2, self._off_hook, 0]))

    async def shows(self, lamps: int) -> None:
        await becomes_true(lambda: self.lit == lamps)

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        while report := await loop.sock_recv(self._host, 64):
            self.lit = report[1]
            if bool(self.lit & OFF_HOOK) != self._off_hook:
                self._say(bool(self.lit & OFF_HOOK))

    def _say(self, off_hook: bool) -> None:
        self._off_hook = off_hook
        self._host.send(bytes([2, off_hook, 0]))


@pytest.fixture
async def headset(tmp_path: Path) -> AsyncIterator[PluggedHeadset]:
    device = PluggedHeadset(tmp_path / "hid")
    yield device
    await device.pull_out()


@pytest.fixture
async def phone(tmp_path: Path, switch: Softswitch, headset: PluggedHeadset) -> AsyncIterator[TestWindow]:
    """Registered as 101, its headset found."""
    environment = {"PYTHONPATH": f"{STAND_IN}:{Path.cwd()}", "PLAYED_HEADSET": str(tmp_path / "hid")}
    async with engine(tmp_path / "profile", environment=environment) as window:
        await window.register(switch)
        window.send(UseHeadset(True))
        await headset.plug_in()
        await window.until(lambda: window.state.headset == NAME)
        yield window


async def test_a_call_is_answered_muted_and_ended_on_the_headset(
    phone: TestWindow, caller: Caller, headset: PluggedHeadset
) -> None:
    await caller.call("0901234567", "101")
    await headset.shows(RING)
    headset.press_hook()
    await caller.expect("answered")
    await headset.shows(OFF_HOOK)
    headset.press_mute()
    await phone.until(lambda: phone.state.calls[0].muted)
    await headset.shows(OFF_HOOK | MUTED)
    headset.press_hook()
    await caller.expect("ended")
    await headset.shows(0)


async def test_a_call_of_the_window_survives_the_echo_and_the_headset(
    phone: TestWindow, caller: Caller, headset: PluggedHeadset
) -> None:
    await caller.call("0901234567", "101")
    phone.send(Answer((await phone.call_in(State.INCOMING)).call))
    await headset.shows(OFF_HOOK)
    headset.press_mute()  # heard after the echo of the lamp: by then a call that was hung up by it would be gone
    await phone.until(lambda: phone.state.calls[0].muted)
    assert phone.state.calls[0].state is State.TALKING
    await headset.pull_out()
    await phone.until(lambda: phone.state.headset == "")
    assert phone.state.calls[0].state is State.TALKING
    headset.lit = 0
    await headset.plug_in()
    await headset.shows(OFF_HOOK | MUTED)
    phone.send(HangUp(phone.state.calls[0].call))
    await headset.shows(0)
