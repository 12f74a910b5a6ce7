"""担当リスト: customers whose next action is mine, as the server has them when the list is opened."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, short_moment
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import button, label
from bluebean_client.ui.worklists.popover import ListPopover, Look
from bluebean_client.ui.worklists.row import ListRow
from bluebean_client.ui.worklists.words import due_words
from server.protocol.worklists import MyCustomer

LOOK = Look("my_customers_list", "close_my_customers_button", "customer-list", Tone.TALK, width=440, row_height=58)


class MyCustomerRow(ListRow):
    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, LOOK.row_height)
        self.time = label("", "secondary")
        self.load = button(self.tr("Load"), name="load_my_customer_button", size="small")
        self.right.addWidget(self.time)
        self.right.addWidget(self.load)
        self.load.clicked.connect(self.acted)


class MyCustomerList(ListPopover):
    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        self._customers: dict[str, MyCustomer] = {}
        super().__init__(ui, parent, LOOK, self.tr("My customers"))
        self._foot.addWidget(label(self.tr("Whose next action is yours"), "small"))

    def open(self) -> None:
        self._ui.slots.start(self._ui.actions.lists.ask_my_customers())
        super().open()

    def show_desk(self, desk: Desk) -> None:
        found = desk.my_customers.customers if desk.my_customers else ()
        self._customers = {str(one.customer.customer_id): one for one in found}
        super().show_desk(desk)

    def items(self) -> Iterable[str]:
        return self._customers

    def make_row(self, key: str) -> ListRow:
        row = MyCustomerRow(self._ui, key)
        row.acted.connect(lambda: self._load(int(key)))
        return row

    def _load(self, customer_id: int) -> None:
        self.dismiss()
        self._ui.slots.start(self._ui.actions.lists.open_customer(customer_id))

    def fill_row(self, row: ListRow, place: int) -> bool:
        mine = self._customers.get(row.key)
        if mine is None or not isinstance(row, MyCustomerRow):
            return False
        now, customer = self._ui.ticker.now(), mine.customer
        row.icon.show_icon("customer", "text3")
        row.show_who(customer_name(customer.name), "")
        last = customer.last_contact_at
        told = self.tr("last contact {time}").format(time=short_moment(last, now)) if last else ""
        row.show_facts(group_name(self._desk, customer.work_group_id), mine.next_action, told)
        row.time.setText(due_words(mine.next_action_time, now) if mine.next_action_time else "")
        row.say(row.name.text(), row.facts.text(), row.time.text())
        return True

    def facts(self) -> str:
        found = self._desk.my_customers
        return self.tr("{count} customers").format(count=found.total) if found else ""

    def empty_words(self) -> str:
        asked = self._desk.my_customers is not None
        return self.tr("No customer is assigned to you") if asked else self.tr("Loading")
