"""What operators ask of the floor beside their calls: to work, to be in a status, to have help. All may be refused."""

from dataclasses import dataclass

from server.protocol.types import Status


@dataclass(frozen=True, slots=True)
class StartWork:
    operator_id: str
    work_group_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetStatus:
    """`reason` is one of those that the site declares for the status, or empty."""

    operator_id: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetStatusOf:
    """A supervisor sets the status of another; `OFFLINE` logs him off."""

    operator_id: str
    target_id: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetNextStatus:
    """None takes the choice back."""

    operator_id: str
    status: Status | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExtendWrapUp:
    operator_id: str


@dataclass(frozen=True, slots=True)
class RequestHelp:
    operator_id: str


@dataclass(frozen=True, slots=True)
class CancelHelp:
    operator_id: str


@dataclass(frozen=True, slots=True)
class TakeHelp:
    """`asker_id` is whose request is taken up."""

    operator_id: str
    asker_id: str


ShiftOrder = StartWork | SetStatus | SetStatusOf | SetNextStatus | ExtendWrapUp | RequestHelp | CancelHelp | TakeHelp
