"""Pure readings of the desk for the tray: its status, what its menu can do, which calls were missed just now."""

from dataclasses import dataclass
from enum import StrEnum

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState, Registration
from server.protocol.types import UsageMode


class TrayStatus(StrEnum):
    """What the icon says; of several that hold, the first of this list."""

    RINGING = "ringing"
    IN_CALL = "in_call"
    NOT_CONNECTED = "not_connected"
    STARTING = "starting"
    NO_ACCOUNT = "no_account"
    DO_NOT_DISTURB = "do_not_disturb"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class TrayView:
    """`answer`, `decline` and `hang_up` are what the menu can do now; `do_not_disturb` is None where it can't be switched."""

    status: TrayStatus
    missed: int = 0
    call: PhoneCall | None = None
    """The call that the status is about."""
    answer: bool = False
    decline: bool = False
    hang_up: bool = False
    do_not_disturb: bool | None = None


def has_tray(desk: Desk) -> bool:
    """Not with a hard phone: this program knows nothing of it while the operator is logged off."""
    return desk.mode is not UsageMode.OPERATOR


def tray_view(desk: Desk) -> TrayView:
    rings = offer.ringing_phone_call(desk)
    up = offer.active_phone_call(desk)
    can_be_quiet = desk.mode is UsageMode.SOFTPHONE and desk.engine is EngineLink.RUNNING
    return TrayView(
        _status(desk, rings, up),
        missed=desk.phone.missed,
        call=rings or up,
        answer=rings is not None,
        decline=rings is not None,
        hang_up=up is not None,
        do_not_disturb=desk.phone.do_not_disturb if can_be_quiet else None,
    )


def _status(desk: Desk, rings: PhoneCall | None, up: PhoneCall | None) -> TrayStatus:
    if rings is not None:
        return TrayStatus.RINGING
    if up is not None:
        return TrayStatus.IN_CALL
    if desk.engine is not EngineLink.RUNNING:
        return TrayStatus.STARTING
    match desk.phone.registration:
        case Registration.REGISTERED:
            return TrayStatus.DO_NOT_DISTURB if desk.phone.do_not_disturb else TrayStatus.READY
        case Registration.TRYING:
            return TrayStatus.STARTING
        case Registration.NONE:
            return TrayStatus.NO_ACCOUNT
        case _:
            return TrayStatus.NOT_CONNECTED


def missed_now(old: Desk, new: Desk) -> tuple[PhoneCall, ...]:
    """Calls that rang in `old` and are missed in `new`; with an operator's screen the server's own calls go to a colleague."""
    rang = {call.call for call in old.phone.calls if call.state is PhoneCallState.INCOMING}
    missed = (call for call in new.phone.calls if call.call in rang and call.end is CallEnd.MISSED)
    return tuple(call for call in missed if new.mode is UsageMode.SOFTPHONE or not call.server_call_id)
