"""The publisher keeps the newest state of each operator and no backlog, and knows whose channel is whose."""

from datetime import UTC, datetime

from server.api.publisher import PushPublisher
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState, Goodbye, SeatsChanged
from server.protocol.seats import SeatView
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
    assert old.goodbye == Goodbye(ErrorCode.SESSION_TAKEN_OVER)
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
    assert channel.goodbye == Goodbye(ErrorCode.SESSION_EXPIRED)
    assert not publisher.detach("op001", channel)


def seat(operator_id: str, status: Status) -> SeatView:
    return SeatView(operator_id, operator_id.title(), status=status)


async def test_each_reader_is_sent_the_seats_that_changed_since_his_last_message_and_no_others() -> None:
    publisher = PushPublisher()
    publisher.publish_seats({"abe": seat("abe", Status.AVAILABLE), "ito": seat("ito", Status.AVAILABLE)})
    quick, slow = publisher.attach("op001"), publisher.attach("op002")
    publisher.publish_seats({"abe": seat("abe", Status.RINGING)})
    assert quick.take_seats() == [SeatsChanged((seat("abe", Status.RINGING),))]
    publisher.publish_seats({"abe": seat("abe", Status.TALKING_IN), "ito": None})
    assert quick.take_seats() == [SeatsChanged((seat("abe", Status.TALKING_IN),), ("ito",))]
    assert slow.take_seats() == [SeatsChanged((seat("abe", Status.TALKING_IN),), ("ito",))]
    assert quick.take_seats() == slow.take_seats() == []


async def test_a_snapshot_has_every_seat_and_what_changed_before_it_is_not_sent_again() -> None:
    publisher = PushPublisher()
    channel = publisher.attach("op001")
    publisher.publish_seats({"abe": seat("abe", Status.AVAILABLE), "ito": seat("ito", Status.AWAY)})
    publisher.publish_seats({"ito": None})
    assert channel.whole(desk(Status.AWAY)).seats == {"abe": seat("abe", Status.AVAILABLE)}
    assert channel.take_seats() == []
