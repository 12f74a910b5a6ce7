"""The rules of contact records: what may be entered, who may edit one until when, and the three parts of its time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode, FieldProblem
from server.protocol.rest import RecordInput
from server.protocol.types import ContactRecord, GroupKind, NextActionKind, WorkGroupInfo
from server.protocol.worklists import LONGEST_REASON

LONGEST_RECORD_TEXT = 10_000
FARTHEST = timedelta(days=3660)
"""How far ahead a next action may lie: beyond, calendars end somewhere."""
KINDS_WITH_TIME = frozenset({NextActionKind.CALLBACK, NextActionKind.VISIT, NextActionKind.CUSTOM})


def clean_record(
    entered: RecordInput, group: WorkGroupInfo, author_id: str, now: datetime, *, stored_time: datetime | None = None
) -> RecordInput:
    """What is stored of an entry; refuses with every field that is wrong.

    `stored_time` is the next action time before an edit: it may stay although it has passed meanwhile.
    """
    actions = {action.key: action for action in group.next_actions}
    action = actions.get(entered.next_action)
    assignee = entered.next_assignee or author_id
    problems: dict[str, FieldProblem] = {}
    if entered.respondent and entered.respondent not in {choice.key for choice in group.respondents}:
        problems["respondent"] = FieldProblem.NOT_A_CHOICE
    if entered.reaction and entered.reaction not in {choice.key for choice in group.reactions}:
        problems["reaction"] = FieldProblem.NOT_A_CHOICE
    if entered.next_action and action is None:
        problems["next_action"] = FieldProblem.NOT_A_CHOICE
    if action and action.kind is NextActionKind.AUTO_REDIAL and group.kind is not GroupKind.PREDICTIVE:
        problems["next_action"] = FieldProblem.NOT_ALLOWED_HERE
    if assignee != author_id and assignee not in {member.operator_id for member in group.members}:
        problems["next_assignee"] = FieldProblem.NOT_A_CHOICE
    if len(entered.text) > LONGEST_RECORD_TEXT or "\x00" in entered.text:
        problems["text"] = FieldProblem.TOO_LONG
    kind = action.kind if action else None
    if problem := time_problem(kind, entered.next_action_time, now, stored_time):
        problems["next_action_time"] = problem
    if problems:
        raise Refusal(ErrorCode.INVALID_FIELDS, fields={key: problem.value for key, problem in problems.items()})
    return msgspec.structs.replace(entered, next_assignee=assignee, text=entered.text.strip())


def time_problem(
    kind: NextActionKind | None, time: datetime | None, now: datetime, stored: datetime | None = None
) -> FieldProblem | None:
    """What is wrong with the time of a next action of this kind, whose time was `stored` until now."""
    if kind not in KINDS_WITH_TIME:
        return FieldProblem.NOT_ALLOWED_HERE if time else None
    if time is None:
        return FieldProblem.REQUIRED if kind is NextActionKind.CALLBACK else None
    if time.tzinfo is None or time > now + FARTHEST:
        return FieldProblem.BAD_DATE
    if kind is NextActionKind.CALLBACK and time <= now and time != stored:
        return FieldProblem.NOT_IN_FUTURE
    return None


def clean_reason(reason: str) -> str:
    """Why a callback is called off, in one line; refuses what is none."""
    clean = " ".join(reason.split())
    if not clean:
        raise Refusal(ErrorCode.INVALID_FIELDS, fields={"reason": FieldProblem.REQUIRED.value})
    if len(clean) > LONGEST_REASON or "\x00" in clean:
        raise Refusal(ErrorCode.INVALID_FIELDS, fields={"reason": FieldProblem.TOO_LONG.value})
    return clean


def edit_refusal(record: ContactRecord, reader_id: str, now: datetime, time_zone: str) -> ErrorCode | None:
    """Why the reader may not edit the record now: only its author, on the calendar day of saving in the group's zone."""
    zone = ZoneInfo(time_zone)
    if record.author.operator_id != reader_id:
        return ErrorCode.NOT_THE_AUTHOR
    if record.saved_at.astimezone(zone).date() != now.astimezone(zone).date():
        return ErrorCode.EDIT_DAY_OVER
    return None


def record_seconds(ended_at: datetime | None, saved_at: datetime) -> int:
    """From the end of the call to saving; zero for what was saved during the call."""
    return max(0, round((saved_at - ended_at).total_seconds())) if ended_at else 0
