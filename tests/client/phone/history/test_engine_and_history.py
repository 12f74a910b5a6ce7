"""What the engine hands to the history, and what it shows of it."""

from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import AskHistory, Dial, OrderFailed, SeeMissed
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.headset.port import NoHeadset
from tests.support.clock import WallClock
from tests.support.fake_phone import FakeHistory, FakeNames, FakeSipStack, FakeSound


def make_engine(history: FakeHistory) -> Engine:
    return Engine(FakeSipStack(), FakeSound(), history, NoHeadset(), FakeNames().resolve, WallClock(), lambda: 0.5)


def test_the_history_sees_every_call_and_its_end() -> None:
    history = FakeHistory()
    engine = make_engine(history)
    engine.obey(Dial("601"), 0.0)
    engine.tick(0.0)
    assert [(call.number, call.state) for call in history.calls] == [("601", PhoneCallState.CALLING)]


def test_the_windows_questions_go_to_the_history_and_too_many_are_refused() -> None:
    history = FakeHistory()
    engine = make_engine(history)
    assert engine.obey(AskHistory("x"), 0.0) is None
    history.busy = True
    assert engine.obey(SeeMissed(), 0.0) == OrderFailed("see_missed", "refused", "the history is busy")
    assert history.orders == [AskHistory("x")]


def test_missed_calls_are_part_of_the_engines_state() -> None:
    engine = make_engine(FakeHistory())
    engine.history_changed(3, 7)
    assert (engine.state.missed, engine.state.history_revision) == (3, 7)
