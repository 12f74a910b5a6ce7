"""The floor against a random world: callers, phones, operators, networks, switch and server do what they like.

Whatever happens: no caller is lost, none rings at two desks of a sequential group, no operator has two calls, every call ends
with exactly one reason, what is shown follows from what is so, and no leg is left over.
"""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.domain.floor_queue_callback import LIFE
from server.domain.floor_state import Call, Seat
from server.domain.floor_views import is_free, operator_state, queue_view
from server.domain.statuses import ON_THE_PHONE
from server.ports.storage import SessionRow
from server.protocol.reasons import NO_ANSWER
from server.protocol.transfer import TransferMode, TransferStage
from server.protocol.types import Direction, Role, Status, UsageMode
from server.services.call_floor_rows import OperatorRow, call_of, seat_of
from tests.support.floor_world import (
    CALLBACK_KEY,
    CALLER_LEG_PREFIX,
    EXIT_KEY,
    EXTENSIONS,
    GROUP_IDS,
    GROUPS,
    NUMBERS,
    OPERATORS,
    PATIENT,
    PEOPLE,
    REASONS,
    ROLES,
    START,
    FloorWorld,
    Leg,
)

SPARED_FOR = timedelta(seconds=PATIENT.again_after_seconds)
WAITED_FOR = timedelta(seconds=PATIENT.last_operator.wait_seconds if PATIENT.last_operator else 0)
TALKING = (Status.TALKING_IN, Status.TALKING_OUT)
NUMBERS_TO_DIAL = ("09012345678", "0612345678", "202", "203", "110")

operators = st.sampled_from(OPERATORS)
picks = st.integers(0, 9)
reasons = st.sampled_from(("", "meeting", "lunch"))


class FloorMachine(RuleBasedStateMachine):
    """Whatever can happen to the floor, in any order; what is always so is checked after every step."""

    @initialize()
    def begin(self) -> None:
        self.world = FloorWorld()

    # ---- what can happen -----------------------------------------------------------------------------------------

    @rule()
    def news_arrive(self) -> None:
        if self.world.pending:
            self.world.take(self.world.pending.pop(0))

    @rule()
    def all_news_arrive(self) -> None:
        self.world.deliver_everything()

    @rule(number=st.sampled_from(NUMBERS), known=st.booleans())
    def a_caller_arrives(self, number: str, known: bool) -> None:
        leg = f"{CALLER_LEG_PREFIX}{next(self.world.ids):05}"
        self.world.legs[leg] = Leg(leg, called=number)
        self.world.callers.append(leg)
        if self.world.connected:
            self.world.pending.append(events.CallerArrived(leg, "09012345678" if known else "anonymous", number))

    @rule(number=picks)
    def a_caller_hangs_up(self, number: int) -> None:
        if leg := self.world.pick(self.world.legs_that(lambda leg: bool(leg.called)), number):
            self.world.leg_goes(leg)

    @rule(number=picks, key=st.sampled_from((EXIT_KEY, CALLBACK_KEY, CALLBACK_KEY, "#")))
    def a_caller_presses_a_key(self, number: int, key: str) -> None:
        leg = self.world.pick(self.world.legs_that(lambda leg: bool(leg.called)), number)
        if leg and self.world.connected:
            self.world.pending.append(voice.DigitPressed(leg, key))

    @rule(number=picks)
    def a_phone_is_answered(self, number: int) -> None:
        leg = self.world.pick(self.world.legs_that(lambda leg: bool(leg.extension) and not leg.up), number)
        if leg:
            self.world.legs[leg].up = True
            if self.world.connected:
                self.world.pending.append(events.PhoneAnswered(leg))

    @rule(number=picks, how=st.sampled_from([(19, 0), (17, 486), (21, 603), (16, 0), (27, 0)]))
    def a_phone_hangs_up_or_declines(self, number: int, how: tuple[int, int]) -> None:
        if leg := self.world.pick(self.world.legs_that(lambda leg: bool(leg.extension)), number):
            self.world.leg_goes(leg, cause=how[0], sip_code=how[1])

    @rule(name=operators)
    def a_phone_comes_or_goes(self, name: str) -> None:
        extension = EXTENSIONS[name]
        self.world.phones ^= {extension}
        if self.world.connected:
            self.world.pending.append(events.PhoneSeen(extension, extension in self.world.phones))

    @rule(name=operators, groups=st.sets(st.sampled_from(GROUP_IDS), min_size=1))
    def an_operator_becomes_ready(self, name: str, groups: set[str]) -> None:
        if name not in self.world.floor.state.seats:
            self.sign_in(name, "first")
        self.world.take(events.ChannelOpened(name))
        self.world.take(events.StartWork(name, tuple(sorted(groups))))
        self.world.take(events.SetStatus(name, Status.AVAILABLE))

    def sign_in(self, name: str, token: str) -> None:
        row = SessionRow(
            token,
            name,
            EXTENSIONS[name],
            UsageMode.SOFTPHONE_OPERATOR,
            self.world.now,
            self.world.now,
            Status.OFFLINE,
            self.world.now,
        )
        self.world.take(events.SignIn(seat_of(row, OperatorRow(name, name, name, ROLES.get(name, Role.OPERATOR), ""))))

    @rule(name=operators)
    def an_operator_signs_in_again(self, name: str) -> None:
        self.sign_in(name, f"token{next(self.world.ids)}")

    @rule(name=operators)
    def an_operator_signs_out(self, name: str) -> None:
        self.world.take(events.SignOut(name))

    @rule(name=operators)
    def a_network_breaks(self, name: str) -> None:
        self.world.take(events.ChannelClosed(name))

    @rule(name=operators)
    def a_network_returns(self, name: str) -> None:
        self.world.take(events.ChannelOpened(name))

    @rule(name=operators, status=st.sampled_from(Status))
    def an_operator_presses_a_button(self, name: str, status: Status) -> None:
        self.world.take(events.SetStatus(name, status))

    @rule(name=operators, status=st.sampled_from(Status), reason=reasons, later=st.booleans())
    def an_operator_says_why(self, name: str, status: Status, reason: str, later: bool) -> None:
        order = events.SetNextStatus if later else events.SetStatus
        self.world.take(order(name, status, reason))

    @rule(name=operators, other=operators, status=st.sampled_from(Status), reason=reasons)
    def a_status_is_set_for_another(self, name: str, other: str, status: Status, reason: str) -> None:
        self.world.take(events.SetStatusOf(name, other, status, reason))

    @rule(name=operators, order=st.sampled_from([events.RequestHelp, events.CancelHelp, events.ExtendWrapUp]))
    def an_operator_asks_for_help_or_time(self, name: str, order: Callable[[str], events.Input]) -> None:
        self.world.take(order(name))

    @rule(name=operators, status=st.sampled_from([None, Status.AVAILABLE, Status.AWAY, Status.BREAK]))
    def an_operator_chooses_what_follows(self, name: str, status: Status | None) -> None:
        self.world.take(events.SetNextStatus(name, status))

    @rule(name=operators, group=st.sampled_from(GROUP_IDS), number=st.sampled_from(NUMBERS_TO_DIAL))
    def an_operator_dials(self, name: str, group: str, number: str) -> None:
        self.world.take(events.DialNumber(name, group, number, internal=number in EXTENSIONS.values()))

    @rule(name=operators, command=st.sampled_from([events.Hold, events.Resume, events.HangUpCall]), number=picks)
    def an_operator_commands_a_call(self, name: str, command: Callable[[str, str], events.Input], number: int) -> None:
        seat = self.world.floor.state.seats.get(name)
        own = [seat.call_id] if seat is not None and seat.call_id is not None else []
        call_id = self.world.pick([*own, *own, *self.world.calls], number)
        if call_id:
            self.world.take(command(name, call_id))

    @rule(number=picks, to=operators, mode=st.sampled_from(TransferMode), group=st.sampled_from(("", *GROUP_IDS)))
    def an_operator_transfers_his_call(self, number: int, to: str, mode: TransferMode, group: str) -> None:
        name, call_id = self.somebody_in_a_call(number)
        if group and mode is TransferMode.BLIND:
            self.world.take(events.TransferToQueue(name, call_id, group))
        else:
            self.world.take(events.TransferTo(name, call_id, mode, to, "", False))

    @rule(number=picks, what=st.sampled_from(["complete", "drop", "back", "conference"]))
    def an_operator_goes_on_with_a_transfer(self, number: int, what: str) -> None:
        name, call_id = self.somebody_in_a_call(number)
        if what == "complete":
            self.world.take(events.CompleteTransfer(name, call_id))
        elif what == "conference":
            self.world.take(events.StartConference(name, call_id))
        else:
            self.world.take(events.DropTarget(name, call_id, what == "back"))

    @rule(number=picks, to=st.sampled_from(NUMBERS_TO_DIAL))
    def a_phones_own_transfer_key_is_pressed(self, number: int, to: str) -> None:
        calls = self.world.floor.state.calls.values()
        legs = [leg for call in calls for leg in (call.operator_leg, call.leg) if leg]
        if leg := self.world.pick(legs, number):
            self.world.take(events.PhoneWantsTransfer(leg, to))

    def somebody_in_a_call(self, number: int) -> tuple[str, str]:
        seats = self.world.floor.state.seats.values()
        busy = [(seat.operator_id, seat.call_id) for seat in seats if seat.call_id]
        return busy[number % len(busy)] if busy else (OPERATORS[0], "")

    @rule(name=operators, number=picks)
    def a_record_is_saved(self, name: str, number: int) -> None:
        if call_id := self.world.pick(list(self.world.calls), number):
            self.world.take(events.NoteRecord(name, call_id, 1, 1))

    @rule(seconds=st.sampled_from([0.3, 1, 5, 21, 61]))
    def time_passes(self, seconds: float) -> None:
        end = self.world.now + timedelta(seconds=seconds)
        for _ in range(500):
            deadline = self.world.floor.next_deadline()
            if deadline is None or deadline > end:
                break
            self.world.now = max(self.world.now, deadline)
            self.world.take(events.TimePassed())
        else:
            raise AssertionError("time does not pass: something is due for ever")
        self.world.now = end

    @precondition(lambda self: self.world.connected)
    @rule()
    def the_connection_to_the_switch_is_lost(self) -> None:
        self.world.deliver_everything()
        self.world.connected = False
        self.world.take(events.SwitchLost("test"))

    @precondition(lambda self: not self.world.connected)
    @rule(crashed=st.booleans())
    def the_switch_returns(self, crashed: bool) -> None:
        if crashed:
            self.world.gone_unheard += list(self.world.legs)
            self.world.legs.clear()
            self.world.phones.clear()
        self.world.connected = True
        self.world.pending = [events.LegEnded(leg) for leg in self.world.gone_unheard] + [events.SwitchReturned()]
        self.world.gone_unheard = []
        self.world.deliver_everything()

    @precondition(lambda self: self.world.connected)
    @rule()
    def the_switch_is_looked_at(self) -> None:
        """Whatever is under way: what is well is not repaired."""
        assert self.world.look_twice() == 0

    @precondition(lambda self: self.world.connected)
    @rule(number=picks)
    def news_of_the_switch_are_lost(self, number: int) -> None:
        """And what they told of is found out. That nothing is amiss then is for the laws below."""
        lost = (events.LegEnded, events.PhoneAnswered, events.PhoneSeen, events.CallerArrived)
        losable = [one for one in self.world.pending if isinstance(one, lost)]
        if losable:
            self.world.pending.remove(losable[number % len(losable)])
            self.world.deliver_everything()
            self.world.look_twice()

    @rule()
    def the_server_is_killed_and_restarted(self) -> None:
        self.world.pending, self.world.gone_unheard = [], []
        self.world.readers, self.world.statuses = {}, {}
        self.world.floor = self.world.new_floor()
        seats: list[Seat] = []
        unrecorded: dict[str, Call] = {}
        for row in self.world.sessions.values():
            name = row.operator_id
            seats.append(seat_of(row, OperatorRow(name, name, name, ROLES.get(name, Role.OPERATOR), "")))
            ended = [
                one
                for one in self.world.calls.values()
                if one.operator_id == name and one.ended_at and not one.record_id
                if one.transfer_stage is not TransferStage.TALKING
            ]
            if ended:
                unrecorded[name] = call_of(max(ended, key=lambda one: one.ended_at or START))
        live = tuple(call_of(row) for row in self.world.calls.values() if row.ended_at is None)
        self.world.take(events.Restored(GROUPS, tuple(seats), live, unrecorded, PEOPLE, reasons=REASONS))
        self.world.take(events.SwitchReturned())
        self.world.deliver_everything()

    # ---- what is always so ---------------------------------------------------------------------------------------

    @invariant()
    def no_operator_has_two_calls_and_his_status_tells_of_the_one(self) -> None:
        state = self.world.floor.state
        for seat in state.seats.values():
            name = seat.operator_id
            offered = [call for call in state.calls.values() if name in call.offers]
            own = [call for call in state.calls.values() if call.operator_id == name]
            talking = [call for call in own if call.is_talking]
            assert [call.call_id for call in offered + own] == ([seat.call_id] if seat.call_id else [])
            assert (seat.status is Status.DIALING) == any(call.is_dialing for call in own)
            if seat.call_id is None and seat.status in ON_THE_PHONE:
                continue  # a colleague calls: the law about him is another one
            assert (seat.status is Status.RINGING) == bool(offered)
            assert (seat.status in TALKING) == bool(talking)

    @invariant()
    def who_is_asked_is_asked_by_one_and_the_customer_has_one_owner(self) -> None:
        state = self.world.floor.state
        asking = {call.call_id: call.consulting for call in state.calls.values() if call.consulting}
        asked = {call.call_id: call.transfer for call in state.calls.values() if call.is_consulted}
        assert sorted(asking.values()) == sorted(asked)
        for call_id, transfer in asked.items():
            assert transfer is not None and asking[transfer.from_call] == call_id
            assert state.calls[call_id].offers or state.calls[call_id].answered_at
        owned = [call.leg for call in state.calls.values() if not call.is_consulted]
        assert len(owned) == len(set(owned))

    @invariant()
    def who_waits_for_one_operator_rings_there(self) -> None:
        for call in self.world.floor.state.calls.values():
            assert call.offers or not call.is_waiting or call.is_queued or call.overflow

    @invariant()
    def who_is_back_is_no_more_to_be_called_back(self) -> None:
        state = self.world.floor.state
        for call in state.calls.values():
            given_up = state.abandoned.get(call.work_group_id, ()) if call.direction is Direction.IN else ()
            earlier = [one for one in given_up if one.number and one.number == call.number and one.at < call.arrived_at]
            assert not any(one.is_open and not one.voicemail for one in earlier)

    @invariant()
    def what_rings_rings_at_somebody(self) -> None:
        state = self.world.floor.state
        for call in state.calls.values():
            assert all(state.seats[name].call_id == call.call_id for name in call.offers if name)

    @invariant()
    def who_is_on_the_phone_without_a_call_of_his_own_is_called_by_a_colleague(self) -> None:
        state = self.world.floor.state
        for seat in state.seats.values():
            if seat.status in ON_THE_PHONE and seat.call_id is None:
                assert seat.extension in state.called_extensions()

    @invariant()
    def no_caller_rings_at_two_desks_of_a_sequential_group(self) -> None:
        for call in self.world.floor.state.calls.values():
            if call.work_group_id != "support":
                assert len(call.offers) <= 1
                assert not (call.offers and call.answered_at)

    @invariant()
    def nobody_waits_while_somebody_of_his_group_is_free(self) -> None:
        state = self.world.floor.state
        if not state.switch_up:
            return
        for call in state.calls.values():
            due = call.offer_from is None or call.offer_from <= self.world.now
            if call.is_queued and not call.offers and due and call.offer_from is None:
                called = state.called_extensions()
                seats = [seat for seat in state.seats.values() if is_free(seat) and seat.extension not in called]
                free = {seat.operator_id for seat in seats if call.work_group_id in seat.work_group_ids}
                spared = {name for name, at in call.missed_by.items() if self.world.now < at + SPARED_FOR}
                patient = call.last_operator and self.world.now < call.arrived_at + WAITED_FOR
                assert free <= spared or (patient and call.last_operator not in free)

    @invariant()
    def readers_see_what_is_so(self) -> None:
        state = self.world.floor.state
        assert self.world.readers.keys() == state.seats.keys()
        for name, seat in state.seats.items():
            reader = self.world.readers[name]
            assert reader.me == operator_state(state, seat)
            assert reader.switch_up == state.switch_up
            assert reader.queues == {key: queue_view(state, key) for key in seat.work_group_ids}

    @invariant()
    def the_database_knows_every_live_call_and_session(self) -> None:
        state = self.world.floor.state
        live = {row.call_id for row in self.world.calls.values() if row.ended_at is None}
        assert live == state.calls.keys()
        assert self.world.sessions.keys() == state.seats.keys()
        for call in state.calls.values():
            row = self.world.calls[call.call_id]
            assert (row.answered_at, row.held) == (call.answered_at, call.held)

    @invariant()
    def the_log_of_statuses_says_what_is_so(self) -> None:
        seats = self.world.floor.state.seats.values()
        logged = {
            name: (one.status, one.reason, one.work_group_ids, one.set_by) for name, one in self.world.statuses.items()
        }
        assert logged == {
            seat.operator_id: (seat.status, seat.reason_shown, seat.work_group_ids, seat.status_by) for seat in seats
        }
        for seat in seats:
            assert seat.reason in ("", NO_ANSWER, *(one.key for one in (*REASONS.away, *REASONS.breaks)))
            assert not seat.reason or {seat.status, seat.return_status} & {Status.AWAY, Status.BREAK}

    @invariant()
    def figures_agree_with_the_records_and_the_floor(self) -> None:
        """Who came into a queue has come to one thing. Who waits there now waits on the floor, or is being called back."""
        calls = self.world.floor.state.calls.values()
        in_line = [call for call in calls if call.is_queued or (call.callback and call.is_dialing)]
        waiting = [call for call in in_line if call.transfer is None or not call.transfer.number]
        for group_id in GROUP_IDS:
            found = self.world.figures(group_id)
            ended = found.answered + found.abandoned + found.sent_on + found.lost
            assert found.offered == ended + found.waiting
            assert found.waiting == sum(1 for call in waiting if call.work_group_id == group_id)

    @invariant()
    def no_caller_is_lost(self) -> None:
        """Each caller on the line has one live call, once the news of him arrived."""
        state = self.world.floor.state
        if self.world.pending or not state.switch_up:
            return
        needed = {leg for call in state.calls.values() for leg in call.legs()}
        by_leg = {leg for leg in needed if leg.startswith(CALLER_LEG_PREFIX)}
        assert by_leg == {leg.name for leg in self.world.legs.values() if leg.called}

    @invariant()
    def no_leg_is_left_over(self) -> None:
        state = self.world.floor.state
        if self.world.pending or not state.switch_up:
            return
        needed = {leg for call in state.calls.values() for leg in call.legs()}
        assert self.world.legs.keys() == needed

    @invariant()
    def a_customer_in_a_call_is_recorded_if_the_window_says_so(self) -> None:
        if not self.world.connected or self.world.pending:
            return
        for call in self.world.floor.state.calls.values():
            if call.joined and call.is_talking and not call.is_consulted and call.leg in self.world.legs:
                assert bool(self.world.legs[call.leg].recording) == bool(call.recorded)

    @invariant()
    def who_talks_is_in_the_mix_and_who_waits_is_not(self) -> None:
        state = self.world.floor.state
        if self.world.pending or not state.switch_up:
            return
        for call in [call for call in state.calls.values() if not call.is_dialing and not call.is_off_line]:
            asked = state.calls.get(call.consulting or "")
            mix = asked.mix if asked else call.mix
            assert call.is_consulted or self.world.legs[call.leg].mix == (mix if _is_heard(call) else None)
            if call.operator_leg and not (asked and asked.answered_at is None):
                assert self.world.legs[call.operator_leg].mix == mix

    def teardown(self) -> None:
        """When all have hung up, every caller's call has ended once, and nothing is left."""
        if not hasattr(self, "world"):
            return
        if not self.world.connected:
            self.the_switch_returns(False)
        for leg in self.world.legs_that(lambda leg: bool(leg.called)):
            self.world.leg_goes(leg)
        self.world.deliver_everything()
        for name in OPERATORS:
            self.world.take(events.SignOut(name))
        self.world.deliver_everything()
        for leg in list(self.world.legs):  # customers who were called, and whose operators have left them
            self.world.leg_goes(leg)
        self.world.deliver_everything()
        assert all(call.is_off_line for call in self.world.floor.state.calls.values())
        self.time_passes(LIFE.total_seconds())  # nobody is there to call them back
        assert self.world.floor.state.calls == {}
        assert self.world.legs == {}
        rows = [row for row in self.world.calls.values() if row.ended_at is not None]
        assert len(rows) == len(self.world.calls)
        first = [row for row in rows if row.transferred_from is None]
        assert len(first) == len({row.customer_leg for row in first})
        legs = {row.customer_leg for row in rows if row.customer_leg.startswith(CALLER_LEG_PREFIX)}
        assert legs <= {row.customer_leg for row in first} & set(self.world.callers)
        assert all(row.callback or row.customer_leg in legs for row in first if row.direction is Direction.IN)
        assert all(row.talk_seconds >= 0 and row.ring_seconds >= 0 for row in rows)
        self.time_passes(61)
        assert self.world.floor.state.leaving == {}


def _is_heard(call: Call) -> bool:
    return call.is_talking and not call.held


FloorMachine.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TestFloorMachine = FloorMachine.TestCase
