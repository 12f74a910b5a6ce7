"""The “…” of the customer's card: what can be done with the customer beside typing, each with its key."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from bluebean_client.domain.desk import Desk, Tab
from bluebean_client.domain.offer import current_call, linkable_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.numbering import phone_number
from server.protocol.types import FieldType

RELOAD, LINK, COPY, CLOSE = "F5", "Ctrl+Shift+L", "Ctrl+Shift+C", "Ctrl+W"


class CardActs(QObject):
    """Acts on the customer in front; those that make no sense now do nothing."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._desk = Desk()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk

    def reload(self) -> None:
        """As the server has the customer now; what was typed stays."""
        tab = self._desk.tab
        if tab is not None and tab.customer is not None:
            self._ui.slots.start(self._ui.actions.lists.open_customer(tab.customer.customer_id))

    def link_call(self) -> None:
        tab = self._desk.tab
        if tab is not None:
            self._ui.slots.start(self._ui.actions.link_call(tab.tab_id))

    def copy(self) -> None:
        tab = self._desk.tab
        if tab is not None and (words := name_and_numbers(self._desk, tab)):
            QGuiApplication.clipboard().setText(words)

    def menu(self, parent: QWidget) -> QMenu:
        """Without closing: whoever opens it asks before input is lost."""
        menu, tab = QMenu(parent), self._desk.tab
        menu.setObjectName("card_menu")
        menu.setToolTipsVisible(True)
        stored = tab is not None and tab.customer is not None
        offers = (
            (self.tr("Load again"), RELOAD, self.reload, "" if stored else self.tr("Not stored yet")),
            (self.tr("Link the call to this customer"), LINK, self.link_call, self._why_no_link(tab)),
            (self.tr("Copy name and numbers"), COPY, self.copy, self._why_no_copy(tab)),
        )
        for words, key, act, why_not in offers:
            action = menu.addAction(f"{words}\t{key}")
            action.setEnabled(not why_not)
            action.setToolTip(why_not)
            action.triggered.connect(act)
        return menu

    def _why_no_link(self, tab: Tab | None) -> str:
        call = current_call(self._desk)
        if tab is None or linkable_call(self._desk, tab) is not None:
            return ""
        if call is None:
            return self.tr("There is no call")
        if call.call_id == tab.call_id:
            return self.tr("The call belongs to this customer already")
        return self.tr("The call is none of this work group's customers")

    def _why_no_copy(self, tab: Tab | None) -> str:
        return "" if tab is not None and name_and_numbers(self._desk, tab) else self.tr("There is nothing to copy")


def name_and_numbers(desk: Desk, tab: Tab) -> str:
    """One line, as it is on the screen: `佐藤 健一 03-1234-5678 090-1234-5678`."""
    group = desk.group(tab.work_group_id)
    phones = [field.key for field in group.fields if field.type is FieldType.PHONE] if group else []
    numbers = [phone_number(value) for key in phones if isinstance(value := tab.values.get(key), str) and value]
    return " ".join(part for part in (tab.title, *numbers) if part)
