"""What the tray says: the icon's tooltip, and the message about a missed call."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui import phone_words
from bluebean_client.ui.softphone.reading import shown_number, title
from bluebean_client.ui.tray.reading import TrayStatus, TrayView

translate = QCoreApplication.translate


def status_words(desk: Desk, view: TrayView, account: str) -> str:
    """One line: the call, or whether the phone can be called and why not. `account` is the own number."""
    match view.status:
        case TrayStatus.RINGING:
            return translate("tray", "Ringing: {name}").format(name=_name(view.call))
        case TrayStatus.IN_CALL:
            return translate("tray", "In a call: {name}").format(name=_name(view.call))
        case TrayStatus.NOT_CONNECTED:
            return phone_words.registration_reason(desk.phone)
        case TrayStatus.STARTING if desk.engine is not EngineLink.RUNNING:
            return translate("tray", "Phone is starting")
        case TrayStatus.DO_NOT_DISTURB:
            return translate("tray", "Do not disturb: calls are refused")
        case TrayStatus.READY:
            return f"{phone_words.registration(desk.phone.registration.value)} {account}".strip()
        case _:
            return phone_words.registration(desk.phone.registration.value)


def tooltip(desk: Desk, view: TrayView, account: str) -> str:
    """Program, status, missed calls: a line each."""
    lines = ["BlueBean Client", status_words(desk, view, account)]
    if view.missed:
        lines.append(translate("tray", "Missed calls: {count}").format(count=view.missed))
    return "\n".join(lines)


def missed_message(calls: Sequence[PhoneCall]) -> tuple[str, str]:
    """Title and text of the system's message."""
    return translate("tray", "Missed call"), "\n".join(_name_and_number(call) for call in calls)


def going_on_message() -> tuple[str, str]:
    """Said the first time that the window is closed and the phone goes on."""
    return (
        translate("tray", "The phone goes on"),
        translate("tray", "Calls still ring. Open the window or quit from this icon."),
    )


def _name(call: PhoneCall | None) -> str:
    return title(call) if call is not None else ""


def _name_and_number(call: PhoneCall) -> str:
    number = shown_number(call.number)
    return f"{call.name}  {number}" if call.name else number
