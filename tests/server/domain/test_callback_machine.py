"""Callbacks in a random world: records, logins, absences, clocks that are set, and a server that is killed at any moment.

Whatever happens: no promise is lost, each person is told of it once, at his stage and in time, and never before.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.callbacks import Callback, Escalation, Presence, advanced, carried_on, next_moment
from server.domain.floor import Floor
from server.domain.floor_callbacks import presence_of
from server.domain.floor_state import Seat
from server.domain.refusal import Refusal
from server.ports.storage import OperatorRow
from server.protocol.types import Role, Status, UsageMode
from server.protocol.worklists import CallbackStage, CallbackView
from server.services.call_floor_rows import seat_of
from tests.support.floor_world import EXTENSIONS, GROUP_IDS, GROUPS, OPERATORS, START, FloorWorld

ESCALATION = Escalation()
SUPERVISOR = "mori"
HOUR = timedelta(hours=1)
Promise = tuple[int, str, datetime]
"""Which record, whose call, when: moved to another time or person it is another promise."""


def promise_of(callback: Callback) -> Promise:
    return callback.callback_id, callback.assignee_id, callback.due_at


@dataclass
class Office(FloorWorld):
    """The floor's world with a database of callbacks whose progress is written behind, and lost by a kill.

    Attributes:
        kept: open callbacks as the database has them.
        unwritten: progress that the floor has handed on and that is not written yet.
        clock: what the machine's clock says; may be set. `latest` is the latest that it ever said.
    """

    kept: dict[int, Callback] = field(default_factory=dict)
    unwritten: dict[int, Callback] = field(default_factory=dict)
    clock: datetime = START
    latest: datetime = START

    def __post_init__(self) -> None:
        super().__init__()
        self.tell_time()

    def carry_out(self, action: actions.Action) -> None:
        if isinstance(action, actions.KeepCallback):
            self.unwritten[action.callback.callback_id] = action.callback
        else:
            super().carry_out(action)

    def tell_time(self) -> None:
        self.latest = max(self.latest, self.clock)
        self.take(events.TimeOfDay(self.clock))

    def let_pass(self, seconds: float) -> None:
        """The floor is told the time only when it asked to be."""
        end = self.clock + timedelta(seconds=seconds)
        while (moment := self.floor.next_time_of_day()) is not None and moment <= end:
            self.now += moment - self.clock
            self.clock = moment
            self.tell_time()
        self.now += end - self.clock
        self.clock = end
        self.latest = max(self.latest, end)
        self.take(events.TimePassed())

    def write(self) -> None:
        for callback_id, progress in self.unwritten.items():
            known = self.kept.get(callback_id)
            if known is not None and promise_of(known) == promise_of(progress):
                told = {"stage": progress.stage, "taken_by": progress.taken_by, "dismissed_by": progress.dismissed_by}
                self.kept[callback_id] = replace(known, **told)  # type: ignore[arg-type]
        self.unwritten.clear()

    def read(self, customer_id: int, *, written: bool) -> None:
        """`written`: whether the database took the progress before it was read."""
        if written:
            self.write()
        self.tell_time()
        found = [callback for callback in self.kept.values() if callback.customer_id == customer_id]
        self.take(events.CallbacksRead(customer_id, tuple(found)))

    def killed(self) -> None:
        """Seats are stored at once in this world; what of callbacks was not written is lost."""
        self.unwritten.clear()
        seats = tuple(
            seat_of(row, OperatorRow(name, name, name, role_of(name), "")) for name, row in self.sessions.items()
        )
        self.floor: Floor = self.new_floor()
        self.readers.clear()
        self.take(events.Restored(GROUPS, seats, (), {}, callbacks=tuple(self.kept.values())))
        self.tell_time()
        self.take(events.SwitchReturned())
        self.deliver_everything()
        for seat in seats:
            self.take(events.ChannelOpened(seat.operator_id))

    def commanded(self, event: events.Input) -> bool:
        """A command and the writing that its answer waits for; False if it was refused."""
        try:
            todo = self.floor.handle(event, self.now)
        except Refusal:
            return False
        for action in todo:
            self.carry_out(action)
        self.write()
        return True


def role_of(name: str) -> Role:
    return Role.SUPERVISOR if name == SUPERVISOR else Role.OPERATOR


operators = st.sampled_from(OPERATORS)
groups = st.sampled_from((GROUP_IDS[:1], GROUP_IDS[1:2], GROUP_IDS))
customers = st.integers(0, 1)
picks = st.integers(0, 9)
delays = st.sampled_from((1, 30, 60, 61, 600, 3600, 7200))


class CallbackMachine(RuleBasedStateMachine):
    """The rules are what people, clocks and kills do; what must always be so is checked after each."""

    @initialize()
    def begin(self) -> None:
        self.office = Office()
        self.ids = 0
        self.stages: dict[Promise, CallbackStage] = {}
        self.closed: set[tuple[str, Promise]] = set()
        """Notices that a person has answered."""
        for name in OPERATORS:
            self.somebody_comes(name, GROUP_IDS)

    def pick(self, number: int) -> Callback | None:
        known = sorted(self.office.kept.values(), key=lambda one: one.callback_id)
        return known[number % len(known)] if known else None

    # ---- records -------------------------------------------------------------------------------------------------

    @rule(assignee=operators, customer=customers, delay=delays)
    def a_call_is_promised(self, assignee: str, customer: int, delay: int) -> None:
        """The new promise takes the place of the old ones."""
        self.ids += 1
        office = self.office
        office.kept = {key: one for key, one in office.kept.items() if one.customer_id != customer}
        due_at = office.clock + timedelta(seconds=delay)
        office.kept[self.ids] = Callback(self.ids, customer, GROUP_IDS[customer], assignee, due_at)
        office.read(customer, written=True)

    @rule(author=operators, customer=customers, written=st.booleans())
    def another_record_is_saved(self, author: str, customer: int, written: bool) -> None:
        office = self.office
        fulfilled = {key for key, one in office.kept.items() if one.customer_id == customer and author in whose(one)}
        office.kept = {key: one for key, one in office.kept.items() if key not in fulfilled}
        office.read(customer, written=written)

    @rule(number=picks, delay=delays, assignee=operators)
    def it_is_moved(self, number: int, delay: int, assignee: str) -> None:
        if (known := self.pick(number)) is not None:
            due_at = self.office.clock + timedelta(seconds=delay)
            fresh = Callback(known.callback_id, known.customer_id, known.work_group_id, assignee, due_at)
            if promise_of(fresh) != promise_of(known):
                self.office.kept[known.callback_id] = fresh
                self._is_promised_anew(promise_of(fresh))
            self.office.read(known.customer_id, written=True)

    def _is_promised_anew(self, promise: Promise) -> None:
        """Also one that leads back to a time and a colleague of before."""
        self.stages.pop(promise, None)
        self.closed = {(name, closed) for name, closed in self.closed if closed != promise}

    @rule(number=picks)
    def it_is_called_off(self, number: int) -> None:
        if (known := self.pick(number)) is not None:
            del self.office.kept[known.callback_id]
            self.office.read(known.customer_id, written=True)

    # ---- people --------------------------------------------------------------------------------------------------

    @rule(name=operators, group_ids=groups)
    def somebody_comes(self, name: str, group_ids: tuple[str, ...]) -> None:
        now = self.office.now
        seat = Seat(
            name, name, EXTENSIONS[name], UsageMode.OPERATOR, name, now, now, Status.OFFLINE, now, role=role_of(name)
        )
        self.office.take(events.SignIn(seat))
        self.office.take(events.ChannelOpened(name))
        self.office.take(events.StartWork(name, group_ids))

    @rule(name=operators)
    def somebody_leaves(self, name: str) -> None:
        self.office.take(events.SignOut(name))

    @rule(name=operators, status=st.sampled_from((Status.AWAY, Status.BREAK, Status.AVAILABLE, Status.WRAP_UP)))
    def somebody_changes_his_status(self, name: str, status: Status) -> None:
        self.office.take(events.SetStatus(name, status))

    @rule(name=operators, number=picks)
    def somebody_takes_it(self, name: str, number: int) -> None:
        if (known := self.pick(number)) is not None and name in self.office.readers:
            self.office.commanded(events.TakeCallback(name, known.callback_id))

    @rule(name=operators, number=picks)
    def somebody_closes_his_notice(self, name: str, number: int) -> None:
        shown = [one for one in self.seen_by(name) if one.notice]
        if shown:
            callback_id = shown[number % len(shown)].callback_id
            assert self.office.commanded(events.DismissCallback(name, callback_id))
            self.closed.add((name, promise_of(self.office.kept[callback_id])))

    # ---- time and faults -----------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from((1, 29, 59, 60, 61, 599, 600, 1800, 4000)))
    def time_passes(self, seconds: int) -> None:
        self.office.let_pass(seconds)

    @rule(shift=st.sampled_from((-HOUR, HOUR, 3 * HOUR, timedelta(seconds=-90), timedelta(days=-1))))
    def the_clock_is_set(self, shift: timedelta) -> None:
        """By a person, by NTP, or by a machine whose clock runs in local time when summer ends."""
        self.office.clock += shift
        self.office.tell_time()

    @rule()
    def the_database_catches_up(self) -> None:
        self.office.write()

    @rule()
    def the_server_is_killed(self) -> None:
        self.office.killed()
        kept = {promise_of(one): one.stage for one in self.office.kept.values()}
        self.stages = {promise: kept.get(promise, stage) for promise, stage in self.stages.items()}

    @precondition(lambda self: bool(self.office.unwritten))
    @rule()
    def the_server_is_killed_before_it_has_written(self) -> None:
        self.the_server_is_killed()

    # ---- what is always so ---------------------------------------------------------------------------------------

    def seen_by(self, name: str, *, supervised: bool = False) -> tuple[CallbackView, ...]:
        desk = self.office.readers.get(name)
        return tuple(one for one in desk.callbacks if one.supervised is supervised) if desk else ()

    @invariant()
    def no_promise_is_lost(self) -> None:
        known = {promise_of(one) for one in self.office.floor.state.callbacks.by_id.values()}
        assert known == {promise_of(one) for one in self.office.kept.values()}

    @invariant()
    def nobody_is_told_twice(self) -> None:
        """A stage is never taken back, and a notice that was closed stays closed."""
        for callback in self.office.floor.state.callbacks.by_id.values():
            promise = promise_of(callback)
            before = self.stages.get(promise, CallbackStage.PLANNED)
            assert list(CallbackStage).index(callback.stage) >= list(CallbackStage).index(before)
            self.stages[promise] = callback.stage
            for name in OPERATORS:
                told = any(one.callback_id == callback.callback_id and one.notice for one in self.seen_by(name))
                assert not (told and (name, promise) in self.closed)

    @invariant()
    def everybody_is_told_in_time_and_not_before(self) -> None:
        state, clock = self.office.floor.state, self.office.clock
        for callback in state.callbacks.by_id.values():
            presence, late = presence_of(state, callback), clock - callback.due_at
            if presence.signed_in and late >= -ESCALATION.notice:
                assert callback.has_reached(CallbackStage.NOTIFIED)
            if not presence.at_desk and late >= ESCALATION.group:
                assert callback.has_reached(CallbackStage.GROUP) and callback.taken_by is None
            if not presence.at_desk and late >= ESCALATION.supervisors:
                assert callback.has_reached(CallbackStage.SUPERVISORS)
            ever_late = self.office.latest - callback.due_at
            if ever_late < -ESCALATION.notice:
                assert callback.stage is CallbackStage.PLANNED

    @invariant()
    def a_supervisor_sees_all_others_and_is_told_of_none(self) -> None:
        seen = [one for supervised in (False, True) for one in self.seen_by(SUPERVISOR, supervised=supervised)]
        if SUPERVISOR in self.office.floor.state.seats:
            assert {one.callback_id for one in seen} == set(self.office.kept) and len(seen) == len(self.office.kept)
        assert not any(one.notice for one in seen if one.supervised)

    @invariant()
    def who_is_to_make_the_call_sees_it(self) -> None:
        state = self.office.floor.state
        for callback in state.callbacks.by_id.values():
            for name, seat in state.seats.items():
                shown = any(one.callback_id == callback.callback_id for one in self.seen_by(name))
                works_there = callback.work_group_id in seat.work_group_ids
                free = callback.taken_by is None
                if name in (callback.assignee_id, callback.taken_by):
                    assert shown == (works_there or (shown and name == SUPERVISOR))
                elif (works_there and free and callback.has_reached(CallbackStage.GROUP)) or (
                    name == SUPERVISOR and callback.has_reached(CallbackStage.SUPERVISORS)
                ):
                    assert shown
                elif callback.stage in (CallbackStage.PLANNED, CallbackStage.NOTIFIED):
                    assert not shown


def whose(callback: Callback) -> tuple[str, str | None]:
    return callback.assignee_id, callback.taken_by


CallbackMachine.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCallbacks = CallbackMachine.TestCase


def test_the_next_moment_is_when_something_changes() -> None:
    """Between two moments `advanced` gives the same, whoever is there."""
    planned = Callback(1, 1, "sales", "abe", START)
    for presence in (Presence(), Presence(signed_in=True), Presence(signed_in=True, at_desk=True)):
        now = START - HOUR
        while (moment := next_moment(planned, ESCALATION, now)) is not None:
            early = advanced(planned, ESCALATION, presence, now)
            assert advanced(planned, ESCALATION, presence, moment - timedelta(microseconds=1)) == early
            now = moment
        assert now == START + ESCALATION.supervisors


def test_a_database_that_lags_behind_takes_nothing_back() -> None:
    stored = Callback(1, 1, "sales", "abe", START)
    known = replace(stored, stage=CallbackStage.GROUP, taken_by="ito", dismissed_by=frozenset({"abe"}))
    assert carried_on(stored, known) == known
    moved = replace(stored, due_at=START + HOUR)
    assert carried_on(moved, known) == moved
