"""Fixtures of the contract suite: a world around the fake, a world around a real Asterisk, and both by turns."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.ports.switch import SwitchUp
from tests.contract.ring_all import RingAll
from tests.contract.worlds import FakeWorld, RealWorld, World
from tests.support.asterisk import managed_asterisk
from tests.support.switch_events import EventReader


@pytest.fixture
async def real_world(tmp_path: Path) -> AsyncIterator[RealWorld]:
    async with managed_asterisk(tmp_path) as asterisk:
        world = RealWorld(tmp_path, asterisk)
        yield world
        await world.close()


@pytest.fixture
async def real_events(real_world: RealWorld) -> AsyncIterator[EventReader]:
    async with EventReader(real_world.switch) as reader:
        await reader.expect(SwitchUp)
        yield reader


@pytest.fixture(params=["fake", pytest.param("asterisk", marks=pytest.mark.switch)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    if request.param == "fake":
        fake = FakeWorld(tmp_path)
        await fake.switch.start()
        yield fake
        await fake.close()
        return
    async with managed_asterisk(tmp_path) as asterisk:
        real = RealWorld(tmp_path, asterisk)
        yield real
        await real.close()


@pytest.fixture
async def events(world: World) -> AsyncIterator[EventReader]:
    async with EventReader(world.switch) as reader:
        await reader.expect(SwitchUp)
        yield reader


@pytest.fixture
async def ring_all(real_world: RealWorld) -> AsyncIterator[RingAll]:
    centre = RingAll(real_world)
    running = asyncio.create_task(centre.floor.run())
    await centre.everybody_is_ready()
    yield centre
    assert not (centre.is_well and centre.floor.figures().repairs)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
