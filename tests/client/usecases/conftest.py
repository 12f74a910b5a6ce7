"""Worlds whose tasks end with the test."""

from collections.abc import AsyncIterator, Callable

import pytest

from bluebean_client.settings.schema import SettingValue
from server.protocol.types import UsageMode
from tests.support.client_world import ClientWorld

MakeWorld = Callable[..., ClientWorld]


@pytest.fixture
async def make_world() -> AsyncIterator[MakeWorld]:
    worlds: list[ClientWorld] = []

    def make(mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR, **settings: SettingValue) -> ClientWorld:
        worlds.append(ClientWorld(mode, **settings))
        return worlds[-1]

    yield make
    for world in worlds:
        await world.end()


@pytest.fixture
async def softphone(make_world: MakeWorld) -> ClientWorld:
    """A registered one."""
    world = make_world(UsageMode.SOFTPHONE, sip_user="100", sip_server="pbx.test")
    await world.phone_registered()
    return world


@pytest.fixture
async def world(make_world: MakeWorld) -> ClientWorld:
    return make_world()
