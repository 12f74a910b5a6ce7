"""The floor against a random world: callers, phones, operators, networks, switch and server do what they like.

Whatever happens: no caller is lost, none rings at two desks of a sequential group, no operator has two calls, every call ends
with exactly one reason, what is shown follows from what is so, and no leg is left over.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.floor import Floor
from server.domain.floor_state import Call, Group, Seat
from server.domain.floor_views import is_free, operator_state, queue_view
from server.domain.refusal import Refusal
from server.ports.storage import CallRow, SessionRow
from server.protocol.push import DeskState, apply, difference
from server.protocol.types import GroupKind, OperatorRef, Role, Status, UsageMode, WorkGroupInfo
from server.services.call_floor_rows import OperatorRow, call_of, call_row, seat_of, session_row

START = datetime(2026, 4, 1, tzinfo=UTC)
OPERATORS = ("abe", "ito", "mori")
EXTENSIONS = {"abe": "201", "ito": "202", "mori": "203"}
NUMBERS = ("+81311111111", "+81322222222", "+81333333333")
TALKING = (Status.TALKING_IN,)

operators = st.sampled_from(OPERATORS)
picks = st.integers(0, 9)


def group(group_id: str, kind: GroupKind, number: str, wrap_up_seconds: int | None, miss: Status) -> Group:
    members = tuple(OperatorRef(name, name) for name in OPERATORS)
    info = WorkGroupInfo(group_id, group_id, kind, (), (), (), (), members, wrap_up_seconds=wrap_up_seconds)
    return Group(info, (number,), miss_status=miss)


GROUPS = (
    group("sales", GroupKind.INBOUND_SEQUENTIAL, NUMBERS[0], None, Status.AWAY),
    group("support", GroupKind.INBOUND_SIMULTANEOUS, NUMBERS[1], 30, Status.AWAY),
    group("claims", GroupKind.INBOUND_SEQUENTIAL, NUMBERS[2], 10, Status.WRAP_UP),
)
GROUP_IDS = tuple(one.group_id for one in GROUPS)


@dataclass(slots=True)
class Leg:
    """A leg of the simulated switch."""

    name: str
    extension: str = ""
    up: bool = False
    mix: str | None = None
    call_id: str = ""
    called: str = ""


class FloorMachine(RuleBasedStateMachine):
    """Carries out the floor's orders on a simulated switch and database, and checks after every step."""

    @initialize()
    def begin(self) -> None:
        self.now = START
        self.ids = itertools.count(1)
        self.legs: dict[str, Leg] = {}
        self.phones = set(EXTENSIONS.values())
        self.connected = True
        self.gone_unheard: list[str] = []
        self.pending: list[events.Input] = []
        self.calls: dict[str, CallRow] = {}
        self.sessions: dict[str, SessionRow] = {}
        self.readers: dict[str, DeskState] = {}
        self.callers: list[str] = []
        self.floor = self.new_floor()
        self.take(events.Restored(GROUPS, (), (), {}))
        self.take(events.SwitchReturned())
        self.deliver_everything()

    def new_floor(self) -> Floor:
        return Floor(new_id=lambda: f"id{next(self.ids):05}", country="JP", grace_seconds=60.0)

    # ---- the machinery -------------------------------------------------------------------------------------------

    def take(self, event: events.Input) -> None:
        """One turn; a refusal must change nothing."""
        before = self.floor.state
        try:
            todo = self.floor.handle(event, self.now)
        except Refusal:
            assert self.floor.state is before
            return
        for action in todo:
            self.carry_out(action)

    def carry_out(self, action: actions.Action) -> None:
        match action:
            case actions.ShowDesk(name, desk):
                reader = self.readers.get(name, desk)
                for body in difference(reader, desk):
                    reader = apply(reader, body)
                self.readers[name] = reader
            case actions.SaveCall(call):
                self.save(call_row(call))
            case actions.SaveSeat(seat):
                self.sessions[seat.operator_id] = session_row(seat)
            case actions.DeleteSeat(name):
                self.sessions.pop(name, None)
                self.readers.pop(name, None)
            case actions.LookUpCustomers(call_id, _, _):
                self.pending.append(events.CustomersFound(call_id, ()))
            case actions.SurveySwitch() if self.connected:
                self.pending.append(self.survey())
            case actions.Dial() | actions.Join() | actions.HangUp() if self.connected:
                self.obey(action)
            case actions.Dial(leg=leg):
                self.pending.append(events.DialFailed(leg, "down", True))
            case actions.Tag(leg=leg, value=value) if self.connected and leg in self.legs:
                self.legs[leg].call_id = value
            case actions.AddToMix(mix=mix, leg=leg) if self.connected and leg in self.legs:
                self.legs[leg].mix = mix
            case actions.RemoveFromMix(leg=leg) if self.connected and leg in self.legs:
                self.legs[leg].mix = None

    def obey(self, order: actions.Dial | actions.Join | actions.HangUp) -> None:
        match order:
            case actions.Dial(leg=leg, extension=extension):
                assert leg not in self.legs
                self.legs[leg] = Leg(leg, extension)
                self.pending.append(events.PhoneRang(leg))
                if extension not in self.phones:
                    self.leg_goes(leg, cause=20)
            case actions.Join(call_id=call_id, leg=leg, operator_leg=operator_leg, mix=mix):
                if leg in self.legs and operator_leg in self.legs:
                    self.legs[leg].mix = self.legs[operator_leg].mix = mix
                    self.pending.append(events.Joined(call_id, operator_leg))
            case actions.HangUp(leg=leg):
                if leg in self.legs:
                    self.leg_goes(leg, cause=16)

    def leg_goes(self, leg: str, *, cause: int = 16, sip_code: int = 0) -> None:
        gone = self.legs.pop(leg)
        if not self.connected:
            self.gone_unheard.append(leg)
            return
        self.pending.append(events.LegEnded(leg, cause, sip_code))
        if gone.called:
            self.pending.append(events.RecordingDone(leg, f"{gone.call_id}.wav"))

    def save(self, row: CallRow) -> None:
        """A call that ended stays as it ended."""
        known = self.calls.get(row.call_id)
        if known is not None and known.ended_at is not None:
            assert (row.ended_at, row.end_reason, row.operator_id) == (
                known.ended_at,
                known.end_reason,
                known.operator_id,
            )
        assert (row.ended_at is None) == (row.end_reason is None)
        self.calls[row.call_id] = row

    def survey(self) -> events.SwitchSurveyed:
        seen = {
            leg.name: events.SeenLeg(leg.name, leg.up, leg.mix, leg.call_id, "", leg.called)
            for leg in self.legs.values()
        }
        return events.SwitchSurveyed(seen, frozenset(self.phones))

    def deliver_everything(self) -> None:
        for _ in range(500):
            if not self.pending:
                return
            self.take(self.pending.pop(0))
        raise AssertionError("the floor and the switch never come to rest")

    def pick(self, legs: list[str], number: int) -> str | None:
        return legs[number % len(legs)] if legs else None

    def legs_that(self, fits: Callable[[Leg], bool]) -> list[str]:
        return [leg.name for leg in self.legs.values() if fits(leg)]

    # ---- what can happen -----------------------------------------------------------------------------------------

    @rule()
    def news_arrive(self) -> None:
        if self.pending:
            self.take(self.pending.pop(0))

    @rule()
    def all_news_arrive(self) -> None:
        self.deliver_everything()

    @rule(number=st.sampled_from(NUMBERS), known=st.booleans())
    def a_caller_arrives(self, number: str, known: bool) -> None:
        leg = f"in-{next(self.ids):05}"
        self.legs[leg] = Leg(leg, called=number)
        self.callers.append(leg)
        if self.connected:
            self.pending.append(events.CallerArrived(leg, "09012345678" if known else "anonymous", number))

    @rule(number=picks)
    def a_caller_hangs_up(self, number: int) -> None:
        if leg := self.pick(self.legs_that(lambda leg: bool(leg.called)), number):
            self.leg_goes(leg)

    @rule(number=picks)
    def a_phone_is_answered(self, number: int) -> None:
        leg = self.pick(self.legs_that(lambda leg: bool(leg.extension) and not leg.up), number)
        if leg:
            self.legs[leg].up = True
            if self.connected:
                self.pending.append(events.PhoneAnswered(leg))

    @rule(number=picks, how=st.sampled_from([(19, 0), (17, 486), (21, 603), (16, 0), (27, 0)]))
    def a_phone_hangs_up_or_declines(self, number: int, how: tuple[int, int]) -> None:
        if leg := self.pick(self.legs_that(lambda leg: bool(leg.extension)), number):
            self.leg_goes(leg, cause=how[0], sip_code=how[1])

    @rule(name=operators)
    def a_phone_comes_or_goes(self, name: str) -> None:
        extension = EXTENSIONS[name]
        self.phones ^= {extension}
        if self.connected:
            self.pending.append(events.PhoneSeen(extension, extension in self.phones))

    @rule(name=operators, groups=st.sets(st.sampled_from(GROUP_IDS), min_size=1))
    def an_operator_becomes_ready(self, name: str, groups: set[str]) -> None:
        if name not in self.floor.state.seats:
            self.sign_in(name, "first")
        self.take(events.ChannelOpened(name))
        self.take(events.StartWork(name, tuple(sorted(groups))))
        self.take(events.SetStatus(name, Status.AVAILABLE))

    def sign_in(self, name: str, token: str) -> None:
        row = SessionRow(
            token, name, EXTENSIONS[name], UsageMode.SOFTPHONE_OPERATOR, self.now, self.now, Status.OFFLINE, self.now
        )
        self.take(events.SignIn(seat_of(row, OperatorRow(name, name, name, Role.OPERATOR, ""))))

    @rule(name=operators)
    def an_operator_signs_in_again(self, name: str) -> None:
        self.sign_in(name, f"token{next(self.ids)}")

    @rule(name=operators)
    def an_operator_signs_out(self, name: str) -> None:
        self.take(events.SignOut(name))

    @rule(name=operators)
    def a_network_breaks(self, name: str) -> None:
        self.take(events.ChannelClosed(name))

    @rule(name=operators)
    def a_network_returns(self, name: str) -> None:
        self.take(events.ChannelOpened(name))

    @rule(name=operators, status=st.sampled_from(Status))
    def an_operator_presses_a_button(self, name: str, status: Status) -> None:
        self.take(events.SetStatus(name, status))

    @rule(name=operators, command=st.sampled_from([events.Hold, events.Resume, events.HangUpCall]), number=picks)
    def an_operator_commands_a_call(self, name: str, command: Callable[[str, str], events.Input], number: int) -> None:
        seat = self.floor.state.seats.get(name)
        own = [seat.call_id] if seat is not None and seat.call_id is not None else []
        call_id = self.pick([*own, *own, *self.calls], number)
        if call_id:
            self.take(command(name, call_id))

    @rule(name=operators, number=picks)
    def a_record_is_saved(self, name: str, number: int) -> None:
        if call_id := self.pick(list(self.calls), number):
            self.take(events.NoteRecord(name, call_id, 1, 1))

    @rule(seconds=st.sampled_from([0.3, 1, 5, 21, 61]))
    def time_passes(self, seconds: float) -> None:
        end = self.now + timedelta(seconds=seconds)
        for _ in range(500):
            deadline = self.floor.next_deadline()
            if deadline is None or deadline > end:
                break
            self.now = max(self.now, deadline)
            self.take(events.TimePassed())
        else:
            raise AssertionError("time does not pass: something is due for ever")
        self.now = end

    @precondition(lambda self: self.connected)
    @rule()
    def the_connection_to_the_switch_is_lost(self) -> None:
        self.deliver_everything()
        self.connected = False
        self.take(events.SwitchLost("test"))

    @precondition(lambda self: not self.connected)
    @rule(crashed=st.booleans())
    def the_switch_returns(self, crashed: bool) -> None:
        if crashed:
            self.gone_unheard += list(self.legs)
            self.legs.clear()
            self.phones.clear()
        self.connected = True
        self.pending = [events.LegEnded(leg) for leg in self.gone_unheard] + [events.SwitchReturned()]
        self.gone_unheard = []
        self.deliver_everything()

    @rule()
    def the_server_is_killed_and_restarted(self) -> None:
        self.pending, self.gone_unheard = [], []
        self.readers = {}
        self.floor = self.new_floor()
        seats: list[Seat] = []
        unrecorded: dict[str, Call] = {}
        for row in self.sessions.values():
            name = row.operator_id
            seats.append(seat_of(row, OperatorRow(name, name, name, Role.OPERATOR, "")))
            ended = [
                one for one in self.calls.values() if one.operator_id == name and one.ended_at and not one.record_id
            ]
            if ended:
                unrecorded[name] = call_of(max(ended, key=lambda one: one.ended_at or START))
        live = tuple(call_of(row) for row in self.calls.values() if row.ended_at is None)
        self.take(events.Restored(GROUPS, tuple(seats), live, unrecorded))
        self.take(events.SwitchReturned())
        self.deliver_everything()

    # ---- what is always so ---------------------------------------------------------------------------------------

    @invariant()
    def no_operator_has_two_calls_and_his_status_tells_of_the_one(self) -> None:
        state = self.floor.state
        for seat in state.seats.values():
            name = seat.operator_id
            offered = [call for call in state.calls.values() if name in call.offers]
            talking = [call for call in state.calls.values() if call.is_talking and call.operator_id == name]
            assert len(offered) + len(talking) <= 1, (offered, talking)
            assert [call.call_id for call in offered + talking] == ([seat.call_id] if seat.call_id else [])
            assert (seat.status is Status.RINGING) == bool(offered)
            assert (seat.status in TALKING) == bool(talking)

    @invariant()
    def what_rings_rings_at_somebody(self) -> None:
        state = self.floor.state
        for call in state.calls.values():
            assert all(state.seats[name].call_id == call.call_id for name in call.offers)

    @invariant()
    def no_caller_rings_at_two_desks_of_a_sequential_group(self) -> None:
        for call in self.floor.state.calls.values():
            if call.work_group_id != "support":
                assert len(call.offers) <= 1
                assert not (call.offers and call.answered_at)

    @invariant()
    def nobody_waits_while_somebody_of_his_group_is_free(self) -> None:
        state = self.floor.state
        if not state.switch_up:
            return
        for call in state.calls.values():
            due = call.offer_from is None or call.offer_from <= self.now
            if call.is_waiting and not call.offers and due and call.offer_from is None:
                free = [seat.operator_id for seat in state.seats.values() if is_free(seat)]
                assert not [name for name in free if call.work_group_id in state.seats[name].work_group_ids]

    @invariant()
    def readers_see_what_is_so(self) -> None:
        state = self.floor.state
        assert self.readers.keys() == state.seats.keys()
        for name, seat in state.seats.items():
            reader = self.readers[name]
            assert reader.me == operator_state(state, seat)
            assert reader.switch_up == state.switch_up
            assert reader.queues == {key: queue_view(state, key) for key in seat.work_group_ids}

    @invariant()
    def the_database_knows_every_live_call_and_session(self) -> None:
        state = self.floor.state
        live = {row.call_id for row in self.calls.values() if row.ended_at is None}
        assert live == state.calls.keys()
        assert self.sessions.keys() == state.seats.keys()
        for call in state.calls.values():
            row = self.calls[call.call_id]
            assert (row.answered_at, row.held) == (call.answered_at, call.held)

    @invariant()
    def no_caller_is_lost(self) -> None:
        """Each caller on the line has one live call, once the news of him arrived."""
        state = self.floor.state
        if self.pending or not state.switch_up:
            return
        by_leg = {call.leg: call for call in state.calls.values()}
        assert by_leg.keys() == {leg.name for leg in self.legs.values() if leg.called}

    @invariant()
    def no_leg_is_left_over(self) -> None:
        state = self.floor.state
        if self.pending or not state.switch_up:
            return
        needed = {leg for call in state.calls.values() for leg in call.legs()}
        assert self.legs.keys() == needed

    @invariant()
    def who_talks_is_in_the_mix_and_who_waits_is_not(self) -> None:
        state = self.floor.state
        if self.pending or not state.switch_up:
            return
        for call in state.calls.values():
            expected = call.mix if call.is_talking and not call.held else None
            assert self.legs[call.leg].mix == expected

    def teardown(self) -> None:
        """When all have hung up, every caller's call has ended once, and nothing is left."""
        if not hasattr(self, "floor"):
            return
        if not self.connected:
            self.the_switch_returns(False)
        for leg in self.legs_that(lambda leg: bool(leg.called)):
            self.leg_goes(leg)
        self.deliver_everything()
        assert self.floor.state.calls == {}
        assert self.legs == {}
        rows = [row for row in self.calls.values() if row.ended_at is not None]
        assert len(rows) == len(self.calls) == len({row.customer_leg for row in rows})
        assert {row.customer_leg for row in rows} <= set(self.callers)
        assert all(row.talk_seconds >= 0 and row.ring_seconds >= 0 for row in rows)
        for name in OPERATORS:
            self.take(events.SignOut(name))
        self.time_passes(61)
        assert self.floor.state.leaving == {}


FloorMachine.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TestFloorMachine = FloorMachine.TestCase
