"""The row of open customers; the one in front is on white. More than eight go into a menu."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from bluebean_client.domain.desk import Desk, Tab
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.status_words import status_look
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.views import current_call, groups_worked_in, status
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, icon_button
from server.protocol.types import WorkGroupInfo

MOST_TABS = 8


class TabChip(QFrame):
    """Signals: `chosen(tab_id)`, `close_wanted(tab_id)`."""

    chosen = Signal(str)
    close_wanted = Signal(str)

    def __init__(self, ui: UiContext, tab_id: str) -> None:
        super().__init__()
        self.tab_id = tab_id
        self._ui = ui
        self.setProperty("tab", True)
        self.setFixedHeight(34)
        self.setMaximumWidth(220)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(ui.theme, 16)
        self._name = ElidedLabel()
        self._close = icon_button(ui.theme, "close", self.tr("Close tab"), name="close_tab_button", colour="text3")
        self._close.setFixedSize(24, 24)
        self._close.clicked.connect(lambda: self.close_wanted.emit(tab_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 5, 0)
        row.setSpacing(7)
        for part in (self._icon, self._name, self._close):
            row.addWidget(part)

    def show_tab(self, desk: Desk, tab: Tab) -> None:
        front = tab.tab_id == desk.active_tab
        call = current_call(desk)
        look = status_look(status(desk))
        live = call is not None and call.call_id == tab.call_id
        just_ended = (
            desk.live is not None and desk.live.me.call is not None and desk.live.me.call.call_id == tab.call_id
        )
        show_icon = live or just_ended
        self._icon.show_icon(
            look.icon if show_icon else "user", self._ui.theme.tone(look.tone).text if show_icon else "text3"
        )
        self._name.setText(tab_title(desk, tab))
        set_property(self, "on", front)
        set_property(self._name, "role", "strong" if front else "secondary")
        words = self.tr("Close tab (its input is not saved)") if tab.dirty else self.tr("Close tab")
        self._close.setIcon(
            self._ui.theme.icon("dot" if tab.dirty else "close", "accent_text" if tab.dirty else "text3")
        )
        self._close.setToolTip(words)
        self._close.setAccessibleName(words)
        self.setAccessibleName(tab_title(desk, tab))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self.close_wanted.emit(self.tab_id)
        else:
            self.chosen.emit(self.tab_id)


def tab_title(desk: Desk, tab: Tab) -> str:
    """The customer's name; for a new one the name typed so far, or the number that calls."""
    if tab.title:
        return tab.title
    group = desk.group(tab.work_group_id)
    first = group.fields[0].key if group and group.fields else ""
    typed = tab.values.get("name") or tab.values.get(first) or ""
    call = desk.live.me.call if desk.live else None
    number = caller(call.number) if call and call.call_id == tab.call_id else "…"
    return str(typed) if typed and isinstance(typed, str) else number


class CustomerTabs(QWidget):
    """Signals: `chosen(tab_id)`, `close_wanted(tab_id)`, `new_wanted(work_group_id)`."""

    chosen = Signal(str)
    close_wanted = Signal(str)
    new_wanted = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._chips: dict[str, TabChip] = {}
        self._hidden: list[tuple[str, str]] = []
        self.setFixedHeight(34)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._more = icon_button(ui.theme, "more", self.tr("More customers"), name="more_tabs_button")
        self._more.clicked.connect(self._open_more)
        self._row.addWidget(self._more)
        self._groups: list[WorkGroupInfo] = []
        new = icon_button(ui.theme, "plus", self.tr("New customer"), name="new_customer_button")
        new.setToolTip(self.tr("New customer (Ctrl+Shift+N)"))
        new.clicked.connect(self.ask_new)
        self._new = new
        self._row.addWidget(new)
        self._row.addStretch()

    def show_desk(self, desk: Desk) -> None:
        self._groups = groups_worked_in(desk)
        self._new.setEnabled(bool(self._groups))
        shown = list(desk.tabs[-MOST_TABS:])
        if desk.tab and desk.tab not in shown:
            shown = [desk.tab, *shown[1:]]
        self._hidden = [(tab.tab_id, tab_title(desk, tab)) for tab in desk.tabs if tab not in shown]
        wanted = [tab.tab_id for tab in shown]
        for gone in [tab_id for tab_id in self._chips if tab_id not in wanted]:
            chip = self._chips.pop(gone)
            self._row.removeWidget(chip)
            chip.deleteLater()
            chip.hide()
        for index, tab in enumerate(shown):
            if tab.tab_id not in self._chips:
                chip = TabChip(self._ui, tab.tab_id)
                chip.chosen.connect(self.chosen)
                chip.close_wanted.connect(self.close_wanted)
                self._chips[tab.tab_id] = chip
                self._row.insertWidget(index, chip)
            self._chips[tab.tab_id].show_tab(desk, tab)
        self._more.setVisible(bool(self._hidden))

    def ask_new(self) -> None:
        """Of the only work group, or of one chosen from a menu."""
        if len(self._groups) == 1:
            self.new_wanted.emit(self._groups[0].work_group_id)
        elif self._groups:
            menu = QMenu(self)
            menu.setObjectName("new_customer_menu")
            for group in self._groups:
                wanted = menu.addAction(group.name)
                wanted.triggered.connect(lambda _, key=group.work_group_id: self.new_wanted.emit(key))
            menu.setActiveAction(menu.actions()[0])
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height() + 2)))

    def _open_more(self) -> None:
        menu = QMenu(self)
        for tab_id, title in self._hidden:
            menu.addAction(title).triggered.connect(lambda _, tab_id=tab_id: self.chosen.emit(tab_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))
