"""作業グループ: the queues to which a call can go, with who is free there."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.seats import group_names, seats_of
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, clear, label, line, with_icon
from server.protocol.types import Status

ROW = 48


class QueueList(QScrollArea):
    """Drawn anew only when something that it shows has changed: a row does not go away under the hand."""

    def __init__(self, ui: UiContext, chosen: Callable[[str, str], None]) -> None:
        super().__init__()
        self.setObjectName("transfer_queues")
        self.setAccessibleName(self.tr("Work groups"))
        self._ui, self._chosen = ui, chosen
        self._shown: list[tuple[str, str, str, bool]] = []
        rows = QWidget()
        rows.setProperty("clear", True)
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.setWidgetResizable(True)
        self.setWidget(rows)

    def show_desk(self, desk: Desk) -> None:
        queues = self._queues(desk)
        if queues == self._shown and self._rows.count():
            return
        self._shown = queues
        clear(self._rows)
        for group_id, name, facts, is_manned in queues:
            self._rows.addWidget(self._row(group_id, name, facts, is_manned=is_manned))
            self._rows.addWidget(line())
        if not queues:
            self._rows.addWidget(label(self.tr("The work groups come as soon as the server is reached."), "secondary"))
        self._rows.addStretch()

    def _queues(self, desk: Desk) -> list[tuple[str, str, str, bool]]:
        """Key, name, how it looks there, and whether anybody works there. How many wait is only known of one's own groups."""
        names = group_names(desk)
        wanted = desk.seat_plan.queues if desk.seat_plan is not None else ()
        at_work = [seat for seat in seats_of(desk).values() if seat.status is not Status.OFFLINE]
        free = [seat for seat in at_work if seat.status is Status.AVAILABLE]
        waiting = desk.live.queues if desk.live else {}
        found = []
        for group_id in wanted:
            count = sum(1 for seat in free if group_id in seat.work_group_ids)
            facts = self.tr("{count} available").format(count=count)
            if group_id in waiting:
                facts += " ・ " + self.tr("{count} waiting").format(count=len(waiting[group_id].waiting))
            is_manned = any(group_id in seat.work_group_ids for seat in at_work)
            found.append((group_id, names.get(group_id, group_id), facts, is_manned))
        return found

    def _row(self, group_id: str, name: str, facts: str, *, is_manned: bool) -> QWidget:
        row = QWidget()
        row.setFixedHeight(ROW)
        icon = IconLabel(self._ui.theme, 18)
        icon.show_icon("hourglass", self._ui.theme.tone(Tone.AWAY).text)
        choose = button(self.tr("Transfer"), name=f"transfer_to_{group_id}_button", size="small")
        with_icon(choose, self._ui.theme, "transfer")
        choose.setAccessibleName(self.tr("Transfer to {name}").format(name=name))
        choose.setEnabled(is_manned)
        choose.setToolTip("" if is_manned else self.tr("Nobody works in {name} now.").format(name=name))
        choose.clicked.connect(lambda: self._chosen(group_id, name))
        across = QHBoxLayout(row)
        across.setContentsMargins(14, 0, 14, 0)
        across.setSpacing(12)
        across.addWidget(icon)
        across.addWidget(ElidedLabel(name, "strong"), 1)
        across.addWidget(label(facts, "secondary"))
        across.addSpacing(12)
        across.addWidget(choose)
        return row
