"""Kills at random moments: what was typed is offered again, what was saved is there once, and so are promised calls."""

import pytest

from tests.e2e.centre import Centre
from tools.bench.kills.measure import SEED, kill_at_random

pytestmark = [pytest.mark.e2e, pytest.mark.switch, pytest.mark.timeout(600)]

KILLS = 50
"""The bench does a thousand."""


async def test_nothing_is_lost_in_random_kills(centre: Centre) -> None:
    outcome = kill_at_random(centre, SEED, KILLS)
    assert outcome.losses == [], f"{outcome}\n" + "\n".join(outcome.losses)
    assert outcome.kills.total() == KILLS and outcome.records > 0
