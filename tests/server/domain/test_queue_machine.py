"""Waiting callers in a random world: they press keys, are called back, call again; the laws are those of `test_floor_machine`."""

import inspect

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.domain.floor_calls import MOST_ATTEMPTS
from server.domain.floor_offers import OPERATOR_LEG_PREFIX
from server.domain.queueing.callback import CallbackStep
from tests.server.domain.test_floor_machine import FloorMachine
from tests.support.floor_world import (
    CALLBACK_KEY,
    CALLER_LEG_PREFIX,
    EXIT_KEY,
    GROUP_IDS,
    NUMBERS,
    OPERATORS,
    FloorWorld,
    Leg,
)

KEYS = st.sampled_from(("", EXIT_KEY, CALLBACK_KEY, CALLBACK_KEY, CALLBACK_KEY))
CALLERS = st.sampled_from(("09012345678", "09087654321", "anonymous"))


class QueueMachine(RuleBasedStateMachine):
    """Few rules, so that what takes many steps is reached."""

    sign_in = FloorMachine.sign_in
    news_arrive = FloorMachine.news_arrive
    all_news_arrive = FloorMachine.all_news_arrive
    a_caller_hangs_up = FloorMachine.a_caller_hangs_up
    a_phone_is_answered = FloorMachine.a_phone_is_answered
    a_phone_hangs_up_or_declines = FloorMachine.a_phone_hangs_up_or_declines
    an_operator_becomes_ready = FloorMachine.an_operator_becomes_ready
    an_operator_signs_out = FloorMachine.an_operator_signs_out
    an_operator_commands_a_call = FloorMachine.an_operator_commands_a_call
    an_operator_transfers_his_call = FloorMachine.an_operator_transfers_his_call
    somebody_in_a_call = FloorMachine.somebody_in_a_call
    time_passes = FloorMachine.time_passes
    the_connection_to_the_switch_is_lost = FloorMachine.the_connection_to_the_switch_is_lost
    the_switch_returns = FloorMachine.the_switch_returns
    the_server_is_killed_and_restarted = FloorMachine.the_server_is_killed_and_restarted
    teardown = FloorMachine.teardown

    @initialize()
    def somebody_is_there(self) -> None:
        self.world = FloorWorld()
        self.an_operator_becomes_ready(OPERATORS[0], set(GROUP_IDS))

    @rule(number=st.sampled_from(NUMBERS), caller=CALLERS, key=KEYS, waits=st.booleans())
    def a_caller_presses_a_key_while_he_waits(self, number: str, caller: str, key: str, waits: bool) -> None:
        leg = f"{CALLER_LEG_PREFIX}{next(self.world.ids):05}"
        if not self.world.connected:
            return
        self.world.legs[leg] = Leg(leg, called=number)
        self.world.callers.append(leg)
        self.world.pending.append(events.CallerArrived(leg, caller, number))
        if waits:
            self.world.deliver_everything()
        if key:
            self.world.pending.append(voice.DigitPressed(leg, key))

    @rule(name=st.sampled_from(OPERATORS), answers=st.booleans())
    def who_is_called_next_is_there(self, name: str, answers: bool) -> None:
        """The call whose turn it is is taken, and the customer answers or not."""
        self.an_operator_becomes_ready(name, set(GROUP_IDS))
        for _ in range(10):
            self.world.deliver_everything()
            ringing = self.world.legs_that(lambda leg: bool(leg.extension) and not leg.up)
            if not ringing or not self.world.connected:
                self.time_passes(3)
            elif answers or ringing[-1].startswith(OPERATOR_LEG_PREFIX):
                self.world.legs[ringing[-1]].up = True
                self.world.pending.append(events.PhoneAnswered(ringing[-1]))
            else:
                self.world.leg_goes(ringing[-1], cause=17, sip_code=486)

    @invariant()
    def a_callback_waits_is_dialed_or_was_reached(self) -> None:
        for call in self.world.floor.state.calls.values():
            if call.callback is None:
                continue
            step = call.callback.step
            assert (step is CallbackStep.DIALING) == call.is_dialing
            assert (step is CallbackStep.REACHED) or not call.answered_at
            assert call.is_dialing == bool(call.operator_leg and not call.answered_at)
            assert call.callback.attempts < MOST_ATTEMPTS
            row = self.world.calls[call.call_id]
            assert row.callback == call.callback

    @invariant()
    def a_callback_ends_once_with_what_became_of_it(self) -> None:
        for row in self.world.calls.values():
            if row.callback is not None and row.ended_at is not None:
                assert row.answered_at is not None or row.abandoned or row.end_reason == "called_again"


for _name, _law in inspect.getmembers(FloorMachine, inspect.isfunction):
    if hasattr(_law, "hypothesis_stateful_invariant"):
        setattr(QueueMachine, _name, _law)

QueueMachine.TestCase.settings = settings(FloorMachine.TestCase.settings, max_examples=150, stateful_step_count=50)
TestQueueMachine = QueueMachine.TestCase
