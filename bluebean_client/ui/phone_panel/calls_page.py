"""Calls of the phone behind the operator's window, and what is done with those that came to the phone itself."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.softphone.call_list import CallList
from bluebean_client.ui.softphone.number_sheet import NumberSheet
from bluebean_client.ui.softphone.reading import CONNECTED, by_id, connected, current, in_order
from bluebean_client.ui.softphone.tiles import CallTile
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import call_customer, current_call
from bluebean_client.ui.widgets.basics import give_way, label
from bluebean_client.ui.widgets.painted import Disc
from server.protocol.types import CallState

LEAST_LIST_PX, LOW_BELOW_PX = 48, 240
"""The list scrolls rather than to lie under the hint; in a page lower than this, cards leave out the figures of the quality."""


class CallsPage(QWidget):
    """The server's calls are held, handed on and ended by the server: those buttons are in the call bar.

    Here is what the phone does alone: answering, swapping, joining and handing on direct calls.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self.calls = CallList(ui, direct_ends=True)
        self.calls.set_least_room(LEAST_LIST_PX)
        self.sheet = NumberSheet(ui, dials=False)
        self.swap = CallTile(ui.theme, self.tr("Swap"), "swap", "panel_swap_button")
        self.transfer = CallTile(ui.theme, self.tr("Transfer"), "transfer", "panel_transfer_button")
        self.conference = CallTile(ui.theme, self.tr("Conference"), "conference", "panel_conference_button")
        self._tiles = QWidget()
        self._hint = label(
            self.tr("The server's call is held and ended with the buttons at the top."),
            "secondary",
            name="panel_server_hint",
            wrap=True,
        )
        self._empty = self._empty_page(ui)
        self._front = QWidget()
        self._views = QStackedWidget()
        self._lay_out()
        self._connect()

    def _empty_page(self, ui: UiContext) -> QWidget:
        page = QWidget()
        disc = Disc(ui.theme, 48, 22)
        disc.show_icon("phone", Tone.AWAY)
        column = QVBoxLayout(page)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (
            label(self.tr("No call"), "strong"),
            label(
                self.tr(
                    "The server puts calls through to this phone. It dials none itself, so that none goes unrecorded."
                ),
                "secondary",
                name="panel_no_dialing",
                wrap=True,
            ),
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(3)
        return page

    def _lay_out(self) -> None:
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(8)
        for tile in (self.swap, self.transfer, self.conference):
            tile.set_low(True)
            tiles.addWidget(tile)
        column = QVBoxLayout(self._front)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._empty, 1)
        column.addWidget(self.calls, 1)
        column.addWidget(self._hint)
        column.addStretch()
        column.addWidget(self._tiles)
        for view in (self._front, self.sheet):
            give_way(view)
            self._views.addWidget(view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._views)

    def _connect(self) -> None:
        phone = self._ui.actions.phone
        self.calls.chosen.connect(self._talk_on)
        self.calls.answer_wanted.connect(phone.answer_call)
        self.calls.end_wanted.connect(phone.hang_up_call)
        self.swap.clicked.connect(lambda: phone.swap_calls())
        self.conference.clicked.connect(lambda: phone.join_calls())
        self.transfer.clicked.connect(self._open_sheet)
        self.sheet.closed.connect(self._close_sheet)
        self.sheet.blind_wanted.connect(self._hand_on)
        self.sheet.join_wanted.connect(self._hand_on_between)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.calls.set_low(event.size().height() < LOW_BELOW_PX)
        super().resizeEvent(event)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        calls, up = in_order(desk), connected(desk)
        self.calls.show_calls([as_the_server_has_it(desk, call) for call in calls])
        self.calls.setVisible(bool(calls))
        self._empty.setVisible(not calls)
        self._hint.setVisible(any(call.server_call_id for call in up))
        self._tiles.setVisible(any(not call.server_call_id for call in up))
        self._show_tiles(current(desk), up)
        if self.sheet_is_open:
            self.sheet.show_desk(desk)
            if not self.transfer.isEnabled():
                self._close_sheet()

    def _show_tiles(self, call: PhoneCall | None, up: tuple[PhoneCall, ...]) -> None:
        direct = [each for each in up if not each.server_call_id]
        waiting = any(each.state is PhoneCallState.HELD for each in up)
        joined = any(each.in_conference for each in up)
        self.swap.setEnabled(waiting and len(direct) == len(up) > 1)
        self.swap.setToolTip("" if self.swap.isEnabled() else self.tr("Swapping needs a second direct call."))
        self.transfer.setEnabled(call is not None and call.state in CONNECTED and not call.server_call_id)
        self.transfer.setToolTip(
            "" if self.transfer.isEnabled() else self.tr("Only direct calls are transferred here.")
        )
        self.conference.setEnabled(len(direct) == len(up) > 1 and not all(each.in_conference for each in up))
        self.conference.show_on(Tone.TALK if joined else None)
        enough = len(direct) == len(up) > 1
        self.conference.setToolTip("" if enough else self.tr("A conference needs two direct calls."))

    def _talk_on(self, call: int) -> None:
        """Whoever holds it takes it back: the server, or the phone."""
        chosen = by_id(self._desk, call)
        if chosen is not None and chosen.server_call_id and chosen.state is PhoneCallState.TALKING:
            self._ui.slots.start(self._ui.actions.toggle_hold())
        else:
            self._ui.actions.phone.resume_call(call)

    @property
    def sheet_is_open(self) -> bool:
        return self._views.currentWidget() is self.sheet

    def _open_sheet(self) -> None:
        call = current(self._desk)
        if call is not None:
            self._views.setCurrentWidget(self.sheet)
            self.sheet.open(self._desk, call)

    def _close_sheet(self) -> None:
        had_focus = self.sheet.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._views.setCurrentWidget(self._front)
        if had_focus:
            self.transfer.setFocus()

    def _hand_on(self, call: int, number: str) -> None:
        self._ui.actions.phone.transfer_to(call, number)
        self._close_sheet()

    def _hand_on_between(self, call: int, to_call: int) -> None:
        self._ui.actions.phone.transfer_between(call, to_call)
        self._close_sheet()


def as_the_server_has_it(desk: Desk, call: PhoneCall) -> PhoneCall:
    """The phone knows neither whose call it is nor that the server plays music to the caller."""
    known = current_call(desk)
    if known is None or known.call_id != call.server_call_id:
        return call
    customer = call_customer(desk, known)
    name = customer_name(customer.name) if customer is not None else call.name
    held = known.state is CallState.HELD and call.state is PhoneCallState.TALKING
    return msgspec.structs.replace(call, name=name, state=PhoneCallState.HELD if held else call.state)
