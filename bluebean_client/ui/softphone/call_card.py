"""One call of the softphone as a card with the painted edge of its state's colour."""

from datetime import UTC, datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Quality
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.quality import network_facts, quality_look
from bluebean_client.ui.softphone.reading import CONNECTED, shown_number, title
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, icon_button, label, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.meter import QualityBars

EDGE_PX, RADIUS_PX = 4, 10
ELAPSED_PX, FIGURES_PX = 76, 16
COUNTED_STATES = (*CONNECTED, PhoneCallState.INCOMING, PhoneCallState.CALLING, PhoneCallState.RINGING)


class StateChip(QFrame):
    """An icon and a word on the soft ground of a tone."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._icon = IconLabel(ui.theme, 14)
        self._word = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 10, 2)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._word)

    def show_state(self, tone: Tone, icon: str, word: str) -> None:
        set_property(self, "chip", tone.value)
        set_property(self._word, "role", f"{tone.value}_word")
        self._icon.show_icon(icon, self._ui.theme.tone(tone).text)
        self._word.setText(word)


class PhoneCallCard(QFrame):
    """Name or number, direction, state, time and quality; what rings has its own answer and decline.

    Signals: `chosen(call: int)` when a held call is clicked, `answer_wanted(call)`, `end_wanted(call)`.
    """

    chosen = Signal(int)
    answer_wanted = Signal(int)
    end_wanted = Signal(int)

    def __init__(self, ui: UiContext, call: PhoneCall, *, direct_ends: bool = False) -> None:
        super().__init__()
        self._ui, self._call, self._tone = ui, call, Tone.TALK
        self._direct_ends, self._low = direct_ends, False
        self.setProperty("card", True)
        self.setObjectName(f"phone_call_{call.call}")
        self._name, self._facts = ElidedLabel(role="section"), ElidedLabel(role="secondary")
        self._chip = StateChip(ui)
        self._age = ElapsedLabel(ui.ticker, name="call_elapsed")
        self._age.setFixedWidth(ELAPSED_PX)
        self._age.setProperty("role", "age")
        self._bars, self._quality = QualityBars(ui.theme), ElidedLabel(role="secondary")
        self._quality.setObjectName("quality_label")
        self._figures = ElidedLabel(role="small")
        self._figures.setObjectName("quality_figures")
        self._figures.setFixedHeight(FIGURES_PX)
        self._lock = IconLabel(ui.theme, 14)
        self._lock.setObjectName("encryption")
        self._leave = icon_button(ui.theme, "hang-up", self.tr("End this call"), name="end_call_button", colour="text2")
        self._lay_out()
        self.show_call(call)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name, 1)
        top.addWidget(self._chip)
        state = QHBoxLayout()
        state.setSpacing(7)
        for part in (self._bars, self._quality, self._lock):
            state.addWidget(part)
        state.addStretch()
        left = QVBoxLayout()
        left.setSpacing(5)
        left.addWidget(self._facts)
        left.addLayout(state)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addLayout(left, 1)
        below.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._age, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(5)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self._figures)
        self._ringing = self._ringing_row()
        column.addWidget(self._ringing)

    def _ringing_row(self) -> QWidget:
        decline = button(self.tr("Decline"), "danger", name="decline_button")
        answer = with_icon(
            button(self.tr("Answer"), "answer", name="answer_button"), self._ui.theme, "phone-filled", "#FFFFFF"
        )
        decline.clicked.connect(lambda: self.end_wanted.emit(self._call.call))
        answer.clicked.connect(lambda: self.answer_wanted.emit(self._call.call))
        self._leave.clicked.connect(lambda: self.end_wanted.emit(self._call.call))
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(decline, 1)
        row.addWidget(answer, 1)
        return part

    def show_call(self, call: PhoneCall, *, sending_tones: bool = False) -> None:
        """`sending_tones` says so in the place of the direction's number."""
        self._call = call
        self._tone, icon, word = self._look(call)
        name, number = title(call), shown_number(call.number)
        way = self.tr("outgoing") if call.outgoing else self.tr("incoming")
        more = self.tr("sending tones") if sending_tones else number
        self._name.setText(name)
        self._facts.setText(f"{more} ・ {way}" if sending_tones or name != number else way)
        self._chip.show_state(self._tone, icon, word)
        counted = call.started_at or call.began_at if call.state in COUNTED_STATES else 0.0
        self._age.set_since(datetime.fromtimestamp(counted, UTC) if counted else None)
        self._show_quality(call.quality if call.state in CONNECTED else None, far_held=call.held_by_far)
        self._figures.setVisible(call.state is PhoneCallState.TALKING and not self._low)
        self._show_encryption(call.encrypted)
        self._lock.setVisible(call.state in CONNECTED)
        self._ringing.setVisible(call.state is PhoneCallState.INCOMING)
        direct = self._direct_ends and not call.server_call_id and call.state is not PhoneCallState.INCOMING
        self._leave.setVisible(call.in_conference or direct)
        self._make_pressable(call.state is PhoneCallState.HELD)
        self.setAccessibleName(name)
        spoken = (word, self._quality.text(), self._figures.text() if self._quality.text() else "")
        self.setAccessibleDescription(" ・ ".join(part for part in spoken if part))
        self.update()

    def set_low(self, low: bool) -> None:
        """Save height: loss, jitter and round trip go."""
        self._low = low
        self._figures.setVisible(self._call.state is PhoneCallState.TALKING and not low)

    def _show_encryption(self, encrypted: bool) -> None:
        """A clear voice is never silent about it."""
        if encrypted:
            self._lock.show_icon("lock", self._ui.theme.tone(Tone.FREE).text)
            word, more = self.tr("Encrypted"), self.tr("The voice is encrypted (SRTP)")
        else:
            self._lock.show_icon("lock-open", "text3")
            word = self.tr("Not encrypted")
            more = self.tr("The voice is not encrypted: others on the way could hear it")
        self._lock.setAccessibleName(word)
        self._lock.setToolTip(more)

    def _show_quality(self, quality: Quality | None, *, far_held: bool) -> None:
        look = quality_look(quality) if quality is not None else None
        if far_held:
            self._quality.setText(self.tr("held by the far side"))
        elif look is not None and quality is not None:
            self._quality.setText(f"{look.word} ・ MOS {quality.mos:.1f}")
            self._bars.show_bars(look.bars, look.tone)
        else:
            self._quality.setText("")
        self._bars.setVisible(look is not None and not far_held)
        self._figures.setText(
            network_facts(quality) if quality is not None else self.tr("The quality is being measured")
        )
        self._quality.setVisible(bool(self._quality.text()))

    def _make_pressable(self, pressable: bool) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("Talk on this call") if pressable else "")

    def _look(self, call: PhoneCall) -> tuple[Tone, str, str]:
        if call.in_conference and call.state is PhoneCallState.TALKING:
            return Tone.TALK, "conference", self.tr("In conference")
        return {
            PhoneCallState.INCOMING: (Tone.RING, "bell-ring", self.tr("Ringing")),
            PhoneCallState.CALLING: (Tone.RING, "dialpad", self.tr("Dialing")),
            PhoneCallState.RINGING: (Tone.RING, "dialpad", self.tr("Rings there")),
            PhoneCallState.TALKING: (
                Tone.TALK,
                "phone-out" if call.outgoing else "phone-in",
                self.tr("Talking"),
            ),
            PhoneCallState.HELD: (Tone.WAIT, "pause", self.tr("On hold")),
            PhoneCallState.ENDED: (Tone.OFFLINE, "circle", self.tr("Ended")),
        }[call.state]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._call.state is PhoneCallState.HELD:
            self.chosen.emit(self._call.call)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if pressed and self.hasFocus() and self._call.state is PhoneCallState.HELD:
            self.chosen.emit(self._call.call)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A `border-left` of the sheet would leave notches at the round corners."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        painter.setClipPath(shape)
        fill = self._ui.theme.colour(self._ui.theme.tone(self._tone).fill)
        painter.fillRect(QRectF(0, 0, EDGE_PX, self.height()), fill)
        if self.hasFocus():
            painter.setPen(QPen(self._ui.theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_PX - 1, RADIUS_PX - 1)
