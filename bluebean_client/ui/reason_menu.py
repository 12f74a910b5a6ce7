"""The reasons for an away or a break as a menu: by mouse, by arrows, and the first nine by their number."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from server.protocol.reasons import StatusReasons
from server.protocol.types import Status

translate = QCoreApplication.translate
NUMBERED = 9


def reason_menu(
    parent: QWidget, reasons: StatusReasons, status: Status, chosen: str, choose: Callable[[str], None]
) -> QMenu:
    """`chosen` is the key of the reason that is ticked; `choose` is given a key, or nothing where the site lets people not say why."""
    menu = QMenu(parent)
    menu.setObjectName(f"{status.value}_reason_menu")
    menu.setAccessibleName(translate("reasons", "Reason"))
    for number, reason in enumerate(reasons.of(status), start=1):
        label = reason.label.replace("&", "&&")
        action = menu.addAction(f"&{number}  {label}" if number <= NUMBERED else f"    {label}")
        action.setObjectName(f"reason_{reason.key}_action")
        action.setCheckable(True)
        action.setChecked(reason.key == chosen)
        action.triggered.connect(lambda _, key=reason.key: choose(key))
    if not reasons.required:
        menu.addSeparator()
        none = menu.addAction("&0  " + translate("reasons", "No reason"))
        none.setObjectName("no_reason_action")
        none.triggered.connect(lambda _: choose(""))
    return menu
