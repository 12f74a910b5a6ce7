"""A simulated switch, database and wall of screens around the floor: what it orders is carried out, and its news come back."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.domain.distribution.rules import Distribution, LastOperator, Rule
from server.domain.floor import Floor
from server.domain.floor_state import Group
from server.domain.group_figures import CountedCall, count
from server.domain.outgoing import OutgoingLine
from server.domain.people import Person
from server.domain.queueing.rules import QueueRules, Target
from server.domain.recording import RecordingPolicy, RecordingRule
from server.domain.refusal import Refusal
from server.domain.status_log import StatusChange
from server.ports.storage import CallRow, SessionRow
from server.protocol.figures import GroupFigures
from server.protocol.push import DeskState, apply, difference
from server.protocol.reasons import StatusReason, StatusReasons
from server.protocol.types import GroupKind, OperatorRef, Role, Status, WorkGroupInfo
from server.services.call_floor_rows import call_row, session_row

START = datetime(2026, 4, 1, tzinfo=UTC)
OPERATORS = ("abe", "ito", "mori")
EXTENSIONS = {"abe": "201", "ito": "202", "mori": "203"}
NUMBERS = ("+81311111111", "+81322222222", "+81333333333")
OUTSIDE = "a number outside"


PLAIN = Distribution()
EVERYTHING = RecordingPolicy(RecordingRule.ALL)
EXIT_KEY, CALLBACK_KEY = "0", "1"
CALLER_LEG_PREFIX = "in-"
"""Of legs by which customers came; those by which they are called have another."""


def left_by_key(target: Target) -> QueueRules:
    return QueueRules(exit_key=EXIT_KEY, when_exit_key=target, callback_key=CALLBACK_KEY, callback_retry_seconds=30)


def group(
    group_id: str,
    kind: GroupKind,
    number: str,
    wrap_up_seconds: int | None,
    miss: Status,
    distribution: Distribution = PLAIN,
    recording: RecordingPolicy = EVERYTHING,
    *,
    leaves_to: Target,
) -> Group:
    members = tuple(OperatorRef(name, name) for name in OPERATORS)
    info = WorkGroupInfo(group_id, group_id, kind, (), (), (), (), members, wrap_up_seconds=wrap_up_seconds)
    return Group(
        info,
        (number,),
        miss_status=miss,
        line=OutgoingLine("carrier", number),
        distribution=distribution,
        recording=recording,
        queue=left_by_key(leaves_to),
    )


PATIENT = Distribution(
    rule=Rule.FEWEST_CALLS,
    last_operator=LastOperator(wait_seconds=5),
    priority_seconds=30,
    retry_seconds=1,
    again_after_seconds=5,
    misses_in_a_row=2,
)
OUTBOUND = RecordingPolicy(RecordingRule.OUTBOUND, internal=True)
NOTHING = RecordingPolicy(RecordingRule.NONE)
GROUPS = (
    group(
        "sales",
        GroupKind.INBOUND_SEQUENTIAL,
        NUMBERS[0],
        None,
        Status.AWAY,
        Distribution(rule=Rule.ROUND_ROBIN),
        OUTBOUND,
        leaves_to=Target(voicemail="voicemail"),
    ),
    group("support", GroupKind.INBOUND_SIMULTANEOUS, NUMBERS[1], 30, Status.AWAY, leaves_to=Target(group="claims")),
    group(
        "claims",
        GroupKind.INBOUND_SEQUENTIAL,
        NUMBERS[2],
        10,
        Status.WRAP_UP,
        PATIENT,
        NOTHING,
        leaves_to=Target(number="+81666667777"),
    ),
)
PEOPLE = tuple(Person(name, name) for name in OPERATORS)
REASONS = StatusReasons((StatusReason("meeting", "Meeting", 30),), (StatusReason("lunch", "Lunch"),))
ROLES = {"mori": Role.SUPERVISOR}
"""Of those who are more than operators."""
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
    recording: str = ""
    """As which call it is recorded."""


def _counted(row: CallRow) -> CountedCall:
    return CountedCall(
        row.work_group_id,
        row.direction,
        row.operator_id,
        row.arrived_at,
        row.answered_at,
        row.ended_at,
        row.end_reason,
        row.abandoned,
        row.wait_seconds,
        row.talk_seconds,
        by_transfer=bool(row.transfer_number),
        on_another_way=row.overflow is not None,
        by_callback=row.callback is not None,
    )


class FloorWorld:
    """Time stands still until the test moves `now`; what the switch has to tell waits in `pending` until it is delivered."""

    def __init__(self) -> None:
        self.now = START
        self.ids = itertools.count(1)
        self.legs: dict[str, Leg] = {}
        self.phones = set(EXTENSIONS.values())
        self.connected = True
        self.gone_unheard: list[str] = []
        self.pending: list[events.Input] = []
        self.calls: dict[str, CallRow] = {}
        self.sessions: dict[str, SessionRow] = {}
        self.statuses: dict[str, StatusChange] = {}
        """What the log of statuses said of each operator last."""
        self.readers: dict[str, DeskState] = {}
        self.callers: list[str] = []
        self.floor = self.new_floor()
        self.take(events.Restored(GROUPS, (), (), {}, PEOPLE, reasons=REASONS))
        self.take(events.SwitchReturned())
        self.deliver_everything()

    def new_floor(self) -> Floor:
        return Floor(new_id=lambda: f"id{next(self.ids):05}", country="JP", grace_seconds=60.0)

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
            case actions.NoteStatus(change):
                self.log(change)
            case actions.LookUpCustomers(call_id, _, _, since):
                last = OPERATORS[len(self.calls) % len(OPERATORS)]
                self.pending.append(events.CustomersFound(call_id, (), last if since else ""))
            case actions.SurveySwitch() if self.connected:
                self.pending.append(self.survey())
            case actions.Dial() | actions.DialOut() | actions.Join() | actions.HangUp() if self.connected:
                self.obey(action)
            case actions.SetRecording(_, leg, call_id, record) if self.connected and leg in self.legs:
                self.set_recording(self.legs[leg], call_id if record else "")
            case actions.RecordMessage(_, leg, name, _) if self.connected and leg in self.legs:
                self.set_recording(self.legs[leg], name)
            case actions.StopRecording(_, leg) if self.connected and leg in self.legs:
                self.set_recording(self.legs[leg], "")
            case actions.Play(_, leg, media) if self.connected:
                self.pending.append(voice.PlayDone(leg, media))
            case actions.Dial(leg=leg) | actions.DialOut(leg=leg):
                self.pending.append(events.DialFailed(leg, "down", True))
            case actions.Tag(leg=leg, value=value) if self.connected and leg in self.legs:
                self.legs[leg].call_id = value
            case actions.AddToMix(mix=mix, leg=leg) if self.connected and leg in self.legs:
                self.legs[leg].mix = mix
            case actions.RemoveFromMix(mix=mix, leg=leg) if self.connected and leg in self.legs:
                self.legs[leg].mix = None if self.legs[leg].mix == mix else self.legs[leg].mix
            case actions.Gather(mix=mix, legs=legs) if self.connected:
                for leg in legs:
                    if leg in self.legs:
                        self.legs[leg].mix = mix
            case actions.DestroyMix(mix=mix) if self.connected:
                for left in self.legs.values():
                    left.mix = None if left.mix == mix else left.mix

    def log(self, change: StatusChange) -> None:
        """Nobody is noted to have gone who was not there, and time never goes back."""
        known = self.statuses.pop(change.operator_id, None)
        assert known is None or known.at <= change.at
        assert known is not None or change.status is not None
        if change.status is not None:
            self.statuses[change.operator_id] = change

    def obey(self, order: actions.Dial | actions.DialOut | actions.Join | actions.HangUp) -> None:
        match order:
            case actions.DialOut(leg=leg):
                assert leg not in self.legs
                self.legs[leg] = Leg(leg, OUTSIDE)
                news = events.CarrierHeard(leg) if len(self.legs) % 2 else events.PhoneRang(leg)
                self.pending.append(news)
            case actions.Dial(leg=leg, extension=extension):
                assert leg not in self.legs
                self.legs[leg] = Leg(leg, extension)
                self.pending.append(events.PhoneRang(leg))
                if extension not in self.phones:
                    self.leg_goes(leg, cause=20)
            case actions.Join(call_id=call_id, leg=leg, operator_leg=operator_leg, mix=mix, record=record):
                if leg in self.legs and operator_leg in self.legs:
                    self.legs[leg].mix = self.legs[operator_leg].mix = mix
                    self.pending.append(events.Joined(call_id, operator_leg))
                    self.set_recording(self.legs[leg], call_id if record else "")
            case actions.HangUp(leg=leg):
                if leg in self.legs:
                    self.leg_goes(leg, cause=16)

    def leg_goes(self, leg: str, *, cause: int = 16, sip_code: int = 0) -> None:
        gone = self.legs.pop(leg)
        if not self.connected:
            self.gone_unheard.append(leg)
            return
        self.pending.append(events.LegEnded(leg, cause, sip_code))
        self.set_recording(gone, "")

    def set_recording(self, leg: Leg, call_id: str) -> None:
        """As this call, unless it is recorded already; empty: not any more."""
        if leg.recording and not call_id:
            self.pending.append(events.RecordingDone(leg.name, f"{leg.recording}.wav"))
            leg.recording = ""
        elif not leg.recording:
            leg.recording = call_id

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
        assert row.recorded or row.recording is None
        assert min(row.hold_seconds, row.wait_seconds) >= 0
        self.calls[row.call_id] = row

    def figures(self, group_id: str) -> GroupFigures:
        """Counted from the rows alone."""
        rows = [_counted(row) for row in self.calls.values()]
        return count(group_id, rows, (), day_began_at=START, now=self.now, within_seconds=20)

    def survey(self) -> events.SwitchSurveyed:
        return events.SwitchSurveyed(self._seen_legs(), frozenset(self.phones))

    def look_twice(self) -> int:
        """The switch is looked at twice, and what was under way meanwhile arrives; how much was repaired."""
        before = sum(self.floor.state.repairs.values())
        for _ in range(2):
            mixes = frozenset(leg.mix for leg in self.legs.values() if leg.mix)
            self.take(events.SwitchLooked(self._seen_legs(), frozenset(self.phones), mixes))
            self.deliver_everything()
        return sum(self.floor.state.repairs.values()) - before

    def _seen_legs(self) -> dict[str, events.SeenLeg]:
        return {
            leg.name: events.SeenLeg(leg.name, leg.up, leg.mix, leg.call_id, "", leg.called)
            for leg in self.legs.values()
        }

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
