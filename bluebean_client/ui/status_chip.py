"""The filled chip with the operator's status, the time since, and the rest of the wrap-up as a line."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration
from bluebean_client.ui.status_words import (
    StatusLook,
    is_overdue,
    overdue_word,
    reason_word,
    status_look,
    status_word,
)
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import current_call, status
from bluebean_client.ui.widgets.basics import IconLabel, label
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from server.protocol.types import CallState, GivenReason, Status

SOON_SECONDS = 10
WIDEST_WORD = 132
"""In px: a longer reason ends in “…”; the tooltip has it whole."""
TRACK_ALPHA = 50
"""Of 255: what is over of the wrap-up, under the white of what is left."""
TIME_WIDTHS = {4: (28, 44), 5: (36, 56), 6: (48, 76)}
"""Width in px of so many characters (m:ss, mm:ss, h:mm:ss) below the word and beside it."""


class StatusChip(QFrame):
    """Signals: `pressed()`, only while `folded` (the status buttons live in its menu then)."""

    pressed = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._look: StatusLook = status_look(Status.OFFLINE)
        self._ends_at: datetime | None = None
        self._since: datetime | None = None
        self._rest = -1.0
        self._least = 204
        self._next: Status | None = None
        self._reason: GivenReason | None = None
        self._next_reason: GivenReason | None = None
        self._said = ""
        self._tone = self._look.tone
        self.folded = self.slim = self._tight = False
        self.setFixedHeight(48)
        self._icon = IconLabel(ui.theme, 20)
        self.word = label(name="status_label")
        self.below = label()
        self.time = ElapsedLabel(ui.ticker, name="status_elapsed")
        self.time.setAccessibleName(self.tr("Time in this status"))
        self.time.setProperty("on_fill", "time")
        self._fit_time("")
        self._chevron = IconLabel(ui.theme, 14)
        self._chevron.show_icon("chevron-down", "#FFFFFF")
        self.word.setProperty("on_fill", "word")
        self.below.setProperty("on_fill", "below")
        self._lay_out()
        ui.ticker.tick.connect(self._draw_rest)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 0, 0, 0)
        self.word.setFixedHeight(20)
        self.below.setFixedHeight(16)
        self._second_line = QHBoxLayout()
        self._second_line.setSpacing(6)
        self._second_line.addWidget(self.below)
        self._second_line.addStretch()
        words.addStretch()
        words.addWidget(self.word)
        words.addLayout(self._second_line)
        words.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(7)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.time)
        self._row.addWidget(self._chevron)
        self._chevron.hide()
        self.below.hide()

    def sizeHint(self) -> QSize:
        """204 px, and as much more as a long word beside an hour needs."""
        layout = self.layout()
        return QSize(max(self._least, layout.sizeHint().width() if layout else 0), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def set_slim(self) -> None:
        """One line of 32 px; what the second one says is said beside it."""
        self.slim = True
        self._least = 166
        self.setFixedHeight(32)

    def set_least_width(self, width: int) -> None:
        self._least = width
        self.updateGeometry()

    def set_tight(self, tight: bool) -> None:
        """The time below the word instead of beside it, where the bar is narrow."""
        if tight == self._tight:
            return
        self._tight = tight
        if tight:
            self._row.removeWidget(self.time)
            self._second_line.insertWidget(0, self.time)
        else:
            self._second_line.removeWidget(self.time)
            self._row.insertWidget(2, self.time)
        margin = 10 if tight else 12
        self._row.setContentsMargins(margin, 0, margin, 0)
        set_property(self.time, "on_fill", "below" if tight else "time")
        self._fit_time(self.time.text())

    def _fit_time(self, text: str) -> None:
        """One of three widths by the number of figures, so that a tick lays nothing out anew."""
        small, usual = TIME_WIDTHS[min(max(len(text), 4), 6)]
        width = small if self._tight else usual
        if self.time.width() != width:
            self.time.setFixedWidth(width)

    def set_folded(self, folded: bool) -> None:
        self.folded = folded
        self._chevron.setVisible(folded)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if folded else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if folded else Qt.CursorShape.ArrowCursor)

    def show_desk(self, desk: Desk) -> None:
        me = desk.live.me if desk.live else None
        call = current_call(desk)
        self._look = status_look(status(desk))
        self._ends_at = me.wrap_up_ends_at if me and me.status is Status.WRAP_UP else None
        self._since = me.since if me else None
        held = call is not None and call.state is CallState.HELD
        self._icon.show_icon("pause" if held else self._look.icon, "#FFFFFF")
        self._reason = me.reason if me else None
        whole = status_word(status(desk), self._reason)
        self.word.setText(self._word(whole))
        self.word.setAccessibleDescription(whole)
        self.setToolTip(whole if self._reason else "")
        self._next = me.next_status if me else None
        self._next_reason = me.next_reason if me else None
        self._said = self.tr("On hold") if held else self._next_words() or reason_word(self._reason)
        self.time.set_since(self._since)
        self.setAccessibleName(self.tr("Status"))
        self.setAccessibleDescription(whole)
        self._draw_rest(self._ui.ticker.now())
        self.update()

    def _draw_rest(self, now: datetime) -> None:
        """Word and line of the wrap-up's rest, and whether the second line shows at all."""
        self._fit_time(self.time.text())
        rest = -1.0
        self.below.setText(self._short(self._said))
        self._mark_overdue(now)
        if self._ends_at and self._since:
            left = (self._ends_at - now).total_seconds()
            whole = (self._ends_at - self._since).total_seconds()
            rest = min(1.0, max(0.0, left / whole)) if whole > 0 else 0.0
            self.below.setText(self._soon_words() if left <= SOON_SECONDS else self._left_words(left))
        if rest != self._rest:
            self._rest = rest
            self.update()
        self.below.setVisible(bool(self.below.text()) and not self.slim)

    def _word(self, whole: str) -> str:
        """The slim bar has no second line: there the reason stands beside the status, as far as there is room."""
        return self._short(whole) if self.slim else self._look.word

    def _short(self, text: str) -> str:
        return self.word.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDEST_WORD)

    def _mark_overdue(self, now: datetime) -> None:
        """Red, and in words, where he is gone for longer than the site allows."""
        overdue = is_overdue(self._reason, now)
        if overdue:
            self.below.setText(f"{reason_word(self._reason)} ・ {overdue_word()}")
        tone = Tone.DANGER if overdue else self._look.tone
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def _next_words(self) -> str:
        """What was chosen in advance."""
        return self.tr("then {status}").format(status=self._next_status()) if self._next else ""

    def _next_status(self) -> str:
        """By its reason where there is one."""
        return reason_word(self._next_reason) or status_look(self._next or Status.AVAILABLE).word

    def _left_words(self, left_seconds: float) -> str:
        left = duration(left_seconds)
        if self._next:
            return self.tr("{time} → {status}").format(time=left, status=self._next_status())
        return self.tr("{time} left").format(time=left)

    def _soon_words(self) -> str:
        """What happens when the countdown is over."""
        soon = {Status.AWAY: self.tr("Soon away"), Status.BREAK: self.tr("Soon on break")}
        return soon.get(self._next or Status.AVAILABLE, self.tr("Soon available"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(room, 8, 8)
        painter.fillPath(path, QColor(self._ui.theme.tone(self._tone).fill))
        if self._rest >= 0:
            track = QRectF(8, room.height() - (4 if self.slim else 6), room.width() - 16, 3)
            painter.fillRect(track, QColor(255, 255, 255, TRACK_ALPHA))
            painter.fillRect(QRectF(track.left(), track.top(), track.width() * self._rest, 3), QColor("#FFFFFF"))
        if self.hasFocus():
            painter.setPen(QPen(QColor("#FFFFFF"), 2))
            painter.drawRoundedRect(room.adjusted(3, 3, -3, -3), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.folded and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.folded and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
