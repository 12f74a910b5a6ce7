"""`Switch` on a managed Asterisk: commands become ARI requests, ARI events become the port's events.

One task supervises: start or take over the process, connect, push accounts, compare what was known with what is there,
say `SwitchUp`, pass on events until the connection is lost, say `SwitchDown`, and again, with growing pauses. Commands
run in the callers' tasks; they only look into `_legs` and the present link.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, NoReturn

import msgspec
import structlog

from server.ports.switch import (
    LegGone,
    LegId,
    MixId,
    SipCredentials,
    SipTrunk,
    SwitchDown,
    SwitchError,
    SwitchEvent,
    SwitchIsDown,
    SwitchSnapshot,
    SwitchUp,
)
from server.switch.asterisk.account_book import AccountBook
from server.switch.asterisk.ari import AriError
from server.switch.asterisk.config import APPLICATION, DIALED_VARIABLE, TAGS_VARIABLE, Folders
from server.switch.asterisk.leg_book import LegBook
from server.switch.asterisk.legs import (
    CAUSE_OF_SIP_CODE,
    NETWORK_OUT_OF_ORDER,
    NORMAL_CLEARING,
    SUBSCRIBER_ABSENT,
    TRANSFERS_ARE_OURS,
    Leg,
    info_of,
    is_ours,
    mix_of_legs,
)
from server.switch.asterisk.link import Link
from server.switch.asterisk.media_commands import MediaCommands
from server.switch.asterisk.objects import TRUNK_PREFIX
from server.switch.asterisk.options import AsteriskOptions
from server.switch.asterisk.process import AsteriskProcess
from server.switch.asterisk.recorder import Recorder
from server.switch.asterisk.sounds import SoundShelf

log = structlog.get_logger(__name__)

WITHHELD = {"CALLERID(num-pres)": "prohib", "CONNECTEDLINE(num-pres,i)": "prohib"}
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 5.0


class AsteriskSwitch(MediaCommands):
    """Implements `server.ports.switch.Switch`."""

    def __init__(self, options: AsteriskOptions) -> None:
        folders = Folders(options.data_dir)
        self._process = AsteriskProcess(options)
        self._recorder = Recorder(
            folders.unfinished_recordings,
            options.recordings_dir,
            on_done=lambda done: self._emit(done),
            is_writer_alive=lambda: self._process.pid is not None,
        )
        self._sounds = SoundShelf(folders)
        self._events: asyncio.Queue[SwitchEvent | None] = asyncio.Queue()
        self._link: Link | None = None
        self._was_up = False
        self._supervisor: asyncio.Task[None] | None = None
        self._background: set[asyncio.Task[None]] = set()
        self._accounts = AccountBook(self._emit, link=lambda: self._link)
        self._book = LegBook(
            self._emit,
            on_end=self._recorder.leg_ended,
            on_stray=lambda leg: self._in_background(self._drop(leg)),
            on_phone=lambda extension: self._in_background(self._accounts.refresh(extension)),
        )

    @property
    def process_id(self) -> int | None:
        """Of the living Asterisk, for the watchful: health page and tests."""
        return self._process.pid

    # ---- life ----------------------------------------------------------------------------------------------------

    async def events(self) -> AsyncIterator[SwitchEvent]:
        while (event := await self._events.get()) is not None:
            yield event

    async def start(self) -> None:
        """Raises `SwitchError` at once for what only a person can mend: no Asterisk, a port in use, a folder in use."""
        self._process.claim()
        try:
            await asyncio.to_thread(self._sounds.write)
            if not self._process.attach():
                await self._process.start()
        except BaseException:
            self._process.release()
            raise
        self._supervisor = asyncio.create_task(self._supervise())

    async def close(self) -> None:
        if self._supervisor is None:
            return
        was_up = self._was_up
        await self._stop_tasks()
        await self._process.stop(politely=was_up)
        self._recorder.finish_all_but(())
        await self._recorder.wait()
        self._process.release()
        self._events.put_nowait(None)

    async def detach(self) -> None:
        """Go away and leave Asterisk and its calls alone; the next server takes them over."""
        await self._stop_tasks()
        await self._recorder.wait()
        self._process.release()
        self._events.put_nowait(None)

    async def _stop_tasks(self) -> None:
        tasks = [task for task in (self._supervisor, *self._background) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._supervisor = None

    # ---- supervision ---------------------------------------------------------------------------------------------

    async def _supervise(self) -> None:
        pause, why = FIRST_PAUSE_SECONDS, ""
        while True:
            try:
                if self._process.ended.is_set():
                    self._bury()
                    await self._process.start()
                await self._serve()
            except SwitchError as fault:
                log.warning("switch_down", why=str(fault))
                pause = FIRST_PAUSE_SECONDS if self._was_up else pause
                if self._was_up or str(fault) != why:
                    self._emit(SwitchDown(str(fault)))
                self._was_up, why = False, str(fault)
            except Exception:  # a fault of ours must not leave the site without telephones
                log.exception("switch_supervision_failed")
                self._emit(SwitchDown("an internal fault; the connection to Asterisk is set up anew"))
            if self._process.ended.is_set():
                self._bury()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _bury(self) -> None:
        """What ended with the process."""
        self._book.compare({}, {})
        self._recorder.finish_all_but(())

    async def _serve(self) -> NoReturn:
        """One connection from beginning to end, which is always a `SwitchError`."""
        link = await Link.open(self._process)
        try:
            await self._accounts.push_all(link)
            await link.reload_music()
            await link.take_calls()
            await self._resynchronise(link)
            async for event in link.events():
                self._book.take(event)
        finally:
            if self._link is link:
                self._link = None
            await link.close()
        why = "Asterisk ended unexpectedly" if self._process.ended.is_set() else "the connection to Asterisk was lost"
        raise SwitchIsDown(why)

    async def _resynchronise(self, link: Link) -> None:
        """Compare what was known with what is there. Events that come meanwhile wait in the socket."""
        channels = {channel["id"]: channel for channel in await link.ari.request("GET", "channels")}
        mixes = mix_of_legs(await link.ari.request("GET", "bridges"))
        if self._process.is_outdated and not channels:
            await self._process.stop()
            raise SwitchIsDown("Asterisk is started anew with changed options")
        self._book.compare(channels, mixes)
        self._recorder.finish_all_but(self._book.legs)
        await self._accounts.survey(link)
        self._link, self._was_up = link, True
        self._emit(SwitchUp())
        self._accounts.tell_all()
        log.info("switch_up", legs=len(self._book.legs), registered=len(self._accounts.registered))

    # ---- events --------------------------------------------------------------------------------------------------

    def _emit(self, event: SwitchEvent) -> None:
        self._events.put_nowait(event)

    async def _drop(self, leg: LegId) -> None:
        await self._connected().ari.on_leg(leg, "DELETE")

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            try:
                await work
            except SwitchError as fault:  # the next connection compares everything anew
                log.debug("switch_follow_up_failed", fault=str(fault))

        task = asyncio.create_task(quietly())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # ---- commands: legs ------------------------------------------------------------------------------------------

    async def dial_extension(
        self, leg: LegId, extension: str, *, caller_id: str, headers: Mapping[str, str], timeout_seconds: int
    ) -> None:
        async def call(link: Link, variables: Mapping[str, str]) -> None:
            added = {f"PJSIP_HEADER(add,{name})": value for name, value in headers.items()}
            body = {"variables": {**variables, **added, **TRANSFERS_ARE_OURS}}
            where = {"app": APPLICATION, "appArgs": "dialed", "endpoint": f"PJSIP/{extension}", "callerId": caller_id}
            await link.ari.request("POST", "channels", leg, body=body, timeout=timeout_seconds, **where)

        await self._dial(Leg(leg, dialed=True), call, cause_of_failure=SUBSCRIBER_ABSENT)

    async def dial_trunk(self, leg: LegId, trunk: str, number: str, *, caller_id: str, timeout_seconds: int) -> None:
        """Created first and then dialed, so that what the carrier lets us hear before the answer can be heard."""
        endpoint = f"PJSIP/{number}@{TRUNK_PREFIX}{trunk}"
        new = Leg(leg, dialed=True, enters_unanswered=True)

        async def call(link: Link, variables: Mapping[str, str]) -> None:
            shown = {"CALLERID(num)": caller_id, "CONNECTEDLINE(num,i)": caller_id} if caller_id else WITHHELD
            body = {"variables": {**variables, **shown}}
            where = {"app": APPLICATION, "appArgs": "dialed", "channelId": leg, "endpoint": endpoint}
            await link.ari.request("POST", "channels", "create", body=body, **where)
            try:
                await new.entered.wait()  # before, Asterisk refuses to dial
                await link.ari.request("POST", "channels", leg, "dial", timeout=timeout_seconds)
            except (AriError, asyncio.CancelledError):
                with contextlib.suppress(SwitchError):
                    await link.ari.on_leg(leg, "DELETE")
                raise

        await self._dial(new, call, cause_of_failure=NETWORK_OUT_OF_ORDER)

    async def _dial(
        self, leg: Leg, call: Callable[[Link, Mapping[str, str]], Awaitable[None]], *, cause_of_failure: int
    ) -> None:
        """What Asterisk can't call ends in `LegGone` with `cause_of_failure`."""
        link = self._connected()
        if leg.leg in self._book.legs:
            raise SwitchError(f"cannot dial with leg id {leg.leg}: it is in use")
        self._book.legs[leg.leg] = leg
        try:
            await call(link, {DIALED_VARIABLE: "yes"})
        except AriError as fault:
            if fault.status < 500:
                self._book.legs.pop(leg.leg, None)
                raise
            log.info("not_reachable", leg=leg.leg, fault=fault.text)
            self._book.end(LegGone(leg.leg, cause_of_failure))
        except SwitchError:
            self._book.legs.pop(leg.leg, None)
            raise

    async def answer(self, leg: LegId) -> None:
        link, state = self._leg(leg)
        await link.ari.on_leg(leg, "POST", "answer")
        state.up = True

    async def ring(self, leg: LegId) -> None:
        link, _ = self._leg(leg)
        await link.ari.on_leg(leg, "POST", "ring")

    async def reject(self, leg: LegId, sip_code: int) -> None:
        link, state = self._leg(leg)
        if state.up:
            raise SwitchError(f"cannot reject leg {leg}: it is answered, hang it up")
        await link.ari.on_leg(leg, "DELETE", reason_code=CAUSE_OF_SIP_CODE.get(sip_code, NORMAL_CLEARING))

    async def hang_up(self, leg: LegId) -> None:
        link, _ = self._leg(leg)
        await link.ari.on_leg(leg, "DELETE")

    async def send_dtmf(self, leg: LegId, digits: str) -> None:
        link, _ = self._leg(leg)
        await link.ari.on_leg(leg, "POST", "dtmf", dtmf=digits)

    async def answer_transfer(self, leg: LegId, *, accepted: bool) -> None:
        link, _ = self._leg(leg)
        state = "channel_answered" if accepted else "channel_declined"
        await link.ari.on_leg(leg, "POST", "transfer_progress", states=state)

    async def tag(self, leg: LegId, name: str, value: str) -> None:
        link, state = self._leg(leg)
        state.tags[name] = value
        # By AMI, because ARI sets no variable of a leg that still rings.
        words = msgspec.json.encode(state.tags).decode()
        await link.ami.action("Setvar", Channel=leg, Variable=TAGS_VARIABLE, Value=words)

    # ---- commands: accounts, sounds and snapshot -----------------------------------------------------------------

    async def put_account(self, account: SipCredentials) -> None:
        await self._accounts.put(account)

    async def delete_account(self, extension: str) -> None:
        await self._accounts.delete(extension)

    async def set_trunks(self, trunks: Sequence[SipTrunk]) -> None:
        await self._accounts.set_trunks(trunks)

    async def set_sounds(self, prompts: Mapping[str, bytes], music: Mapping[str, bytes]) -> None:
        self._sounds.put(prompts, music)
        if self._supervisor is not None:
            await asyncio.to_thread(self._sounds.write)
            await self._connected().reload_music()

    async def snapshot(self) -> SwitchSnapshot:
        """By Asterisk's own word. What this switch has heard of it is put right by the way."""
        link = self._connected()
        listed, bridges, online = await asyncio.gather(
            link.ari.request("GET", "channels"), link.ari.request("GET", "bridges"), link.online_extensions()
        )
        channels = {channel["id"]: channel for channel in listed}
        self._book.look(channels)
        mixes = mix_of_legs(bridges)
        return SwitchSnapshot(
            legs=[info_of(channel, mixes) for channel in listed if is_ours(channel)],
            registered=self._accounts.look(online),
            mixes=frozenset(MixId(bridge["id"]) for bridge in bridges),
        )
