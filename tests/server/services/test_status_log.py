"""What the floor writes into the log of statuses, through calls, lost phones, other groups, take-overs and restarts."""

from datetime import timedelta

from server.domain import floor_events as events
from server.domain.status_log import StatusChange
from server.protocol.types import Status
from tests.support.call_centre import CallCentre


def logged(centre: CallCentre, name: str = "abe") -> list[tuple[Status | None, str]]:
    """Status and who set it, in the order in which they were written."""
    return [(one.status, one.set_by) for one in changes(centre, name)]


def changes(centre: CallCentre, name: str = "abe") -> list[StatusChange]:
    return [one for one in centre.repositories.status_changes if one.operator_id == name]


async def test_a_shift_is_logged_with_who_set_what(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    begun = centre.clock.now()
    await centre.clock.advance(90)
    await centre.floor.set_status("abe", Status.BREAK)
    await centre.clock.advance(600)
    await centre.floor.sign_out("abe")
    assert logged(centre)[-3:] == [(Status.AVAILABLE, "abe"), (Status.BREAK, "abe"), (None, "")]
    assert [one.at for one in changes(centre)][-2:] == [begun + timedelta(seconds=90), begun + timedelta(seconds=690)]
    assert set(changes(centre)[-2].work_group_ids) == {"sales"}


async def test_what_the_phone_does_was_chosen_by_nobody(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.switch.unregister("201")
    await centre.settle()
    centre.switch.register("201")
    await centre.settle()
    assert logged(centre)[-2:] == [(Status.PHONE_DISCONNECTED, ""), (Status.AVAILABLE, "")]


async def test_other_groups_are_another_period_of_the_same_status(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    before = len(changes(centre))
    await centre.clock.advance(5)
    await centre.floor.start_work("abe", ["sales", "support"])
    await centre.floor.shift("abe", events.RequestHelp("abe"))
    [change] = changes(centre)[before:]
    assert (change.status, change.work_group_ids) == (Status.AVAILABLE, ("sales", "support"))


async def test_a_restarted_server_begins_anew_with_what_everybody_does(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.clock.advance(60)
    await centre.kill_server()
    before = len(changes(centre))
    await centre.clock.advance(300)
    await centre.start()
    await centre.floor.connected("abe")
    [change] = changes(centre)[before:]
    assert (change.status, change.at, change.set_by) == (Status.AVAILABLE, centre.clock.now(), "abe")


async def test_a_database_that_is_away_gets_every_change_in_its_order(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    before = len(changes(centre))
    centre.repositories.broken = True
    for status in (Status.AWAY, Status.BREAK, Status.WRAP_UP):
        await centre.clock.advance(2)
        await centre.floor.set_status("abe", status)
    await centre.clock.advance(5)
    assert len(changes(centre)) == before
    centre.repositories.broken = False
    await centre.clock.advance(5)
    assert [one.status for one in changes(centre)[before:]] == [Status.AWAY, Status.BREAK, Status.WRAP_UP]
