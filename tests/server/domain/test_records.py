"""The rules of contact records: choices, next action times, who may edit until when, times."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from server.domain.records import clean_record, edit_refusal, record_seconds
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.rest import RecordInput
from server.protocol.types import (
    Choice,
    ContactRecord,
    GroupKind,
    NextAction,
    NextActionKind,
    OperatorRef,
    WorkGroupInfo,
)

NOW = datetime(2026, 11, 24, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)
GROUP = WorkGroupInfo(
    work_group_id="g",
    name="G",
    kind=GroupKind.INBOUND_SEQUENTIAL,
    fields=(),
    respondents=(Choice("self", "本人"),),
    reactions=(Choice("done", "対応完了"),),
    next_actions=tuple(NextAction(kind.value, kind.value, kind) for kind in NextActionKind),
    members=(OperatorRef("me", "私"), OperatorRef("you", "あなた")),
)
RECORD = ContactRecord(1, 1, "g", OperatorRef("me", "私"), "", "", "", "", "me", NOW, NOW)


def problems_of(entered: RecordInput, group: WorkGroupInfo = GROUP) -> dict[str, str]:
    with pytest.raises(Refusal) as caught:
        clean_record(entered, group, "me", NOW)
    fields: dict[str, str] = caught.value.details["fields"]
    return fields


def test_an_empty_record_is_the_authors_own() -> None:
    assert clean_record(RecordInput(), GROUP, "me", NOW) == RecordInput(next_assignee="me")


def test_unknown_choices_are_told_together() -> None:
    entered = RecordInput(respondent="cat", reaction="x", next_action="y", next_assignee="z", text="a" * 10_001)
    assert problems_of(entered) == {
        "respondent": "not_a_choice",
        "reaction": "not_a_choice",
        "next_action": "not_a_choice",
        "next_assignee": "not_a_choice",
        "text": "too_long",
    }


@pytest.mark.parametrize(
    ("kind", "time", "problem"),
    [
        ("callback", LATER, None),
        ("callback", NOW, "not_in_future"),
        ("callback", EARLIER, "not_in_future"),
        ("callback", None, "required"),
        ("callback", LATER.replace(tzinfo=None), "bad_date"),
        ("visit", EARLIER, None),
        ("visit", None, None),
        ("custom", LATER, None),
        ("done", LATER, "not_allowed_here"),
        ("done", None, None),
        ("", LATER, "not_allowed_here"),
    ],
)
def test_next_action_time(kind: str, time: datetime | None, problem: str | None) -> None:
    entered = RecordInput(next_action=kind, next_action_time=time)
    if problem is None:
        assert clean_record(entered, GROUP, "me", NOW).next_action_time == time
    else:
        assert problems_of(entered) == {"next_action_time": problem}


def test_auto_redial_belongs_to_predictive_groups() -> None:
    entered = RecordInput(next_action="auto_redial")
    assert problems_of(entered) == {"next_action": "not_allowed_here"}
    predictive = msgspec.structs.replace(GROUP, kind=GroupKind.PREDICTIVE)
    assert clean_record(entered, predictive, "me", NOW).next_action == "auto_redial"


def test_an_edit_may_leave_a_callback_time_that_has_passed() -> None:
    entered = RecordInput(next_action="callback", next_action_time=EARLIER)
    assert clean_record(entered, GROUP, "me", NOW, stored_time=EARLIER).next_action_time == EARLIER


def test_editing_ends_with_the_day_of_the_groups_zone() -> None:
    midnight = NOW + timedelta(minutes=1)
    assert edit_refusal(RECORD, "me", NOW, "Asia/Tokyo") is None
    assert edit_refusal(RECORD, "me", midnight, "Asia/Tokyo") is ErrorCode.EDIT_DAY_OVER
    assert edit_refusal(RECORD, "me", midnight, "UTC") is None
    assert edit_refusal(RECORD, "you", NOW, "Asia/Tokyo") is ErrorCode.NOT_THE_AUTHOR


def test_record_time_runs_from_the_end_of_the_call_to_saving() -> None:
    assert record_seconds(NOW - timedelta(seconds=31), NOW) == 31
    assert record_seconds(None, NOW) == record_seconds(LATER, NOW) == 0
