"""Each status with its word, shape and colour; the icon differs for each, colour is the second signal."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.theme.tokens import Tone
from server.protocol.seats import SeatHelp
from server.protocol.types import GroupKind, Status

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
