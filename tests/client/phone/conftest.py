"""A phone engine that peers can reach without a switch in between."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, Registration
from bluebean_client.domain.phone_messages import UseAccount
from tests.support.engine import TestWindow, engine
from tests.support.sip_registrar import Registrar, registrar


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
