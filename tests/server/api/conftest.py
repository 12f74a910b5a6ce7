"""One running server for each test of the interface."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.server_in_process import Client, World, running_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with running_world(tmp_path / "data") as running:
        yield running


@pytest.fixture
async def operator(world: World) -> Client:
    """Op001, logged in with extension 2001."""
    client = world.client()
    assert (await client.log_in()).status == 200
    return client
