"""The log of statuses on both databases: periods without gap or overlap, closed after a kill, forgotten when they are old."""

from datetime import UTC, datetime, timedelta

from server.domain.status_log import StatusChange, StatusPeriod
from server.protocol.types import Status
from server.storage.repositories import SqlRepositories

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
GROUPS = ("support", "orders")


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def change(minutes: float, status: Status | None, operator: str = "op001", **more: str) -> StatusChange:
    return StatusChange(operator, at(minutes), status, work_group_ids=GROUPS if status else (), **more)  # type: ignore[arg-type]


def period(since: float, until: float | None, status: Status, operator: str = "op001", **more: str) -> StatusPeriod:
    end = None if until is None else at(until)
    return StatusPeriod(operator, status, at(since), end, work_group_ids=GROUPS, **more)  # type: ignore[arg-type]


async def everything(repositories: SqlRepositories) -> list[StatusPeriod]:
    return await repositories.status_periods(at(-1000), at(1000))


async def test_each_status_lasts_until_the_next_and_the_last_until_he_signs_out(repositories: SqlRepositories) -> None:
    await repositories.log_statuses([change(0, Status.AVAILABLE, set_by="op001")])
    await repositories.log_statuses(
        [
            change(0, Status.OFFLINE, "op002"),
            change(5, Status.BREAK, reason="lunch", set_by="op009"),
            change(65, Status.AVAILABLE),
            change(90, None),
        ]
    )
    assert await everything(repositories) == [
        period(0, 5, Status.AVAILABLE, set_by="op001"),
        period(0, None, Status.OFFLINE, "op002"),
        period(5, 65, Status.BREAK, reason="lunch", set_by="op009"),
        period(65, 90, Status.AVAILABLE),
    ]


async def test_what_lasted_no_time_is_not_kept(repositories: SqlRepositories) -> None:
    await repositories.log_statuses([change(0, Status.OFFLINE), change(0, Status.WRAP_UP), change(1, Status.AWAY)])
    await repositories.log_statuses([change(1, None)])
    assert await everything(repositories) == [period(0, 1, Status.WRAP_UP)]


async def test_a_batch_that_is_written_again_changes_nothing(repositories: SqlRepositories) -> None:
    """Its confirmation was lost, and it is sent again."""
    batch = [change(0, Status.WRAP_UP), change(2, Status.AVAILABLE), change(7, Status.AWAY)]
    await repositories.log_statuses(batch)
    before = await everything(repositories)
    await repositories.log_statuses(batch)
    assert await everything(repositories) == before


async def test_a_killed_server_ends_what_was_open_when_it_last_lived(repositories: SqlRepositories) -> None:
    await repositories.log_statuses([change(0, Status.AVAILABLE), change(3, Status.AWAY, "op002")])
    await repositories.note_alive(at(1))
    await repositories.note_alive(at(2))
    assert await repositories.close_statuses() == 2
    await repositories.log_statuses([change(30, Status.AVAILABLE)])
    assert await everything(repositories) == [
        period(0, 2, Status.AVAILABLE),
        period(3, 3, Status.AWAY, "op002"),
        period(30, None, Status.AVAILABLE),
    ]


async def test_a_server_that_never_said_that_it_lives_leaves_no_period(repositories: SqlRepositories) -> None:
    await repositories.log_statuses([change(0, Status.AVAILABLE)])
    await repositories.close_statuses()
    assert await everything(repositories) == [period(0, 0, Status.AVAILABLE)]


async def test_a_span_shows_what_lasted_in_it(repositories: SqlRepositories) -> None:
    await repositories.log_statuses(
        [
            change(0, Status.AVAILABLE),
            change(0, Status.AVAILABLE, "op002"),
            change(10, Status.BREAK),
            change(20, Status.AVAILABLE),
        ]
    )
    assert await repositories.status_periods(at(10), at(20), ["op001"]) == [period(10, 20, Status.BREAK)]
    assert await repositories.status_periods(at(19), at(21)) == [
        period(0, None, Status.AVAILABLE, "op002"),
        period(10, 20, Status.BREAK),
        period(20, None, Status.AVAILABLE),
    ]


async def test_old_periods_are_forgotten_and_open_ones_are_not(repositories: SqlRepositories) -> None:
    await repositories.log_statuses([change(0, Status.AVAILABLE), change(10, Status.BREAK), change(20, Status.AWAY)])
    await repositories.log_statuses([change(0, Status.AWAY, "op002")])
    await repositories.purge_statuses(at(15))
    assert await everything(repositories) == [
        period(0, None, Status.AWAY, "op002"),
        period(10, 20, Status.BREAK),
        period(20, None, Status.AWAY),
    ]


async def test_many_changes_of_many_people_keep_their_order(repositories: SqlRepositories) -> None:
    names = [f"op{number:03}" for number in range(50)]
    ringing = [change(1, Status.RINGING, name) for name in names]
    back = [change(2, Status.AVAILABLE, name) for name in names]
    await repositories.log_statuses([*(change(0, Status.AVAILABLE, name) for name in names), *ringing, *back])
    found = await everything(repositories)
    assert len(found) == 150
    assert [one for one in found if one.operator_id == "op007"] == [
        period(0, 1, Status.AVAILABLE, "op007"),
        period(1, 2, Status.RINGING, "op007"),
        period(2, None, Status.AVAILABLE, "op007"),
    ]
