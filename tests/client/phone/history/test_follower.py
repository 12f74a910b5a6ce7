"""What is written down of a call, from its beginning to its end."""

import msgspec

from bluebean_client.domain.phone import CallEnd, HistoryEntry, PhoneCall, PhoneCallState, Quality
from bluebean_client.phone.history.follower import NAME_MAX, CallFollower
from tests.support.clock import WallClock

RINGING = PhoneCall(1, PhoneCallState.INCOMING, "0312345678", "田中", began_at=1000.0)
TALKING = msgspec.structs.replace(RINGING, state=PhoneCallState.TALKING, started_at=1005.0)
GOOD = Quality(0.0, 1.0, 20.0, 4.3)
ENDED = msgspec.structs.replace(TALKING, state=PhoneCallState.ENDED, end=CallEnd.FAR_HUNG_UP, quality=GOOD)


def test_a_call_is_written_when_it_begins_is_answered_and_ends() -> None:
    clock = WallClock(1000.0)
    follower = CallFollower(clock)
    begun = HistoryEntry(0, "0312345678", "田中", False, 1000.0, 0.0, 0.0, CallEnd.NONE)
    assert follower.changes([RINGING]) == {1: begun}
    answered = msgspec.structs.replace(begun, answered_at=1005.0)
    assert follower.changes([TALKING]) == {1: answered}
    clock.time = 1060.0
    ended = msgspec.structs.replace(answered, ended_at=1060.0, end=CallEnd.FAR_HUNG_UP, quality=GOOD)
    assert follower.changes([ENDED]) == {1: ended}
    clock.time = 1063.0
    assert follower.changes([ENDED]) == follower.changes([]) == {}


def test_what_does_not_belong_into_the_history_writes_nothing() -> None:
    follower = CallFollower(WallClock(1000.0))
    follower.changes([TALKING])
    muted = msgspec.structs.replace(TALKING, muted=True, quality=GOOD, state=PhoneCallState.HELD)
    assert follower.changes([muted]) == {}


def test_only_the_call_that_changed_is_written() -> None:
    follower = CallFollower(WallClock(1000.0))
    second = msgspec.structs.replace(RINGING, call=2)
    follower.changes([RINGING, second])
    assert list(follower.changes([TALKING, second])) == [1]


def test_the_length_of_a_strangers_name_is_bounded() -> None:
    entry = CallFollower(WallClock(1000.0)).changes([msgspec.structs.replace(RINGING, name="x" * 5000)])[1]
    assert len(entry.name) == NAME_MAX
