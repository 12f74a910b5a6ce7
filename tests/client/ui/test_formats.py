"""Numbers, durations and dates as people here write them."""

from datetime import UTC, date, datetime

import pytest

from bluebean_client.ui import formats, numbering
from bluebean_client.ui.i18n import Translations


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (48, "0:48"), (760, "12:40"), (3797, "1:03:17"), (-3, "0:00"), (3599.9, "59:59")]
)
def test_duration(seconds: float, text: str) -> None:
    assert formats.duration(seconds) == text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+81312345678", "03-1234-5678"), ("+819012345678", "090-1234-5678"), ("2014", "2014"), ("", "")],
)
def test_phone_number_is_national(stored: str, shown: str) -> None:
    assert numbering.phone_number(stored) == shown


@pytest.mark.parametrize(
    ("typed", "stored"), [("03-1234-5678", "+81312345678"), (" 2014 ", "2014"), ("abc", "abc"), ("", "")]
)
def test_typed_number_is_stored_as_e164(typed: str, stored: str) -> None:
    assert numbering.e164(typed) == stored


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/26 10:30",
        "2026-11-26 10:30",
        "11/26 10:30",
        "2026年11月26日 10時30分",
        "11/26 1030",
        "２０２６／１１／２６　１０：３０",
    ],
)
def test_moment_is_read_in_the_ways_people_type_it(text: str) -> None:
    found = formats.parse_moment(text, date(2026, 11, 24))
    assert found == datetime(2026, 11, 26, 10, 30).astimezone()


@pytest.mark.parametrize("text", ["", "10:30", "2026/13/01 10:00", "2026/02/30 10:00", "2026/11/26 25:00", "soon"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert formats.parse_moment(text, date(2026, 11, 24)) is None


def test_a_date_is_read_in_full_width_too() -> None:
    assert formats.parse_date("２０２６／１／３１", date(2026, 11, 24)) == date(2026, 1, 31)


def test_moment_comes_back_as_it_was_typed() -> None:
    moment = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
    assert formats.parse_moment(formats.entry_moment(moment), date(2026, 11, 24)) == moment


def test_names_and_dates_follow_the_language(japanese: Translations) -> None:
    moment = datetime(2026, 11, 26, 10, 30).astimezone()
    assert formats.customer_name("佐藤 健一") == "佐藤 健一 様"
    assert formats.long_moment(moment) == "11月26日(木) 10:30"
    japanese.use("en")
    assert formats.customer_name("Kenichi Sato") == "Kenichi Sato"
    assert formats.long_moment(moment) == "Thu 26 Nov 10:30"
