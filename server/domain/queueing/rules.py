"""The rules of a queue, as `site.toml` declares them: who may wait how long, and where a caller goes instead."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from server.domain.queueing.hours import BusinessHours, SpecialDay


class OverflowReason(StrEnum):
    """Why a caller can't wait here, or can't any longer."""

    CLOSED = "closed"
    HOLIDAY = "holiday"
    FULL = "full"
    NOBODY = "nobody"
    """Nobody works in the group."""
    WAITED_TOO_LONG = "waited_too_long"
    EXIT_KEY = "exit_key"
    """He pressed it."""


class TargetKind(StrEnum):
    MESSAGE = "message"
    GROUP = "group"
    NUMBER = "number"
    VOICEMAIL = "voicemail"


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a caller goes: exactly one of the four.

    `message` names the sound that he hears before his call is ended, `voicemail` the greeting after which he leaves a message,
    `group` another work group in whose queue he keeps his place, `number` a telephone outside, called through the group's trunk.
    `otherwise` is the sound that he hears if that number is not reached.
    """

    message: str = ""
    group: str = ""
    number: str = ""
    voicemail: str = ""
    otherwise: str = ""

    @property
    def kind(self) -> TargetKind:
        return next(kind for kind in TargetKind if getattr(self, kind.value))


class AtClosingTime(StrEnum):
    """What becomes of those who wait already."""

    SERVE = "serve"
    SEND_AWAY = "send_away"
    """As if they came now."""


class QueueRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without a target for a reason callers go on waiting for that reason; without `hours` the group never closes.

    `hours` are written as in OpenStreetMap (“Mo-Fr 09:00-18:00; Sa 10:00-15:00”), in the group's time zone; `public_holidays` closes on
    those of the site's country; `days` say what holds on single dates in place of all that.
    """

    max_length: int | None = None
    max_wait_seconds: int | None = None
    patience_seconds: int = 60
    """How long callers wait on after the last operator has left the group."""
    hours: str | None = None
    public_holidays: bool = False
    days: tuple[SpecialDay, ...] = ()
    at_closing_time: AtClosingTime = AtClosingTime.SERVE
    voicemail_seconds: int = 120
    """The longest message; it ends earlier by the key # and by silence."""
    when_closed: Target | None = None
    when_holiday: Target | None = None
    """None: as `when_closed`."""
    when_full: Target | None = None
    when_nobody: Target | None = None
    when_waited_too_long: Target | None = None
    return_seconds: int = 60
    """Who hung up while he waited and calls again so soon has his old place; 0: nobody has.

    Long enough to dial once more after a dead spot, too short for another of the same house, who shows the same number.
    """
    exit_key: str | None = None
    """By which a waiting caller goes another way; 0 to 9, * or #."""
    when_exit_key: Target | None = None
    callback_key: str | None = None
    """By which a waiting caller asks to be called back when it is his turn."""
    callback_retry_seconds: int = 300
    """Who was not reached is called once more after so long."""

    service_level_seconds: int = 20
    """Who is answered within this time is answered in time, in the figures of the group."""

    def target(self, reason: OverflowReason) -> Target | None:
        """Where a caller goes for this reason; None: he waits."""
        if reason is OverflowReason.HOLIDAY and self.when_holiday is None:
            return self.when_closed
        return getattr(self, f"when_{reason.value}")  # type: ignore[no-any-return]

    def targets(self) -> list[tuple[str, Target]]:
        """All of them, with the key of each."""
        named = [(f"when_{reason.value}", getattr(self, f"when_{reason.value}")) for reason in OverflowReason]
        return [(key, target) for key, target in named if target is not None]

    def with_numbers(self, written: Callable[[str], str]) -> "QueueRules":
        """The same with every number outside as `written` has it."""
        changed = {
            key: msgspec.structs.replace(target, number=written(target.number))
            for key, target in self.targets()
            if target.number
        }
        return msgspec.structs.replace(self, **changed)

    def business_hours(self, time_zone: str, country: str) -> BusinessHours | None:
        """None: never closed."""
        if self.hours is None:
            return None
        return BusinessHours(self.hours, time_zone, country if self.public_holidays else "", self.days)


class OverflowStage(StrEnum):
    """How far a caller is on his other way."""

    MESSAGE = "message"
    """He hears it, and his call ends after it."""
    CALLING = "calling"
    """The number outside rings, or he talks with it."""
    GREETING = "greeting"
    RECORDING = "recording"
    """He speaks his message."""
    GROUP = "group"
    """He waits in another queue, with a call of his own there."""


class Overflow(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a caller went in place of an operator. `since`: in this stage."""

    reason: OverflowReason
    target: Target
    stage: OverflowStage
    since: datetime
