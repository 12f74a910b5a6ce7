"""The seat list as readings: search, order, counts, and news that are only about colleagues."""

from dataclasses import replace

import pytest

from bluebean_client.domain.live import only_seats_differ, received
from bluebean_client.domain.seats import Column, in_order, kept_order, matches, status_counts
from server.protocol.push import Change, SeatsChanged
from server.protocol.types import Status
from tests.support.sample_centre import NOW
from tests.support.seat_desks import PLAN, SEATS, office, with_status

NAMES = {group.key: group.label for group in PLAN.work_groups}


@pytest.mark.parametrize("search", ["前田", "まえだ", "マエダ", "ﾏｴﾀﾞ ﾂﾖｼ", "2025", "２０２５", "202", "前田　剛"])
def test_a_colleague_is_found_by_name_reading_and_extension(search: str) -> None:
    maeda = next(seat for seat in SEATS.values() if seat.name == "前田 剛")
    assert matches(maeda, search)


def test_the_end_of_an_extension_is_no_match() -> None:
    maeda = next(seat for seat in SEATS.values() if seat.name == "前田 剛")
    assert not matches(maeda, "025")
    assert not matches(maeda, "山口")


def test_every_column_orders() -> None:
    by_extension = [seat.extension for seat in in_order(SEATS.values(), Column.EXTENSION, NAMES)]
    assert by_extension == [*sorted(extension for extension in by_extension if extension), ""]
    by_status = [seat.status for seat in in_order(SEATS.values(), Column.STATUS, NAMES)]
    assert by_status[0] is Status.AVAILABLE and by_status[-1] is Status.OFFLINE
    longest = in_order(SEATS.values(), Column.SINCE, NAMES)
    assert longest[0].name == "藤井 誠" and longest[-1].name == "清水 健吾"
    assert in_order(SEATS.values(), Column.NAME, NAMES)[0].name == "石井 香織"
    assert in_order(SEATS.values(), Column.NAME, NAMES, descending=True)[-1].name == "石井 香織"


def test_rows_in_the_hand_keep_their_order_and_new_ones_come_last() -> None:
    a, b, c = list(SEATS.values())[:3]
    assert kept_order([c.operator_id, "gone", a.operator_id], [a, b, c]) == [c, a, b]


def test_talking_is_counted_together_and_offline_is_not() -> None:
    counts = dict(status_counts(SEATS.values()))
    assert counts[Status.AVAILABLE] == 6 and counts[Status.TALKING_IN] == 4
    assert Status.OFFLINE not in counts and Status.TALKING_OUT not in counts


def test_a_colleague_who_changes_is_no_news_for_the_rest_of_the_window() -> None:
    before = office()
    after = with_status(before, "op-1", Status.BREAK)
    assert only_seats_differ(before, after)
    assert not only_seats_differ(before, before)
    assert not only_seats_differ(before, replace(after, busy=frozenset({"hold_button"})))


def test_a_pushed_seat_takes_the_place_of_the_old_one() -> None:
    before = office()
    changed = with_status(before, "op-1", Status.BREAK)
    assert changed.live is not None
    seat = changed.live.seats["op-1"]
    assert received(before, Change(1, SeatsChanged((seat,))), NOW) == changed
