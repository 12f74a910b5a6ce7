"""The figures of a group's day: what counts how, and that nothing is counted twice or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.group_figures import CountedCall, count
from server.domain.status_log import StatusPeriod
from server.protocol.figures import GroupFigures
from server.protocol.types import Direction, EndReason, Status

MIDNIGHT = datetime(2026, 3, 31, 15, tzinfo=UTC)
NOW = MIDNIGHT + timedelta(hours=10)


def at(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


WAITS = CountedCall(
    work_group_id="sales",
    direction=Direction.IN,
    operator_id=None,
    arrived_at=at(90),
    answered_at=None,
    ended_at=None,
    end_reason=None,
    abandoned=False,
    wait_seconds=0,
    talk_seconds=0,
    by_transfer=False,
    on_another_way=False,
    by_callback=False,
)
TALKS = replace(WAITS, operator_id="abe", answered_at=at(60), wait_seconds=30)
ANSWERED = replace(
    WAITS,
    operator_id="abe",
    answered_at=at(900),
    ended_at=at(600),
    end_reason=EndReason.CUSTOMER_HUNG_UP,
    wait_seconds=20,
    talk_seconds=300,
)
GAVE_UP = replace(WAITS, ended_at=at(600), end_reason=EndReason.CALLER_GAVE_UP, abandoned=True, wait_seconds=21)
AT_ONCE = replace(GAVE_UP, wait_seconds=3)
VOICEMAIL = replace(GAVE_UP, end_reason=EndReason.VOICEMAIL, on_another_way=True)
SENT_ON = replace(WAITS, ended_at=at(600), end_reason=EndReason.OVERFLOWED, on_another_way=True)
AT_A_NUMBER = replace(ANSWERED, operator_id=None, on_another_way=True)
TURNED_AWAY = replace(WAITS, ended_at=at(600), end_reason=EndReason.TURNED_AWAY, on_another_way=True)
LOST = replace(WAITS, ended_at=at(600), end_reason=EndReason.SWITCH_LOST)
HANDED_OVER = replace(ANSWERED, by_transfer=True)
CALLED_BACK = replace(ANSWERED, by_callback=True, wait_seconds=4000)
OUT = replace(ANSWERED, direction=Direction.OUT, talk_seconds=100)


def figures(*calls: CountedCall, periods: tuple[StatusPeriod, ...] = ()) -> GroupFigures:
    found = count("sales", calls, periods, day_began_at=MIDNIGHT, now=NOW, within_seconds=20)
    parts = found.answered + found.abandoned + found.sent_on + found.lost + found.waiting
    assert found.offered == parts
    return found


def test_a_day_on_which_nothing_has_happened_has_no_shares() -> None:
    none = figures()
    assert (none.offered, none.waiting, none.waiting_since) == (0, 0, None)
    assert none.service_level is none.service_level_of_all is none.average_wait_seconds is None
    assert none.average_handling_seconds is none.occupancy is None


@pytest.mark.parametrize(
    ("call", "counted"),
    [
        (WAITS, "waiting"),
        (TALKS, "answered"),
        (ANSWERED, "answered"),
        (CALLED_BACK, "answered"),
        (GAVE_UP, "abandoned"),
        (VOICEMAIL, "abandoned"),
        (SENT_ON, "sent_on"),
        (AT_A_NUMBER, "sent_on"),
        (LOST, "lost"),
    ],
)
def test_who_came_into_the_queue_came_to_one_thing(call: CountedCall, counted: str) -> None:
    found = figures(call)
    assert (found.offered, getattr(found, counted)) == (1, 1)


@pytest.mark.parametrize("call", [TURNED_AWAY, HANDED_OVER, OUT, replace(ANSWERED, work_group_id="claims")])
def test_who_never_waited_here_is_not_counted(call: CountedCall) -> None:
    assert figures(call).offered == 0


def test_who_waits_longest_is_told_by_the_time() -> None:
    assert figures(WAITS, replace(WAITS, arrived_at=at(200)), TALKS).waiting_since == at(200)


def test_both_service_levels() -> None:
    """In time: 20 s to the second. One of two answers was; of two who gave up one did so in time."""
    found = figures(ANSWERED, replace(ANSWERED, wait_seconds=21), GAVE_UP, AT_ONCE, WAITS, SENT_ON, TURNED_AWAY)
    assert found.service_level == 0.5
    assert found.service_level_of_all == 0.5
    assert figures(ANSWERED, GAVE_UP).service_level_of_all == 0.5
    assert figures(ANSWERED, AT_ONCE).service_level_of_all == 1.0


def test_who_was_called_back_is_answered_and_changes_no_time() -> None:
    found = figures(ANSWERED, CALLED_BACK)
    assert (found.answered, found.called_back) == (2, 1)
    assert (found.service_level, found.average_wait_seconds) == (1.0, 20.0)


def test_handling_is_talk_and_the_wrap_up_after_it_in_and_out() -> None:
    wrap_up = StatusPeriod("abe", Status.WRAP_UP, at(600), at(540), work_group_ids=("sales",))
    other = StatusPeriod("abe", Status.WRAP_UP, at(300), at(200), work_group_ids=("sales",))
    assert figures(ANSWERED, periods=(wrap_up, other)).average_handling_seconds == 360
    assert figures(replace(ANSWERED, ended_at=at(500)), OUT, periods=(wrap_up,)).average_handling_seconds == 230
    assert figures(TALKS, periods=(wrap_up,)).average_handling_seconds is None


def test_occupancy_is_of_those_who_worked_here_since_midnight() -> None:
    talked = StatusPeriod("abe", Status.TALKING_IN, MIDNIGHT - timedelta(hours=1), MIDNIGHT + timedelta(seconds=100))
    waited = StatusPeriod("abe", Status.AVAILABLE, at(300), None)
    away = StatusPeriod("abe", Status.AWAY, at(900), at(300))
    periods = tuple(replace(period, work_group_ids=("sales",)) for period in (talked, waited, away))
    elsewhere = replace(periods[0], operator_id="ito", work_group_ids=("claims",))
    assert figures(periods=(*periods, elsewhere)).occupancy == 0.25
