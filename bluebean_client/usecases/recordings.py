"""Listening to a call's recording: its sound is fetched in parts while it plays, and a call silences it at once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.offer import current_call, living_phone_calls
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.domain.recording import AHEAD_SECONDS, Heard, Playing, Recording, part
from bluebean_client.ports.outside import Files, Refused, Server, Settings, SoundPlayer, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.problems import problem_of
from bluebean_client.usecases.sound_choice import sound_of
from server.protocol.rest import RecordingInfo
from server.protocol.types import CallState

DOWNLOAD_BYTES = 512 * 1024
DOWNLOAD_BUTTON = "download_recording_button"
_log = logging.getLogger(__name__)


class Recordings:
    """One recording is open at a time. `run` tells what is played now from what was played before a jump."""

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        player: SoundPlayer,
        files: Files,
        settings: Settings,
        commands: Commands,
        background: Background,
    ) -> None:
        self._keeper, self._server, self._player, self._files = keeper, server, player, files
        self._settings, self._commands, self._background = settings, commands, background
        self._run = 0
        self._heard = Heard(0, 0.0)
        self._moved = asyncio.Event()
        self._watchers: list[Callable[[float], None]] = []
        player.listen(self._on_heard)
        keeper.listen(self._on_desk)

    # ---- what a person does ---------------------------------------------------------------------------------------

    async def open(self, call_id: str) -> None:
        """Only looks: nothing is fetched of the sound, and nothing is heard."""
        self._stop()
        self._put(Recording(call_id))
        try:
            info = await self._server.recording_info(call_id)
        except (Refused, Unreachable) as trouble:
            why = str(problem_of(trouble).code)
            if not await self._commands.left_because(trouble):
                self._change(call_id, lambda now: replace(now, state=Playing.FAILED, why=why))
            return
        self._change(call_id, lambda now: replace(now, state=Playing.PAUSED, info=info))

    def close(self) -> None:
        self._put(None)

    def toggle(self) -> None:
        now = self._keeper.desk.recording
        if now is None or now.info is None:
            return
        if now.state is Playing.PLAYING:
            self._pause()
        elif not in_call(self._keeper.desk):
            self._play(now if now.position_seconds < now.seconds - 0.05 else now.at(0.0))

    def seek(self, seconds: float) -> None:
        now = self._keeper.desk.recording
        if now is None or now.info is None:
            return
        if now.state is Playing.PLAYING:
            self._play(now.at(seconds))
        else:
            self._put(now.at(seconds))
            self._tell(now.at(seconds).position_seconds)

    def skip(self, seconds: float) -> None:
        """Forward, or back with less than 0."""
        now = self._keeper.desk.recording
        if now is not None:
            self.seek(self._position(now) + seconds)

    def set_speed(self, speed: float) -> None:
        now = self._keeper.desk.recording
        if now is None or now.speed == speed:
            return
        changed = replace(now.at(self._position(now)), speed=speed)
        if now.state is Playing.PLAYING:
            self._play(changed)
        else:
            self._put(changed)

    def watch(self, listener: Callable[[float], None]) -> Callable[[], None]:
        """`listener` hears where the recording stands, in seconds, until the returned function is called."""
        self._watchers.append(listener)
        return lambda: self._watchers.remove(listener)

    async def download(self, path: Path) -> None:
        """The whole file, part by part; a part of a file is never left behind."""
        now = self._keeper.desk.recording
        if now is None or now.info is None or now.taken is not None:
            return
        call_id, size = now.call_id, now.info.data_offset + now.info.data_bytes
        try:
            async with self._files.whole(path) as write:
                for first in range(0, size, DOWNLOAD_BYTES):
                    self._taken(call_id, first / size)
                    last = min(first + DOWNLOAD_BYTES, size) - 1
                    await write(await self._server.recording_part(call_id, first, last, download=True))
        except (Refused, Unreachable) as trouble:
            await self._commands.failed(DOWNLOAD_BUTTON, trouble)
        except OSError as problem:
            why = {"why": problem.strerror or str(problem)}
            told = Notice("recording", Severity.WARNING, Problem(ClientProblem.RECORDING_NOT_WRITTEN, why))
            self._keeper.notice(told)
        finally:
            self._taken(call_id, None)

    # ---- playing --------------------------------------------------------------------------------------------------

    def _play(self, start: Recording) -> None:
        if start.info is None:
            return
        self._run += 1
        self._heard = Heard(self._run, 0.0)
        self._moved.set()
        self._put(replace(start, state=Playing.PLAYING, why=""))
        sound = sound_of(self._settings)
        self._player.begin(self._run, start.info.rate_hz, start.info.channels, start.speed, sound)
        self._background.start(self._feed(self._run, start.call_id, start.info, start.position_seconds), "recording")

    async def _feed(self, run: int, call_id: str, info: RecordingInfo, start_seconds: float) -> None:
        frame_bytes_a_second = info.data_bytes / info.seconds if info.seconds else 1.0
        fed_seconds = 0.0
        while run == self._run:
            first, last = part(info, start_seconds + fed_seconds)
            if last < first:
                self._player.feed(b"")
                return
            try:
                data = await self._server.recording_part(call_id, first, last, download=False)
            except (Refused, Unreachable) as trouble:
                if run == self._run and not await self._commands.left_because(trouble):
                    self._fail(str(problem_of(trouble).code))
                return
            if run != self._run:
                return
            self._player.feed(data)
            fed_seconds += len(data) / frame_bytes_a_second
            while run == self._run and fed_seconds - self._heard.seconds > AHEAD_SECONDS:
                self._moved.clear()
                await self._moved.wait()

    def _on_heard(self, heard: Heard) -> None:
        now = self._keeper.desk.recording
        if now is None or now.state is not Playing.PLAYING:
            return
        if heard.failed == "player_gone" or (heard.run == self._run and heard.failed):
            self._fail(heard.failed)
            return
        if heard.run != self._run:
            return
        self._heard = heard
        self._moved.set()
        if heard.ended:
            self._stop()
            self._put(replace(now.at(now.seconds), state=Playing.PAUSED))
        self._tell(now.seconds if heard.ended else self._position(now))

    def _position(self, now: Recording) -> float:
        played = self._heard.seconds if now.state is Playing.PLAYING else 0.0
        return min(now.position_seconds + played, now.seconds)

    def _pause(self) -> None:
        now = self._keeper.desk.recording
        if now is not None and now.state is Playing.PLAYING:
            at = now.at(self._position(now))
            self._stop()
            self._put(replace(at, state=Playing.PAUSED))

    def _fail(self, why: str) -> None:
        now = self._keeper.desk.recording
        if now is not None:
            at = now.at(self._position(now))
            self._stop()
            self._put(replace(at, state=Playing.FAILED, why=why))

    def _stop(self) -> None:
        """Silence at once; what is on its way belongs to an earlier run."""
        self._run += 1
        self._moved.set()
        self._player.hush()

    def _on_desk(self, old: Desk, new: Desk) -> None:
        """Nobody hears a recording over a customer, and none goes on without its page."""
        if in_call(new) and not in_call(old):
            self._pause()
        elif old.recording is not None and new.recording is None:
            self._stop()

    def _tell(self, seconds: float) -> None:
        for watcher in list(self._watchers):
            watcher(seconds)

    def _put(self, recording: Recording | None) -> None:
        self._keeper.change(lambda desk: replace(desk, recording=recording))

    def _taken(self, call_id: str, share: float | None) -> None:
        self._change(call_id, lambda now: replace(now, taken=share))

    def _change(self, call_id: str, change: Callable[[Recording], Recording]) -> None:
        now = self._keeper.desk.recording
        if now is not None and now.call_id == call_id:
            self._put(change(now))


def in_call(desk: Desk) -> bool:
    """Whether somebody rings or is talked to, through the server or directly."""
    call = current_call(desk)
    return (call is not None and call.state is not CallState.ENDED) or bool(living_phone_calls(desk))
