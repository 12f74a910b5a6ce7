"""What a leg hears and what is recorded of it: mixes, music, sounds, recordings.

Asterisk carries out the commands of a channel one after another, and a sound that is being played is such a command: all others
wait until it has ended. So whatever takes the place of a sound stops it first, which is no command of the channel.
"""

import asyncio
from http import HTTPStatus

from server.ports.switch import LegId, MixId, SwitchError
from server.switch.asterisk.ari import AriError
from server.switch.asterisk.commands import Commands
from server.switch.asterisk.legs import Leg
from server.switch.asterisk.link import Link
from server.switch.asterisk.recorder import Recorder
from server.switch.asterisk.sounds import SoundShelf

TALK_DETECTION = "TALK_DETECT"
STOP_TRIES, STOP_RETRY_SECONDS = 10, 0.01


class MediaCommands(Commands):
    """The part of `server.ports.switch.Switch` that deals with voice."""

    _recorder: Recorder
    _sounds: SoundShelf

    async def mix_create(self, mix: MixId) -> None:
        try:
            await self._connected().ari.request("POST", "bridges", mix, type="mixing,video_sfu")
        except AriError as fault:
            if fault.status != HTTPStatus.CONFLICT:
                raise

    async def mix_add(self, mix: MixId, leg: LegId) -> None:
        link, state = self._leg(leg)
        await self._silence(link, state)
        await self._on_bridge(link, mix, leg, "addChannel")
        state.mix = mix

    async def mix_remove(self, mix: MixId, leg: LegId) -> None:
        link, state = self._leg(leg)
        if state.mix == mix:
            await self._on_bridge(link, mix, leg, "removeChannel")
            state.mix = None

    async def mix_destroy(self, mix: MixId) -> None:
        try:
            await self._connected().ari.request("DELETE", "bridges", mix)
        except AriError as fault:
            if fault.status != HTTPStatus.NOT_FOUND:
                raise
        for state in self._book.legs.values():
            state.mix = None if state.mix == mix else state.mix

    async def music_on(self, leg: LegId, music: str = "default") -> None:
        link, state = self._outside_mix(leg)
        await self._stop_playback(link, state)
        state.music = True
        await link.ari.on_leg(leg, "POST", "moh", mohClass=music)

    async def music_off(self, leg: LegId) -> None:
        link, state = self._leg(leg)
        await link.ari.on_leg(leg, "DELETE", "moh")
        state.music = False

    async def play(self, leg: LegId, *media: str) -> None:
        link, state = self._outside_mix(leg)
        addresses = [self._sounds.address(name) for name in media]
        await self._silence(link, state)
        playback = self._book.new_playback(state, media)
        await link.ari.on_leg(leg, "POST", "play", playback, media=",".join(addresses))

    async def record_start(self, leg: LegId, name: str) -> None:
        link, _ = self._leg(leg)
        await self._recorder.start(link.ami, leg, name)

    async def record_message(self, leg: LegId, name: str, *, silence_seconds: int) -> None:
        """Asterisk tells when somebody stops to speak; that he never began is found out here."""
        await self.record_start(leg, name)
        link, state = self._leg(leg)
        milliseconds = str(silence_seconds * 1000)
        await link.ari.on_leg(leg, "POST", "variable", variable=f"{TALK_DETECTION}(set)", value=milliseconds)
        never_spoke = asyncio.get_running_loop().call_later(silence_seconds, self._book.fell_silent, leg)
        state.listen_for_silence(never_spoke)

    async def record_stop(self, leg: LegId) -> None:
        link, state = self._leg(leg)
        if state.never_spoke is not None:
            state.listen_for_silence(None)
            await link.ari.on_leg(leg, "POST", "variable", variable=f"{TALK_DETECTION}(remove)", value="")
        await self._recorder.stop(link.ami, leg)

    def _outside_mix(self, leg: LegId) -> tuple[Link, Leg]:
        link, state = self._leg(leg)
        if state.mix is not None:
            raise SwitchError(f"cannot play to leg {leg}: it is in mix {state.mix}, remove it first")
        return link, state

    async def _silence(self, link: Link, state: Leg) -> None:
        """Music would go on inside a mix and be heard by all."""
        await self._stop_playback(link, state)
        if state.music:
            await link.ari.on_leg(state.leg, "DELETE", "moh")
            state.music = False

    async def _stop_playback(self, link: Link, state: Leg) -> None:
        playbacks, state.playbacks = state.playbacks, ()
        for playback in playbacks:
            self._book.cut_short(playback)
            await _delete_playback(link, playback)

    async def _on_bridge(self, link: Link, mix: MixId, leg: LegId, verb: str) -> None:
        try:
            await link.ari.request("POST", "bridges", mix, verb, channel=leg)
        except AriError as fault:
            await link.ari.on_leg(leg, "GET")  # raises LegIsGone if that is the reason
            raise SwitchError(f"cannot {verb} leg {leg}, mix {mix}: {fault}") from fault


async def _delete_playback(link: Link, playback: str) -> None:
    """WORKAROUND Asterisk 22: a sound cannot be stopped in the instant in which it begins (res_stasis_playback: `controllable`)."""
    for _ in range(STOP_TRIES):
        try:
            await link.ari.request("DELETE", "playbacks", playback)
            return
        except AriError as fault:
            if fault.status == HTTPStatus.NOT_FOUND:  # it has just finished
                return
        await asyncio.sleep(STOP_RETRY_SECONDS)
