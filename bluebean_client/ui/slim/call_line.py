"""The call in one line: number, 通話 and the customers while it rings; name and hold during it; who it was in wrap-up."""

from datetime import datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import current_call as last_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, duration
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.softphone.reading import rings_directly
from bluebean_client.ui.views import call_customer, current_call, direct_call, group_name, offered_call, status
from bluebean_client.ui.widgets.basics import ElidedLabel, button, label, with_icon
from server.protocol.types import CallState, CallView, Customer, Status, UsageMode

NAME_WIDTH = 120
"""So much of a name or number is never cut for what stands beside it."""


class CallLine(QWidget):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._who, self._number = ElidedLabel("", "strong"), ElidedLabel("", "secondary")
        self._held = label(self.tr("On hold"), "wait_tag")
        self._rest = label("", "wait_strong")
        self.answer = with_icon(
            button(self.tr("Answer"), "answer", name="answer_button"), ui.theme, "phone-filled", "#FFFFFF"
        )
        self.answer.setToolTip("F2")
        self.matches = with_icon(button("", name="load_customer_button"), ui.theme, "chevron-down")
        self._held.setFixedHeight(24)
        self._words = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._rest, self._who, self._number, self._held, self.answer, self.matches):
            row.addWidget(part)
        row.addStretch(1)
        self.answer.clicked.connect(lambda: ui.slots.start(ui.actions.answer()))
        self.matches.clicked.connect(self._open_matches)
        ui.ticker.tick.connect(self._draw_rest)

    def set_words(self, shown: bool) -> None:
        """Without them there is room for the number only."""
        if shown != self._words:
            self._words = shown
            self.show_desk(self._desk)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        call, direct, offered = current_call(desk), direct_call(desk), offered_call(desk)
        rings = (offered is not None or bool(rings_directly(desk))) and desk.mode is not UsageMode.OPERATOR
        self.answer.setVisible(rings)
        self.answer.setEnabled("answer_button" not in desk.busy)
        self._held.setVisible(call is not None and call.state is CallState.HELD)
        found = offered.matches if offered and desk.dismissed_offer != offered.call_id else ()
        self.matches.setVisible(bool(found))
        words = self.tr("{count} customers").format(count=len(found))
        self.matches.setText(words if self._words else str(len(found)))
        self.matches.setAccessibleName(words)
        if call is None and direct is not None:
            self._show_names(direct.name or caller(direct.number), caller(direct.number))
        else:
            self._show_server_call(desk, call or (last_call(desk) if status(desk) is Status.WRAP_UP else None))
        self._draw_rest(self._ui.ticker.now())

    def _show_server_call(self, desk: Desk, call: CallView | None) -> None:
        if call is None:
            self._show_names("", "")
            return
        customer, number = call_customer(desk, call), caller(call.number)
        name = customer_name(customer.name) if customer and customer.name else number
        self._show_names(name, number if name != number else group_name(desk, call.work_group_id))

    def _show_names(self, who: str, number: str) -> None:
        self._who.setText(who)
        self._who.setMinimumWidth(min(self._who.sizeHint().width(), NAME_WIDTH))
        self._number.setText(number if number != who else "")
        for part in (self._who, self._number):
            part.setVisible(bool(part.text()))
        self._number.setVisible(self._number.isVisibleTo(self) and self._words)

    def _draw_rest(self, now: datetime) -> None:
        me = self._desk.live.me if self._desk.live else None
        ends_at = me.wrap_up_ends_at if me and me.status is Status.WRAP_UP else None
        left = self.tr("{time} left").format(time=duration((ends_at - now).total_seconds())) if ends_at else ""
        self._rest.setText(left)
        self._rest.setVisible(bool(left))

    def _open_matches(self) -> None:
        menu = self.matches_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.matches.mapToGlobal(QPoint(0, self.matches.height() + 2)))

    def matches_menu(self) -> QMenu:
        """Whose call it is, chosen here: its record is found with the customer."""
        call, menu = offered_call(self._desk), QMenu(self)
        for customer in call.matches if call else ():
            words = self.tr("Load {name}").format(name=customer_name(customer.name))
            menu.addAction(words).triggered.connect(lambda _, customer=customer: self._load(customer))
        return menu

    def _load(self, customer: Customer) -> None:
        self._ui.slots.start(self._ui.actions.load_customer(customer.customer_id))
