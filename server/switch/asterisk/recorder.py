"""Recordings of legs: raw stereo while the leg lives, a WAV file afterwards, whatever dies in between.

Asterisk's MixMonitor hangs on the channel itself, so that it follows the leg through mixes, music and holding. It writes
headerless samples (the leg's voice left, what it hears right). Beside each raw file lies a note of the leg and the name,
so that any later server can finish the file. When MixMonitor has closed the file it renames it: the sign that it is whole.
"""

import asyncio
import uuid
import wave
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

import msgspec
import structlog

from server.ports.switch import LegId, RecordDone, SwitchError
from server.switch.asterisk.ami import Ami

log = structlog.get_logger(__name__)

SAMPLE_RATE_HZ, CHANNELS, SAMPLE_BYTES = 8000, 2, 2
BYTES_PER_SECOND = SAMPLE_RATE_HZ * CHANNELS * SAMPLE_BYTES
WAIT_FOR_FILE_SECONDS = 3.0
POLL_SECONDS = 0.02


class Note(msgspec.Struct, frozen=True):
    """What lies beside a raw recording."""

    leg: str
    name: str


class Recorder:
    """Starts and finishes recordings; `on_done` is called in the event loop for each finished WAV."""

    def __init__(
        self,
        raw_dir: Path,
        recordings_dir: Path,
        on_done: Callable[[RecordDone], None],
        is_writer_alive: Callable[[], bool],
    ) -> None:
        self._raw_dir = raw_dir
        self._recordings_dir = recordings_dir
        self._on_done = on_done
        self._is_writer_alive = is_writer_alive
        self._running: dict[LegId, str] = {}
        self._finishing: dict[str, asyncio.Task[None]] = {}

    def find_running(self) -> None:
        """Learn of the recordings that an earlier server started."""
        for path in self._raw_dir.glob("*.json"):
            if path.stem not in self._finishing and (note := _read_note(path)):
                self._running[LegId(note.leg)] = path.stem

    async def start(self, ami: Ami, leg: LegId, name: str) -> None:
        if leg in self._running:
            return
        _check_name(name)
        key = uuid.uuid4().hex
        raw, whole = self._raw_dir / f"{key}.raw", self._raw_dir / f"{key}.whole"
        self._note(key).write_bytes(msgspec.json.encode(Note(leg, name)))
        self._running[leg] = key
        try:
            await ami.action("MixMonitor", Channel=leg, File=str(raw), Options="D", Command=f"mv -f '{raw}' '{whole}'")
        except BaseException:
            self._running.pop(leg, None)
            self._note(key).unlink(missing_ok=True)
            raise

    async def stop(self, ami: Ami, leg: LegId) -> None:
        if leg in self._running:
            await ami.action("StopMixMonitor", Channel=leg)
            self.leg_ended(leg)

    def leg_ended(self, leg: LegId) -> None:
        """The recording of this leg, if there is one, gets no more samples: finish it in the background."""
        key = self._running.pop(leg, None)
        if key is None:
            return
        task = asyncio.create_task(self._finish(key))
        self._finishing[key] = task
        task.add_done_callback(lambda _: self._finishing.pop(key, None))

    def finish_all_but(self, living: Collection[LegId]) -> None:
        """Salvage what was left behind by legs that are no more."""
        self.find_running()
        for leg in [leg for leg in self._running if leg not in living]:
            self.leg_ended(leg)

    async def wait(self) -> None:
        """Until everything that has ended is finished."""
        while self._finishing:
            await asyncio.wait(list(self._finishing.values()))

    async def _finish(self, key: str) -> None:
        note = _read_note(self._note(key))
        if note is None:
            return
        raw = await self._whole_file(key)
        try:
            path, seconds = await asyncio.to_thread(self._write_wav, raw, note.name)
        except OSError as fault:
            log.exception("recording_not_finished", leg=note.leg, name=note.name, raw=str(raw), fault=str(fault))
            return  # the raw file and its note stay: the next start tries again
        raw.unlink(missing_ok=True)
        self._note(key).unlink(missing_ok=True)
        self._on_done(RecordDone(LegId(note.leg), path, seconds))

    async def _whole_file(self, key: str) -> Path:
        """The file that MixMonitor has closed, or, if it died over it, what it had written."""
        whole = self._raw_dir / f"{key}.whole"
        loop = asyncio.get_running_loop()
        deadline = loop.time() + WAIT_FOR_FILE_SECONDS
        while not whole.exists() and loop.time() < deadline and self._is_writer_alive():  # noqa: ASYNC110
            await asyncio.sleep(POLL_SECONDS)
        return whole if whole.exists() else self._raw_dir / f"{key}.raw"

    def _write_wav(self, raw: Path, name: str) -> tuple[Path, float]:
        """A name that is taken gets a number: nothing that was recorded is ever overwritten."""
        path = self._recordings_dir / f"{name}.wav"
        number = 2
        while path.exists():
            path = self._recordings_dir / f"{name}-{number}.wav"
            number += 1
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_name(path.name + ".part")
        samples = raw.stat().st_size // (CHANNELS * SAMPLE_BYTES) if raw.exists() else 0
        with wave.open(str(unfinished), "wb") as wav:
            wav.setparams((CHANNELS, SAMPLE_BYTES, SAMPLE_RATE_HZ, samples, "NONE", ""))
            if samples:
                with raw.open("rb") as source:
                    while block := source.read(1 << 16):
                        wav.writeframesraw(block[: len(block) // 4 * 4])
        unfinished.chmod(0o600)
        unfinished.replace(path)
        return path, samples * CHANNELS * SAMPLE_BYTES / BYTES_PER_SECOND

    def _note(self, key: str) -> Path:
        return self._raw_dir / f"{key}.json"


def _check_name(name: str) -> None:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise SwitchError(f"cannot record as {name!r}: not a name inside the recordings folder")


def _read_note(path: Path) -> Note | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Note)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
