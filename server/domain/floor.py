"""The call floor: one value for all that is live, and one function from what happens to what is to be done.

`Floor.handle(event, now)` is the only way in; it does no I/O and reads no clock. The handlers in `floor_calls`, `floor_seats`
and `floor_recovery` change a copy of the state and ask for orders to the switch. Rows to save and desks to show are not
asked for by anybody: they follow from comparing the state before and after, so that no handler can forget them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import random
from typing import Any

from server.domain import (
    floor_abandoned,
    floor_callbacks,
    floor_calls,
    floor_colleagues,
    floor_distribution,
    floor_help,
    floor_legs,
    floor_offers,
    floor_outbound,
    floor_phone_transfer,
    floor_queue,
    floor_queue_callback,
    floor_reconcile,
    floor_recording,
    floor_recovery,
    floor_seats,
    floor_set_status,
    floor_status_log,
    floor_transfer,
    floor_wrap_up,
)
from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.domain.distribution.values import Chance
from server.domain.figures import FloorFigures
from server.domain.floor_actions import Action
from server.domain.floor_changes import Desks, rows_to_save
from server.domain.floor_roster import Roster
from server.domain.floor_state import Call, FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.floor_views import call_view, operator_state, past_view
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.types import CallView, EndReason, OperatorState, Status

RECORDING_PATIENCE = timedelta(seconds=60)
"""How long an ended call is kept for the file of its recording."""


def _nothing_special(turn: Turn, event: events.TimePassed) -> None:
    """Every turn looks at what is due; this event is only the occasion."""


HANDLERS: Mapping[type[Any], Callable[[Turn, Any], None]] = {
    events.CallerArrived: floor_calls.caller_arrived,
    events.PhoneRang: floor_legs.phone_rang,
    events.PhoneAnswered: floor_legs.phone_answered,
    events.PhoneWantsTransfer: floor_phone_transfer.wanted,
    events.CarrierHeard: floor_outbound.carrier_heard,
    events.LegEnded: floor_legs.leg_ended,
    events.RecordingDone: floor_recording.done,
    events.RecordingFailed: floor_recording.failed,
    voice.PlayDone: floor_queue.play_done,
    voice.DigitPressed: floor_queue.digit_pressed,
    voice.CallerSilent: floor_queue.caller_silent,
    events.CustomersFound: floor_calls.customers_found,
    events.Joined: floor_calls.joined,
    events.JoinFailed: floor_calls.join_failed,
    events.DialFailed: floor_legs.dial_failed,
    events.PhoneSeen: floor_seats.phone_seen,
    events.ChannelOpened: floor_seats.channel_opened,
    events.ChannelClosed: floor_seats.channel_closed,
    events.GroupsChanged: floor_seats.groups_changed,
    events.PeopleChanged: floor_seats.people_changed,
    events.SignIn: floor_seats.sign_in,
    events.SignOut: floor_seats.sign_out,
    events.StartWork: floor_seats.start_work,
    events.SetStatus: floor_set_status.set_status,
    events.SetNextStatus: floor_set_status.choose_next,
    events.SetStatusOf: floor_set_status.set_status_of,
    events.ReasonsChanged: floor_set_status.reasons_changed,
    events.ExtendWrapUp: floor_wrap_up.extend,
    events.RequestHelp: floor_help.ask,
    events.CancelHelp: floor_help.cancel,
    events.TakeHelp: floor_help.take,
    events.DialNumber: floor_outbound.dial,
    events.Hold: floor_seats.hold,
    events.Resume: floor_seats.resume,
    events.HangUpCall: floor_seats.hang_up,
    events.TransferTo: floor_seats.transfer_to,
    events.TransferToQueue: floor_seats.transfer_to_queue,
    events.CompleteTransfer: floor_seats.complete_transfer,
    events.DropTarget: floor_seats.drop_target,
    events.StartConference: floor_seats.start_conference,
    events.SetCallCustomer: floor_seats.set_call_customer,
    events.NoteRecord: floor_seats.note_record,
    events.SwitchLost: floor_recovery.switch_lost,
    events.SwitchReturned: floor_recovery.switch_returned,
    events.SwitchSurveyed: floor_recovery.switch_surveyed,
    events.SwitchLooked: floor_reconcile.switch_looked,
    events.Restored: floor_recovery.restored,
    events.TimePassed: _nothing_special,
    events.TimeOfDay: floor_callbacks.time_of_day,
    events.CallbacksRead: floor_callbacks.callbacks_read,
    events.TakeCallback: floor_callbacks.take,
    events.DismissCallback: floor_callbacks.dismiss,
    events.GiveToGroup: floor_callbacks.give_to_group,
    events.HandleAbandoned: floor_abandoned.handle,
}


class Floor:
    """All live state. Not safe for several threads or tasks: one owner feeds it.

    Attributes:
        state: what is so now; read it, never change it.
    """

    def __init__(
        self, *, new_id: Callable[[], str], country: str, grace_seconds: float, chance: Chance = random
    ) -> None:
        self.state = FloorState()
        self._new_id = new_id
        self._chance = chance
        self._country = country
        self._grace = timedelta(seconds=grace_seconds)
        self._desks = Desks()
        self._roster = Roster()

    def handle(self, event: events.Input, now: datetime) -> list[Action]:
        """Take one event. Raises `Refusal` if it is a command that is not allowed; then nothing has changed."""
        turn = Turn(self.state.copy(), now, self._new_id, self._country, self._chance)
        HANDLERS[type(event)](turn, event)
        self._do_what_is_due(turn)
        floor_transfer.follow(turn)
        floor_queue.follow(turn)
        floor_queue_callback.follow(turn)
        floor_colleagues.follow(turn)
        floor_distribution.distribute(turn)
        floor_callbacks.follow(turn)
        floor_abandoned.follow(turn)
        floor_help.follow(turn)
        saves = [*rows_to_save(self.state, turn), *floor_status_log.changes(self.state, turn)]
        _forget(turn.state)
        before, self.state = self.state, turn.state
        shown = [*self._desks.update(before, turn), *self._roster.update(before, turn)]
        return [*shown, *turn.actions, *saves]

    def next_deadline(self) -> datetime | None:
        """When `TimePassed` is to come next; None if nothing is waited for."""
        return min(self._deadlines(), default=None)

    def next_time_of_day(self) -> datetime | None:
        """When the machine's clock is to be told again, at the latest; None if nothing waits for it."""
        return _earliest(floor_callbacks.next_time_of_day(self.state), self.state.opening_changes_at)

    # ---- views ---------------------------------------------------------------------------------------------------

    def desk(self, operator_id: str) -> DeskState | None:
        return self._desks.shown.get(operator_id)

    def operator_state(self, operator_id: str) -> OperatorState:
        """Raises `Refusal` if the operator is not signed in."""
        if operator_id not in self.state.seats:
            raise Refusal(ErrorCode.SESSION_EXPIRED)
        return operator_state(self.state, self.state.seats[operator_id])

    def view_of_call(self, operator_id: str, forgotten: Call | None, call_id: str) -> CallView:
        """The call as this operator sees it, on his screen or not any more. `forgotten` is given if the floor has it not."""
        seat = self.state.seats.get(operator_id)
        view = call_view(self.state, seat) if seat else None
        if view is not None and view.call_id == call_id:
            return view
        call = forgotten or self.state.calls.get(call_id) or self.state.leaving.get(call_id)
        if call is None:
            raise Refusal(ErrorCode.NO_SUCH_CALL)
        return past_view(self.state, call)

    def extension_holder(self, extension: str) -> str | None:
        seats = self.state.seats.values()
        return next((seat.operator_id for seat in seats if seat.extension == extension), None)

    def figures(self, now: datetime) -> FloorFigures:
        state = self.state
        waiting = [call for call in state.calls.values() if call.is_queued]
        return FloorFigures(
            switch_up=state.switch_up,
            operators=Counter(seat.status for seat in state.seats.values()),
            waiting=Counter(call.work_group_id for call in waiting),
            longest_wait_seconds=max(((now - call.arrived_at).total_seconds() for call in waiting), default=0.0),
            calls=len(state.calls),
            answered_total=state.answered_total,
            abandoned_total=state.abandoned_total,
            missed_total=state.missed_total,
            repairs=state.repairs,
        )

    # ---- time ----------------------------------------------------------------------------------------------------

    def _deadlines(self) -> Iterable[datetime]:
        state = self.state
        if state.switch_up:
            if state.distribute_at is not None:
                yield state.distribute_at
            for call in state.calls.values():
                yield from map(floor_offers.offer_ends_at, call.offers.values())
                if call.offer_from is not None and call.is_waiting:
                    yield call.offer_from
                if call.is_dialing:
                    yield floor_outbound.due_at(call)
        elif state.switch_lost_at is not None and any(call.legs() for call in state.calls.values()):
            yield state.switch_lost_at + floor_recovery.SWITCH_PATIENCE
        for seat in state.seats.values():
            if seat.lost_at is not None or seat.wrap_up_ends_at is not None:
                yield from self._deadlines_of(seat)
        yield from floor_help.deadlines(state)
        yield from floor_queue.deadlines(state)
        yield from floor_queue_callback.deadlines(state)
        yield from state.doubted.values()
        yield from (recording_expected_at(call) for call in state.leaving.values() if awaits_recording(call))

    def _deadlines_of(self, seat: Seat) -> Iterable[datetime]:
        if seat.status is Status.WRAP_UP and seat.wrap_up_ends_at is not None:
            yield seat.wrap_up_ends_at
        if seat.lost_at is not None and seat.call_id is None:
            yield seat.lost_at + self._grace

    def _do_what_is_due(self, turn: Turn) -> None:
        state, now = turn.state, turn.now
        if state.switch_up:
            _end_due_calling(turn)
        elif state.switch_lost_at is not None and state.switch_lost_at + floor_recovery.SWITCH_PATIENCE <= now:
            floor_recovery.switch_stays_away(turn)
        for seat in list(state.seats.values()):
            if seat.lost_at is not None and seat.call_id is None and seat.lost_at + self._grace <= now:
                floor_seats.grace_over(turn, seat)
            elif seat.status is Status.WRAP_UP and seat.wrap_up_ends_at is not None and seat.wrap_up_ends_at <= now:
                floor_wrap_up.over(turn, seat)
        floor_help.escalate_due(turn)
        floor_queue.lead_due(turn)
        floor_queue_callback.end_due(turn)
        for extension in [key for key, until in state.doubted.items() if until <= now]:
            turn.trust_phone(extension)
        for call in list(state.leaving.values()):
            if awaits_recording(call) and recording_expected_at(call) <= now:
                turn.put_call(replace(call, recording_given_up=True))
        for call in list(state.calls.values()):
            if call.offer_from is not None and call.offer_from <= now:
                turn.put_call(replace(call, offer_from=None))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def awaits_recording(call: Call) -> bool:
    """Whether an ended call was recorded and its file is not complete yet."""
    spoke = call.joined or call.end_reason is EndReason.VOICEMAIL
    recorded = call.ended_at is not None and spoke and bool(call.recorded)
    return recorded and call.recording is None and not call.recording_given_up


def recording_expected_at(call: Call) -> datetime:
    return (call.ended_at or call.arrived_at) + RECORDING_PATIENCE


def _end_due_calling(turn: Turn) -> None:
    for call in list(turn.state.calls.values()):
        if call.is_dialing and floor_outbound.due_at(call) <= turn.now:
            floor_outbound.give_up(turn, call)
        for offer in call.offers.values():
            if floor_offers.offer_ends_at(offer) <= turn.now:
                floor_offers.offer_is_over(turn, call.call_id, offer)


def _forget(state: FloorState) -> None:
    """Drop ended calls whose recording is done and that nobody looks at."""
    seen = {seat.outcome.call_id for seat in state.seats.values() if seat.outcome}
    for call in list(state.leaving.values()):
        if call.call_id not in seen and not awaits_recording(call):
            del state.leaving[call.call_id]
