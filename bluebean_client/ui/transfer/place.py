"""転送 of the call bar: opens the dialog, and acts as the dialog's own button while a target is talked with."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.late_pages import open_transfer_dialog
from bluebean_client.ui.views import refusal
from server.protocol.transfer import Consultation
from server.protocol.types import Command

if TYPE_CHECKING:
    from bluebean_client.ui.transfer.dialog import TransferDialog
    from bluebean_client.ui.transfer.target import Target

MOST_RECENT = 3


class TransferPlace(QObject):
    """Attributes: `dialog`, while it is open."""

    def __init__(self, ui: UiContext, window: QWidget, top: int) -> None:
        super().__init__(window)
        self._ui, self._window, self._top = ui, window, top
        self._desk = Desk()
        self._recent: tuple[Target, ...] = ()
        self.dialog: TransferDialog | None = None

    def press(self) -> None:
        """The button and F4. A conference that was hidden is shown first: nobody leaves it unseen."""
        consults = _consultation(self._desk) is not None
        if consults and self.dialog is not None:
            if refusal(self._desk, Command.COMPLETE_TRANSFER) is None:
                self._ui.slots.start(self._ui.actions.complete_transfer())
        elif self.dialog is None and (consults or can_transfer(self._desk)):
            self._open()

    def show_desk(self, desk: Desk) -> None:
        """A target that begins to be called has its dialog, also after a restart of the window."""
        old, self._desk = self._desk, desk
        if self.dialog is not None:
            self.dialog.show_desk(desk)
        elif _consultation(desk) is not None and _consultation(old) is None:
            self._open()

    def _open(self) -> None:
        self.dialog = open_transfer_dialog(self._ui, self._window, self._top, self._desk, self._recent)
        self.dialog.closed.connect(self._forget)
        self.dialog.used.connect(self._remember)

    def _forget(self) -> None:
        self.dialog = None

    def _remember(self, target: "Target") -> None:
        rest = [known for known in self._recent if known != target]
        self._recent = (target, *rest)[:MOST_RECENT]


def can_transfer(desk: Desk) -> bool:
    """Whether the dialog has something to do."""
    return connected_call(desk) is not None and refusal(desk, Command.TRANSFER) is None


def _consultation(desk: Desk) -> Consultation | None:
    call = connected_call(desk)
    return call.consultation if call else None
