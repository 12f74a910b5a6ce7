"""転送先を選択: a number, a colleague of the seat list, or a work group's queue."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.domain.seats import Column, group_names, seats_of
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.table import SeatTable
from bluebean_client.ui.transfer.queues import QueueList
from bluebean_client.ui.transfer.reading import customer_words, why_not
from bluebean_client.ui.transfer.target import Target
from bluebean_client.ui.widgets.basics import button, icon_button, label, line, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from server.protocol.seats import SeatView
from server.protocol.types import CallState

LONGEST_NUMBER = 40
NARROW_PX, LOW_PX = 640, 320
MARGINS, LOW_MARGINS = (24, 18, 20, 16), (24, 8, 20, 12)


class ChoosePage(QWidget):
    """Signals: `chosen(target)`, `cancelled()`."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, ui: UiContext, recent: Sequence[Target]) -> None:
        super().__init__()
        self._ui, self._own, self._customer = ui, "", ""
        self._facts = ElapsedLabel(ui.ticker, words=self._call_words)
        self.number = QLineEdit()
        self.transfer = with_icon(
            button(self.tr("Transfer"), "primary", name="transfer_to_number_button"), ui.theme, "transfer", "#FFFFFF"
        )
        self.table = SeatTable(ui, "transfer_seats")
        self.queues = QueueList(ui, lambda key, name: self.chosen.emit(Target.queue(key, name)))
        self._lists = QStackedWidget()
        self._free_only = QCheckBox(self.tr("Only who can take it"))
        self._desk = Desk()
        self._dress()
        self._lay_out(recent)

    def _dress(self) -> None:
        self._facts.setProperty("role", "secondary")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.number.setObjectName("transfer_number")
        self.number.setAccessibleName(self.tr("Extension or outside number"))
        self.number.setPlaceholderText(self.tr("Extension or outside number"))
        self.number.setMaxLength(LONGEST_NUMBER)
        self.number.setFixedWidth(200)
        self.number.returnPressed.connect(self._choose_number)
        self.number.textChanged.connect(self._watch_number)
        self.transfer.clicked.connect(self._choose_number)
        self.transfer.setEnabled(False)
        self._free_only.setObjectName("transfer_free_only")
        self._free_only.toggled.connect(lambda: self.show_desk(self._desk))
        self.table.set_action(
            SeatAction(
                words=self.tr("Transfer"),
                icon="transfer",
                refusal=lambda seat: why_not(seat, self._own),
                act=lambda seat: self.chosen.emit(Target.colleague(seat)),
            )
        )
        self.table.sort_by(Column.STATUS)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.queues)

    # ---- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self, recent: Sequence[Target]) -> None:
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._lists)
        column = self._column = QVBoxLayout(self)
        column.addLayout(self._head())
        column.addLayout(self._choice())
        column.addWidget(frame, 1)
        column.addLayout(self._foot(recent))

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("Transfer to"), "dialog"))
        words.addWidget(self._facts)
        close = icon_button(self._ui.theme, "close", self.tr("Cancel"), name="close_transfer_button")
        close.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choice(self) -> QHBoxLayout:
        row = self._top_row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.transfer)
        row.addSpacing(6)
        divider = line("v")
        divider.setFixedHeight(24)
        row.addWidget(divider)
        row.addSpacing(6)
        row.addWidget(self._segments())
        row.addStretch()
        row.addWidget(self._free_only)
        return row

    def _segments(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("segments", True)
        inner = QHBoxLayout(frame)
        inner.setContentsMargins(3, 3, 3, 3)
        inner.setSpacing(2)
        group = QButtonGroup(self)
        names = (
            (self.tr("Operators"), "transfer_operators_button"),
            (self.tr("Work groups"), "transfer_groups_button"),
        )
        for index, (words, name) in enumerate(names):
            made = button(words, "segment", name=name)
            made.setCheckable(True)
            made.setChecked(index == 0)
            made.setMinimumWidth(104)
            group.addButton(made, index)
            inner.addWidget(made)
        group.idClicked.connect(self._show_list)
        return frame

    def _show_list(self, index: int) -> None:
        self._lists.setCurrentIndex(index)
        self._free_only.setVisible(index == 0)

    def _foot(self, recent: Sequence[Target]) -> QHBoxLayout:
        row = self._foot_row = QHBoxLayout()
        row.setSpacing(8)
        if recent:
            row.addWidget(label(self.tr("Recent:"), "small"))
        for target in recent:
            made = button(target.name, size="small", name="recent_target_button")
            made.clicked.connect(lambda _, target=target: self.chosen.emit(target))
            row.addWidget(made)
        row.addStretch()
        cancel = button(self.tr("Cancel"), name="cancel_transfer_button")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(cancel)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow one the check box is beside the button below; a low one keeps its height for the list."""
        low = event.size().height() < LOW_PX
        self._facts.setHidden(low)  # the call bar says the same
        self.table.horizontalHeader().setHidden(low)
        self._column.setSpacing(8 if low else 12)
        self._column.setContentsMargins(*(LOW_MARGINS if low else MARGINS))
        narrow = event.size().width() < NARROW_PX
        if narrow and self._top_row.indexOf(self._free_only) >= 0:
            self._foot_row.insertWidget(self._foot_row.count() - 1, self._free_only)
        elif not narrow and self._foot_row.indexOf(self._free_only) >= 0:
            self._top_row.addWidget(self._free_only)
        super().resizeEvent(event)

    # ---- content ------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        call = connected_call(desk)
        if call is not None:
            self._customer, _ = customer_words(desk, call)
            self._held = call.state is CallState.HELD
            self._facts.set_since(call.answered_at)
        self._own = desk.identity.operator_id if desk.identity else ""
        seats = [seat for seat in seats_of(desk).values() if self._is_wanted(seat)]
        self.table.show_seats(seats, group_names(desk), self._own)
        self.queues.show_desk(desk)

    def _is_wanted(self, seat: SeatView) -> bool:
        if seat.operator_id == self._own or not seat.extension:
            return False
        return not self._free_only.isChecked() or not why_not(seat, self._own)

    _held = False

    def _call_words(self, time: str) -> str:
        if self._held:
            return self.tr("In a call with {name} {time} ・ the customer hears music").format(
                name=self._customer, time=time
            )
        return self.tr("In a call with {name} {time} ・ the customer hears music once you choose").format(
            name=self._customer, time=time
        )

    def _watch_number(self, text: str) -> None:
        self.transfer.setEnabled(bool(text.strip()))

    def _choose_number(self) -> None:
        if typed := self.number.text().strip():
            self.chosen.emit(Target.number(typed))
