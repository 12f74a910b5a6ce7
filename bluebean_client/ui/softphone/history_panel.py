"""履歴: past calls with a filter, found while typing, called again with one key; empty and loading states."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import HistoryEntry, HistoryKind
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Question
from bluebean_client.ui.softphone.history_rows import CALL, DETAIL, ENTRY_ROLE, EntryDelegate, EntryModel, dress_list
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import button, icon_button, label
from bluebean_client.ui.widgets.painted import Disc
from bluebean_client.ui.widgets.skeleton import Skeleton

translate = QCoreApplication.translate

TYPING_MS = 120
MORE_BEFORE_PX = 200
FILTER_FROM_PX = 110
"""In less room the rows are worth more than the filter."""


class HistoryView(QListView):
    """Signals: `left()` upwards from the first row or by Esc, `delete_wanted(entry)`, `detail_wanted(entry)`."""

    left = Signal()
    delete_wanted = Signal(object)
    detail_wanted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        up_and_out = event.key() == Qt.Key.Key_Up and index.row() <= 0
        if up_and_out or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.delete_wanted.emit(index.data(ENTRY_ROLE))
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self.detail_wanted.emit(index.data(ENTRY_ROLE))
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """Without `dials` it is only looked at.

    Signals: `picked(number: str)`, `detail_wanted(entry)`, `clear_wanted()`, `left()` back to the number field.
    """

    picked = Signal(str)
    detail_wanted = Signal(object)
    clear_wanted = Signal()
    left = Signal()

    def __init__(self, ui: UiContext, *, dials: bool = True) -> None:
        super().__init__()
        self._ui, self._dials = ui, dials
        self._desk = Desk()
        self._search, self._kind = "", HistoryKind.ALL
        self._asked_for: object = None
        self._seen = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self.view = HistoryView()
        self.view.setObjectName("call_history_list")
        self.view.setAccessibleName(self.tr("Call history"))
        dress_list(self.view)
        self.model = EntryModel(ui, self)
        self._delegate = EntryDelegate(ui, self.view, dials=dials)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self._loading = Skeleton(ui)
        self._empty_title, self._empty_hint = label("", "strong"), label("", "secondary", wrap=True)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._empty = self._empty_page()
        for page in (self.view, self._empty, self._loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        self._filter = QWidget()
        self._filter.setLayout(self._filter_row())
        column.addWidget(self._filter)
        column.addWidget(self._pages, 1)

    def _filter_row(self) -> QHBoxLayout:
        frame = QFrame()
        frame.setProperty("segments", True)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(2)
        self._kinds = QButtonGroup(self)
        words = {
            HistoryKind.ALL: self.tr("All"),
            HistoryKind.MISSED: self.tr("Missed"),
            HistoryKind.MADE: self.tr("Made"),
            HistoryKind.RECEIVED: self.tr("Received"),
        }
        for kind, word in words.items():
            made = button(word, "segment", name=f"history_{kind.value}_button", size="small")
            made.setCheckable(True)
            made.setChecked(kind is HistoryKind.ALL)
            made.clicked.connect(lambda _, kind=kind: self._choose_kind(kind))
            self._kinds.addButton(made)
            inside.addWidget(made, 1)
        self._clear = icon_button(self._ui.theme, "trash", self.tr("Delete the history"), name="clear_history_button")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(frame, 1)
        row.addWidget(self._clear)
        return row

    def _empty_page(self) -> QWidget:
        page = QWidget()
        disc = Disc(self._ui.theme, 48, 22)
        disc.show_icon("clock", Tone.AWAY)
        column = QVBoxLayout(page)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._empty_title, self._empty_hint):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        self.view.activated.connect(lambda index: self._on_wanted(CALL, index.data(ENTRY_ROLE)))
        self._delegate.wanted.connect(self._on_wanted)
        self.view.left.connect(self.left)
        self.view.detail_wanted.connect(self.detail_wanted)
        self.view.delete_wanted.connect(lambda entry: self._ui.actions.phone.forget_history(entry.entry_id))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self._clear.clicked.connect(self.clear_wanted)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ---- what is asked for --------------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Show what matches; asked for as soon as the typing pauses."""
        if text != self._search:
            self._search = text
            self._timer.start(TYPING_MS)

    def _choose_kind(self, kind: HistoryKind) -> None:
        self._kind = kind
        self._ask()

    def _ask(self) -> None:
        self._timer.stop()
        self._ui.actions.phone.ask_history(self._search, self._kind)

    def _on_scrolled(self, value: int) -> None:
        page = self._desk.history
        if page is not None and page.more and value >= self.view.verticalScrollBar().maximum() - MORE_BEFORE_PX:
            self._ui.actions.phone.more_history()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._filter.setVisible(self.height() >= FILTER_FROM_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_desk(self._desk)

    # ---- content ------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        if not self.isVisible():
            return
        wanted = (desk.engine, desk.phone.history_revision)
        if desk.engine is EngineLink.RUNNING and wanted != self._asked_for:
            self._asked_for = wanted
            self._ask()
        if desk.phone.missed and desk.phone.missed != self._seen and self.window().isActiveWindow():
            self._ui.actions.phone.see_missed()
        self._seen = desk.phone.missed
        page = desk.history
        self._clear.setEnabled(page is not None and bool(page.entries))
        if page is None:
            self._pages.setCurrentWidget(self._loading)
            self._loading.begin()
            return
        self._loading.end()
        self._say_empty()
        self.model.show_entries(page.entries)
        self._pages.setCurrentWidget(self.view if page.entries else self._empty)

    def _say_empty(self) -> None:
        if self._search:
            self._empty_title.setText(self.tr("No call matches"))
            self._empty_hint.setText(self.tr("The green button calls what you typed.") if self._dials else "")
        elif self._kind is HistoryKind.ALL:
            self._empty_title.setText(self.tr("No calls yet"))
            hint = self.tr("Type a number above, or press Keypad.")
            self._empty_hint.setText(hint if self._dials else self.tr("Calls of this phone are listed here."))
        else:
            self._empty_title.setText(self.tr("No such calls"))
            self._empty_hint.setText(self.tr("Calls are kept for 90 days."))

    def enter(self) -> bool:
        """Put the focus on the first row, by ↓ from the number field."""
        if not self.view.isVisible() or not self.model.entries:
            return False
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(0))
        return True

    def _on_wanted(self, what: str, entry: HistoryEntry) -> None:
        if what == DETAIL or not self._dials:
            self.detail_wanted.emit(entry)
        elif entry.number:
            self.picked.emit(entry.number)

    def _open_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        entry: HistoryEntry = index.data(ENTRY_ROLE)
        acts: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Details"), lambda: self.detail_wanted.emit(entry)),
            (self.tr("Delete"), lambda: self._ui.actions.phone.forget_history(entry.entry_id)),
        ]
        if entry.number:
            acts.insert(1, (self.tr("Copy number"), lambda: QGuiApplication.clipboard().setText(entry.number)))
        if entry.number and self._dials:
            acts.insert(0, (self.tr("Call"), lambda: self.picked.emit(entry.number)))
        menu = QMenu(self)
        for word, act in acts:
            menu.addAction(word).triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(at))


def ask_to_clear_history(ui: UiContext, window: QWidget, top: int) -> None:
    """A question whose scrim begins at `top`; all past calls go when it is confirmed."""
    words = (
        translate("HistoryPanel", "Delete the whole call history?"),
        translate("HistoryPanel", "It can't be brought back."),
        translate("HistoryPanel", "Delete all"),
        translate("HistoryPanel", "Back"),
    )
    question = Question(ui, window, top, words, danger=True)
    question.confirmed.connect(lambda: ui.actions.phone.forget_history(0))
