"""Carries out the floor's orders to the switch, without ever making the floor wait.

Orders of one lane are carried out in order, each by its own time limit; lanes run beside each other. What fails is told to
the floor as an event where it can do something about it, and to the log always.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain import floor_voice_events as voice
from server.ports.outside import Clock
from server.ports.switch import LegId, LegIsGone, MixId, Switch, SwitchError, SwitchIsDown
from server.services.call_floor_rows import survey

ORDER_SECONDS = 5.0
"""A switch that has not replied by then is treated as one that refused."""
GONE_REPORT_SECONDS = 2.0
"""A leg is reported as ended if its own event has not come this long after the switch called it gone."""
SURVEY_RETRY_SECONDS = 1.0
NOTE_SECONDS = 1.0
"""So long a phone waits for the database before it is rung. One that is away for longer keeps nobody from calling."""
RING_BACK_TONE = "tone:ring"

log = structlog.get_logger(__name__)


class SwitchOrders:
    """One task per busy lane. `tell` posts an event to the floor, `noted` returns when what the floor decided is on disk."""

    def __init__(
        self,
        switch: Switch,
        clock: Clock,
        tell: Callable[[events.Input], None],
        noted: Callable[[], Awaitable[None]],
    ) -> None:
        self._switch = switch
        self._clock = clock
        self._tell = tell
        self._noted = noted
        self._lanes: dict[str, deque[actions.SwitchOrder]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._survey: asyncio.Task[None] | None = None

    def submit(self, order: actions.SwitchOrder) -> None:
        lane = self._lanes.get(order.lane)
        if lane is not None:
            lane.append(order)
            return
        self._lanes[order.lane] = deque([order])
        self._spawn(self._work_off(order.lane))

    def survey_switch(self) -> None:
        """Ask the switch what is there; an earlier question that is still open is forgotten."""
        if self._survey is not None:
            self._survey.cancel()
        self._survey = self._spawn(self._survey_until_told())

    async def close(self) -> None:
        """Stop at once; what was not sent is not sent, as if the process had died."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _spawn(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work_off(self, lane: str) -> None:
        orders = self._lanes[lane]
        while orders:
            await self._carry_out(orders.popleft())
        del self._lanes[lane]

    async def _carry_out(self, order: actions.SwitchOrder) -> None:
        try:
            async with asyncio.timeout(ORDER_SECONDS):
                await self._send(order)
        except LegIsGone as gone:
            log.info("leg of an order is gone", order=type(order).__name__, lane=order.lane, why=str(gone))
        except (SwitchError, TimeoutError) as error:
            self._failed(order, error)
        except Exception as error:
            log.exception("the switch adapter broke", order=type(order).__name__, lane=order.lane)
            self._failed(order, error)

    def _failed(self, order: actions.SwitchOrder, error: Exception) -> None:
        why = str(error) or "the switch did not reply in time"
        switch_down = isinstance(error, SwitchIsDown)
        log.warning("the switch did not carry out an order", order=type(order).__name__, lane=order.lane, why=why)
        if isinstance(order, actions.Dial | actions.DialOut):
            self._tell(events.DialFailed(order.leg, why, switch_down))
        elif isinstance(order, actions.Join) and not switch_down:
            self._tell(events.JoinFailed(order.call_id, order.operator_leg, why))
        elif isinstance(order, actions.Play) and not switch_down:
            self._tell(voice.PlayDone(order.leg, order.media))

    async def _send(self, order: actions.SwitchOrder) -> None:
        switch = self._switch
        match order:
            case actions.Dial():
                await self._dial(order)
            case actions.DialOut():
                await self._dial_out(order)
            case actions.Join():
                await self._join(order)
            case actions.PlayRingBack(_, leg):
                await self._with(leg, switch.play(LegId(leg), RING_BACK_TONE))
            case actions.AnswerTransfer(_, leg, accepted):
                await self._with(leg, switch.answer_transfer(LegId(leg), accepted=accepted))
            case actions.Answer(_, leg):
                await self._with(leg, switch.answer(LegId(leg)))
            case actions.Reject(_, leg, sip_code):
                await switch.reject(LegId(leg), sip_code)
            case actions.HangUp(_, leg):
                await switch.hang_up(LegId(leg))
            case actions.Tag(_, leg, name, value):
                await self._with(leg, switch.tag(LegId(leg), name, value))
            case actions.PlayMusic(_, leg, music):
                await self._with(leg, switch.music_on(LegId(leg), music))
            case actions.StopMusic(_, leg):
                await self._with(leg, switch.music_off(LegId(leg)))
            case actions.Play(_, leg, media):
                await self._with(leg, switch.play(LegId(leg), *media))
            case actions.RecordMessage(_, leg, name, seconds):
                await self._with(leg, switch.record_message(LegId(leg), name, silence_seconds=seconds))
            case actions.StopRecording(_, leg):
                await self._with(leg, switch.record_stop(LegId(leg)))
            case actions.AddToMix(_, mix, leg):
                await self._with(leg, switch.mix_add(MixId(mix), LegId(leg)))
            case actions.RemoveFromMix(_, mix, leg):
                await self._with(leg, switch.mix_remove(MixId(mix), LegId(leg)))
            case actions.DestroyMix(_, mix):
                await switch.mix_destroy(MixId(mix))
            case actions.SetRecording(_, leg, call_id, record):
                await self._set_recording(LegId(leg), call_id, record=record)
            case actions.Gather(_, mix, legs):
                await self._gather(MixId(mix), legs)

    async def _note_first(self) -> None:
        """A server that dies while a phone rings finds the call again by its row; a leg of which no row tells it hangs up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(NOTE_SECONDS):
                await self._noted()

    async def _dial(self, order: actions.Dial) -> None:
        await self._note_first()
        log.info("offering a call", leg=order.leg, extension=order.extension, why=order.why)
        await self._switch.dial_extension(
            LegId(order.leg),
            order.extension,
            caller_id=order.caller_id,
            headers=order.headers,
            timeout_seconds=order.timeout_seconds,
        )

    async def _dial_out(self, order: actions.DialOut) -> None:
        await self._note_first()
        log.info("calling out", leg=order.leg, trunk=order.trunk, number=order.number)
        await self._switch.dial_trunk(
            LegId(order.leg),
            order.trunk,
            order.number,
            caller_id=order.caller_id,
            timeout_seconds=order.timeout_seconds,
        )

    async def _join(self, order: actions.Join) -> None:
        customer, operator, mix = LegId(order.leg), LegId(order.operator_leg), MixId(order.mix)
        await self._with(customer, self._switch.music_off(customer))
        await self._switch.mix_create(mix)
        await self._with(operator, self._switch.mix_add(mix, operator))
        await self._with(customer, self._switch.mix_add(mix, customer))
        self._tell(events.Joined(order.call_id, order.operator_leg))
        await self._set_recording(customer, order.call_id, record=order.record)

    async def _set_recording(self, leg: LegId, call_id: str, *, record: bool) -> None:
        """A call is not given up because it can't be recorded."""
        change = self._switch.record_start(leg, call_id) if record else self._switch.record_stop(leg)
        try:
            await self._with(leg, change)
        except (LegIsGone, SwitchIsDown):
            raise
        except SwitchError as error:
            log.warning("the recording was not started or stopped", call_id=call_id, record=record, why=str(error))
            if record:
                self._tell(events.RecordingFailed(call_id))

    async def _gather(self, mix: MixId, legs: tuple[str, ...]) -> None:
        """Who has gone does not keep the others from meeting."""
        await self._switch.mix_create(mix)
        for leg in legs:
            with contextlib.suppress(LegIsGone):
                await self._with(leg, self._switch.mix_add(mix, LegId(leg)))

    async def _with(self, leg: str, command: Awaitable[None]) -> None:
        """Await a command; a leg that turns out to be gone is reported, should its own event be lost."""
        try:
            await command
        except LegIsGone:
            self._spawn(self._report_gone(leg))
            raise

    async def _report_gone(self, leg: str) -> None:
        await self._clock.sleep(GONE_REPORT_SECONDS)
        self._tell(events.LegEnded(leg))

    async def _survey_until_told(self) -> None:
        """Without a connection nobody asks again: `SwitchUp` will."""
        while True:
            try:
                async with asyncio.timeout(ORDER_SECONDS):
                    seen = survey(await self._switch.snapshot())
            except SwitchIsDown:
                return
            except (SwitchError, TimeoutError) as error:
                log.warning("the switch did not say what is there; asking again", why=str(error))
            else:
                self._tell(seen)
                return
            await self._clock.sleep(SURVEY_RETRY_SECONDS)
