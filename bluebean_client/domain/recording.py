"""The recording of a call as the window plays it: what is known of it, how far it is, and which part of it comes next."""

from dataclasses import dataclass, replace
from enum import StrEnum

from server.protocol.rest import RecordingInfo

SPEEDS = (1.0, 1.25, 1.5, 2.0)
PART_SECONDS = 4.0
"""Of sound, in one request."""

AHEAD_SECONDS = 6.0
"""So much lies ready before the next part is fetched: the network may be away for as long."""

SAMPLE_BYTES = 2


class Playing(StrEnum):
    LOADING = "loading"
    PAUSED = "paused"
    PLAYING = "playing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Heard:
    """News of the player: how much of `run` was heard. `failed`: `no_speaker`, `player_gone`, or empty."""

    run: int
    seconds: float
    ended: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """One at a time. `position_seconds` is where it stands, or where it was begun from while it plays."""

    call_id: str
    state: Playing = Playing.LOADING
    info: RecordingInfo | None = None
    position_seconds: float = 0.0
    speed: float = 1.0
    why: str = ""
    """Of `FAILED`: code of an error of the server, or of `Heard`."""
    taken: float | None = None
    """Share of a download that is on its way, 0 to 1."""

    @property
    def seconds(self) -> float:
        return self.info.seconds if self.info else 0.0

    def at(self, seconds: float) -> "Recording":
        return replace(self, position_seconds=min(max(0.0, seconds), self.seconds))


def part(info: RecordingInfo, from_seconds: float) -> tuple[int, int]:
    """First and last byte, within the file, of the part that begins there; the last lies before the first at the end."""
    frame = info.channels * SAMPLE_BYTES
    first = int(from_seconds * info.rate_hz) * frame
    last = min(first + int(PART_SECONDS * info.rate_hz) * frame, info.data_bytes // frame * frame) - 1
    return info.data_offset + first, info.data_offset + last
