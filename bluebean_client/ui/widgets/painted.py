"""Widgets that paint themselves: avatars, discs, count badges, call-bar and rail buttons."""

import zlib
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import AVATAR_FILLS, Tone

LIT_SHARE = 0.16
"""Of the fill in the bright half of a blinking button: more would make its word hard to read."""


def avatar_fill(name: str) -> str:
    return AVATAR_FILLS[zlib.crc32(name.encode()) % len(AVATAR_FILLS)]


def paint_avatar(painter: QPainter, theme: Theme, room: QRectF, name: str, face: QPixmap | None = None) -> None:
    """The picture, or the first character of `name` on a disc whose colour follows from the name."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face is not None:
        painter.drawPixmap(room.topLeft(), face)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(avatar_fill(name)))
    painter.drawEllipse(room)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(theme.font(max(12, round(room.height() * 0.42)), bold=True))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), name[:1] or "?")


class Avatar(QWidget):
    def __init__(self, theme: Theme, size: int = 32) -> None:
        super().__init__()
        self._theme, self._name = theme, ""
        self._face: QPixmap | None = None
        self.online: bool | None = None
        self.setFixedSize(size, size)

    def show_person(self, name: str, online: bool | None = None, face: QPixmap | None = None) -> None:
        if (name, online) != (self._name, self.online) or face is not self._face:
            self._name, self.online, self._face = name, online, face
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, self._theme, QRectF(self.rect()), self._name, self._face)
        if self.online is None:
            return
        dot = QRectF(self.width() - 11, self.height() - 11, 10, 10)
        tone = self._theme.tone(Tone.FREE if self.online else Tone.OFFLINE)
        painter.setPen(QPen(self._theme.colour("surface"), 2))
        painter.setBrush(QColor(tone.fill) if self.online else self._theme.colour("surface"))
        painter.drawEllipse(dot)
        if not self.online:
            painter.setPen(QPen(QColor(tone.text), 1.5))
            painter.drawEllipse(dot.adjusted(1.5, 1.5, -1.5, -1.5))


class Disc(QWidget):
    """A soft disc with an icon: empty states, the call in the bar, pop-ups. `share` draws an arc of the rest of a time."""

    def __init__(self, theme: Theme, size: int, icon_size: int = 20) -> None:
        super().__init__()
        self._theme, self._icon_size = theme, icon_size
        self._icon, self._tone, self._share = "", Tone.AWAY, -1.0
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, tone: Tone, share: float = -1.0) -> None:
        if (icon, tone, share) != (self._icon, self._tone, self._share):
            self._icon, self._tone, self._share = icon, tone, share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._icon:
            return
        tone = self._theme.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.soft))
        room = QRectF(self.rect())
        inset = 6 if self._share >= 0 else 0
        painter.drawEllipse(room.adjusted(inset, inset, -inset, -inset))
        if self._share >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tone.fill), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(room.adjusted(2, 2, -2, -2), 90 * 16, round(-360 * 16 * min(1.0, self._share)))
        pixmap = self._theme.pixmap(self._icon, tone.text, self._icon_size, self)
        at = (self.width() - self._icon_size) // 2
        painter.drawPixmap(QPoint(at, at), pixmap)


def paint_badge(painter: QPainter, theme: Theme, corner: QPoint, count: int, fill: QColor) -> None:
    """A count in a disc whose left top is `corner`; over 99 as 99+."""
    text = str(count) if count < 100 else "99+"
    painter.setFont(theme.font(12, bold=True))
    width = max(18, painter.fontMetrics().horizontalAdvance(text) + 9)
    room = QRect(corner, QSize(width, 18))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(room, 9, 9)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


def paint_sign(painter: QPainter, theme: Theme, corner: QPoint, sign: str) -> None:
    """One character in a disc of danger."""
    room = QRect(corner, QSize(14, 14))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tone(Tone.DANGER).fill))
    painter.drawEllipse(room)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(theme.font(12, bold=True))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), sign)


class PaintedButton(QAbstractButton):
    """Base of buttons with an icon over a word: ground, focus ring and disabled look in one place."""

    def __init__(self, theme: Theme, text: str, icon: str, name: str) -> None:
        super().__init__()
        self.theme, self.icon_name = theme, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_word(self, text: str, icon: str) -> None:
        """Another word and icon for the same place (保留 → 再開)."""
        if (text, icon) != (self.text(), self.icon_name):
            self.icon_name = icon
            self.setText(text)
            self.setAccessibleName(text)
            self.update()

    def paint_ground(self, painter: QPainter, ground: QColor | None, radius: float = 8.0) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        colour = ground
        if colour is None and self.isEnabled() and (self.isDown() or self.underMouse()):
            colour = self.theme.colour("pressed" if self.isDown() else "hover")
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(room, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus" if ground is None else "focus_on_fill"), 2))
            painter.drawRoundedRect(room, radius, radius)


class BarButton(PaintedButton):
    """A call button of the bar, 56×52 or as wide as the longest of its `words`, so that no word moves the others; `slim` is an
    icon of 36×32. `filled` paints it in the colour of danger (切断 during a call), `alarm` outlines it (ヘルプ while requested),
    `lit` is the bright half of its blinking, `marked` a sign in place of it, `tone` a soft ground."""

    def __init__(self, theme: Theme, words: tuple[str, ...], icon: str, name: str, *, slim: bool = False) -> None:
        super().__init__(theme, words[0], icon, name)
        self.filled = self.alarm = self.lit = self.marked = False
        self.tone: Tone | None = None
        self.slim = slim
        metrics = QFontMetrics(theme.font(12, bold=True))
        self._with_word = QSize(max(56, *(metrics.horizontalAdvance(word) + 8 for word in words)), 52)
        self.setFixedSize(QSize(36, 32) if slim else self._with_word)

    def sizeHint(self) -> QSize:
        return self.size()

    def set_word_shown(self, shown: bool) -> None:
        """Without its word, which the tooltip says then, it is as wide as a narrow bar has room for."""
        self.slim = not shown
        self.setFixedSize(self._with_word if shown else QSize(36, self._with_word.height()))
        self.update()

    def show_filled(self, filled: bool) -> None:
        self._show("filled", filled)

    def show_alarm(self, alarm: bool) -> None:
        self._show("alarm", alarm)

    def show_lit(self, lit: bool) -> None:
        self._show("lit", lit)

    def show_marked(self, marked: bool) -> None:
        self._show("marked", marked)

    def show_tone(self, tone: Tone | None) -> None:
        self._show("tone", tone)

    def _show(self, what: str, value: object) -> None:
        if getattr(self, what) != value:
            setattr(self, what, value)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, colour = self._ground(), self._colour()
        self.paint_ground(painter, ground)
        if self.alarm:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.tone(Tone.DANGER).fill), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        top = (self.height() - 20) // 2 if self.slim else 7
        icon_colour = colour or ("text2" if self.isEnabled() else "disabled")
        painter.drawPixmap(
            QPoint((self.width() - 20) // 2, top), self.theme.pixmap(self.icon_name, icon_colour, 20, self)
        )
        if self.marked:
            paint_sign(painter, self.theme, QPoint(self.width() // 2 + 4, top - 4), "!")
        if not self.slim:
            painter.setPen(self.theme.colour(colour or ("text" if self.isEnabled() else "disabled")))
            painter.setFont(self.theme.font(12, bold=ground is not None))
            painter.drawText(QRect(0, 29, self.width(), 18), int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _ground(self) -> QColor | None:
        danger = self.theme.tone(Tone.DANGER)
        if self.filled and self.isEnabled():
            fill = QColor(danger.fill)
            return fill.darker(112) if self.isDown() or self.underMouse() else fill
        if self.alarm:
            return mixed(danger.fill, danger.soft, LIT_SHARE) if self.lit else QColor(danger.soft)
        return QColor(self.theme.tone(self.tone).soft) if self.tone is not None else None

    def _colour(self) -> str:
        """Of icon and word; empty for the usual ones."""
        if self.filled and self.isEnabled():
            return "#FFFFFF"
        if self.alarm:
            return self.theme.tone(Tone.DANGER).text
        return self.theme.tone(self.tone).text if self.tone is not None else ""


def mixed(strong: str, soft: str, share: float) -> QColor:
    """`share` of the first colour in the second, both opaque."""
    first, second = QColor(strong), QColor(soft)
    parts = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(one * share + other * (1 - share)) for one, other in parts))


@dataclass(frozen=True, slots=True)
class TileShape:
    """Measures of a rail tile in px; `word` is the top of the word, 0 for none."""

    width: int
    height: int
    icon: int
    word: int
    time: int = 0


ROOMY = TileShape(72, 54, icon=8, word=29)
ROOMY_TIMED = TileShape(72, 66, icon=6, word=26, time=44)
LOW = TileShape(72, 49, icon=5, word=25)
LOW_TIMED = TileShape(72, 60, icon=4, word=22, time=39)
SLIM = TileShape(48, 40, icon=11, word=0)
SLIM_TIMED = TileShape(48, 48, icon=6, word=0, time=26)
LOWEST = TileShape(48, 32, icon=7, word=0)
LOWEST_TIMED = TileShape(48, 44, icon=4, word=0, time=23)


class RailButton(PaintedButton):
    """A tile of the rail: icon, word, count, and a fixed third line for a time. `key` is named in its tooltip."""

    def __init__(self, theme: Theme, text: str, icon: str, name: str, *, key: str, with_time: bool = False) -> None:
        super().__init__(theme, text, icon, name)
        self.setToolTip(f"{text}  {key}")
        self.current, self.count, self.tone, self.lit = False, 0, Tone.AWAY, False
        self.marked = False
        self.with_time = with_time
        self.shape = ROOMY
        self.set_room()

    def set_room(self, *, low: bool = False, slim: bool = False, lowest: bool = False) -> None:
        """`low` saves height, `slim` leaves the word to the tooltip, `lowest` saves all the height that it can then."""
        if slim and lowest:
            self.shape = LOWEST_TIMED if self.with_time else LOWEST
        elif slim:
            self.shape = SLIM_TIMED if self.with_time else SLIM
        elif low:
            self.shape = LOW_TIMED if self.with_time else LOW
        else:
            self.shape = ROOMY_TIMED if self.with_time else ROOMY
        self.setFixedSize(self.shape.width, self.shape.height)
        self.update()

    def show_marked(self, marked: bool) -> None:
        """A sign in place of blinking."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def show_state(self, *, current: bool = False, count: int = 0, tone: Tone = Tone.AWAY, lit: bool = False) -> None:
        """`lit` is the bright half of a blinking tile."""
        if (current, count, tone, lit) != (self.current, self.count, self.tone, self.lit):
            self.current, self.count, self.tone, self.lit = current, count, tone, lit
            self.setAccessibleDescription(str(count) if count else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        strong = self.count > 0 and self.tone is not Tone.AWAY
        tone = self.theme.tone(self.tone)
        ground = QColor(tone.fill if self.lit else tone.soft) if strong else None
        self.paint_ground(painter, self.theme.colour("accent_soft") if self.current else ground)
        text = (
            self.theme.colour("accent_text")
            if self.current
            else QColor("#FFFFFF" if self.lit else tone.text)
            if strong
            else self.theme.colour("text")
        )
        if not self.isEnabled():
            text = self.theme.colour("disabled")
        icon_colour = text.name() if self.current or strong or not self.isEnabled() else "text2"
        shift = -10 if self.count else 0
        icon = self.theme.pixmap(self.icon_name, icon_colour, 18, self)
        painter.drawPixmap(QPoint((self.width() - 18) // 2 + shift, self.shape.icon), icon)
        if self.count:
            fill = QColor(tone.fill if strong else self.theme.tone(Tone.AWAY).fill)
            paint_badge(painter, self.theme, QPoint(self.width() // 2 + 2, self.shape.icon - 2), self.count, fill)
        if self.marked:
            paint_sign(painter, self.theme, QPoint(4, self.shape.icon), "!")
        if self.shape.word:
            painter.setPen(text)
            painter.setFont(self.theme.font(12, bold=self.current or strong))
            word = QRect(0, self.shape.word, self.width(), 18)
            painter.drawText(word, int(Qt.AlignmentFlag.AlignCenter), self.text())
