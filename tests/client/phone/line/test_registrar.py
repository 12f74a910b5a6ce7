"""When the phone registers, tries again and gives up, on a clock that only the test moves."""

import pytest

from bluebean_client.domain.phone import Account, Registration
from bluebean_client.phone.line.registrar import ANSWER_SECONDS, Registrar
from bluebean_client.phone.line.resolver import Resolution
from bluebean_client.phone.sip.port import RegistrationAnswered
from tests.support.fake_phone import SERVER_IP, FakeNames, FakeSipStack

HOST = "switch.example"
ACCOUNT = Account("101", "secret", HOST, register_seconds=60)
TICK_SECONDS = 0.1
OK = RegistrationAnswered(200, 60, True, SERVER_IP)
NO_CHANCE, LOW, HIGH = 0.5, 0.0, 1.0


class Desk:
    """A registrar, what is around it, and the time."""

    def __init__(self, chance: float = NO_CHANCE) -> None:
        self.stack, self.names = FakeSipStack(), FakeNames()
        self.registrar = Registrar(self.stack, self.names.resolve, lambda: chance)
        self.now = 1000.0

    def wait_for_try(self, patience_seconds: float = 120.0) -> float:
        """Let time go on until the next try begins; how long that took."""
        begun = self.now
        self.names.asked.clear()
        self.stack.take()
        while not self.names.asked and "register" not in self.stack.done:
            self.now += TICK_SECONDS
            self.registrar.tick(self.now)
            assert self.now - begun < patience_seconds, "it never tries again"
        return self.now - begun

    def resolve(self, address: str = SERVER_IP) -> None:
        self.registrar.resolved(Resolution(HOST, address), self.now)

    def answer(self, answer: RegistrationAnswered) -> None:
        self.registrar.answered(answer, self.now)

    def refuse(self, code: int = 503, retry_after: float = 0.0) -> None:
        self.answer(RegistrationAnswered(code, 0, True, SERVER_IP, f"{code} No", retry_after))

    def registered(self) -> "Desk":
        self.registrar.use(ACCOUNT, self.now)
        self.resolve()
        self.answer(OK)
        assert self.registrar.state is Registration.REGISTERED
        return self


def test_an_account_is_looked_up_registered_and_told_from_nothing() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    assert (desk.registrar.state, desk.names.asked) == (Registration.TRYING, [HOST])
    desk.resolve()
    assert desk.stack.take() == ["use nothing", f"use 101 at {SERVER_IP}", "register"]
    desk.answer(OK)
    assert desk.registrar.server == SERVER_IP
    desk.registrar.use(None, desk.now)
    assert (desk.registrar.state, desk.registrar.server) == (Registration.NONE, "")


@pytest.mark.parametrize(("chance", "factor"), [(LOW, 0.8), (NO_CHANCE, 1.0), (HIGH, 1.2)])
def test_failed_tries_wait_1_2_4_8_15_and_30_seconds_give_or_take_a_fifth(chance: float, factor: float) -> None:
    desk = Desk(chance)
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    waits = []
    for _ in range(8):
        desk.refuse()
        waits.append(desk.wait_for_try())
        desk.resolve()
    expected = [seconds * factor for seconds in (1, 2, 4, 8, 15, 30, 30, 30)]
    assert waits == pytest.approx(expected, abs=1.5 * TICK_SECONDS)


def test_a_server_that_asks_for_a_longer_wait_is_not_asked_sooner() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    desk.refuse(retry_after=40.0)
    assert (desk.registrar.reason, desk.registrar.detail) == ("server_error", "503 No")
    assert desk.wait_for_try() == pytest.approx(40.0, abs=1.5 * TICK_SECONDS)


def test_the_outbound_proxy_is_looked_up_instead_of_the_server() -> None:
    desk = Desk()
    desk.registrar.use(Account("101", "secret", HOST, proxy="proxy.example:5070"), desk.now)
    assert desk.names.asked == ["proxy.example"]
    desk.registrar.resolved(Resolution("proxy.example", SERVER_IP), desk.now)
    assert desk.stack.take()[-1] == "register"


def test_success_begins_the_waiting_times_anew() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    for _ in range(4):
        desk.refuse()
        desk.wait_for_try()
        desk.resolve()
    desk.answer(OK)
    for _ in range(2):
        desk.registrar.transport_lost(desk.now)
    assert desk.registrar.reason == "unreachable", "connections that do not last are renewed without a pause"
    assert desk.wait_for_try() == pytest.approx(1.0, abs=1.5 * TICK_SECONDS)


def test_a_connection_that_is_lost_is_renewed_at_once_and_shows_only_when_that_fails() -> None:
    desk = Desk().registered()
    desk.stack.take()
    desk.registrar.transport_lost(desk.now)
    assert (desk.stack.take(), desk.registrar.state) == (["register"], Registration.REGISTERED)
    desk.refuse()
    assert desk.registrar.state is Registration.REFUSED
    assert desk.wait_for_try() == pytest.approx(1.0, abs=1.5 * TICK_SECONDS)


def test_another_network_is_looked_up_anew_and_tried_at_once() -> None:
    desk = Desk().registered()
    desk.stack.take()
    desk.names.asked.clear()
    desk.registrar.network_changed(desk.now)
    assert desk.names.asked == [HOST]
    desk.resolve()
    assert desk.stack.take() == ["register"]
    desk.names.asked.clear()
    desk.registrar.network_changed(desk.now)
    desk.resolve("192.0.2.200")
    assert desk.stack.take() == ["use 101 at 192.0.2.200", "register"]


def test_no_answer_is_told_long_before_the_stack_gives_up() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    desk.registrar.tick(desk.now + ANSWER_SECONDS - 0.1)
    assert desk.registrar.state is Registration.TRYING
    desk.now += ANSWER_SECONDS
    desk.registrar.tick(desk.now)
    assert (desk.registrar.state, desk.registrar.reason) == (Registration.UNREACHABLE, "no_answer")
    assert desk.wait_for_try() == pytest.approx(1.0, abs=1.5 * TICK_SECONDS)


def test_a_name_that_is_not_found_is_tried_again() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.registrar.resolved(Resolution(HOST, reason="name_unknown", detail="no such name"), desk.now)
    registrar = desk.registrar
    assert (registrar.state, registrar.reason, registrar.detail) == (
        Registration.UNREACHABLE,
        "name_unknown",
        "no such name",
    )
    assert desk.wait_for_try() == pytest.approx(1.0, abs=1.5 * TICK_SECONDS)


def test_an_order_to_register_now_does_not_wait() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    for _ in range(6):
        desk.refuse()
        desk.wait_for_try()
        desk.resolve()
    desk.refuse()
    desk.names.asked.clear()
    desk.registrar.register_now(desk.now)
    assert desk.names.asked == [HOST]
    desk.resolve()
    desk.refuse()
    assert desk.wait_for_try() == pytest.approx(1.0, abs=1.5 * TICK_SECONDS), "the waiting times do not begin anew"


def test_registered_it_refreshes_after_a_third_of_the_life_without_a_new_look_up() -> None:
    desk = Desk().registered()
    assert desk.wait_for_try() == pytest.approx(20.0, abs=1.5 * TICK_SECONDS)
    assert (desk.stack.take(), desk.names.asked) == (["register"], [])
    assert desk.registrar.state is Registration.REGISTERED, "a refresh shows as if the phone were gone"


def test_a_check_of_the_line_does_not_cut_short_a_try_under_way() -> None:
    desk = Desk().registered()
    desk.stack.take()
    desk.registrar.check_line(desk.now)
    desk.registrar.check_line(desk.now + 1)
    assert desk.stack.take() == ["register"]


def test_a_late_answer_for_an_old_host_is_nothing() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.registrar.use(Account("101", "secret", "other.example"), desk.now)
    desk.stack.take()
    desk.resolve()
    assert desk.stack.take() == []


def test_an_ok_that_keeps_no_registration_is_no_success() -> None:
    desk = Desk()
    desk.registrar.use(ACCOUNT, desk.now)
    desk.resolve()
    desk.answer(RegistrationAnswered(200, 0, True, SERVER_IP))
    assert (desk.registrar.state, desk.registrar.reason) == (Registration.REFUSED, "server_error")
