"""What an operator may do in which status, as one table; `docs/statuses.md` is drawn from it.

The floor moves an operator only through `next_status`, and tells him beforehand through `refusals` which buttons would
be refused and why: both read the same table. `PHONE_DISCONNECTED` is left for the status before it, and so is a
call that comes to nothing; the floor remembers it beside the status (`BACK` stands for it in the table).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.transfer import TransferStage
from server.protocol.types import Command, Direction, Status


class Event(StrEnum):
    """What can happen to an operator. The first five are buttons."""

    START_WORK = "start_work"
    PRESS_AVAILABLE = "press_available"
    PRESS_WRAP_UP = "press_wrap_up"
    PRESS_AWAY = "press_away"
    PRESS_BREAK = "press_break"
    OTHER_REASON = "other_reason"
    """He stays away, or has a break, but for another of the site's reasons."""
    CALL_OFFERED = "call_offered"
    OFFER_WITHDRAWN = "offer_withdrawn"
    """The caller gave up, a colleague took the call or the switch failed: not this operator's fault."""
    OFFER_MISSED_ONCE = "offer_missed_once"
    """In a group that asks again before it sends him away; he stays available, as the last in turn."""
    OFFER_MISSED = "offer_missed"
    OFFER_MISSED_TO_WRAP_UP = "offer_missed_to_wrap_up"
    """The same in a group whose `miss_status` is wrap-up."""
    CALL_ANSWERED = "call_answered"
    CALLBACK_TAKEN = "callback_taken"
    """He answers a call whose customer is to be called back: now the customer's phone is called."""
    CALLBACK_ANSWERED = "callback_answered"
    CONSULTATION_ENDED = "consultation_ended"
    """He was asked whether he takes a customer, and the customer went back."""
    CALL_ENDED = "call_ended"
    WRAP_UP_OVER = "wrap_up_over"
    PHONE_LOST = "phone_lost"
    PHONE_BACK = "phone_back"
    CALL_DIALED = "call_dialed"
    COLLEAGUE_RINGS = "colleague_rings"
    """A colleague calls his phone by its extension."""
    COLLEAGUE_ANSWERED = "colleague_answered"
    COLLEAGUE_LEFT = "colleague_left"
    LOG_OFF = "log_off"


class Back(StrEnum):
    """Where a row leads when it leads to the status that was remembered at one of `REMEMBERS`."""

    BACK = "the status before"


BACK = Back.BACK

TABLE: Mapping[Status, Mapping[Event, Status | Back]] = {
    Status.OFFLINE: {
        Event.START_WORK: Status.WRAP_UP,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.WRAP_UP: {
        Event.PRESS_AVAILABLE: Status.AVAILABLE,
        Event.PRESS_AWAY: Status.AWAY,
        Event.PRESS_BREAK: Status.BREAK,
        Event.WRAP_UP_OVER: Status.AVAILABLE,
        Event.CALL_OFFERED: Status.RINGING,
        Event.CALL_DIALED: Status.DIALING,
        Event.COLLEAGUE_RINGS: Status.RINGING,
        Event.PHONE_LOST: Status.PHONE_DISCONNECTED,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.AVAILABLE: {
        Event.PRESS_WRAP_UP: Status.WRAP_UP,
        Event.PRESS_AWAY: Status.AWAY,
        Event.PRESS_BREAK: Status.BREAK,
        Event.CALL_OFFERED: Status.RINGING,
        Event.CALL_DIALED: Status.DIALING,
        Event.COLLEAGUE_RINGS: Status.RINGING,
        Event.PHONE_LOST: Status.PHONE_DISCONNECTED,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.AWAY: {
        Event.PRESS_AVAILABLE: Status.AVAILABLE,
        Event.PRESS_WRAP_UP: Status.WRAP_UP,
        Event.PRESS_BREAK: Status.BREAK,
        Event.OTHER_REASON: Status.AWAY,
        Event.COLLEAGUE_RINGS: Status.RINGING,
        Event.PHONE_LOST: Status.PHONE_DISCONNECTED,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.BREAK: {
        Event.PRESS_AVAILABLE: Status.AVAILABLE,
        Event.PRESS_WRAP_UP: Status.WRAP_UP,
        Event.PRESS_AWAY: Status.AWAY,
        Event.OTHER_REASON: Status.BREAK,
        Event.COLLEAGUE_RINGS: Status.RINGING,
        Event.PHONE_LOST: Status.PHONE_DISCONNECTED,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.RINGING: {
        Event.CALL_ANSWERED: Status.TALKING_IN,
        Event.CALLBACK_TAKEN: Status.DIALING,
        Event.OFFER_WITHDRAWN: BACK,
        Event.OFFER_MISSED_ONCE: BACK,
        Event.OFFER_MISSED: Status.AWAY,
        Event.OFFER_MISSED_TO_WRAP_UP: Status.WRAP_UP,
        Event.COLLEAGUE_ANSWERED: Status.TALKING_IN,
        Event.COLLEAGUE_LEFT: BACK,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.TALKING_IN: {
        Event.CONSULTATION_ENDED: BACK,
        Event.COLLEAGUE_LEFT: BACK,
        Event.CALL_ENDED: Status.WRAP_UP,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.DIALING: {
        Event.CALL_ANSWERED: Status.TALKING_OUT,
        Event.CALLBACK_ANSWERED: Status.TALKING_IN,
        Event.CALL_ENDED: Status.WRAP_UP,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.TALKING_OUT: {
        Event.CALL_ENDED: Status.WRAP_UP,
        Event.LOG_OFF: Status.OFFLINE,
    },
    Status.PHONE_DISCONNECTED: {
        Event.PHONE_BACK: BACK,
        Event.LOG_OFF: Status.OFFLINE,
    },
}
"""Status, event, next status. An event without an entry is refused and changes nothing."""

REMEMBERS = frozenset({Event.PHONE_LOST, Event.CALL_OFFERED, Event.COLLEAGUE_RINGS})
"""Events at which the status before is remembered, until the status is left to which they led, and the call's."""
IN_CALL = frozenset({Status.TALKING_IN, Status.TALKING_OUT, Status.DIALING})
ON_THE_PHONE = IN_CALL | {Status.RINGING}
TALKING = frozenset({Status.TALKING_IN, Status.TALKING_OUT})
TALKING_STATUS: Mapping[Direction, Status] = {
    Direction.IN: Status.TALKING_IN,
    Direction.OUT: Status.TALKING_OUT,
}

BUTTONS: Mapping[Command, Event] = {
    Command.AVAILABLE: Event.PRESS_AVAILABLE,
    Command.WRAP_UP: Event.PRESS_WRAP_UP,
    Command.AWAY: Event.PRESS_AWAY,
    Command.BREAK: Event.PRESS_BREAK,
}
"""The buttons that set a status."""

NEXT_STATUSES = frozenset({Status.AVAILABLE, Status.AWAY, Status.BREAK})
"""What can be chosen in advance."""
KEEPS_NEXT_STATUS = frozenset(
    {
        Event.CALL_OFFERED,
        Event.OFFER_WITHDRAWN,
        Event.OFFER_MISSED_ONCE,
        Event.CALL_DIALED,
        Event.CALL_ANSWERED,
        Event.CALLBACK_TAKEN,
        Event.CALLBACK_ANSWERED,
        Event.CALL_ENDED,
        Event.COLLEAGUE_RINGS,
        Event.COLLEAGUE_ANSWERED,
        Event.COLLEAGUE_LEFT,
        Event.PHONE_LOST,
        Event.PHONE_BACK,
    }
)
"""Events over which the status chosen in advance stays chosen."""

STATUS_BUTTON: Mapping[Status, Command] = {
    Status.AVAILABLE: Command.AVAILABLE,
    Status.WRAP_UP: Command.WRAP_UP,
    Status.AWAY: Command.AWAY,
    Status.BREAK: Command.BREAK,
}
"""The statuses that an operator can choose, and the button of each."""

_WHY_NOT: Mapping[Status, ErrorCode] = {
    Status.OFFLINE: ErrorCode.WORK_NOT_STARTED,
    Status.RINGING: ErrorCode.REFUSED_WHILE_RINGING,
    Status.TALKING_IN: ErrorCode.REFUSED_DURING_CALL,
    Status.TALKING_OUT: ErrorCode.REFUSED_DURING_CALL,
    Status.DIALING: ErrorCode.REFUSED_DURING_CALL,
    Status.PHONE_DISCONNECTED: ErrorCode.PHONE_NOT_CONNECTED,
}


def next_status(status: Status, event: Event, before: Status | None = None) -> Status:
    """Status after `event`. `before` is the one remembered when the phone was lost. Raises `Refusal`."""
    target = TABLE[status].get(event)
    if target is None:
        raise Refusal(why_not(status))
    if isinstance(target, Back):
        return before or Status.WRAP_UP
    return target


def leads_back(status: Status, event: Event) -> bool:
    """Whether the event leads to the status that was remembered."""
    return TABLE[status].get(event) is BACK


def allows(status: Status, event: Event) -> bool:
    return event in TABLE[status]


def why_not(status: Status) -> ErrorCode:
    """Reason that an operator reads when a status refuses an event."""
    return _WHY_NOT.get(status, ErrorCode.ALREADY_IN_STATUS)


@dataclass(frozen=True, slots=True)
class CallSituation:
    """What the commands on a call depend on beside the operator's status.

    `consultation`: the stage of the transfer that he has begun; `is_consulted`: he is the one who is asked. A colleague's call
    at his phone is none of the server's: then his status says that he talks, and no such call `exists`.
    """

    held: bool = False
    consultation: TransferStage | None = None
    is_consulted: bool = False
    exists: bool = True


NO_CALL = CallSituation(exists=False)
PLAIN_CALL = CallSituation()
CALL_COMMANDS = (
    Command.HOLD,
    Command.RESUME,
    Command.HANG_UP,
    Command.TRANSFER,
    Command.COMPLETE_TRANSFER,
    Command.DROP_TARGET,
    Command.CONFERENCE,
)


def refusals(status: Status, call: CallSituation = PLAIN_CALL, *, switch_up: bool = True) -> dict[Command, ErrorCode]:
    """Commands that would be refused now and why; a command that is absent is allowed."""
    refused = {command: why_not(status) for command, event in BUTTONS.items() if not allows(status, event)}
    for command in CALL_COMMANDS:
        code = _call_refusal(command, status, call, switch_up)
        if code is not None:
            refused[command] = code
    if code := _dial_refusal(status, switch_up):
        refused[Command.DIAL] = code
    return refused


def _dial_refusal(status: Status, switch_up: bool) -> ErrorCode | None:
    if not allows(status, Event.CALL_DIALED):
        return _WHY_NOT.get(status, ErrorCode.NOT_READY_TO_DIAL)
    return None if switch_up else ErrorCode.SWITCH_UNAVAILABLE


def _call_refusal(command: Command, status: Status, call: CallSituation, switch_up: bool) -> ErrorCode | None:
    """Why a command on the call would be refused. Hanging up works without the switch too: the call is over then."""
    if status is Status.OFFLINE:
        return ErrorCode.WORK_NOT_STARTED
    if not call.exists:
        return ErrorCode.NO_SUCH_CALL
    if status in (Status.RINGING, Status.DIALING):
        return None if command is Command.HANG_UP else ErrorCode.NOT_CONNECTED_YET
    if status not in TALKING:
        return ErrorCode.NO_SUCH_CALL
    if command is Command.HANG_UP:
        return None
    if not switch_up:
        return ErrorCode.SWITCH_UNAVAILABLE
    if call.is_consulted:
        return ErrorCode.CUSTOMER_NOT_YOURS_YET
    if call.consultation is not None:
        return _during_consultation(command, call.consultation)
    if command is Command.HOLD:
        return ErrorCode.ALREADY_HELD if call.held else None
    if command is Command.RESUME:
        return None if call.held else ErrorCode.NOT_HELD
    return None if command is Command.TRANSFER else ErrorCode.NO_TRANSFER


def _during_consultation(command: Command, stage: TransferStage) -> ErrorCode | None:
    if command in (Command.HOLD, Command.RESUME, Command.TRANSFER):
        return ErrorCode.TRANSFER_UNDER_WAY
    if command is Command.DROP_TARGET:
        return None
    if stage is TransferStage.CALLING:
        return ErrorCode.NOT_CONNECTED_YET
    in_conference = stage is TransferStage.CONFERENCE
    return ErrorCode.IN_CONFERENCE if command is Command.CONFERENCE and in_conference else None
