"""A telephony switch in memory: the whole `Switch` port, with a test in the place of callers, phones and time.

Nothing happens by itself except what a real phone does at once (it rings). A test lets the world act through the
methods named in the indicative (`caller_arrives`, `phone_answers`, `ring_times_out`) and looks at what is so through
`hears`, `mixes`, `dialed`, `live`, `tags`. Events that a switch would not replay after a lost connection are not
replayed here either.
"""

import asyncio
import itertools
import wave
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from server.ports.switch import (
    AccountState,
    Dtmf,
    LegEarlyMedia,
    LegGone,
    LegId,
    LegInfo,
    LegIsGone,
    LegNew,
    LegRinging,
    LegSilent,
    LegTransferWanted,
    LegUp,
    MixId,
    PlayDone,
    RecordDone,
    SipCredentials,
    SipTrunk,
    SwitchDown,
    SwitchError,
    SwitchEvent,
    SwitchIsDown,
    SwitchSnapshot,
    SwitchUp,
)
from server.switch.fake_legs import Dialed, DialedOut, FakeLeg

CAUSE_OF_SIP_CODE = {404: 1, 480: 20, 486: 17, 503: 34, 603: 21}
NORMAL_CLEARING, SUBSCRIBER_ABSENT, NO_ANSWER, NETWORK_OUT_OF_ORDER = 16, 20, 19, 38


class FakeSwitch:
    """Implements `server.ports.switch.Switch`. With `recordings_dir` it leaves a short silent WAV for each recording."""

    def __init__(self, recordings_dir: Path | None = None) -> None:
        self.accounts: dict[str, SipCredentials] = {}
        self.trunks: tuple[SipTrunk, ...] = ()
        self.prompts: dict[str, bytes] = {}
        self.music: dict[str, bytes] = {}
        self.mixes: dict[MixId, set[LegId]] = {}
        self.dialed: dict[LegId, Dialed] = {}
        self.dialed_out: dict[LegId, DialedOut] = {}
        self.rejected: dict[LegId, int] = {}
        self.transfers: dict[LegId, bool] = {}
        self.silent_phones: set[str] = set()
        """Extensions that are registered, and numbers outside, that do not even ring when they are called."""
        self.lost: set[type[SwitchEvent]] = set()
        """Kinds of events that never arrive."""
        self._recordings_dir = recordings_dir
        self._legs: dict[LegId, FakeLeg] = {}
        self._known_up: set[LegId] = set()
        self._registered: set[str] = set()
        self._events: asyncio.Queue[SwitchEvent | None] = asyncio.Queue()
        self._connected = False
        self._numbers = itertools.count(1)

    # ---- the port: life ------------------------------------------------------------------------------------------

    async def events(self) -> AsyncIterator[SwitchEvent]:
        while (event := await self._events.get()) is not None:
            yield event

    async def start(self) -> None:
        self.come_up()

    async def close(self) -> None:
        self._connected = False
        self._events.put_nowait(None)

    # ---- the port: legs ------------------------------------------------------------------------------------------

    async def dial_extension(
        self, leg: LegId, extension: str, *, caller_id: str, headers: Mapping[str, str], timeout_seconds: int
    ) -> None:
        self._new_dialed_leg(leg)
        self.dialed[leg] = Dialed(extension, caller_id, dict(headers), timeout_seconds)
        if extension in self.silent_phones:
            return
        if self.is_registered(extension):
            self._emit(LegRinging(leg))
        else:
            self._end(leg, SUBSCRIBER_ABSENT)

    async def dial_trunk(self, leg: LegId, trunk: str, number: str, *, caller_id: str, timeout_seconds: int) -> None:
        self._new_dialed_leg(leg)
        self.dialed_out[leg] = DialedOut(trunk, number, caller_id, timeout_seconds)
        if number in self.silent_phones:
            return
        if any(known.name == trunk for known in self.trunks):
            self._emit(LegRinging(leg))
        else:
            self._end(leg, NETWORK_OUT_OF_ORDER)

    async def answer(self, leg: LegId) -> None:
        state = self._leg(leg)
        state.up = True
        state.playing = "" if state.playing == "ringing" else state.playing

    async def ring(self, leg: LegId) -> None:
        self._leg(leg).playing = "ringing"

    async def reject(self, leg: LegId, sip_code: int) -> None:
        if self._leg(leg).up:
            raise SwitchError(f"cannot reject leg {leg}: it is answered, hang it up")
        self.rejected[leg] = sip_code
        self._end(leg, CAUSE_OF_SIP_CODE.get(sip_code, NORMAL_CLEARING))

    async def hang_up(self, leg: LegId) -> None:
        self._leg(leg)
        self._end(leg, NORMAL_CLEARING)

    async def send_dtmf(self, leg: LegId, digits: str) -> None:
        self._leg(leg).sent_dtmf += digits

    async def answer_transfer(self, leg: LegId, *, accepted: bool) -> None:
        self._leg(leg)
        self.transfers[leg] = accepted

    async def tag(self, leg: LegId, name: str, value: str) -> None:
        self._leg(leg).tags[name] = value

    # ---- the port: mixes and media -------------------------------------------------------------------------------

    async def mix_create(self, mix: MixId) -> None:
        self._check_connected()
        self.mixes.setdefault(mix, set())

    async def mix_add(self, mix: MixId, leg: LegId) -> None:
        state = self._leg(leg)
        if mix not in self.mixes:
            raise SwitchError(f"cannot add leg {leg} to mix {mix}: there is no such mix, create it first")
        if state.dialed and not state.up and leg not in self.dialed_out:
            raise SwitchError(f"cannot add leg {leg} to mix {mix}: the phone has not answered yet")
        self._leave_mix(state)
        state.mix, state.playing = mix, ""
        self.mixes[mix].add(leg)

    async def mix_remove(self, mix: MixId, leg: LegId) -> None:
        state = self._leg(leg)
        if state.mix == mix:
            self._leave_mix(state)

    async def mix_destroy(self, mix: MixId) -> None:
        self._check_connected()
        for leg in self.mixes.pop(mix, set()):
            self._legs[leg].mix = None

    async def music_on(self, leg: LegId, music: str = "default") -> None:
        self._outside_mix(leg).playing = f"music:{music}"

    async def music_off(self, leg: LegId) -> None:
        state = self._leg(leg)
        state.playing = "" if state.playing.startswith("music:") else state.playing

    async def play(self, leg: LegId, *media: str) -> None:
        state = self._outside_mix(leg)
        if unknown := [name for name in media if name not in self.prompts and not name.startswith("tone:")]:
            raise SwitchError(f"cannot play {unknown[0]} to leg {leg}: there is no such sound")
        state.playing = "play:" + "+".join(media)

    async def record_start(self, leg: LegId, name: str) -> None:
        state = self._leg(leg)
        state.recording = state.recording or name

    async def record_message(self, leg: LegId, name: str, *, silence_seconds: int) -> None:
        await self.record_start(leg, name)
        self._leg(leg).listens_for_silence = True

    async def record_stop(self, leg: LegId) -> None:
        self._finish_recording(self._leg(leg))

    # ---- the port: accounts and snapshot -------------------------------------------------------------------------

    async def put_account(self, account: SipCredentials) -> None:
        self.accounts[account.extension] = account
        if self._connected and account.extension in self._registered:
            self._emit(AccountState(account.extension, True))

    async def delete_account(self, extension: str) -> None:
        if self.accounts.pop(extension, None) is not None and self.is_connected and extension in self._registered:
            self._emit(AccountState(extension, False))

    async def set_trunks(self, trunks: Sequence[SipTrunk]) -> None:
        self.trunks = tuple(trunks)

    async def set_sounds(self, prompts: Mapping[str, bytes], music: Mapping[str, bytes]) -> None:
        self.prompts, self.music = dict(prompts), dict(music)

    async def snapshot(self) -> SwitchSnapshot:
        self._check_connected()
        legs = [
            LegInfo(leg.leg, leg.up, leg.mix, dict(leg.tags), leg.caller, leg.called) for leg in self._legs.values()
        ]
        return SwitchSnapshot(legs, frozenset(self._registered & self.accounts.keys()), frozenset(self.mixes))

    # ---- the world acts ------------------------------------------------------------------------------------------

    def caller_arrives(self, caller: str, called: str, *, trunk: str = "trunk", leg: LegId | None = None) -> LegId:
        """A call reaches the switch; unheard by the server while the connection is down."""
        new = leg or LegId(f"inbound-{next(self._numbers)}")
        self._legs[new] = FakeLeg(new, dialed=False, caller=caller, called=called)
        self._emit(LegNew(new, caller, called, trunk))
        return new

    def carrier_lets_hear(self, leg: LegId) -> None:  # before the answer
        self._emit(LegEarlyMedia(leg))

    def phone_answers(self, leg: LegId) -> None:
        self._legs[leg].up = True
        if self._connected:
            self._known_up.add(leg)
            self._emit(LegUp(leg))

    def phone_rejects(self, leg: LegId, sip_code: int = 486) -> None:
        self._end(leg, CAUSE_OF_SIP_CODE.get(sip_code, NORMAL_CLEARING), sip_code)

    def phone_is_unreachable(self, leg: LegId) -> None:
        """Nothing is heard from the phone: the switch gives up the leg."""
        self._end(leg, SUBSCRIBER_ABSENT)

    def ring_times_out(self, leg: LegId) -> None:
        """The `timeout_seconds` of the dialed leg are over."""
        self._end(leg, NO_ANSWER)

    def far_end_hangs_up(self, leg: LegId) -> None:
        self._end(leg, NORMAL_CLEARING)

    def wants_transfer(self, leg: LegId, number: str) -> None:  # its own transfer key
        self._emit(LegTransferWanted(leg, number))

    def presses(self, leg: LegId, digit: str) -> None:
        self._emit(Dtmf(leg, digit))

    def play_finishes(self, leg: LegId) -> None:
        state = self._legs[leg]
        media, state.playing = state.playing.removeprefix("play:"), ""
        self._emit(PlayDone(leg, tuple(media.split("+"))))

    def falls_silent(self, leg: LegId) -> None:
        """Nothing is said for so long as it was listened for; untold where nobody listens."""
        if self._legs[leg].listens_for_silence:
            self._emit(LegSilent(leg))

    def recording_is_salvaged(self, leg: LegId, name: str) -> None:
        """The file of a leg that ended long ago, before a restart perhaps, is complete now."""
        self._emit(RecordDone(leg, (self._recordings_dir or Path()) / f"{name}.wav", 1.0))

    def register(self, extension: str) -> None:
        """The phone of this extension registers. Unheard if the switch has no such account."""
        self._registered.add(extension)
        if extension in self.accounts:
            self._emit(AccountState(extension, True))

    def unregister(self, extension: str) -> None:
        self._registered.discard(extension)
        if extension in self.accounts:
            self._emit(AccountState(extension, False))

    def go_down(self, why: str = "connection lost") -> None:
        """The connection to the switch is lost; calls live on unless `come_up` says otherwise."""
        if self._connected:
            self._emit(SwitchDown(why))
        self._connected = False

    def come_up(self, *lost_legs: LegId) -> None:
        """The connection is there (again), and `lost_legs` are not."""
        self._connected = True
        for leg in lost_legs:
            self._end(leg)
        for leg in [leg.leg for leg in self._legs.values() if leg.dialed and leg.up and leg.leg not in self._known_up]:
            self._known_up.add(leg)
            self._emit(LegUp(leg))
        self._emit(SwitchUp())
        for extension in self.accounts:
            self._emit(AccountState(extension, extension in self._registered))

    def crash(self, *first: LegId) -> None:
        """The switch dies and starts again: calls, mixes and registrations are lost. `first` are the legs that are told of first."""
        self.go_down("the switch ended unexpectedly")
        self.mixes.clear()
        self._registered.clear()
        self.come_up(*first, *(leg for leg in self._legs if leg not in first))

    # ---- what is so ----------------------------------------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._connected

    @property
    def live(self) -> list[LegId]:
        """Legs that have not gone, in order of arrival."""
        return list(self._legs)

    def is_up(self, leg: LegId) -> bool:
        return leg in self._legs and self._legs[leg].up

    def is_registered(self, extension: str) -> bool:
        return extension in self._registered and extension in self.accounts

    def hears(self, leg: LegId) -> str:
        """`ringing`, `music:<name>`, `play:<media>`, `mix:<id>`, or nothing."""
        state = self._legs[leg]
        return f"mix:{state.mix}" if state.mix else state.playing

    def mix_of(self, leg: LegId) -> MixId | None:
        return self._legs[leg].mix

    def recording_of(self, leg: LegId) -> str | None:
        return self._legs[leg].recording

    def tags(self, leg: LegId) -> Mapping[str, str]:
        return self._legs[leg].tags

    def sent_dtmf(self, leg: LegId) -> str:
        return self._legs[leg].sent_dtmf

    def legs_to(self, extension: str) -> list[LegId]:
        """Living legs that were dialed to this extension."""
        return [leg for leg in self._legs if leg in self.dialed and self.dialed[leg].extension == extension]

    def legs_to_number(self, number: str) -> list[LegId]:
        """Living legs that were dialed to this number outside."""
        return [leg for leg in self._legs if leg in self.dialed_out and self.dialed_out[leg].number == number]

    # ---- inside --------------------------------------------------------------------------------------------------

    def _new_dialed_leg(self, leg: LegId) -> None:
        self._check_connected()
        if leg in self.dialed or leg in self.dialed_out or leg in self._legs:
            raise SwitchError(f"cannot dial with leg id {leg}: it has been used before")
        self._legs[leg] = FakeLeg(leg, dialed=True)

    def _check_connected(self) -> None:
        if not self._connected:
            raise SwitchIsDown("the switch is not connected")

    def _leg(self, leg: LegId) -> FakeLeg:
        self._check_connected()
        if leg not in self._legs:
            raise LegIsGone(f"leg {leg} has gone")
        return self._legs[leg]

    def _outside_mix(self, leg: LegId) -> FakeLeg:
        state = self._leg(leg)
        if state.mix is not None:
            raise SwitchError(f"cannot play to leg {leg}: it is in mix {state.mix}, remove it first")
        return state

    def _emit(self, event: SwitchEvent) -> None:
        if self._connected and type(event) not in self.lost:
            self._events.put_nowait(event)

    def _leave_mix(self, state: FakeLeg) -> None:
        if state.mix is not None:
            self.mixes.get(state.mix, set()).discard(state.leg)
        state.mix = None

    def _end(self, leg: LegId, cause: int = 0, sip_code: int = 0) -> None:
        state = self._legs[leg]
        if not self._connected:
            raise RuntimeError("the connection is down: name the legs that end in the gap in come_up()")
        self._leave_mix(state)
        del self._legs[leg]
        self._emit(LegGone(leg, cause, sip_code))
        self._finish_recording(state)

    def _finish_recording(self, state: FakeLeg) -> None:
        if state.recording is None:
            return
        path = (self._recordings_dir or Path()) / f"{state.recording}.wav"
        state.recording, state.listens_for_silence = None, False
        if self._recordings_dir is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            with wave.open(str(path), "wb") as wav:
                wav.setparams((2, 2, 8000, 0, "NONE", ""))
                wav.writeframes(bytes(4 * 8000))
        self._emit(RecordDone(state.leg, path, 1.0))
