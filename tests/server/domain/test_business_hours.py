"""When a group takes calls: single moments by hand, and every moment of a random year for what must always be so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.queueing.hours import BusinessHours, SpecialDay, day_problem, hours_problem

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
OFFICE = "Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-15:00"
NIGHT = "Mo-Fr 22:00-26:00"


def office(*days: SpecialDay, country: str = "JP") -> BusinessHours:
    return BusinessHours(OFFICE, "Asia/Tokyo", country, days)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 26, 8, 59, 59), False),
        (datetime(2026, 11, 26, 9, 0), True),
        (datetime(2026, 11, 26, 12, 30), False),
        (datetime(2026, 11, 26, 17, 59, 59), True),
        (datetime(2026, 11, 26, 18, 0), False),
        (datetime(2026, 11, 28, 10, 0), True),
        (datetime(2026, 11, 29, 10, 0), False),
    ],
)
def test_the_week_by_its_hours(moment: datetime, is_open: bool) -> None:
    assert office().at(moment.replace(tzinfo=TOKYO)).is_open is is_open


@pytest.mark.parametrize(
    "day",
    [date(2026, 9, 22), date(2026, 5, 6), date(2027, 3, 22), date(2026, 1, 1)],
    ids=["between two holidays", "in place of a Sunday", "after a Sunday", "New Year"],
)
def test_public_holidays_are_those_of_the_law(day: date) -> None:
    opening = office().at(datetime(day.year, day.month, day.day, 11, tzinfo=TOKYO))
    assert not opening.is_open
    assert opening.holiday
    assert office(country="").at(datetime(day.year, day.month, day.day, 11, tzinfo=TOKYO)).is_open


def test_a_sunday_and_an_evening_are_closed_without_being_holidays() -> None:
    for moment in (datetime(2026, 11, 29, 11, tzinfo=TOKYO), datetime(2026, 11, 26, 20, tzinfo=TOKYO)):
        opening = office().at(moment)
        assert not opening.is_open
        assert not opening.holiday


def test_single_days_have_their_own_hours_or_none_also_on_holidays() -> None:
    hours = office(SpecialDay(date(2026, 12, 30)), SpecialDay(date(2026, 11, 23), "10:00-11:00", "勤労感謝の日も営業"))
    assert hours.at(datetime(2026, 12, 30, 10, tzinfo=TOKYO)).holiday
    assert hours.at(datetime(2026, 11, 23, 10, 30, tzinfo=TOKYO)).is_open
    assert not hours.at(datetime(2026, 11, 23, 11, 30, tzinfo=TOKYO)).is_open


def test_hours_go_on_over_midnight_and_a_holiday_is_one_from_midnight_to_midnight() -> None:
    hours = BusinessHours(NIGHT, "Asia/Tokyo", "JP")
    assert hours.at(datetime(2026, 11, 28, 1, 30, tzinfo=TOKYO)).is_open  # Friday's night
    assert not hours.at(datetime(2026, 11, 30, 1, 30, tzinfo=TOKYO)).is_open  # Sunday's
    assert not hours.at(datetime(2026, 11, 23, 23, tzinfo=TOKYO)).is_open  # a holiday's
    assert hours.at(datetime(2026, 11, 24, 1, tzinfo=TOKYO)).is_open


def test_the_year_turns_without_losing_a_holiday() -> None:
    hours = BusinessHours(NIGHT, "Asia/Tokyo", "JP")
    assert hours.at(datetime(2026, 12, 31, 23, tzinfo=TOKYO)).until == datetime(2027, 1, 1, tzinfo=TOKYO)
    assert hours.at(datetime(2027, 1, 1, 23, tzinfo=TOKYO)).holiday
    assert office().at(datetime(2026, 12, 31, 19, tzinfo=TOKYO)).until == datetime(2027, 1, 2, 10, tzinfo=TOKYO)


def test_when_it_changes_next() -> None:
    assert office().at(datetime(2026, 11, 26, 10, tzinfo=TOKYO)).until == datetime(2026, 11, 26, 12, tzinfo=TOKYO)
    # Friday evening before a Monday that is a holiday, Saturday between them
    assert office().at(datetime(2026, 11, 21, 16, tzinfo=TOKYO)).until == datetime(2026, 11, 24, 9, tzinfo=TOKYO)
    assert BusinessHours("24/7", "Asia/Tokyo").at(datetime(2026, 11, 26, tzinfo=TOKYO)).until is None


def test_hours_are_by_the_clocks_where_these_are_set() -> None:
    hours = BusinessHours("Mo-Su 09:00-17:00", "Europe/Berlin")
    assert hours.at(datetime(2026, 3, 28, 8, 30, tzinfo=UTC)).is_open
    assert hours.at(datetime(2026, 3, 29, 7, 30, tzinfo=UTC)).is_open
    assert not hours.at(datetime(2026, 3, 28, 7, 30, tzinfo=UTC)).is_open


@given(
    weekly=st.sampled_from([OFFICE, NIGHT, "24/7", "Mo-Su 00:00-24:00", "We 01:00-02:30"]),
    zone=st.sampled_from([TOKYO, BERLIN, ZoneInfo("America/New_York")]),
    moment=st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)),
)
def test_it_stays_as_it_is_until_it_changes(weekly: str, zone: ZoneInfo, moment: datetime) -> None:
    hours = BusinessHours(weekly, zone.key, "JP")
    now = moment.replace(tzinfo=UTC)
    opening = hours.at(now)
    if opening.until is None:
        assert opening.is_open
        return
    assert opening.until > now
    assert hours.at(opening.until).is_open is not opening.is_open
    assert hours.at(opening.until - timedelta(seconds=1)).is_open is opening.is_open


def test_what_can_t_be_read_is_refused_in_words() -> None:
    assert hours_problem(OFFICE) is None
    assert hours_problem("Mo-Fr 9-25:00foo")
    assert hours_problem("")
    assert "public_holidays" in (hours_problem("Mo-Fr 09:00-18:00; PH off") or "")
    assert day_problem(SpecialDay(date(2026, 12, 30), "9時から"))
    assert day_problem(SpecialDay(date(2026, 12, 30), "10:00-12:00; Mo-Su off"))
    assert day_problem(SpecialDay(date(2026, 12, 30), "10:00-12:00, 13:00-26:00")) is None
    assert day_problem(SpecialDay(date(2026, 12, 30))) is None
