"""Between the floor's values and what the ports speak: rows of the database, events and snapshots of the switch."""

from collections.abc import Mapping

from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.domain.callbacks import Callback
from server.domain.floor_calls import CALL_TAG
from server.domain.floor_state import Call, Group, Offer, Seat, Transfer
from server.domain.queueing.callback import CallbackStep
from server.ports.storage import CallbackRow, CallRow, OperatorRow, SessionRow, WorkGroupRow
from server.ports.switch import (
    AccountState,
    Dtmf,
    LegEarlyMedia,
    LegGone,
    LegNew,
    LegRinging,
    LegSilent,
    LegTransferWanted,
    LegUp,
    PlayDone,
    RecordDone,
    SwitchDown,
    SwitchEvent,
    SwitchSnapshot,
    SwitchUp,
)
from server.protocol.types import Direction

LONGEST_SUMMARY = 120


def group_of(row: WorkGroupRow) -> Group:
    return Group(
        info=row.info,
        numbers=row.numbers,
        music=row.music,
        miss_status=row.miss_status,
        line=row.line,
        escalation=row.escalation,
        help_patience=row.help_patience,
        wrap_up_extension=row.wrap_up_extension,
        recording=row.recording,
        distribution=row.distribution,
        queue=row.queue,
        hours=row.hours,
    )


def seat_of(session: SessionRow, operator: OperatorRow) -> Seat:
    return Seat(
        operator_id=session.operator_id,
        name=operator.name,
        extension=session.extension,
        mode=session.mode,
        token_hash=session.token_hash,
        created_at=session.created_at,
        seen_at=session.seen_at,
        status=session.status,
        since=session.status_since,
        work_group_ids=session.work_group_ids,
        return_status=session.return_status,
        wrap_up_ends_at=session.wrap_up_ends_at,
        wrap_up_extension=session.wrap_up_extension,
        next_status=session.next_status,
        help=session.help,
        role=operator.role,
        reason=session.status_reason,
        status_by=session.status_by,
        next_reason=session.next_reason,
        next_by=session.next_by,
    )


def session_row(seat: Seat) -> SessionRow:
    return SessionRow(
        token_hash=seat.token_hash,
        operator_id=seat.operator_id,
        extension=seat.extension,
        mode=seat.mode,
        created_at=seat.created_at,
        seen_at=seat.seen_at,
        status=seat.status,
        status_since=seat.since,
        work_group_ids=seat.work_group_ids,
        return_status=seat.return_status,
        wrap_up_ends_at=seat.wrap_up_ends_at,
        wrap_up_extension=seat.wrap_up_extension,
        next_status=seat.next_status,
        help=seat.help,
        status_reason=seat.reason,
        status_by=seat.status_by,
        next_reason=seat.next_reason,
        next_by=seat.next_by,
    )


def call_row(call: Call) -> CallRow:
    """The row of a call. One that rings at a single desk names it, so that a restarted server can go on with it."""
    offer = next(iter(call.offers.values())) if call.answered_at is None and len(call.offers) == 1 else None
    inbound = call.direction is Direction.IN
    return CallRow(
        call_id=call.call_id,
        work_group_id=call.work_group_id,
        direction=call.direction,
        customer_leg=call.leg,
        from_number=call.number if inbound else call.called_number,
        to_number=call.called_number if inbound else call.number,
        arrived_at=call.arrived_at,
        operator_id=(offer.operator_id or None) if offer else call.operator_id,
        operator_leg=offer.leg if offer else call.operator_leg,
        offered_at=offer.offered_at if offer else call.offered_at,
        answered_at=call.answered_at,
        held=call.held,
        held_since=call.held_since,
        hold_seconds=call.hold_seconds,
        wait_seconds=call.wait_seconds,
        ended_at=call.ended_at,
        end_reason=call.end_reason,
        abandoned=call.abandoned,
        ring_seconds=call.ring_seconds,
        talk_seconds=call.talk_seconds,
        phone_elsewhere=call.phone_elsewhere,
        recorded=call.recorded,
        recording=call.recording,
        customer_id=call.customer_id,
        record_id=call.record_id,
        place_at=call.kept_place,
        overflow=call.overflow,
        callback=call.callback,
        transferred_from=call.transfer.from_call if call.transfer else None,
        transferred_by=call.transfer.by if call.transfer else None,
        transfer_number=call.transfer.number if call.transfer else None,
        transfer_stage=call.transfer.stage if call.transfer else None,
    )


def call_of(row: CallRow) -> Call:
    """The call of a row. An operator without an answer means that an inbound call rang at his desk."""
    inbound = row.direction is Direction.IN
    dialing = row.callback is not None and row.callback.step is CallbackStep.DIALING
    ringing = inbound and row.answered_at is None and row.ended_at is None and not dialing
    offers: dict[str, Offer] = {}
    if ringing and row.operator_leg:
        offered_at, operator_id = row.offered_at or row.arrived_at, row.operator_id or ""
        offers = {operator_id: Offer(operator_id, row.operator_leg, offered_at, offered_at)}
    return Call(
        call_id=row.call_id,
        work_group_id=row.work_group_id,
        direction=row.direction,
        leg=row.customer_leg,
        number=row.from_number if inbound else row.to_number,
        called_number=row.to_number if inbound else row.from_number,
        arrived_at=row.arrived_at,
        kept_place=row.place_at,
        is_admitted=True,
        overflow=row.overflow,
        callback=row.callback,
        offer_from=row.callback.not_before if row.callback else None,
        offers=offers,
        operator_id=None if ringing else row.operator_id,
        operator_leg=None if ringing else row.operator_leg,
        offered_at=None if ringing else row.offered_at,
        answered_at=row.answered_at,
        joined=row.answered_at is not None,
        held=row.held,
        held_since=row.held_since,
        hold_seconds=row.hold_seconds,
        wait_seconds=row.wait_seconds,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        abandoned=row.abandoned,
        ring_seconds=row.ring_seconds,
        talk_seconds=row.talk_seconds,
        phone_elsewhere=row.phone_elsewhere,
        recorded=row.recorded,
        recording=row.recording,
        customer_id=row.customer_id,
        record_id=row.record_id,
        transfer=_transfer_of(row),
    )


def _transfer_of(row: CallRow) -> Transfer | None:
    if row.transferred_from is None:
        return None
    by, number = row.transferred_by or "", row.transfer_number or ""
    return Transfer(row.transferred_from, by, number, row.transfer_stage, row.answered_at or row.arrived_at)


def callback_of(row: CallbackRow, groups: Mapping[str, WorkGroupRow]) -> Callback:
    """The callback of a row, with the customer's first number and the first line of what was written."""
    group = groups.get(row.customer.work_group_id)
    numbers = (row.customer.values.get(key) for key in (group.phone_keys if group else ()))
    return Callback(
        callback_id=row.callback_id,
        customer_id=row.customer.customer_id,
        work_group_id=row.customer.work_group_id,
        assignee_id=row.assignee_id,
        due_at=row.due_at,
        stage=row.progress.stage,
        taken_by=row.progress.taken_by,
        dismissed_by=row.progress.dismissed_by,
        customer_name=row.customer.name,
        number=next((str(number) for number in numbers if number), ""),
        summary=row.text.strip().partition("\n")[0][:LONGEST_SUMMARY],
    )


def floor_event(event: SwitchEvent) -> events.Input:
    """What an event of the switch means to the floor."""
    match event:
        case LegNew(leg, caller, called, _):
            return events.CallerArrived(leg, caller, called)
        case LegRinging(leg):
            return events.PhoneRang(leg)
        case LegEarlyMedia(leg):
            return events.CarrierHeard(leg)
        case LegUp(leg):
            return events.PhoneAnswered(leg)
        case LegTransferWanted(leg, number):
            return events.PhoneWantsTransfer(leg, number)
        case LegGone(leg, cause, sip_code):
            return events.LegEnded(leg, cause, sip_code)
        case RecordDone(leg, path, _):
            return events.RecordingDone(leg, path.name)
        case PlayDone(leg, media):
            return voice.PlayDone(leg, media)
        case Dtmf(leg, digit):
            return voice.DigitPressed(leg, digit)
        case LegSilent(leg):
            return voice.CallerSilent(leg)
        case AccountState(extension, registered):
            return events.PhoneSeen(extension, registered)
        case SwitchUp():
            return events.SwitchReturned()
        case SwitchDown(why):
            return events.SwitchLost(why)


def survey(snapshot: SwitchSnapshot) -> events.SwitchSurveyed:
    return events.SwitchSurveyed(_seen_legs(snapshot), snapshot.registered)


def look(snapshot: SwitchSnapshot) -> events.SwitchLooked:
    return events.SwitchLooked(_seen_legs(snapshot), snapshot.registered, snapshot.mixes)


def _seen_legs(snapshot: SwitchSnapshot) -> dict[str, events.SeenLeg]:
    return {
        str(info.leg): events.SeenLeg(
            leg=info.leg,
            up=info.up,
            mix=info.mix,
            call_id=info.tags.get(CALL_TAG, ""),
            caller=info.caller,
            called=info.called,
        )
        for info in snapshot.legs
    }
