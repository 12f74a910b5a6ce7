"""Calls in which a transfer begins."""

import pytest

from server.ports.switch import LegId
from tests.server.services.transfers.acts import answers, asks
from tests.support.call_centre import CallCentre


@pytest.fixture
async def talking(centre: CallCentre) -> tuple[LegId, str]:
    """`abe` talks with a known customer; `ito` is free."""
    await centre.is_ready("abe")
    customer, call_id = await centre.talks("abe")
    await centre.is_ready("ito")
    return customer, call_id


@pytest.fixture
async def conference(centre: CallCentre, talking: tuple[LegId, str]) -> tuple[LegId, str]:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    await centre.floor.start_conference("abe", call_id)
    await centre.settle()
    return customer, call_id
