"""A phone engine that peers can reach without a switch in between, and one at a switch with a caller behind it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, Registration
from bluebean_client.domain.phone_messages import UseAccount
from tests.support.engine import CALLER_HZ, TestWindow, engine
from tests.support.sip_peers import Caller
from tests.support.sip_registrar import Registrar, registrar
from tests.support.softswitch import Softswitch, softswitch


@pytest.fixture
async def register() -> AsyncIterator[Registrar]:
    async with registrar() as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path, register: Registrar) -> AsyncIterator[TestWindow]:
    """User 101, registered; `register.phones["101"]` is where it is."""
    async with engine(tmp_path / "profile") as window:
        window.send(UseAccount(Account("101", "", "127.0.0.1", register.port)))
        await window.until(lambda: window.state.registration is Registration.REGISTERED)
        yield window


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[Softswitch]:
    async with softswitch(tmp_path / "switch") as running:
        yield running


@pytest.fixture
async def phone_at_switch(tmp_path: Path, switch: Softswitch) -> AsyncIterator[TestWindow]:
    """User 101, registered."""
    async with engine(tmp_path / "profile") as window:
        await window.register(switch)
        yield window


@pytest.fixture
async def caller(tmp_path: Path, switch: Softswitch) -> AsyncIterator[Caller]:
    """From outside."""
    async with Caller(tmp_path / "caller", server=switch.server, tone_hz=CALLER_HZ) as peer:
        yield peer
