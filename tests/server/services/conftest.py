"""A running call centre for the tests of the call floor."""

from collections.abc import AsyncIterator

import pytest

from tests.support.call_centre import CallCentre


@pytest.fixture
async def centre() -> AsyncIterator[CallCentre]:
    """Everything is up, nobody is signed in."""
    world = CallCentre()
    await world.start()
    yield world
    assert not (world.is_well and world.floor.figures().repairs)
    await world.stop()
