"""What a global key does, and what the operator is told of keys that can't be had."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bluebean_client.desktop.no_global_keys import NoGlobalKeys
from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import KeyRefusal
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.global_keys import ANSWER, HANG_UP, MUTE, SWITCH, ActOnGlobalKeys
from tests.support import desks, softphone_desks
from tests.support.client_fakes import MemorySettings
from tests.support.fake_actions import FakeActions


class FakeKeys:
    """Implements `GlobalKeys`: every order to hold keys."""

    def __init__(self) -> None:
        self.used: list[Mapping[str, str]] = []

    def use(self, keys: Mapping[str, str]) -> None:
        self.used.append(keys)

    def close(self) -> None:
        self.used.append({})


class Client:
    def __init__(self, desk: Desk | None = None, **settings: object) -> None:
        self.keeper, self.actions, self.keys = DeskKeeper(desk or softphone_desks.idle()), FakeActions(), FakeKeys()
        self.settings = MemorySettings(**{SWITCH: True, **settings})  # type: ignore[arg-type]
        self.act = ActOnGlobalKeys(self.keeper, self.actions, self.settings)

    @property
    def told(self) -> dict[str, str]:
        return {notice.problem.code: notice.problem.details["keys"] for notice in self.keeper.desk.notices}


def softphone_with(*states: PhoneCallState) -> Callable[[], Desk]:
    def make() -> Desk:
        calls = (PhoneCall(number, state, "0312345678") for number, state in enumerate(states, 1))
        return replace(softphone_desks.idle(), phone=desks.with_calls(*calls))

    return make


@pytest.mark.parametrize(
    ("desk", "name", "done"),
    [
        (softphone_desks.idle, ANSWER, "answer"),
        (softphone_desks.idle, MUTE, "toggle_mute"),
        (softphone_with(PhoneCallState.TALKING), HANG_UP, "hang_up"),
        (softphone_with(PhoneCallState.INCOMING), HANG_UP, "decline"),
        (softphone_with(PhoneCallState.TALKING, PhoneCallState.INCOMING), HANG_UP, "hang_up"),
        (desks.ringing, HANG_UP, "decline"),
        (desks.talking, HANG_UP, "hang_up"),
    ],
)
async def test_a_key_does_what_the_button_does(desk: Callable[[], Desk], name: str, done: str) -> None:
    client = Client(desk())
    await client.act.pressed(name)
    assert client.actions.names() == [done]


def test_keys_are_held_as_the_settings_say_and_follow_them() -> None:
    client = Client(global_answer_key="Ctrl+Shift+F5", global_mute_key="")
    client.act.follow(client.keys)
    client.settings.values[MUTE] = "Ctrl+Alt+M"
    client.act.follow(client.keys, {MUTE})
    client.act.follow(client.keys, {"theme"})
    client.settings.values[SWITCH] = False
    client.act.follow(client.keys, {SWITCH, "theme"})
    first = {ANSWER: "Ctrl+Shift+F5", HANG_UP: "Ctrl+Alt+E", MUTE: ""}
    assert client.keys.used == [first, {**first, MUTE: "Ctrl+Alt+M"}, {}]


def test_refused_keys_are_told_by_reason_until_they_are_held() -> None:
    client = Client()
    client.act.refused({ANSWER: KeyRefusal.TAKEN, MUTE: KeyRefusal.TAKEN, HANG_UP: KeyRefusal.NO_SUCH_KEY})
    assert client.told == {
        ClientProblem.GLOBAL_KEY_TAKEN: "Ctrl+Alt+A, Ctrl+Alt+X",
        ClientProblem.GLOBAL_KEY_UNKNOWN: "Ctrl+Alt+E",
    }
    client.act.refused({ANSWER: KeyRefusal.TAKEN})
    assert client.told == {ClientProblem.GLOBAL_KEY_TAKEN: "Ctrl+Alt+A"}
    client.act.refused({})
    assert client.told == {}


def test_where_there_are_no_global_keys_it_is_told_only_to_who_wants_them() -> None:
    client = Client()
    nowhere = NoGlobalKeys(client.act.refused)
    client.act.follow(nowhere)
    assert list(client.told) == [ClientProblem.GLOBAL_KEYS_UNAVAILABLE]
    client.settings.values[SWITCH] = False
    client.act.follow(nowhere)
    assert client.told == {}
