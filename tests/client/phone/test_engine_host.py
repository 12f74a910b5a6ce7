"""The owner thread goes on, whatever goes wrong in what it does."""

import logging
import time
from collections.abc import Iterable

import pytest

from bluebean_client.domain.phone import Account, PhoneCall
from bluebean_client.domain.phone_messages import UseAccount
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.engine_host import EngineHost, Postbox
from bluebean_client.phone.headset.port import NoHeadset
from bluebean_client.phone.sip.call_port import IncomingCall
from bluebean_client.phone.sip.port import SipEvent
from tests.support.clock import WallClock
from tests.support.fake_phone import SERVER_IP, FakeHistory, FakeNames, FakeSipStack, FakeSound


class FaultyStack(FakeSipStack):
    """Two calls come in; the first cannot be told that it rings."""

    def poll(self, seconds: float) -> list[SipEvent]:
        return [IncomingCall(call, f"10{call}", "", "", False, SERVER_IP) for call in (1, 2)]

    def ring(self, call: int) -> None:
        if call == 1:
            raise RuntimeError("no")
        super().ring(call)


class FaultyHistory(FakeHistory):
    def follow(self, calls: Iterable[PhoneCall]) -> None:
        raise RuntimeError("no")


def test_a_history_that_fails_for_good_keeps_neither_line_nor_calls_waiting(caplog: pytest.LogCaptureFixture) -> None:
    stack, names = FakeSipStack(), FakeNames()
    engine = Engine(stack, FakeSound(), FaultyHistory(), NoHeadset(), names.resolve, WallClock(), lambda: 0.5)
    host = EngineHost(engine, stack, Postbox(stack.wake), linger_seconds=60.0)
    begun = time.monotonic() - 60.0
    assert engine.obey(UseAccount(Account("101", "", "127.0.0.1")), begun) is None
    assert names.asked == ["127.0.0.1"]
    with caplog.at_level(logging.ERROR):
        host.turn()
    assert "a fault in the engine" in caplog.text
    assert engine.state.reason == "no_answer"


def test_a_fault_with_one_call_leaves_the_others_alone(caplog: pytest.LogCaptureFixture) -> None:
    stack = FaultyStack()
    engine = Engine(stack, FakeSound(), FakeHistory(), NoHeadset(), FakeNames().resolve, WallClock(), lambda: 0.5)
    host = EngineHost(engine, stack, Postbox(stack.wake), linger_seconds=60.0)
    with caplog.at_level(logging.ERROR):
        host.turn()
    assert "a fault in the engine" in caplog.text
    assert stack.done == ["ring 2"]
    assert [call.number for call in engine.state.calls] == ["101", "102"]
