"""Which callbacks the list shows: one's own, or those of the groups that one leads, by assignee and only overdue ones."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.inputs import ChoiceBox
from bluebean_client.ui.widgets.page_tabs import PageTabs
from bluebean_client.ui.widgets.toggle import Toggle
from server.protocol.worklists import CallbackView

MINE, LED = 0, 1


class CallbackScope(QFrame):
    """Hidden from who leads no group. Signals: `changed()`, other rows are wanted."""

    changed = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._scope = MINE
        self._tabs = PageTabs(
            (("my_callbacks_tab", self.tr("Mine")), ("led_callbacks_tab", self.tr("All of my groups")))
        )
        self._tabs.chosen.connect(self._choose)
        self._assignee = ChoiceBox("callbacks_of")
        self._assignee.setAccessibleName(self.tr("Assignee"))
        self._assignee.chosen.connect(lambda _key: self.changed.emit())
        self._overdue = Toggle(ui.theme, self.tr("Overdue ones only"), "overdue_callbacks_only")
        self._overdue.toggled.connect(lambda _on: self.changed.emit())
        self._filters = QWidget()
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._assignee, 1)
        row.addWidget(self._overdue)
        row.addWidget(label(self.tr("Overdue ones only"), "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._filters)
        self._filters.hide()

    @property
    def is_led(self) -> bool:
        return self._scope == LED

    def show_desk(self, desk: Desk) -> None:
        leads = "supervise_callbacks" in desk.capabilities
        self.setVisible(leads)
        if not leads and self.is_led:
            self.choose(MINE)
        led = worklists.led_callbacks(desk, self._ui.ticker.now())
        self._assignee.set_choices([("", self.tr("All assignees")), *_assignees(led)])

    def choose(self, scope: int) -> None:
        if scope != self._scope and not self.isHidden():
            self._tabs.choose(scope)

    def _choose(self, scope: int) -> None:
        self._scope = scope
        self._filters.setVisible(self.is_led)
        self.changed.emit()

    def callbacks(self, desk: Desk) -> tuple[CallbackView, ...]:
        if not self.is_led:
            return worklists.callbacks(desk)
        return worklists.led_callbacks(
            desk,
            self._ui.ticker.now(),
            assignee_id=self._assignee.value(),
            overdue_only=self._overdue.isChecked(),
        )


def _assignees(callbacks: Iterable[CallbackView]) -> list[tuple[str, str]]:
    """Ids and names of those who have any, by name."""
    people = {one.assignee.operator_id: one.assignee.name for one in callbacks}
    return sorted(people.items(), key=lambda person: person[1])
