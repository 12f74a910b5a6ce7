"""Banners of the desk: put, taken away, unique by key, and never more than the window can show."""

from dataclasses import replace

from bluebean_client.domain.call_ends import CallRefusal
from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.problem_codes import ClientProblem
from server.protocol.transfer import TransferFailure
from server.protocol.types import CallView, EndReason, GivenReason, Status

MAX_NOTICES = 20

LINK = "link"
ENGINE = "engine"
SWITCH = "switch"
CALL_END = "call_end"
TRANSFER = "transfer"
HELP = "help"
STATUS = "status"
STATUS_OF = "status_of"

CALL_ENDS = {
    EndReason.SWITCH_LOST: Notice(CALL_END, Severity.WARNING, Problem(ClientProblem.CALL_LOST_WITH_SWITCH)),
    EndReason.PHONE_LOST: Notice(CALL_END, Severity.WARNING, Problem(ClientProblem.CALL_LOST_WITH_PHONE)),
    EndReason.PHONE_NOT_ANSWERED: Notice(CALL_END, Severity.WARNING, Problem(ClientProblem.OWN_PHONE_NOT_ANSWERED)),
    EndReason.MISSED: Notice(CALL_END, Severity.WARNING, Problem(ClientProblem.CALL_MISSED)),
    EndReason.CALLER_GAVE_UP: Notice(CALL_END, Severity.OFFER, Problem(ClientProblem.CALL_GIVEN_UP)),
    EndReason.LEFT_BY_KEY: Notice(CALL_END, Severity.OFFER, Problem(ClientProblem.CALL_LEFT_BY_KEY)),
}
"""What the operator is told of an end that he did not bring about; it stands until the next call or ×."""

NOT_REACHED = {
    EndReason.BUSY: CallRefusal.BUSY,
    EndReason.NO_ANSWER: CallRefusal.NO_ANSWER,
    EndReason.NUMBER_UNKNOWN: CallRefusal.NOT_FOUND,
    EndReason.REJECTED: CallRefusal.DECLINED,
    EndReason.CONGESTION: CallRefusal.NOT_REACHABLE,
}


def call_end(call: CallView) -> Notice | None:
    """What to tell of the end of `call`; None where the operator knows it himself."""
    reason = call.end_reason
    if reason is None:
        return None
    if reason is EndReason.TAKEN_BY_OTHER:
        return taken_by_other(call.taken_by)
    if reason not in NOT_REACHED:
        return CALL_ENDS.get(reason)
    details = {"reason": NOT_REACHED[reason], "number": call.number}
    return Notice(CALL_END, Severity.WARNING, Problem(ClientProblem.CALL_REFUSED, details))


def taken_by_other(name: str) -> Notice:
    """`name` is empty if the server does not say who."""
    problem = (
        Problem(ClientProblem.CALL_TAKEN_BY, {"name": name}) if name else Problem(ClientProblem.CALL_TAKEN_BY_OTHER)
    )
    return Notice(CALL_END, Severity.OFFER, problem)


def put(desk: Desk, notice: Notice) -> Desk:
    """The desk with `notice` in the place of the one with its key, or behind the others; the oldest gives way."""
    if any(old.key == notice.key for old in desk.notices):
        notices = tuple(notice if old.key == notice.key else old for old in desk.notices)
    else:
        notices = (*desk.notices, notice)[-MAX_NOTICES:]
    return replace(desk, notices=notices)


def take_away(desk: Desk, key: str) -> Desk:
    if not any(notice.key == key for notice in desk.notices):
        return desk
    return replace(desk, notices=tuple(notice for notice in desk.notices if notice.key != key))


def server_lost(why: str) -> Notice:
    return Notice(LINK, Severity.ERROR, Problem(ClientProblem.SERVER_LOST, {"why": why}), "reconnect")


def engine_lost() -> Notice:
    return Notice(ENGINE, Severity.ERROR, Problem(ClientProblem.ENGINE_LOST))


def engine_will_not_start(detail: str) -> Notice:
    return Notice(ENGINE, Severity.ERROR, Problem(ClientProblem.ENGINE_WILL_NOT_START, {"detail": detail}))


def switch_lost() -> Notice:
    return Notice(SWITCH, Severity.ERROR, Problem(ClientProblem.SWITCH_LOST))


def refused(button: str, problem: Problem) -> Notice:
    """The command behind `button` (its objectName) was not carried out."""
    return Notice(f"command:{button}", Severity.WARNING, problem)


def customer_is_back(failure: TransferFailure) -> Notice:
    """The target of a transfer does not have him."""
    details = {"reason": failure.problem.value, "number": failure.target.number, "name": failure.target.name}
    return Notice(TRANSFER, Severity.WARNING, Problem(ClientProblem.CUSTOMER_IS_BACK, details))


def help_taken_up(name: str) -> Notice:
    return Notice(HELP, Severity.OFFER, Problem(ClientProblem.HELP_TAKEN_UP, {"name": name}))


def status_was_set(by: str, status: Status, reason: GivenReason | None, *, in_advance: bool) -> Notice:
    """A colleague has set the operator's status, or what follows his call."""
    code = ClientProblem.NEXT_STATUS_SET_BY if in_advance else ClientProblem.STATUS_SET_BY
    details = {"name": by, "status": status.value, "given": reason}
    return Notice(STATUS, Severity.OFFER, Problem(code, details))


def follows_his_call(name: str, status: Status) -> Notice:
    """The status that was set for a colleague follows the call that he is in."""
    return Notice(STATUS_OF, Severity.OFFER, Problem(ClientProblem.FOLLOWS_HIS_CALL, {"name": name, "status": status}))


def draft_key(draft_id: str) -> str:
    return f"draft:{draft_id}"


def draft_found(draft_id: str, name: str, saved_at: object) -> Notice:
    details = {"draft_id": draft_id, "name": name, "saved_at": saved_at, "time": saved_at}
    return Notice(draft_key(draft_id), Severity.OFFER, Problem(ClientProblem.DRAFT_FOUND, details), "restore_draft")


def draft_without_group(draft_id: str, name: str, saved_at: object, text: str) -> Notice:
    """There is no form any more into which it could be restored: `text` is all that was typed."""
    details = {"draft_id": draft_id, "name": name, "time": saved_at, "text": text}
    return Notice(
        draft_key(draft_id), Severity.OFFER, Problem(ClientProblem.DRAFT_WITHOUT_GROUP, details), "copy_draft"
    )


def conflict_key(tab_id: str) -> str:
    return f"conflict:{tab_id}"


def conflict(tab_id: str, problem: Problem) -> Notice:
    """Another has saved the same customer meanwhile."""
    return Notice(conflict_key(tab_id), Severity.WARNING, problem, "show_differences")


def save_finished(draft_id: str, name: str) -> Notice:
    """A save that the last window could not hear of any more did happen."""
    return Notice(draft_key(draft_id), Severity.OFFER, Problem(ClientProblem.SAVE_FINISHED, {"name": name}))
