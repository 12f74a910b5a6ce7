"""The publisher keeps the newest state of each operator and no backlog, and knows whose channel is whose."""

from datetime import UTC, datetime

from server.api.publisher import PushPublisher
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.types import OperatorState, Status


def desk(status: Status) -> DeskState:
    return DeskState(OperatorState("op001", status, datetime(2026, 11, 24, tzinfo=UTC)))


async def test_a_reader_that_was_busy_gets_the_newest_state_only() -> None:
    publisher = PushPublisher()
    channel = publisher.attach("op001")
    for status in (Status.WRAP_UP, Status.AVAILABLE, Status.BREAK):
        publisher.publish("op001", desk(status))
    assert await channel.news(1.0)
    assert channel.newest == desk(Status.BREAK)
    assert not await channel.news(0.0)


async def test_states_of_operators_without_a_channel_are_not_kept() -> None:
    publisher = PushPublisher()
    publisher.publish("op001", desk(Status.AVAILABLE))
    assert publisher.attach("op001").newest is None
    assert len(publisher) == 1


async def test_the_newest_connection_has_the_channel() -> None:
    publisher = PushPublisher()
    old = publisher.attach("op001")
    new = publisher.attach("op001")
    assert old.goodbye is ErrorCode.SESSION_TAKEN_OVER
    assert not publisher.detach("op001", old)
    publisher.publish("op001", desk(Status.AWAY))
    assert (old.newest, new.newest) == (None, desk(Status.AWAY))
    assert publisher.detach("op001", new)
    assert len(publisher) == 0


async def test_a_dropped_session_says_goodbye() -> None:
    publisher = PushPublisher()
    channel = publisher.attach("op001")
    publisher.drop("op001", "session_expired")
    publisher.drop("op002", "session_expired")
    assert await channel.news(1.0)
    assert channel.goodbye is ErrorCode.SESSION_EXPIRED
    assert not publisher.detach("op001", channel)
