"""Each status with its word, shape and colour; the icon differs for each, colour is the second signal."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.theme.tokens import Tone
from server.protocol.reasons import NO_ANSWER
from server.protocol.seats import SeatHelp, SeatView
from server.protocol.types import GivenReason, GroupKind, Status

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class StatusLook:
    word: str
    icon: str
    tone: Tone


def status_look(status: Status) -> StatusLook:
    return {
        Status.OFFLINE: StatusLook(translate("status", "Offline"), "circle", Tone.OFFLINE),
        Status.WRAP_UP: StatusLook(translate("status", "Wrap-up"), "pencil-filled", Tone.WAIT),
        Status.AVAILABLE: StatusLook(translate("status", "Available"), "check-disc", Tone.FREE),
        Status.DIALING: StatusLook(translate("status", "Dialing"), "dialpad", Tone.RING),
        Status.RINGING: StatusLook(translate("status", "Ringing"), "bell-ring", Tone.RING),
        Status.TALKING_OUT: StatusLook(translate("status", "Talking (out)"), "phone-out", Tone.TALK),
        Status.TALKING_IN: StatusLook(translate("status", "Talking (in)"), "phone-in", Tone.TALK),
        Status.AWAY: StatusLook(translate("status", "Away"), "walk", Tone.AWAY),
        Status.BREAK: StatusLook(translate("status", "Break"), "cup", Tone.BREAK),
        Status.PHONE_DISCONNECTED: StatusLook(translate("status", "No phone"), "phone-off", Tone.DANGER),
    }[status]


def reason_word(reason: GivenReason | None) -> str:
    """As the site calls it; empty for none."""
    if reason is None:
        return ""
    return translate("status", "No answer") if reason.key == NO_ANSWER else reason.label


def status_word(status: Status, reason: GivenReason | None) -> str:
    """The status with its reason."""
    word, why = status_look(status).word, reason_word(reason)
    return translate("status", "{status} ({reason})").format(status=word, reason=why) if why else word


def is_overdue(reason: GivenReason | None, now: datetime) -> bool:
    """Whether somebody has been gone for longer than the site allows for this reason."""
    return reason is not None and reason.back_by is not None and reason.back_by <= now


def overdue_word() -> str:
    return translate("status", "too long")


def seat_look(seat: SeatView, now: datetime) -> StatusLook:
    """The status of a colleague with its reason; red and in words where he is gone for too long."""
    look, word = status_look(seat.status), status_word(seat.status, seat.reason)
    if is_overdue(seat.reason, now):
        return StatusLook(f"{word} ・ {overdue_word()}", look.icon, Tone.DANGER)
    return StatusLook(word, look.icon, look.tone)


def held_look() -> StatusLook:
    return StatusLook(translate("status", "On hold"), "pause", Tone.WAIT)


def help_look(asked: SeatHelp) -> StatusLook:
    word = translate("status", "Being helped") if asked.taken_by else translate("status", "Help requested")
    return StatusLook(word, "lifebuoy", Tone.DANGER)


def kind_words(kind: GroupKind) -> str:
    return {
        GroupKind.INBOUND_SEQUENTIAL: translate("status", "Inbound ・ one at a time"),
        GroupKind.INBOUND_SIMULTANEOUS: translate("status", "Inbound ・ all ring"),
        GroupKind.PREVIEW: translate("status", "Preview calling"),
        GroupKind.PREDICTIVE: translate("status", "Predictive calling"),
    }[kind]
