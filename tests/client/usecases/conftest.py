"""Worlds whose tasks end with the test."""

from collections.abc import AsyncIterator, Callable

import pytest

from server.protocol.types import UsageMode
from tests.support.client_world import ClientWorld

MakeWorld = Callable[..., ClientWorld]


@pytest.fixture
async def make_world() -> AsyncIterator[MakeWorld]:
    worlds: list[ClientWorld] = []

    def make(mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR, **settings: str) -> ClientWorld:
        worlds.append(ClientWorld(mode, **settings))
        return worlds[-1]

    yield make
    for world in worlds:
        await world.end()


@pytest.fixture
async def world(make_world: MakeWorld) -> ClientWorld:
    return make_world()
