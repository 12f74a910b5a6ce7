"""The desks at which a call rang, one below the other, each with why and what became of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, OffersOfCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.offers.words import outcome, reason
from bluebean_client.ui.widgets.basics import clear, label
from bluebean_client.ui.words import said
from server.protocol.offers import OfferView


class OfferList(QWidget):
    """Asks for the offers of its call as it is made."""

    def __init__(self, ui: UiContext, call_id: str) -> None:
        super().__init__()
        self.setObjectName("call_offers")
        self._call_id = call_id
        self._shown: OffersOfCall | None = None
        self._count = label("", "secondary", name="call_offers_count")
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Rang at"), "strong"), 1)
        head.addWidget(self._count)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._rows)
        ui.slots.start(ui.actions.office.ask_offers(call_id))

    def show_desk(self, desk: Desk) -> None:
        asked = desk.call_offers
        if asked is None or asked.call_id != self._call_id or asked == self._shown:
            return
        self._shown = asked
        clear(self._rows)
        self._count.setText("")
        if asked.problem is not None:
            self._rows.addWidget(label(said(asked.problem).whole, "small", wrap=True))
        elif asked.offers is None:
            self._rows.addWidget(label(self.tr("Asking the server…"), "small"))
        elif not asked.offers:
            self._rows.addWidget(label(self.tr("At no operator's desk."), "small"))
        else:
            self._count.setText(self.tr("{count} desks").format(count=len(asked.offers)))
            for offer in asked.offers:
                self._rows.addLayout(_row(desk, offer))


def _row(desk: Desk, offer: OfferView) -> QGridLayout:
    names = {member.operator_id: member.name for group in desk.work_groups for member in group.members}

    def name_of(operator_id: str) -> str:
        return names.get(operator_id, operator_id) or "–"

    row = QGridLayout()
    row.setVerticalSpacing(0)
    row.setColumnStretch(0, 1)
    row.addWidget(label(offer.operator.name), 0, 0)
    row.addWidget(label(outcome(offer), "secondary"), 0, 1, Qt.AlignmentFlag.AlignRight)
    row.addWidget(label(reason(offer.why, name_of), "small", wrap=True), 1, 0, 1, 2)
    return row
