"""The seat list: every operator of the site, told to everybody as single changes."""

from dataclasses import replace

from server.protocol.seats import SeatView
from server.protocol.types import Status
from tests.support.call_centre import CallCentre, until

GROUPS = ("sales", "support", "claims")


async def test_operators_who_are_not_signed_in_are_listed_as_offline_with_their_groups(centre: CallCentre) -> None:
    assert centre.publisher.seats == {
        "abe": SeatView("abe", "阿部 花子", work_group_ids=GROUPS),
        "ito": SeatView("ito", "伊藤 健", work_group_ids=GROUPS),
        "mori": SeatView("mori", "森 直樹", work_group_ids=GROUPS),
    }


async def test_a_change_of_status_tells_one_seat_and_never_a_call_or_a_customer(centre: CallCentre) -> None:
    await centre.is_ready("abe", "sales")
    centre.publisher.seat_changes.clear()
    await centre.talks("abe")
    assert all(set(changed) == {"abe"} for changed in centre.publisher.seat_changes)
    statuses = [seat.status for changed in centre.publisher.seat_changes for seat in changed.values() if seat]
    assert statuses == [Status.RINGING, Status.TALKING_IN]
    seat = centre.publisher.seats["abe"]
    assert seat == SeatView("abe", "阿部 花子", "", Status.TALKING_IN, centre.clock.now(), "201", ("sales",))


async def test_who_logs_off_stays_in_the_list_without_a_place(centre: CallCentre) -> None:
    await centre.is_ready("abe", "sales")
    await centre.floor.sign_out("abe")
    assert centre.publisher.seats["abe"] == SeatView("abe", "阿部 花子", work_group_ids=GROUPS)


async def test_a_site_that_changed_tells_new_names_new_people_and_who_is_gone(centre: CallCentre) -> None:
    rows = centre.repositories.operators
    rows["abe"] = replace(rows["abe"], name="安倍 花子")
    rows["kato"] = replace(rows["abe"], operator_id="kato", name="加藤 翔太")
    del rows["mori"]
    centre.publisher.seat_changes.clear()
    await centre.floor.reload_site()
    changes = {key: seat for changed in centre.publisher.seat_changes for key, seat in changed.items()}
    assert changes.keys() == {"abe", "kato", "mori"}
    assert changes["mori"] is None
    assert centre.publisher.seats.keys() == {"abe", "ito", "kato"}
    assert centre.publisher.seats["abe"].name == "安倍 花子"


async def test_a_restarted_server_tells_the_seats_as_they_were(centre: CallCentre) -> None:
    await centre.is_ready("abe", "sales")
    before = centre.publisher.seats["abe"]
    await centre.kill_server()
    await centre.start()
    await until(lambda: centre.publisher.seats.get("abe") == before)
