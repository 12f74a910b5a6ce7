"""Times that are typed and shown where clocks are set twice a year."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bluebean_client.ui.formats import entry_moment, parse_moment


@pytest.fixture(params=["Europe/Berlin", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()
    assert os.environ.get("TZ") != request.param


def test_a_time_that_comes_twice_is_the_first_and_one_that_no_clock_shows_is_shown_as_what_it_means(zone: str) -> None:
    twice, never = {
        "Europe/Berlin": ("2026/10/25 02:30", "2027/03/28 02:30"),
        "America/New_York": ("2026/11/01 01:30", "2027/03/14 02:30"),
    }[zone]
    first = {"Europe/Berlin": (2026, 10, 25, 0, 30), "America/New_York": (2026, 11, 1, 5, 30)}[zone]
    today = date(2026, 10, 20)
    typed = parse_moment(twice, today)
    assert typed == datetime(*first, tzinfo=UTC) and entry_moment(typed) == twice
    moved = parse_moment(never, today)
    assert moved is not None and entry_moment(moved) == never.replace("02:30", "03:30")
