"""One desk on the plan: who sits there, in which status since when; a press tells more, the telephone on it calls."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from bluebean_client.domain.seats import WITHOUT_PHONE
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import elapsed
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.looks import paint_tag, paint_text
from bluebean_client.ui.seats.status_menu import is_menu_key
from bluebean_client.ui.status_words import help_look, is_overdue, reason_word, seat_look, status_look
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.painted import paint_avatar
from server.protocol.seats import SeatView
from server.protocol.types import Status

EDGE, AVATAR, PHONE = 4, 28, 28
FADED = 0.35


class DeskTile(QAbstractButton):
    """Attributes: `seat`, who is signed in with the extension; None for an empty desk. `clicked` wants its card."""

    def __init__(self, ui: UiContext, extension: str, action: Callable[[], SeatAction | None]) -> None:
        super().__init__()
        self._ui, self.extension, self._action = ui, extension, action
        self.seat: SeatView | None = None
        self._own = self._faded = False
        self.setObjectName(f"desk_{extension}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name_it()
        ui.faces.changed.connect(self.update)

    def show_seat(self, seat: SeatView | None, *, own: bool, faded: bool) -> None:
        if (seat, own, faded) == (self.seat, self._own, self._faded):
            return
        self.seat, self._own, self._faded = seat, own, faded
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        status = seat_look(self.seat, self._ui.ticker.now()).word if self.seat else self.tr("Nobody")
        self.setToolTip(status if self.seat and self.seat.reason else "")
        asks = help_look(self.seat.help).word if self.seat and self.seat.help else ""
        self.setAccessibleName(f"{self.seat.name if self.seat else ''} {self.extension} {status} {asks}".strip())

    @property
    def _cries(self) -> bool:
        """Whether he asks for help and nobody sees to it yet."""
        return self.seat is not None and self.seat.help is not None and not self.seat.help.taken_by

    def draw_time(self) -> None:
        if self.seat is not None and self.isVisible():
            overdue = is_overdue(self.seat.reason, self._ui.ticker.now())
            self.update(self.rect() if overdue else self._status_line())

    # ---- painting -----------------------------------------------------------------------------------------------

    def _status_line(self) -> QRect:
        return QRect(EDGE + 8, self.height() - 30, self.width() - EDGE - 16, 22)

    def _phone_place(self) -> QRect:
        return QRect(self.width() - PHONE - 4, 24, PHONE, PHONE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(FADED if self._faded else 1.0)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(room, 6, 6)
        hot = self.underMouse() or self.isDown()
        ground = theme.colour("hover" if hot else "surface" if self.seat else "sunken")
        painter.fillPath(shape, QColor(theme.tone(Tone.DANGER).soft) if self._cries and not hot else ground)
        if self.seat is not None:
            painter.save()
            painter.setClipPath(shape)
            edge = QColor(theme.tone(seat_look(self.seat, self._ui.ticker.now()).tone).fill)
            painter.fillRect(QRectF(room.left(), room.top(), EDGE, room.height()), edge)
            painter.restore()
        painter.setPen(self._frame())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self.seat is None:
            self._paint_empty(painter)
        else:
            self._paint_person(painter, self.seat)
            self._paint_status(painter, self.seat)
            self._paint_phone(painter, self.seat)

    def _frame(self) -> QPen:
        """Red while he asks for help, else blue round the focus and one's own desk."""
        theme = self._ui.theme
        if self.seat is not None and self.seat.help is not None and not self.hasFocus():
            return QPen(QColor(theme.tone(Tone.DANGER).fill), 2)
        ringed = self.hasFocus() or self._own
        return QPen(theme.colour("focus" if ringed else "line2"), 2 if ringed else 1)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(self._ui.theme.colour("text3"))
        inner = self.rect().adjusted(EDGE + 8, 0, -8, 0)
        paint_text(painter, self._ui.theme, QRect(inner.left(), 10, inner.width(), 20), self.extension, pixels=13)
        paint_text(painter, self._ui.theme, self._status_line(), self.tr("Nobody"), pixels=13)

    def _paint_person(self, painter: QPainter, seat: SeatView) -> None:
        theme = self._ui.theme
        left = EDGE + 8
        face = self._ui.faces.of(seat.operator_id, AVATAR, self)
        paint_avatar(painter, theme, QRectF(left, 10, AVATAR, AVATAR), seat.name, face)
        left += AVATAR + 8
        painter.setPen(theme.colour("text3" if seat.status in WITHOUT_PHONE else "text"))
        paint_text(painter, theme, QRect(left, 7, self.width() - left - 8, 20), seat.name, bold=True)
        painter.setPen(theme.colour("text2"))
        below = QRect(left, 26, self._phone_place().left() - left, 18)
        used = paint_text(painter, theme, below, seat.extension, pixels=13)
        if seat.help is not None and not self._cries:
            corner = QPoint(left + used + 8, 27)
            painter.drawPixmap(corner, theme.pixmap(help_look(seat.help).icon, theme.tone(Tone.DANGER).text, 16, self))
        elif self._own:
            paint_tag(painter, theme, left + used + 8, 36, self.tr("Me"))

    def _paint_status(self, painter: QPainter, seat: SeatView) -> None:
        """What he does and for how long; that he asks for help while nobody sees to it."""
        theme, line = self._ui.theme, self._status_line()
        look, word, since = seat_look(seat, self._ui.ticker.now()), self._short(seat), seat.since
        if seat.help is not None and self._cries:
            look, since = help_look(seat.help), seat.help.since
            word = look.word
        colour = theme.tone(look.tone).text
        painter.drawPixmap(QPoint(line.left(), line.top() + 4), theme.pixmap(look.icon, colour, 14, self))
        painter.setFont(theme.font(13))
        time = elapsed(since, self._ui.ticker.now())
        time_width = painter.fontMetrics().horizontalAdvance(time)
        painter.setPen(theme.colour("text2"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), time)
        painter.setPen(QColor(colour))
        room = line.adjusted(20, 0, -time_width - 6, 0)
        paint_text(painter, theme, room, word, pixels=13, bold=self._cries)

    def _short(self, seat: SeatView) -> str:
        """The status in a word that fits beside the time; why he is away, where that is known: the icon says that he is."""
        match seat.status:
            case Status.TALKING_IN:
                return self.tr("Call, in")
            case Status.TALKING_OUT:
                return self.tr("Call, out")
        return reason_word(seat.reason) or status_look(seat.status).word

    def _paint_phone(self, painter: QPainter, seat: SeatView) -> None:
        action = self._action()
        if action is None or self._own:
            return
        colour = "disabled" if action.refusal(seat) else "accent_text"
        corner = self._phone_place().topLeft() + QPoint(6, 6)
        painter.drawPixmap(corner, self._ui.theme.pixmap(action.icon, colour, 16, self))

    # ---- hand ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        action = self._action()
        on_phone = self._phone_place().contains(event.position().toPoint())
        if action is not None and self.seat is not None and on_phone and not action.refusal(self.seat):
            action.act(self.seat)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_menu_key(event):
            self.customContextMenuRequested.emit(self.rect().bottomLeft())
        else:
            super().keyPressEvent(event)
