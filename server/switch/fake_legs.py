"""What the switch in memory knows of a leg, and what it was told when it was asked to dial."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.ports.switch import LegId, MixId


@dataclass(slots=True)
class FakeLeg:
    """One leg. `playing` is empty, `ringing`, `music:<name>` or `play:<media>`, several of them joined by `+`."""

    leg: LegId
    dialed: bool
    up: bool = False
    mix: MixId | None = None
    playing: str = ""
    recording: str | None = None
    listens_for_silence: bool = False
    caller: str = ""
    called: str = ""
    sent_dtmf: str = ""
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialed:
    """What `dial_extension` was told."""

    extension: str
    caller_id: str
    headers: Mapping[str, str]
    timeout_seconds: int


@dataclass(frozen=True, slots=True)
class DialedOut:
    """What `dial_trunk` was told."""

    trunk: str
    number: str
    caller_id: str
    timeout_seconds: int
