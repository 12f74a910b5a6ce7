"""The status table: what is allowed leads where it says, all else is refused with a reason and changes nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.refusal import Refusal
from server.domain.status_diagram import as_markdown
from server.domain.statuses import (
    BUTTONS,
    REMEMBERS,
    TABLE,
    TALKING,
    CallSituation,
    Event,
    allows,
    next_status,
    refusals,
)
from server.protocol.errors import ErrorCode
from server.protocol.transfer import TransferStage
from server.protocol.types import Command, Status

DOCUMENT = Path(__file__).parents[3] / "docs" / "statuses.md"

statuses = st.sampled_from(Status)
events = st.sampled_from(Event)
PHONE_CAN_BE_LOST_IN = {Status.WRAP_UP, Status.AVAILABLE, Status.AWAY, Status.BREAK}


def test_every_status_has_a_row_and_every_event_a_use() -> None:
    assert set(TABLE) == set(Status)
    assert {event for row in TABLE.values() for event in row} == set(Event)


def test_every_status_can_be_reached_from_offline() -> None:
    reached, waiting = {Status.OFFLINE}, [Status.OFFLINE]
    while waiting:
        for target in TABLE[waiting.pop()].values():
            if isinstance(target, Status) and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == set(Status)


@given(statuses, events)
def test_an_event_that_is_not_in_the_table_is_refused(status: Status, event: Event) -> None:
    if event in TABLE[status]:
        assert next_status(status, event, Status.AVAILABLE) in Status
        return
    with pytest.raises(Refusal) as refused:
        next_status(status, event)
    assert refused.value.code in ErrorCode


@given(st.lists(events, max_size=60))
def test_any_sequence_of_events_keeps_the_status_consistent(sequence: list[Event]) -> None:
    status, before = Status.OFFLINE, None
    for event in sequence:
        old = status
        try:
            status = next_status(status, event, before)
        except Refusal:
            assert status is old
            continue
        if event in REMEMBERS:
            before = old
        if status is Status.PHONE_DISCONNECTED:
            assert before in PHONE_CAN_BE_LOST_IN
        if event is Event.PHONE_BACK:
            assert status is before
        if event is Event.CALL_ENDED:
            assert status is Status.WRAP_UP
        if old in TALKING and event is not Event.CONSULTATION_ENDED:
            assert status in {Status.WRAP_UP, Status.OFFLINE}


@given(statuses, st.booleans(), st.booleans())
def test_a_button_is_refused_exactly_when_the_table_refuses_its_event(
    status: Status, held: bool, switch_up: bool
) -> None:
    refused = refusals(status, CallSituation(held), switch_up=switch_up)
    for command, event in BUTTONS.items():
        assert (command not in refused) == allows(status, event)


def test_buttons_say_why_they_are_refused() -> None:
    assert set(refusals(Status.OFFLINE).values()) == {ErrorCode.WORK_NOT_STARTED}
    assert refusals(Status.TALKING_IN)[Command.AVAILABLE] is ErrorCode.REFUSED_DURING_CALL
    assert refusals(Status.RINGING)[Command.BREAK] is ErrorCode.REFUSED_WHILE_RINGING
    assert refusals(Status.PHONE_DISCONNECTED)[Command.AVAILABLE] is ErrorCode.PHONE_NOT_CONNECTED
    assert refusals(Status.AVAILABLE)[Command.AVAILABLE] is ErrorCode.ALREADY_IN_STATUS
    assert refusals(Status.AVAILABLE)[Command.HANG_UP] is ErrorCode.NO_SUCH_CALL


def test_hold_resume_and_hang_up_follow_the_call() -> None:
    talking = refusals(Status.TALKING_IN)
    assert Command.HOLD not in talking and Command.HANG_UP not in talking
    assert talking[Command.RESUME] is ErrorCode.NOT_HELD
    held = refusals(Status.TALKING_IN, CallSituation(held=True))
    assert held[Command.HOLD] is ErrorCode.ALREADY_HELD
    assert Command.RESUME not in held
    ringing = refusals(Status.RINGING)
    assert ringing[Command.HOLD] is ErrorCode.NOT_CONNECTED_YET
    assert Command.HANG_UP not in ringing


def test_a_transfer_is_begun_in_a_call_of_ones_own_and_completed_once_the_target_answered() -> None:
    own = refusals(Status.TALKING_IN)
    assert Command.TRANSFER not in own and own[Command.COMPLETE_TRANSFER] is ErrorCode.NO_TRANSFER
    calling = refusals(Status.TALKING_IN, CallSituation(held=True, consultation=TransferStage.CALLING))
    assert calling[Command.COMPLETE_TRANSFER] is calling[Command.CONFERENCE] is ErrorCode.NOT_CONNECTED_YET
    assert Command.DROP_TARGET not in calling and Command.HANG_UP not in calling
    talking = refusals(Status.TALKING_IN, CallSituation(held=True, consultation=TransferStage.TALKING))
    assert not talking.keys() & {Command.COMPLETE_TRANSFER, Command.DROP_TARGET, Command.CONFERENCE}
    assert talking[Command.RESUME] is talking[Command.TRANSFER] is ErrorCode.TRANSFER_UNDER_WAY
    conference = refusals(Status.TALKING_IN, CallSituation(consultation=TransferStage.CONFERENCE))
    assert conference[Command.CONFERENCE] is ErrorCode.IN_CONFERENCE and Command.DROP_TARGET not in conference
    asked = refusals(Status.TALKING_IN, CallSituation(is_consulted=True))
    assert asked[Command.HOLD] is asked[Command.TRANSFER] is ErrorCode.CUSTOMER_NOT_YOURS_YET
    assert Command.HANG_UP not in asked


def test_without_the_switch_a_call_can_only_be_hung_up() -> None:
    refused = refusals(Status.TALKING_IN, switch_up=False)
    assert refused[Command.HOLD] is ErrorCode.SWITCH_UNAVAILABLE
    assert refused[Command.RESUME] is ErrorCode.SWITCH_UNAVAILABLE
    assert Command.HANG_UP not in refused


def test_the_diagram_in_the_documentation_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(), (
        "draw it again: python -m server.domain.status_diagram > docs/statuses.md"
    )
