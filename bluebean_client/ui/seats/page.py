"""座席一覧: search, the two views of the same seats, and how many are in which status."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.seats import group_names, is_number, matches, seats_of, status_counts
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.counts import StatusCounts
from bluebean_client.ui.seats.floor_view import FloorView
from bluebean_client.ui.seats.search import SearchField
from bluebean_client.ui.seats.status_menu import StatusSetting
from bluebean_client.ui.seats.table import SeatTable
from bluebean_client.ui.views import refusal_words
from bluebean_client.ui.widgets.basics import button, label, with_icon
from server.protocol.seats import FloorPlan, SeatView
from server.protocol.types import Command, Status


class SeatsPage(QWidget):
    """Signals: `left()`, Esc; `call_wanted(number)`. The action of desks and rows is set by the owner."""

    left = Signal()
    call_wanted = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui, self._desk = ui, Desk()
        self.setAccessibleName(self.tr("Seats"))
        self.search = SearchField(ui, self.tr("Name or extension, or a number to call"))
        self.call = with_icon(button(self.tr("Call"), name="seat_call_button"), ui.theme, "phone")
        self.counts = StatusCounts(ui)
        self.table, self.layout_view = SeatTable(ui), FloorView(ui)
        self.setting = self.table.setting = self.layout_view.setting = StatusSetting(ui)
        self._as_layout = button(self.tr("Layout"), "segment", name="seat_layout_button")
        self._as_table = button(self.tr("Table"), "segment", name="seat_table_button")
        self._floors, self._groups = QComboBox(), QComboBox()
        self._free_only = QCheckBox(self.tr("Available only"))
        self._nothing = label("", "secondary", name="seats_empty")
        self._chosen_layout: bool | None = None
        self._searched = ""
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for box, name, words in (
            (self._floors, "seat_floor", self.tr("Floor")),
            (self._groups, "seat_group", self.tr("Work group")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setMinimumWidth(180)
        self._free_only.setObjectName("seat_available_only")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("Seats"), "customer"))
        head.addSpacing(8)
        head.addWidget(self._segments())
        head.addStretch(1)
        head.addWidget(self.search, 4)
        head.addWidget(self.call)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for part in (self._floors, self._groups, self._free_only):
            filters.addWidget(part)
        filters.addSpacing(8)
        filters.addWidget(self.counts, 1)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.layout_view, 1)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._nothing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(card, 1)

    def _segments(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("segments", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for made in (self._as_layout, self._as_table):
            made.setCheckable(True)
            made.setMinimumWidth(84)
            group.addButton(made)
            row.addWidget(made)
        return frame

    def _connect(self) -> None:
        self._as_layout.clicked.connect(lambda: self._choose_view(layout=True))
        self._as_table.clicked.connect(lambda: self._choose_view(layout=False))
        self.search.textChanged.connect(lambda _: self._show_seats())
        self.search.done.connect(self._go_to_first)
        self.call.clicked.connect(self._call_number)
        self._floors.activated.connect(lambda _: self._show_seats())
        self._groups.activated.connect(lambda _: self._show_seats())
        self._free_only.toggled.connect(lambda _: self._show_seats())

    def set_action(self, action: SeatAction | None) -> None:
        """What the buttons of rows and desks do; None for no buttons."""
        self.layout_view.action = action
        self.layout_view.canvas.update()
        self.table.set_action(action)
        self.call.setVisible(action is not None)

    # ---- content ------------------------------------------------------------------------------------------------

    def open(self, desk: Desk) -> None:
        """Brought to the front: the plan is asked for anew, the caret is in the search."""
        self._ui.slots.start(self._ui.actions.office.load_seat_plan())
        self.show_desk(desk)
        self.search.setFocus()
        self.search.selectAll()

    def show_desk(self, desk: Desk) -> None:
        plan_changed = desk.seat_plan != self._desk.seat_plan
        self._desk = desk
        self.setting.show_desk(desk)
        if plan_changed:
            self._fill_floors(desk)
        if plan_changed or not self._groups.count():
            self._fill_groups(desk)
        self._show_seats()

    def _fill_floors(self, desk: Desk) -> None:
        chosen = self._floors.currentData()
        self._floors.clear()
        for floor in desk.seat_plan.floors if desk.seat_plan else ():
            self._floors.addItem(floor.name, floor.key)
        self._floors.setCurrentIndex(max(0, self._floors.findData(chosen)))

    def _fill_groups(self, desk: Desk) -> None:
        chosen = self._groups.currentData()
        self._groups.clear()
        self._groups.addItem(self.tr("All work groups"), "")
        for key, name in group_names(desk).items():
            self._groups.addItem(name, key)
        self._groups.setCurrentIndex(max(0, self._groups.findData(chosen)))

    def _choose_view(self, *, layout: bool) -> None:
        self._chosen_layout = layout
        self._show_seats()

    def _shows_layout(self) -> bool:
        """What was chosen; at first the layout if there is one."""
        has_floors = self._desk.seat_plan is not None and bool(self._desk.seat_plan.floors)
        return has_floors if self._chosen_layout is None else self._chosen_layout

    def _show_seats(self) -> None:
        desk, layout = self._desk, self._shows_layout()
        plan, seats = desk.seat_plan, seats_of(desk)
        floors = plan.floors if plan else ()
        (self._as_layout if layout else self._as_table).setChecked(True)
        found = self._found(seats.values())
        has_content = bool(floors) if layout else bool(found)
        self._floors.setVisible(layout and bool(floors))
        self._groups.setVisible(not layout)
        self._free_only.setVisible(not layout)
        self.layout_view.setVisible(layout and has_content)
        self.table.setVisible(not layout and has_content)
        self._nothing.setVisible(not has_content)
        self._nothing.setText(self._nothing_words(layout=layout))
        self.counts.show_counts(status_counts(seats.values()))
        self._check_call()
        own = desk.identity.operator_id if desk.identity else ""
        if layout and floors:
            self._show_floor(seats, own)
        elif not layout:
            self.table.show_seats(found, group_names(desk), own)

    def _found(self, seats: Iterable[SeatView]) -> list[SeatView]:
        """Whom search and filters mean; the filters are the table's."""
        group = self._groups.currentData() or ""
        return [
            seat
            for seat in seats
            if matches(seat, self.search.text())
            and (not group or group in seat.work_group_ids)
            and (not self._free_only.isChecked() or seat.status is Status.AVAILABLE)
        ]

    def _show_floor(self, seats: Mapping[str, SeatView], own: str) -> None:
        plan, search = self._desk.seat_plan, self.search.text().strip()
        if plan is None:
            return
        floor = plan.floors[max(0, self._floors.currentIndex())]
        if search and search != self._searched:
            floor = floor_with(plan.floors, floor, seats.values(), search)
            self._floors.setCurrentIndex(plan.floors.index(floor))
        self._searched = search
        if floor.picture:
            self._ui.actions.office.want_plan_picture(floor.picture)
        self.layout_view.show_plan(floor, self._desk.plan_pictures.get(floor.picture, b""))
        self.layout_view.show_seats(seats, group_names(self._desk), own, search)

    def _nothing_words(self, *, layout: bool) -> str:
        if self._desk.seat_plan is None and layout:
            return ""
        if layout:
            return self.tr(
                "No office layout has been set up. Your administrator declares it; the table shows all seats."
            )
        if not seats_of(self._desk):
            return self.tr("The seats come as soon as the server is reached.")
        return self.tr("Nobody matches. Search by name, reading or extension.")

    # ---- keys ---------------------------------------------------------------------------------------------------

    def _check_call(self) -> None:
        why = refusal_words(self._desk, Command.DIAL)
        typed = is_number(self.search.text())
        self.call.setEnabled(typed and not why)
        self.call.setToolTip(why or ("" if typed else self.tr("Type a number or an extension.")))

    def _call_number(self) -> None:
        if self.call.isEnabled():
            self.call_wanted.emit(self.search.text())

    def _go_to_first(self) -> None:
        """Enter or arrow down in the search: on to whom it found, or a call to a number that is nobody's."""
        seats = seats_of(self._desk).values()
        if is_number(self.search.text()) and not any(matches(seat, self.search.text()) for seat in seats):
            self._call_number()
        elif self.table.isVisible():
            self.table.choose_first()
            self.table.setFocus()
        else:
            tiles = self.layout_view.canvas.tiles.values()
            found = next((tile for tile in tiles if tile.seat and matches(tile.seat, self.search.text())), None)
            if found is not None:
                found.setFocus()
                self.layout_view.ensureWidgetVisible(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)


def floor_with(floors: Sequence[FloorPlan], shown: FloorPlan, seats: Iterable[SeatView], search: str) -> FloorPlan:
    """The floor where somebody is whom `search` means: the one that is shown if it can be."""
    meant = {seat.extension for seat in seats if seat.extension and matches(seat, search)}
    for floor in (shown, *floors):
        if any(desk.extension in meant or desk.extension == search for desk in floor.desks):
            return floor
    return shown
