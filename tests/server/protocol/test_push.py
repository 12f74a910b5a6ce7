"""The push channel: old state + changes = new state, over the wire and back."""

import itertools
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.errors import ErrorCode
from server.protocol.push import (
    Change,
    ClientMessage,
    DeskState,
    Goodbye,
    Hello,
    MeChanged,
    Ping,
    QueueChanged,
    QueueRemoved,
    Resync,
    SeatsChanged,
    ServerMessage,
    Snapshot,
    SwitchChanged,
    Welcome,
    apply,
    difference,
)
from server.protocol.seats import SeatView
from server.protocol.types import (
    CallState,
    CallView,
    Command,
    Customer,
    Direction,
    EndReason,
    OperatorState,
    QueueView,
    Status,
    WaitingCall,
)

moments = st.integers(0, 10**6).map(lambda seconds: datetime(2026, 4, 1, tzinfo=UTC) + timedelta(seconds=seconds))
group_ids = st.sampled_from(["sales", "support", "claims", "総務"])
words = st.text(max_size=5)
customers = st.builds(
    Customer,
    customer_id=st.integers(1, 9),
    work_group_id=group_ids,
    version=st.integers(1, 3),
    values=st.dictionaries(words, words | st.lists(words, max_size=2), max_size=2),
    updated_at=moments,
    name=words,
    last_contact_at=st.none() | moments,
)
calls = st.builds(
    CallView,
    call_id=words,
    work_group_id=group_ids,
    direction=st.sampled_from(Direction),
    state=st.sampled_from(CallState),
    number=words,
    called_number=words,
    arrived_at=moments,
    offered_at=moments,
    offer_ends_at=st.none() | moments,
    answered_at=st.none() | moments,
    ended_at=st.none() | moments,
    end_reason=st.none() | st.sampled_from(EndReason),
    recording=st.booleans(),
    auto_answer=st.booleans(),
    matches=st.lists(customers, max_size=2).map(tuple),
    customer_id=st.none() | st.integers(1, 9),
)
operators = st.builds(
    OperatorState,
    operator_id=st.just("abe"),
    status=st.sampled_from(Status),
    since=moments,
    work_group_ids=st.lists(group_ids, unique=True).map(tuple),
    call=st.none() | calls,
    refusals=st.dictionaries(st.sampled_from(Command), st.sampled_from(ErrorCode), max_size=3),
    wrap_up_ends_at=st.none() | moments,
)
waiting_calls = st.builds(WaitingCall, call_id=words, number=words, customer_name=words, since=moments)
queues = st.dictionaries(group_ids, st.lists(waiting_calls, max_size=3), max_size=4).map(
    lambda waiting: {key: QueueView(key, tuple(calls), len(calls)) for key, calls in waiting.items()}
)
seats = st.lists(
    st.builds(
        SeatView,
        operator_id=st.sampled_from(["abe", "ito", "mori"]),
        name=words,
        status=st.sampled_from(Status),
        since=st.none() | moments,
        extension=words,
        picture=st.integers(0, 2),
    )
).map(lambda found: {seat.operator_id: seat for seat in found})
desks = st.builds(DeskState, me=operators, queues=queues, switch_up=st.booleans(), seats=seats)

ME = OperatorState("abe", Status.AVAILABLE, datetime(2026, 4, 1, tzinfo=UTC))


def over_the_wire(message: ServerMessage) -> ServerMessage:
    return msgspec.json.decode(msgspec.json.encode(message), type=ServerMessage)


@given(desks, desks)
def test_old_state_and_the_difference_make_the_new_state(old: DeskState, new: DeskState) -> None:
    state = old
    for body in difference(old, new):
        state = apply(state, body)
    assert state == new


@given(st.lists(desks, min_size=1, max_size=6))
def test_a_reader_who_starts_with_a_snapshot_and_applies_numbered_changes_keeps_up(history: list[DeskState]) -> None:
    opening = over_the_wire(Snapshot(0, history[0]))
    assert isinstance(opening, Snapshot)
    reader, seq = opening.state, opening.seq
    for old, new in itertools.pairwise(history):
        for body in difference(old, new):
            change = over_the_wire(Change(seq + 1, body))
            assert isinstance(change, Change) and change.seq == seq + 1
            reader, seq = apply(reader, change.body), change.seq
        assert reader == new


@given(desks)
def test_without_a_change_nothing_is_sent(desk: DeskState) -> None:
    assert difference(desk, msgspec.structs.replace(desk, queues=dict(desk.queues))) == []


@given(desks, desks)
def test_applying_a_change_leaves_the_old_state_alone(old: DeskState, new: DeskState) -> None:
    before = msgspec.json.encode(old)
    for body in difference(old, new):
        apply(old, body)
    assert msgspec.json.encode(old) == before


def test_only_what_changed_is_sent() -> None:
    sales, support = QueueView("sales"), QueueView("support", available_operators=1)
    old = DeskState(ME, {"sales": sales, "support": support})
    busier = QueueView("sales", available_operators=3)
    assert difference(old, DeskState(ME, {"sales": busier, "support": support})) == [QueueChanged(busier)]
    assert difference(old, DeskState(ME, {"support": support})) == [QueueRemoved("sales")]
    assert difference(old, DeskState(ME, old.queues, switch_up=False)) == [SwitchChanged(False)]
    away = msgspec.structs.replace(ME, status=Status.AWAY)
    assert difference(old, DeskState(away, old.queues)) == [MeChanged(away)]
    abe, ito = SeatView("abe", "阿部"), SeatView("ito", "伊藤")
    seated = DeskState(ME, old.queues, seats={"abe": abe, "ito": ito})
    busy = msgspec.structs.replace(abe, status=Status.TALKING_IN)
    assert difference(seated, DeskState(ME, old.queues, seats={"abe": busy})) == [SeatsChanged((busy,), ("ito",))]


def test_messages_of_both_sides_come_through_the_wire_unchanged() -> None:
    now = datetime(2026, 4, 1, tzinfo=UTC)
    from_server: list[ServerMessage] = [
        Welcome(1, 1, now),
        Snapshot(7, DeskState(ME)),
        Change(8, SwitchChanged(False)),
        Ping(),
        Goodbye(ErrorCode.SESSION_TAKEN_OVER),
    ]
    assert [over_the_wire(message) for message in from_server] == from_server
    for message in (Hello(1, "token"), Resync(), Ping()):
        assert msgspec.json.decode(msgspec.json.encode(message), type=ClientMessage) == message


def test_a_hello_shows_its_token_in_no_log() -> None:
    assert "secret-token" not in repr(Hello(1, "secret-token"))
