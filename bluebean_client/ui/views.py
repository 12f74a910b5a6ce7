"""Pure readings of the desk that several widgets share."""

from bluebean_client.domain.desk import Desk, EngineLink, Link, Notice, Problem, Severity
from bluebean_client.domain.offer import connected_call, direct_phone_call, open_offer
from bluebean_client.domain.phone import DeviceKind, PhoneCall, PhoneCallState, Registration
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui import phone_words, words
from bluebean_client.ui.softphone.reading import CONNECTED
from server.protocol.errors import ErrorCode
from server.protocol.types import CallState, CallView, Command, Customer, Status, UsageMode, WaitingCall, WorkGroupInfo

MISSING = {
    frozenset((DeviceKind.MICROPHONE,)): ClientProblem.NO_MICROPHONE,
    frozenset((DeviceKind.SPEAKER,)): ClientProblem.NO_SPEAKER,
    frozenset((DeviceKind.MICROPHONE, DeviceKind.SPEAKER)): ClientProblem.NO_SOUND_DEVICES,
}
"""Devices without which a call is no conversation."""


def current_call(desk: Desk) -> CallView | None:
    """The operator's call while it is offered or connected."""
    call = desk.live.me.call if desk.live else None
    return call if call is not None and call.state is not CallState.ENDED else None


def offered_call(desk: Desk) -> CallView | None:
    call = current_call(desk)
    return call if call is not None and call.state is CallState.OFFERED else None


def popup_call(desk: Desk) -> CallView | None:
    """The call that the pop-up is about: one that rings, so that 通話 stays at hand, or one whose customer was not chosen yet."""
    return offered_call(desk) or open_offer(desk)


def call_customer(desk: Desk, call: CallView) -> Customer | None:
    """Whose call it is: chosen by 読込, or the only one with the number."""
    if call.customer_id is not None:
        known = [match for match in call.matches if match.customer_id == call.customer_id]
        known += [tab.customer for tab in desk.tabs if tab.customer and tab.customer.customer_id == call.customer_id]
        return known[0] if known else None
    return call.matches[0] if len(call.matches) == 1 else None


def colleague_at(desk: Desk, extension: str) -> str:
    """Name of who sits at the extension; empty if nobody does."""
    seats = desk.live.seats.values() if desk.live else ()
    return next((seat.name for seat in seats if seat.extension == extension), "")


def group_name(desk: Desk, work_group_id: str) -> str:
    group = desk.group(work_group_id)
    return group.name if group else ""


def groups_worked_in(desk: Desk) -> list[WorkGroupInfo]:
    """In the order of the choice of groups."""
    chosen = desk.live.me.work_group_ids if desk.live else ()
    return [group for group in desk.work_groups if group.work_group_id in chosen]


def phone_call(desk: Desk) -> PhoneCall | None:
    """The call of the phone engine that is up."""
    up = [call for call in desk.phone.calls if call.state is not PhoneCallState.ENDED]
    talking = [call for call in up if call.state in CONNECTED]
    return next(iter([*talking, *up]), None)


def direct_call(desk: Desk) -> PhoneCall | None:
    """A call that came to the phone itself: the bar is about it while the server has none connected."""
    return direct_phone_call(desk) if connected_call(desk) is None else None


def can_mute(desk: Desk) -> bool:
    call = phone_call(desk)
    return call is not None and call.state in CONNECTED


def refusal(desk: Desk, command: Command) -> ErrorCode | ClientProblem | None:
    """Code of the reason why `command` would be refused now; None if it is allowed."""
    direct = direct_call(desk)
    if direct is not None and command in (Command.HOLD, Command.RESUME, Command.HANG_UP):
        possible = command is Command.HANG_UP or direct.state in CONNECTED
        return None if possible else ErrorCode.NOT_CONNECTED_YET
    if desk.live is None:
        return ErrorCode.WORK_NOT_STARTED
    if desk.link is not Link.ONLINE:  # the phone itself can still end a call
        return None if command is Command.HANG_UP and phone_call(desk) is not None else ClientProblem.SERVER_LOST
    return desk.live.me.refusals.get(command)


def refusal_words(desk: Desk, command: Command) -> str:
    code = refusal(desk, command)
    return words.refusal(code) if code else ""


def status(desk: Desk) -> Status:
    return desk.live.me.status if desk.live else Status.OFFLINE


def waiting(desk: Desk) -> list[tuple[str, WaitingCall]]:
    """Waiting calls of the groups worked in, oldest first, with their group's id."""
    if desk.live is None:
        return []
    calls = [(queue.work_group_id, call) for queue in desk.live.queues.values() for call in queue.waiting]
    return sorted(calls, key=lambda pair: pair[1].since)


def phone_is_ready(desk: Desk) -> bool:
    if desk.mode is UsageMode.OPERATOR:
        return status(desk) is not Status.PHONE_DISCONNECTED
    return desk.engine is EngineLink.RUNNING and desk.phone.registration is Registration.REGISTERED


def is_online(desk: Desk) -> bool:
    return desk.link is Link.ONLINE and phone_is_ready(desk)


def is_news(notice: Notice) -> bool:
    """Whether a notice only tells something: a toast, not a banner."""
    return notice.severity is Severity.OFFER and not notice.action


def derived_notices(desk: Desk) -> tuple[Notice, ...]:
    """Banners that follow from the desk itself: a phone without registration, a missing microphone or speaker."""
    if desk.mode is UsageMode.OPERATOR or desk.engine is not EngineLink.RUNNING:
        return ()
    found = []
    if desk.phone.registration in (Registration.REFUSED, Registration.UNREACHABLE):
        own_account = desk.mode is UsageMode.SOFTPHONE and desk.phone.registration is Registration.REFUSED
        problem = Problem(ClientProblem.PHONE_NOT_REGISTERED, {"reason": phone_words.registration_reason(desk.phone)})
        found.append(Notice("phone", Severity.ERROR, problem, "open_settings" if own_account else ""))
    code = MISSING.get(frozenset(desk.phone.devices.missing) - {DeviceKind.RINGER})
    if code is not None:
        found.append(Notice(code, Severity.WARNING, Problem(code)))
    return tuple(found)
