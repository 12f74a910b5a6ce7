"""The pure floor with any number of operators of one simultaneous group, all available; time moves only by `wait`."""

import itertools
from datetime import UTC, datetime, timedelta

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.floor import Floor
from server.domain.floor_actions import Action
from server.domain.floor_state import Group, Seat
from server.protocol.types import CallView, GroupKind, OperatorRef, Status, UsageMode, WorkGroupInfo

START = datetime(2026, 4, 1, tzinfo=UTC)
GROUP_ID, CALLED = "support", "+81501112222"
FIRST_EXTENSION = 1000


class RingAllFloor:
    """Attributes: `floor`, what is driven; `now`, its time; `names`, its operators `op00`, `op01`, ….

    What it orders is kept, not carried out: the test says what the switch does.
    """

    def __init__(self, operators: int) -> None:
        self.now = START
        self.names = [f"op{number:02}" for number in range(operators)]
        self._numbers = itertools.count(1)
        self._legs: dict[str, str] = {}
        self._last: list[Action] = []
        self.floor = Floor(new_id=lambda: f"id{next(self._numbers):05}", country="JP", grace_seconds=60.0)
        members = tuple(OperatorRef(name, name) for name in self.names)
        info = WorkGroupInfo(GROUP_ID, GROUP_ID, GroupKind.INBOUND_SIMULTANEOUS, (), (), (), (), members)
        self.take(events.Restored((Group(info, (CALLED,)),), (), (), {}))
        self.take(events.SwitchReturned())
        extensions = {name: str(FIRST_EXTENSION + number) for number, name in enumerate(self.names)}
        self._name_at = {extension: name for name, extension in extensions.items()}
        self.take(events.SwitchSurveyed({}, frozenset(self._name_at)))
        for name, extension in extensions.items():
            self._is_available(name, extension)

    def _is_available(self, name: str, extension: str) -> None:
        mode = UsageMode.SOFTPHONE_OPERATOR
        self.take(
            events.SignIn(Seat(name, f"Name of {name}", extension, mode, name, START, START, Status.OFFLINE, START))
        )
        self.take(events.ChannelOpened(name))
        self.take(events.StartWork(name, (GROUP_ID,)))
        self.take(events.SetStatus(name, Status.AVAILABLE))
        self.wait(1)

    # ---- what happens --------------------------------------------------------------------------------------------

    def take(self, event: events.Input) -> list[Action]:
        self._last = self.floor.handle(event, self.now)
        self._legs |= self.dialed()
        return self._last

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.take(events.TimePassed())

    def caller_arrives(self) -> dict[str, str]:
        """One who withholds his number. Gives the legs that are dialed, by operator."""
        self.take(events.CallerArrived("caller", "", CALLED))
        return self.dialed()

    def rings(self, name: str) -> list[Action]:
        return self.take(events.PhoneRang(self._legs[name]))

    def all_ring(self) -> None:
        for name in self.names:
            self.rings(name)

    def phone_answers(self, name: str) -> list[Action]:
        return self.take(events.PhoneAnswered(self._legs[name]))

    def answers(self, name: str) -> actions.Join:
        """The order by which he gets the caller."""
        [join] = [action for action in self.phone_answers(name) if isinstance(action, actions.Join)]
        return join

    def joined(self, join: actions.Join) -> list[Action]:
        return self.take(events.Joined(join.call_id, join.operator_leg))

    def phone_drops(self, name: str) -> list[Action]:
        return self.take(events.LegEnded(self._legs[name], cause=16))

    # ---- what is so ----------------------------------------------------------------------------------------------

    def dialed(self) -> dict[str, str]:
        """Legs that the last event had dialed, by operator."""
        dials = [action for action in self._last if isinstance(action, actions.Dial)]
        return {self._name_at[dial.extension]: dial.leg for dial in dials}

    def status(self, name: str) -> Status:
        return self.seat(name).status

    def call(self, name: str) -> CallView:
        """As his window shows it."""
        call = self.floor.operator_state(name).call
        assert call is not None, f"{name} has no call"
        return call

    def seat(self, name: str) -> Seat:
        return self.floor.state.seats[name]
