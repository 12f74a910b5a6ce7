"""The card with the customer's name and form, or the words of an empty desk."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Tab
from bluebean_client.ui.card_menu import CLOSE, CardActs
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.customer_form import CustomerForm
from bluebean_client.ui.formats import clock_time, customer_name, day
from bluebean_client.ui.status_words import status_look
from bluebean_client.ui.views import group_name, status
from bluebean_client.ui.widgets.basics import ElidedLabel, button, give_way, icon_button, label, line, with_icon
from bluebean_client.ui.widgets.painted import Avatar, Disc
from server.protocol.types import Status

HEIGHT_WITH_PICTURE, HEIGHT_WITH_HINT = 250, 150


class EmptyDesk(QWidget):
    """An icon, a sentence, a hint, and where one may begin without a call. Signals: `search_wanted()`, `new_wanted()`."""

    search_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._theme = ui.theme
        self._disc = Disc(ui.theme, 72, 28)
        self._title = label("", "dialog")
        self._hint = label("", "", wrap=True)
        self._hint.setFixedSize(440, 44)
        for words_label in (self._title, self._hint):
            words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        give_way(self)
        column = QVBoxLayout(self)
        column.addStretch(7)
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        column.addStretch(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the words are worth more than the picture, and banners more than both."""
        super().resizeEvent(event)
        self._disc.setVisible(self.height() >= HEIGHT_WITH_PICTURE)
        self._hint.setVisible(self.height() >= HEIGHT_WITH_HINT)

    def _buttons(self) -> QHBoxLayout:
        self._search = with_icon(button(self.tr("Find customer"), name="find_customer_button"), self._theme, "search")
        self._search.clicked.connect(self.search_wanted)
        new = with_icon(button(self.tr("New customer"), name="first_customer_button"), self._theme, "user-plus")
        new.clicked.connect(self.new_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._search)
        row.addWidget(new)
        row.addStretch()
        return row

    def show_desk(self, desk: Desk) -> None:
        self._search.setVisible("customer_search" in desk.capabilities)
        now = status(desk)
        look = status_look(now)
        title, hint = self._words(now)
        if now is Status.AVAILABLE and "outbound" in desk.capabilities:
            hint += "\n" + self.tr("To call somebody, enter the number above.")
        self._disc.show_icon("headset-filled" if now is Status.AVAILABLE else look.icon, look.tone)
        self._title.setText(title)
        self._hint.setText(hint)

    def _words(self, now: Status) -> tuple[str, str]:
        ready = self.tr("Press Ready to take calls.")
        return {
            Status.AVAILABLE: (
                self.tr("You are available"),
                self.tr("When a call arrives, the customer is shown here."),
            ),
            Status.RINGING: (
                self.tr("A call is ringing"),
                self.tr("Press Load or Create in the pop-up to show the customer here."),
            ),
            Status.DIALING: (self.tr("You are calling"), self.tr("No customer is open.")),
            Status.TALKING_IN: (self.tr("You are talking"), self.tr("No customer is open.")),
            Status.TALKING_OUT: (self.tr("You are talking"), self.tr("No customer is open.")),
            Status.AWAY: (self.tr("You are away"), ready),
            Status.BREAK: (self.tr("You are on a break"), ready),
            Status.PHONE_DISCONNECTED: (
                self.tr("Your phone is not connected"),
                self.tr("Calls are delivered again as soon as it is registered."),
            ),
        }.get(now, (self.tr("No customer is open"), ready))


class CustomerCard(QFrame):
    """Signals: `close_wanted(tab_id)`."""

    close_wanted = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.form = CustomerForm(ui)
        self.empty = EmptyDesk(ui)
        self._avatar = Avatar(ui.theme, 44)
        self._name = ElidedLabel(role="customer")
        self._title_of_respect = label("", "")
        self._group = label("", "tag")
        self._facts = ElidedLabel(role="small")
        self._saved = label("", "small")
        self._desk = Desk()
        self.acts = CardActs(ui, self)
        self.more = icon_button(ui.theme, "more", self.tr("More (Ctrl+Shift+M)"), name="card_menu_button")
        self.more.setAccessibleName(self.tr("More"))
        self.more.clicked.connect(self.open_menu)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._header())
        rule = QHBoxLayout()
        rule.setContentsMargins(20, 0, 20, 0)
        rule.addWidget(line())
        column.addLayout(rule)
        column.addWidget(self.form, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)

    def _header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(76)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name)
        top.addWidget(self._title_of_respect, 0, Qt.AlignmentFlag.AlignBottom)
        top.addSpacing(2)
        top.addWidget(self._group, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch()
        words_column = QVBoxLayout()
        words_column.setSpacing(1)
        words_column.addStretch()
        words_column.addLayout(top)
        words_column.addWidget(self._facts)
        words_column.addStretch()
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._avatar)
        row.addLayout(words_column, 1)
        row.addWidget(self._saved)
        row.addWidget(self.more)
        return header

    def open_menu(self) -> None:
        tab = self._desk.tab
        if tab is None or not self.more.isVisible():
            return
        menu = self.acts.menu(self)
        menu.addSeparator()
        words, tab_id = self.tr("Close tab"), tab.tab_id
        menu.addAction(f"{words}\t{CLOSE}").triggered.connect(lambda: self.close_wanted.emit(tab_id))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + 2))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def show_desk(self, desk: Desk) -> None:
        self._desk, tab = desk, desk.tab
        self.acts.show_desk(desk)
        self._stack.setCurrentIndex(1 if tab else 0)
        if tab is None:
            self.empty.show_desk(desk)
            return
        self._show_header(desk, tab)
        self.form.show_tab(desk, tab)

    def _show_header(self, desk: Desk, tab: Tab) -> None:
        name = tab.title or self.tr("New customer")
        self._avatar.show_person(name)
        self._name.setText(name)
        respect = customer_name(name).removeprefix(name).strip() if tab.title else ""
        self._title_of_respect.setText(respect)
        self._title_of_respect.setVisible(bool(respect))
        self._share_baseline()
        self._group.setText(group_name(desk, tab.work_group_id))
        self._facts.setText(" ・ ".join(self._known(tab)))
        self._saved.setText(self._saved_words(tab))

    def _share_baseline(self) -> None:
        """様 is smaller than the name: lift it by what its letters hang down less."""
        for part in (self._name, self._title_of_respect):
            part.ensurePolished()
        lift = self._name.fontMetrics().descent() - self._title_of_respect.fontMetrics().descent()
        self._title_of_respect.setContentsMargins(0, 0, 0, max(0, lift))

    def _known(self, tab: Tab) -> list[str]:
        customer = tab.customer
        if customer is None:
            return [self.tr("Not stored yet")]
        facts = [customer.kana] if customer.kana else []
        if customer.last_contact_at:
            last = self.tr("last contact {day} ({name})")
            facts.append(last.format(day=day(customer.last_contact_at), name=customer.last_contact_by))
        else:
            facts.append(self.tr("no earlier contact"))
        return facts

    def _saved_words(self, tab: Tab) -> str:
        return self.tr("Saved {time}").format(time=clock_time(tab.saved_at)) if tab.saved_at else ""
