"""The pop-up of an incoming call: number, who it may be, 通話. It never takes the caret."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, duration, short_moment
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.shortcuts import LOAD_KEY
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.transfer_words import transfer_origin
from bluebean_client.ui.views import group_name, popup_call, waiting
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, clear, label, line, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Avatar, Disc
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from server.protocol.transfer import TransferStage
from server.protocol.types import CallState, CallView, Customer, Direction, UsageMode

WIDTH = 520
CHOICES = ("load_customer_button", "create_customer_button")
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
MOST_ROWS, LEAST_ROWS_PX = 4, 66
GOES_BACK = frozenset({TransferStage.CALLING, TransferStage.BLIND})
"""Not taken, the call goes back to who transferred it."""


class IncomingPopup(Popup):
    """Signals: `resized()` when its content changed and it wants to be placed again."""

    resized = Signal()

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "incoming_popup", strip=ui.theme.tone(Tone.RING).fill)
        self._ui = ui
        self._call: CallView | None = None
        self._shown_for: object = None
        self._wanted_height = 0
        self._page = parent
        self._opener: QWidget | None = None
        self.setAccessibleName(self.tr("Incoming call"))
        self._disc = Disc(ui.theme, 48, 20)
        self._group = label("", "ring_tag")
        self._age = ElapsedLabel(ui.ticker, words=lambda time: self.tr("ringing {time}").format(time=time))
        self._age.setProperty("role", "secondary")
        self._age.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._age.setFixedWidth(150)
        self.number = label("", "number", name="incoming_number")
        self._origin = label("", "strong", name="incoming_origin", wrap=True)
        self._rows = QVBoxLayout()
        self._rest = label("", "small")
        self._others = label("", "small")
        key = label("F2", "hint")
        self.answer = with_icon(
            button(self.tr("Answer"), "answer", name="answer_button", size="large"), ui.theme, "phone-filled", "#FFFFFF"
        )
        self.answer.setFixedWidth(132)
        self._key = key
        self._hard_phone = label(words.said(Problem(ClientProblem.ANSWER_ON_HARD_PHONE)).title, "strong")
        self._lay_out()
        self.answer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.answer.clicked.connect(lambda: ui.slots.start(ui.actions.answer()))
        ui.ticker.tick.connect(self._draw_rest)

    def _lay_out(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(8)
        facts.addWidget(self._group)
        facts.addWidget(self._age)
        facts.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(facts)
        words.addWidget(self.number)
        words.addWidget(self._origin)
        head = QHBoxLayout()
        head.setContentsMargins(18, 20, 18, 12)
        head.setSpacing(14)
        head.addWidget(self._disc)
        head.addLayout(words, 1)
        rows = QWidget()
        rows.setProperty("clear", True)
        rows.setLayout(self._rows)
        self._rows.setContentsMargins(18, 0, 18, 0)
        self._rows.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(rows)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(18, 10, 18, 16)
        bottom.setSpacing(12)
        bottom.addWidget(self._rest)
        bottom.addWidget(self._others)
        bottom.addStretch()
        bottom.addWidget(self._key)
        bottom.addWidget(self._hard_phone)
        bottom.addWidget(self.answer)
        self.body.addLayout(head)
        self.body.addWidget(self._area)
        self.body.addLayout(bottom)

    def show_desk(self, desk: Desk) -> None:
        call = popup_call(desk)
        self._call = call
        if call is None:
            self._shown_for = None
            self._close()
            return
        offered = call.state is CallState.OFFERED
        by_hand = desk.mode is UsageMode.OPERATOR  # no phone engine: this window can't answer
        self.answer.setVisible(offered and not by_hand)
        self._key.setVisible(offered and not by_hand)
        self._hard_phone.setVisible(offered and by_hand)
        self.answer.setEnabled("answer_button" not in desk.busy)
        others = sum(1 for _, other in waiting(desk) if other.call_id != call.call_id)
        self._others.setText(self.tr("{count} more waiting").format(count=others) if others else "")
        self._others.setVisible(bool(others))
        self._show_call(desk, call, read=desk.dismissed_offer == call.call_id)
        self._draw_rest(self._ui.ticker.now())
        if not self.isVisible():
            self.show()
            self.raise_()

    def _show_call(self, desk: Desk, call: CallView, *, read: bool) -> None:
        wanted = (call.call_id, call.matches, call.state, read, call.transferred)
        if wanted == self._shown_for:
            return
        self._shown_for = wanted
        self.number.setText(caller(call.number))
        self.setAccessibleDescription(caller(call.number))
        self._group.setText(group_name(desk, call.work_group_id))
        origin = self._to_be_called(call) or transfer_origin(call.transferred)
        self._origin.setText(origin)
        self._origin.setVisible(bool(origin))
        offered = call.state is CallState.OFFERED
        outgoing = call.direction is Direction.OUT
        self.setAccessibleName(self.tr("Call that you make") if outgoing else self.tr("Incoming call"))
        self._age.set_since(call.offered_at if offered else None, self._how_connected(call))
        clear(self._rows)
        if read:
            self._add_done_row()
        elif call.matches:
            self._add_matches(call.matches)
        else:
            self._add_unknown(call)
        self._rows.addWidget(line())
        rows = min(MOST_ROWS, max(1, 1 if read else len(call.matches)))
        self._wanted_height = (26 if len(call.matches) > 1 and not read else 0) + rows * 66 + 2
        self.resized.emit()

    def place_within(self, left: int, top: int, width: int, bottom: int) -> None:
        """Put the frame there; the customers scroll where the window is too low for all, so that 通話 stays in sight."""
        self._area.setFixedHeight(self._wanted_height)
        self.place(left, top, width)
        excess = top + self.height() - 2 * SHADOW - bottom
        if excess > 0:
            self._area.setFixedHeight(max(LEAST_ROWS_PX, self._wanted_height - excess))
            self.place(left, top, width)

    def _to_be_called(self, call: CallView) -> str:
        """Of a customer who has hung up and waits for a callback."""
        waits = call.callback and call.state in (CallState.OFFERED, CallState.DIALING)
        return self.tr("Callback: when you answer, the customer is called") if waits else ""

    def _how_connected(self, call: CallView) -> str:
        if call.direction is Direction.OUT or call.callback:
            return self.tr("called by you")
        return self.tr("connected by itself") if call.auto_answer else self.tr("answered")

    def _add_matches(self, matches: tuple[Customer, ...]) -> None:
        self._rows.addWidget(line())
        if len(matches) > 1:
            title = label(self.tr("{count} customers have this number").format(count=len(matches)), "small")
            title.setFixedHeight(26)
            self._rows.addWidget(title)
        for number, customer in enumerate(matches):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._match_row(customer))

    def _match_row(self, customer: Customer) -> QWidget:
        avatar = Avatar(self._ui.theme, 36)
        avatar.show_person(customer.name)
        load = button(self.tr("Load"), name="load_customer_button")
        load.setAccessibleName(self.tr("Load {name}").format(name=customer.name))
        load.setToolTip(LOAD_KEY)
        load.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        load.clicked.connect(lambda: self._ui.slots.start(self._ui.actions.load_customer(customer.customer_id)))
        name = QHBoxLayout()
        name.setSpacing(8)
        name.addWidget(ElidedLabel(customer_name(customer.name), "strong"))
        name.addWidget(ElidedLabel(customer.kana, "small"), 0, Qt.AlignmentFlag.AlignBottom)
        name.addStretch()
        return self._row(avatar, name, self._last_contact(customer), load)

    def _last_contact(self, customer: Customer) -> str:
        if not customer.last_contact_at:
            return self.tr("no earlier contact")
        when = short_moment(customer.last_contact_at, self._ui.ticker.now())
        reaction = self.tr(" ({reaction})").format(reaction=customer.last_reaction) if customer.last_reaction else ""
        return self.tr("last {when} {name}").format(when=when, name=customer.last_contact_by) + reaction

    def _add_unknown(self, call: CallView) -> None:
        self._rows.addWidget(line())
        icon = IconLabel(self._ui.theme, 20)
        icon.show_icon("user-plus")
        create = with_icon(button(self.tr("Create"), name="create_customer_button"), self._ui.theme, "plus")
        create.setToolTip(LOAD_KEY)
        create.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        create.clicked.connect(lambda: self._ui.slots.start(self._ui.actions.create_customer()))
        name = QHBoxLayout()
        known = self.tr("This number is not registered") if call.number else self.tr("The caller withholds the number")
        name.addWidget(label(known, "strong"))
        name.addStretch()
        waited = self.tr("waited {time}").format(time=duration((call.offered_at - call.arrived_at).total_seconds()))
        facts = self.tr("Create the customer to keep a record.") if call.direction is Direction.OUT else waited
        self._rows.addWidget(self._row(icon, name, facts, create))

    def _add_done_row(self) -> None:
        self._rows.addWidget(line())
        icon = IconLabel(self._ui.theme, 20)
        icon.show_icon("check-disc", self._ui.theme.tone(Tone.FREE).text)
        name = QHBoxLayout()
        name.addWidget(label(self.tr("The customer is open below"), "strong"))
        name.addStretch()
        self._rows.addWidget(self._row(icon, name, self.tr("Answer when you are ready."), None))

    def _row(self, icon: QWidget, name: QHBoxLayout, facts: str, action: QWidget | None) -> QWidget:
        row = QWidget()
        row.setFixedHeight(65)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addLayout(name)
        words.addWidget(ElidedLabel(facts, "small"))
        words.addStretch()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(icon)
        across.addLayout(words, 1)
        if action is not None:
            across.addWidget(action)
        return row

    # ---- by key -------------------------------------------------------------------------------------------------

    def load_by_key(self) -> None:
        """Load the one customer, or create him; of several the first gets the focus, so that the hand can choose."""
        choices = self._choices()
        if len(choices) == 1:
            choices[0].click()
        elif choices:
            focused = QApplication.focusWidget()
            self._opener = None if focused is None or self.isAncestorOf(focused) else focused
            choices[0].setFocus()

    def _choices(self) -> list[QPushButton]:
        return [made for name in CHOICES for made in self._area.findChildren(QPushButton, name) if made.isVisible()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the customers, Enter takes one, Esc goes back to where the caret was."""
        choices, key = self._choices(), Qt.Key(event.key())
        at = next((number for number, made in enumerate(choices) if made.hasFocus()), None)
        if key == Qt.Key.Key_Escape:
            self._give_focus_back()
        elif at is None or key not in (*STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif key in STEPS:
            choices[(at + STEPS[key]) % len(choices)].setFocus()
        else:
            choices[at].click()

    def _give_focus_back(self) -> None:
        opener, self._opener = self._opener, None
        back = opener if opener is not None and opener.isVisible() else self._page
        back.setFocus()

    def _close(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._give_focus_back()
        self.hide()

    # ---- time ---------------------------------------------------------------------------------------------------

    def _draw_rest(self, now: datetime) -> None:
        """The arc and the sentence about the ring time that is left."""
        call = self._call
        if call is None:
            return
        share, text = 1.0, ""
        if call.offer_ends_at and call.state is CallState.OFFERED:
            left = max(0.0, (call.offer_ends_at - now).total_seconds())
            whole = (call.offer_ends_at - call.offered_at).total_seconds()
            share = left / whole if whole > 0 else 0.0
            goes_back = call.transferred is not None and call.transferred.stage in GOES_BACK
            words = self.tr("{seconds} s, then back") if goes_back else self.tr("{seconds} s until the next operator")
            text = words.format(seconds=int(left))
        outgoing = call.direction is Direction.OUT
        self._disc.show_icon("phone-out" if outgoing else "phone-in", Tone.TALK if outgoing else Tone.RING, share)
        self._rest.setText(text)
        self._rest.setVisible(bool(text))
