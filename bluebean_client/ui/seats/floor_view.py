"""The office as the administrator laid it out: one floor at a time, its desks where they stand."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from bluebean_client.domain.seats import matches
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.desk_card import DeskCard
from bluebean_client.ui.seats.desk_tile import DeskTile
from bluebean_client.ui.seats.looks import CENTRE
from bluebean_client.ui.seats.paper import Paper
from bluebean_client.ui.seats.status_menu import StatusSetting
from bluebean_client.ui.theme.tokens import Scheme
from bluebean_client.ui.widgets.basics import discard
from server.protocol.seats import DeskPlace, FloorPlan, PlanArea, SeatView

GRID = 24
LEAST_SCALE, MOST_SCALE = 1.0, 1.25
"""Smaller desks would cut names: a floor that is too large scrolls."""


class FloorCanvas(QWidget):
    """The floor itself; grows and shrinks a little with the window, then it scrolls."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.plan = FloorPlan("", "")
        self.picture = b""
        self.scale = 1.0
        self.tiles: dict[str, DeskTile] = {}
        dark = ui.theme.tokens.scheme is Scheme.DARK
        self._paper = Paper(ui.theme.colour("sunken"), dark=dark, parent=self)
        self._paper.ready.connect(self.update)

    def fit(self, width: int, height: int) -> None:
        wanted = min(width / self.plan.width, max(height / self.plan.height, LEAST_SCALE))
        self.scale = min(MOST_SCALE, max(LEAST_SCALE, wanted))
        self.setFixedSize(
            max(width, round(self.plan.width * self.scale)), max(height, round(self.plan.height * self.scale))
        )
        for desk in self.plan.desks:
            self.tiles[desk.extension].setGeometry(self.place_of(desk))

    def place_of(self, part: DeskPlace | PlanArea) -> QRect:
        scale = self.scale
        return QRect(
            round(part.x * scale), round(part.y * scale), round(part.width * scale), round(part.height * scale)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        self._paint_ground(painter)
        for area in self.plan.areas:
            self._paint_area(painter, area)

    def _paint_ground(self, painter: QPainter) -> None:
        """The floor's picture as wide as its plan, or a grid while there is none."""
        room = QSize(self.plan.width, self.plan.height) * self.scale
        ratio = self.devicePixelRatioF()
        paper = self._paper.of(self.picture, room * ratio)
        if not paper.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(QPoint(), paper.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)), paper)
            return
        painter.setPen(QPen(self._ui.theme.colour("line"), 1))
        for x in range(GRID, self.width(), GRID):
            painter.drawLine(x, 0, x, self.height())
        for y in range(GRID, self.height(), GRID):
            painter.drawLine(0, y, self.width(), y)

    def _paint_area(self, painter: QPainter, area: PlanArea) -> None:
        theme, room = self._ui.theme, self.place_of(area)
        if area.width and area.height:
            painter.setPen(QPen(theme.colour("line2"), 1))
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font(12))
            painter.drawText(room, CENTRE, area.name)
            return
        painter.setFont(theme.font(13, bold=True))
        heading = QRect(room.left(), room.top(), self.width() - room.left(), 20)
        if self.picture:  # whatever it shows there
            width = painter.fontMetrics().horizontalAdvance(area.name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(QRect(heading.left() - 6, heading.top(), width + 12, 20), 4, 4)
        painter.setPen(theme.colour("text2"))
        painter.drawText(heading, int(Qt.AlignmentFlag.AlignVCenter), area.name)


class FloorView(QScrollArea):
    """`seat_layout`: a floor that scrolls where it is too large."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setObjectName("seat_layout")
        self.setAccessibleName(self.tr("Office layout"))
        self.setProperty("plan", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ui = ui
        self.action: SeatAction | None = None
        self.setting: StatusSetting | None = None
        self._names: dict[str, str] = {}
        self.canvas = FloorCanvas(ui)
        self.setWidget(self.canvas)
        self.card = DeskCard(ui, self)
        ui.ticker.tick.connect(self._draw_times)
        self.verticalScrollBar().valueChanged.connect(self.card.dismiss)

    def show_plan(self, plan: FloorPlan, picture: bytes) -> None:
        """Another floor, or the same laid out anew; `picture` is empty while it is not there."""
        if picture is not self.canvas.picture:
            self.canvas.picture = picture
            self.canvas.update()
        if plan == self.canvas.plan:
            return
        self.card.dismiss()
        for old in self.canvas.tiles.values():
            discard(old)
        self.canvas.plan, self.canvas.tiles = plan, {}
        for desk in plan.desks:
            tile = DeskTile(self._ui, desk.extension, lambda: self.action)
            tile.setParent(self.canvas)
            tile.clicked.connect(lambda _, tile=tile: self._open_card(tile))
            tile.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            tile.customContextMenuRequested.connect(lambda place, tile=tile: self._open_statuses(tile, place))
            tile.show()
            self.canvas.tiles[desk.extension] = tile
        self._fit()
        self.canvas.update()

    def show_seats(self, seats: Mapping[str, SeatView], names: dict[str, str], own: str, search: str) -> None:
        """Whom the search does not mean is faded, so that the office keeps its shape."""
        self._names = names
        by_extension = {seat.extension: seat for seat in seats.values() if seat.extension}
        for extension, tile in self.canvas.tiles.items():
            seat = by_extension.get(extension)
            meant = not search or (seat is not None and matches(seat, search)) or extension.startswith(search)
            tile.show_seat(seat, own=seat is not None and seat.operator_id == own, faded=not meant)
        if self.card.isVisible():
            self.card.show_seat(names)

    def _open_statuses(self, tile: DeskTile, place: QPoint) -> None:
        """Right click, or the menu key on the desk."""
        if tile.seat is None or self.setting is None or not self.setting.allows(tile.seat):
            return
        self.card.dismiss()
        menu = self.setting.menu(tile.seat, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(tile.mapToGlobal(place))

    def _open_card(self, tile: DeskTile) -> None:
        if tile.seat is None or self.card.tile is tile:
            self.card.dismiss()
            return
        self.card.open(tile, self.action, self.setting, self._names)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.card.dismiss()
        super().mousePressEvent(event)

    def _draw_times(self) -> None:
        if self.isVisible():
            for tile in self.canvas.tiles.values():
                tile.draw_time()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.card.dismiss()
        self.canvas.fit(self.viewport().width(), self.viewport().height())
