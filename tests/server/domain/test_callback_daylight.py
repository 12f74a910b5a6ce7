"""The nights on which clocks are set: an hour that comes twice, an hour that is left out, and promised calls within them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.domain.callbacks import Callback, Escalation, Presence, advanced, next_moment
from server.protocol.worklists import CallbackStage

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
AT_DESK, NOBODY = Presence(signed_in=True, at_desk=True), Presence()

FOLDS = [(datetime(2026, 10, 25, 2, 30), BERLIN), (datetime(2026, 11, 1, 1, 30), NEW_YORK)]
"""Wall-clock times that come twice."""
GAPS = [(datetime(2027, 3, 28, 2, 30), BERLIN), (datetime(2027, 3, 14, 2, 30), NEW_YORK)]
"""Wall-clock times that no clock shows."""


def promised(local: datetime, zone: ZoneInfo, fold: int = 0) -> Callback:
    """As the wire brings it: a moment."""
    return Callback(1, 1, "sales", "abe", local.replace(tzinfo=zone, fold=fold).astimezone(UTC))


def stages(callback: Callback, presence: Presence) -> Iterator[tuple[CallbackStage, timedelta]]:
    """Each stage that a clock of minutes reaches within four hours, with its distance from the promised moment."""
    now = callback.due_at - timedelta(hours=2)
    for _ in range(4 * 60 + 1):
        moved = advanced(callback, Escalation(), presence, now)
        if moved.stage is not callback.stage:
            yield moved.stage, now - callback.due_at
        callback, now = moved, now + timedelta(minutes=1)


@pytest.mark.parametrize(("local", "zone"), FOLDS)
def test_an_hour_that_comes_twice_holds_two_moments_and_each_is_told_of_once(local: datetime, zone: ZoneInfo) -> None:
    first, second = promised(local, zone, fold=0), promised(local, zone, fold=1)
    assert second.due_at - first.due_at == timedelta(hours=1)
    for callback in (first, second):
        assert list(stages(callback, AT_DESK)) == [(CallbackStage.NOTIFIED, -timedelta(minutes=1))]


@pytest.mark.parametrize(("local", "zone"), GAPS)
def test_a_time_that_no_clock_shows_is_the_moment_an_hour_later_by_the_wall(local: datetime, zone: ZoneInfo) -> None:
    callback = promised(local, zone)
    assert callback.due_at.astimezone(zone).replace(tzinfo=None) == local + timedelta(hours=1)
    assert list(stages(callback, AT_DESK)) == [(CallbackStage.NOTIFIED, -timedelta(minutes=1))]


@pytest.mark.parametrize(("local", "zone"), FOLDS + GAPS)
def test_minutes_of_patience_are_minutes_whatever_the_wall_clock_does(local: datetime, zone: ZoneInfo) -> None:
    half_an_hour_before = promised(local - timedelta(minutes=35), zone)
    told = [(CallbackStage.GROUP, timedelta(minutes=10)), (CallbackStage.SUPERVISORS, timedelta(minutes=30))]
    assert list(stages(half_an_hour_before, NOBODY)) == told


@pytest.mark.parametrize(("local", "zone"), FOLDS + GAPS)
def test_the_next_look_is_as_far_away_as_time_goes_by(local: datetime, zone: ZoneInfo) -> None:
    """Counted in the zone, it would be an hour too early or too late."""
    callback, midnight = promised(local, zone), local.replace(hour=0, minute=0, tzinfo=zone).astimezone(UTC)
    look = next_moment(callback, Escalation(), midnight)
    assert look is not None and callback.due_at - look == timedelta(minutes=1)
