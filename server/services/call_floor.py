"""The one owner of all live state: a task that feeds the floor with what happens and does what the floor decides.

Everything comes through one inbox: events of the switch, commands of operators, answers to look-ups, and time. Each item is
taken whole before the next. What the floor wants done is handed on at once to those who do it (`SwitchOrders` per call,
`RowSaver`, look-ups as tasks, the publisher), so that no slow switch and no slow database holds up another call.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.callbacks import Callback
from server.domain.figures import FloorFigures
from server.domain.floor import Floor
from server.domain.floor_state import Call
from server.domain.refusal import Refusal
from server.ports.outside import Clock, Publisher
from server.ports.storage import CallbackProgress, CallRow, OperatorRow, Repositories, SessionRow
from server.ports.switch import Switch
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.rest import TransferRequest
from server.protocol.types import CallView, OperatorState, Status
from server.services.alarm import Alarm
from server.services.call_floor_restore import read_floor
from server.services.call_floor_rows import call_of, call_row, callback_of, floor_event, group_of, seat_of, session_row
from server.services.call_floor_saver import RowSaver
from server.services.call_floor_switch import SwitchOrders
from server.services.numbers_known import NumbersKnown
from server.services.offer_log import OfferLog
from server.services.row_batch import RowBatch
from server.services.steady_time import SteadyTime
from server.services.switch_watch import watch

RETRY_SECONDS = 1.0
CLOCK_SECONDS = 30.0
"""How often the machine's clock is looked at, at least: it may be set, or the machine may have slept."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Item:
    event: events.Input
    done: asyncio.Future[None] | None = None


class CallFloor:
    """Statuses, queues and calls. Methods may be called from any task of the loop; all of them raise `Refusal` to say no."""

    def __init__(
        self,
        *,
        switch: Switch,
        repositories: Repositories,
        clock: Clock,
        publisher: Publisher,
        new_id: Callable[[], str],
        country: str = "JP",
        grace_seconds: float = 60.0,
    ) -> None:
        self._switch = switch
        self._repositories = repositories
        self._clock = clock
        self._publisher = publisher
        self._floor = Floor(new_id=new_id, country=country, grace_seconds=grace_seconds)
        self._time = SteadyTime(clock)
        self._inbox: asyncio.Queue[_Item] = asyncio.Queue()
        self._saver = RowSaver(clock, repositories.together)
        self._orders = SwitchOrders(switch, clock, self._tell, self._saver.flush)
        self._status_log = RowBatch(self._saver, "statuses", repositories.log_statuses)
        self._offers = OfferLog(repositories, self._saver)
        self._numbers = NumbersKnown(repositories, country, self._tell)
        self._timer = Alarm(clock, lambda: self._tell(events.TimePassed()))
        self._day_timer = Alarm(clock, lambda: self._tell(events.TimeOfDay(clock.now())))
        self._reading_callbacks = asyncio.Lock()

    # ---- life ----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Restore calls and sessions, reconcile them with the switch, then own everything until cancelled."""
        try:
            self._take(_Item(await self._restore()))
            self._take(_Item(events.TimeOfDay(self._clock.now())))
            self._tell(events.SwitchReturned())
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen_to_switch())
                group.create_task(self._saver.run())
                group.create_task(watch(self._switch, self._clock, self._tell))
                group.create_task(self._own())
        finally:
            await self._stop()

    async def _own(self) -> None:
        while True:
            self._take(await self._inbox.get())

    async def _stop(self) -> None:
        for alarm in (self._timer, self._day_timer):
            alarm.cancel()
        await self._numbers.close()
        await self._orders.close()
        await self._saver.close()
        while not self._inbox.empty():
            item = self._inbox.get_nowait()
            if item.done is not None:
                item.done.cancel()

    async def _listen_to_switch(self) -> None:
        while True:
            try:
                async for event in self._switch.events():
                    self._tell(floor_event(event))
                return
            except Exception:
                log.exception("the events of the switch broke off; listening again")
                await self._clock.sleep(RETRY_SECONDS)

    async def _restore(self) -> events.Restored:
        while True:
            try:
                return await read_floor(self._repositories, self._offers, self._clock.now())
            except Exception:
                log.exception("the database did not give the live calls and sessions; asking again")
                await self._clock.sleep(RETRY_SECONDS)

    # ---- the inbox -----------------------------------------------------------------------------------------------

    def _tell(self, event: events.Input) -> None:
        self._inbox.put_nowait(_Item(event))

    async def _command(self, command: events.Input) -> None:
        """Have a command carried out; raises what the floor raises."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._inbox.put_nowait(_Item(command, done))
        await done

    def _take(self, item: _Item) -> None:
        """One turn. Whatever goes wrong, the floor keeps its state and the next item is taken."""
        failure: Exception | None = None
        try:
            for action in self._floor.handle(item.event, self._time.now()):
                self._do(action)
        except Refusal as refusal:
            failure = refusal
        except Exception as error:
            log.exception("the floor could not take an event; nothing has changed", kind=type(item.event).__name__)
            failure = error
        self._set_timers(after_failure=failure is not None)
        if item.done is None or item.done.done():
            return
        if failure is None:
            item.done.set_result(None)
        else:
            item.done.set_exception(failure)

    def _do(self, action: actions.Action) -> None:
        match action:
            case actions.ShowDesk(operator_id, desk):
                self._publisher.publish(operator_id, desk)
            case actions.ShowSeats(changed):
                self._publisher.publish_seats(changed)
            case actions.Dismiss(operator_id, code, by):
                self._publisher.drop(operator_id, code, by)
            case actions.SaveCall(call):
                self._save_call(call)
            case actions.KeepOffer(record):
                self._offers.keep(record)
            case actions.NoteRecording(leg, file_name):
                self._saver.put(f"recording {leg}", lambda: self._repositories.set_recording(leg, file_name))
            case actions.SaveSeat(seat):
                row = session_row(seat)
                self._saver.put(f"session {seat.operator_id}", lambda: self._repositories.save_session(row))
            case actions.DeleteSeat(operator_id):
                self._saver.put(f"session {operator_id}", lambda: self._repositories.delete_session(operator_id))
            case actions.NoteRepair(wrong):
                log.warning("repaired", what=wrong.kind.value, subject=wrong.subject, call_id=wrong.call_id)
            case actions.NoteStatus(change):
                self._status_log.put(change)
            case actions.KeepCallback(callback):
                self._keep_callback(callback)
            case actions.KeepHandled(call_id, operator, at):
                self._saver.put(f"abandoned {call_id}", lambda: self._repositories.set_handled(call_id, operator, at))
            case actions.LookUpCustomers():
                self._numbers.start(action)
            case actions.SurveySwitch():
                self._orders.survey_switch()
            case _:
                self._orders.submit(action)

    def _save_call(self, call: Call) -> None:
        row = call_row(call)
        if row.ended_at is not None:
            log.info(
                "call ended",
                call_id=row.call_id,
                reason=row.end_reason,
                talk_seconds=row.talk_seconds,
                file=row.recording,
            )
        self._saver.put(f"call {row.call_id}", lambda: self._repositories.save_call(row))

    def _keep_callback(self, callback: Callback) -> None:
        progress = CallbackProgress(callback.stage, callback.taken_by, callback.dismissed_by)
        promise = (callback.callback_id, callback.assignee_id, callback.due_at)
        self._saver.put(
            f"callback {callback.callback_id}", lambda: self._repositories.keep_callback(*promise, progress)
        )

    # ---- time ----------------------------------------------------------------------------------------------------

    def _set_timers(self, *, after_failure: bool) -> None:
        deadline = self._floor.next_deadline()
        if deadline is None and not self._floor.state.calls:
            self._time.anchor()
        least = RETRY_SECONDS if after_failure else 0.0
        wait = (deadline - self._time.now()).total_seconds() if deadline else 0.0
        self._timer.set(deadline, max(wait, least))
        now = self._clock.now()
        moment = self._floor.next_time_of_day() or now + timedelta(seconds=CLOCK_SECONDS)
        until_moment = (moment - now).total_seconds()
        self._day_timer.set(moment, min(max(until_moment, least), CLOCK_SECONDS))

    # ---- sessions ------------------------------------------------------------------------------------------------

    async def sign_in(self, session: SessionRow, operator: OperatorRow) -> None:
        """Put the operator on the floor, offline, and store the session. An older one is told `session_taken_over`."""
        await self._command(events.SignIn(seat_of(session, operator)))
        await self._saver.flush()

    async def sign_out(self, operator_id: str) -> None:
        """Take the operator off the floor and delete his session. A current call stays up and ends by itself."""
        await self._command(events.SignOut(operator_id))
        await self._saver.flush()

    async def connected(self, operator_id: str) -> None:
        """The operator's push channel was opened; he gets his desk published at once."""
        await self._command(events.ChannelOpened(operator_id))

    async def disconnected(self, operator_id: str) -> None:
        """The push channel was closed. After `grace_seconds` without `connected` the operator is signed out."""
        await self._command(events.ChannelClosed(operator_id))

    async def reload_site(self) -> None:
        """Read the work groups, the reasons for away and break, and the operators again."""
        rows = await self._repositories.work_groups()
        await self._command(events.GroupsChanged(tuple(group_of(row) for row in rows)))
        await self._command(events.ReasonsChanged(await self._repositories.status_reasons()))
        await self.reload_people()

    async def reload_people(self) -> None:
        """Read the operators again: their names and pictures."""
        await self._command(events.PeopleChanged(tuple(await self._repositories.people())))

    # ---- commands of operators -----------------------------------------------------------------------------------

    async def start_work(self, operator_id: str, work_group_ids: Sequence[str]) -> OperatorState:
        return await self._answer(operator_id, events.StartWork(operator_id, tuple(work_group_ids)))

    async def set_status(self, operator_id: str, status: Status, reason: str = "") -> OperatorState:
        return await self._answer(operator_id, events.SetStatus(operator_id, status, reason))

    async def shift(self, operator_id: str, order: events.ShiftOrder) -> OperatorState:
        """Help, wrap-up and the next status: whatever an operator asks for beside his calls."""
        return await self._answer(operator_id, order)

    async def dial(
        self, operator_id: str, work_group_id: str, number: str, customer_id: int | None = None
    ) -> OperatorState:
        """Call a number outside or a colleague's extension, from the operator's own phone."""
        internal = await self._numbers.is_internal(number)
        matches = () if internal else await self._numbers.customers_to_call(work_group_id, number)
        command = events.DialNumber(operator_id, work_group_id, number, internal, matches, customer_id)
        return await self._answer(operator_id, command)

    async def hold(self, operator_id: str, call_id: str) -> OperatorState:
        return await self._answer(operator_id, events.Hold(operator_id, call_id))

    async def resume(self, operator_id: str, call_id: str) -> OperatorState:
        return await self._answer(operator_id, events.Resume(operator_id, call_id))

    async def hang_up(self, operator_id: str, call_id: str) -> OperatorState:
        return await self._answer(operator_id, events.HangUpCall(operator_id, call_id))

    async def transfer(self, operator_id: str, call_id: str, to: TransferRequest) -> OperatorState:
        """Begin a transfer; one to a queue, and a blind one, is over for the operator at once."""
        if to.work_group_id:
            command: events.Input = events.TransferToQueue(operator_id, call_id, to.work_group_id)
        else:
            internal = await self._numbers.is_internal(to.number)
            command = events.TransferTo(operator_id, call_id, to.mode, to.operator_id, to.number, internal)
        return await self._answer(operator_id, command)

    async def complete_transfer(self, operator_id: str, call_id: str) -> OperatorState:
        return await self._answer(operator_id, events.CompleteTransfer(operator_id, call_id))

    async def drop_target(self, operator_id: str, call_id: str, *, keep_holding: bool) -> OperatorState:
        return await self._answer(operator_id, events.DropTarget(operator_id, call_id, keep_holding))

    async def start_conference(self, operator_id: str, call_id: str) -> OperatorState:
        return await self._answer(operator_id, events.StartConference(operator_id, call_id))

    async def set_call_customer(self, operator_id: str, call_id: str, customer_id: int) -> CallView:
        """Say whose call it is, during the call or afterwards."""
        command = events.SetCallCustomer(operator_id, call_id, customer_id)
        row = await self._on_call(operator_id, call_id, command, lambda row: replace(row, customer_id=customer_id))
        return self._floor.view_of_call(operator_id, call_of(row) if row else None, call_id)

    async def record_saved(self, operator_id: str, call_id: str, record_id: int, customer_id: int) -> None:
        """The contact record of a call was stored; it belongs to this customer."""
        command = events.NoteRecord(operator_id, call_id, record_id, customer_id)
        await self._on_call(
            operator_id, call_id, command, lambda row: replace(row, record_id=record_id, customer_id=customer_id)
        )

    # ---- worklists -----------------------------------------------------------------------------------------------

    async def work_off(self, order: events.WorklistOrder | events.SetStatusOf) -> None:
        """What is done with a callback, an abandoned call or a colleague; it is in the database when this returns."""
        await self._command(order)
        await self._saver.flush()

    async def read_callbacks(self, customer_id: int) -> None:
        """The customer or one of his callbacks has changed in the database. The last who reads has read everything."""
        async with self._reading_callbacks:
            await self._saver.flush()
            groups = {row.info.work_group_id: row for row in await self._repositories.work_groups()}
            rows = await self._repositories.open_callbacks(customer_id)
            found = tuple(callback_of(row, groups) for row in rows)
            await self._command(events.TimeOfDay(self._clock.now()))
            await self._command(events.CallbacksRead(customer_id, found))

    async def _answer(self, operator_id: str, command: events.Input) -> OperatorState:
        await self._command(command)
        return self._floor.operator_state(operator_id)

    async def _on_call(
        self, operator_id: str, call_id: str, command: events.Input, change: Callable[[CallRow], CallRow]
    ) -> CallRow | None:
        """Have a command carried out on a call; one that the floor has forgotten is changed in the database and returned."""
        try:
            await self._command(command)
        except Refusal as refusal:
            if refusal.code is not ErrorCode.NO_SUCH_CALL:
                raise
        else:
            await self._saver.flush()
            return None
        await self._saver.flush()
        row = await self._repositories.call(call_id)
        if row is None or row.operator_id != operator_id:
            raise Refusal(ErrorCode.NO_SUCH_CALL)
        changed = change(row)
        await self._repositories.save_call(changed)
        return changed

    async def written(self) -> None:
        """Return when everything that happened so far is in the database, or was tried once in vain."""
        await self._saver.flush()

    async def stored_call(self, call_id: str) -> CallRow | None:
        """The call's row as the database has it once everything that happened so far is written."""
        await self._saver.flush()
        return await self._repositories.call(call_id)

    # ---- what is so ----------------------------------------------------------------------------------------------

    def desk_of(self, operator_id: str) -> DeskState | None:
        """What the operator may see now; None if he is not signed in."""
        return self._floor.desk(operator_id)

    def extension_holder(self, extension: str) -> str | None:
        """Operator who is signed in with the extension."""
        return self._floor.extension_holder(extension)

    def figures(self) -> FloorFigures:
        return replace(self._floor.figures(self._time.now()), rows_pending=self._saver.pending)
