"""The page of work: call bar, rail, customer, record, history, footer, and what is raised above them."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.ui.after_save import AfterSavePopup
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.call_bar import CallBar
from bluebean_client.ui.columns import Columns, Division, divide
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.customer_card import CustomerCard
from bluebean_client.ui.customer_tabs import CustomerTabs
from bluebean_client.ui.footer import Footer
from bluebean_client.ui.history import HistoryCard
from bluebean_client.ui.incoming_popup import WIDTH as POPUP_WIDTH
from bluebean_client.ui.incoming_popup import IncomingPopup
from bluebean_client.ui.rail import Rail
from bluebean_client.ui.record_card import RecordCard
from bluebean_client.ui.record_sheet import WIDTH as SHEET_WIDTH
from bluebean_client.ui.record_sheet import RecordSheet
from bluebean_client.ui.waiting_list import WIDTH as LIST_WIDTH
from bluebean_client.ui.waiting_list import WaitingList
from bluebean_client.ui.widgets.basics import button
from bluebean_client.ui.widgets.popup import SHADOW
from server.protocol.types import ContactRecord

GAP = 12


class WorkPage(QWidget):
    """Signals: `settings_wanted()`, `log_off_wanted()`, `difference_wanted(notice)`."""

    settings_wanted = Signal()
    log_off_wanted = Signal()
    difference_wanted = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._desk = Desk()
        self._division: Division | None = None
        self.bar, self.rail, self.footer = CallBar(ui), Rail(ui), Footer(ui)
        self.tabs, self.banners = CustomerTabs(ui), Banners(ui)
        self.customer, self.record, self.history = CustomerCard(ui), RecordCard(ui), HistoryCard(ui)
        self._right = QWidget()
        self._pages = QFrame()
        self._page_buttons = self._make_page_buttons()
        self._content = QHBoxLayout()
        self._lay_out()
        self.incoming = IncomingPopup(ui, self)
        self.after_save = AfterSavePopup(ui, self)
        self.waiting = WaitingList(ui, self)
        self.sheet = RecordSheet(ui, self)
        self._connect()

    # ---- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        work = QWidget()
        work.setProperty("ground", "bg")
        column = QVBoxLayout(work)
        column.setContentsMargins(GAP, 10, GAP, GAP)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self.banners)
        self._content.setSpacing(GAP)
        self._content.addWidget(self.customer, 1)
        self._content.addWidget(self._right)
        column.addLayout(self._content, 1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(work, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.bar)
        page.addLayout(middle, 1)
        page.addWidget(self.footer)

    def _make_page_buttons(self) -> list[QPushButton]:
        """Tabs over the right column where record and history do not fit above each other."""
        self._pages.setProperty("tab_strip", True)
        row = QHBoxLayout(self._pages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        made = []
        for words, name in (
            (self.tr("New contact record"), "record_page_button"),
            (self.tr("History"), "history_page_button"),
        ):
            page_button = button(words, "page_tab", name=name)
            page_button.setCheckable(True)
            page_button.clicked.connect(self._show_right_page)
            group.addButton(page_button)
            row.addWidget(page_button, 1)
            made.append(page_button)
        made[0].setChecked(True)
        return made

    def _show_right_page(self) -> None:
        tabbed = self._division is not None and self._division.columns in (Columns.TABS_RIGHT, Columns.ONE)
        self._pages.setVisible(tabbed)
        history = self._page_buttons[1].isChecked()
        open_tab = self._desk.tab is not None
        self.record.setVisible(open_tab and (not tabbed or not history))
        self.history.setVisible(open_tab and (not tabbed or history))

    def _divide(self) -> None:
        division = divide(self.width())
        self.bar.set_width(self.width())
        if division != self._division:
            self._division = division
            self._arrange(division)
        self._place_raised()

    def _arrange(self, division: Division) -> None:
        right = self._right.layout()
        for part in (self._pages, self.record, self.history):
            self._content.removeWidget(part)
            if right is not None:
                right.removeWidget(part)
        tabbed = division.columns in (Columns.TABS_RIGHT, Columns.ONE)
        self.record.fields.set_narrow(tabbed, short=division.columns is Columns.THREE)
        self.record.title.setVisible(not tabbed)
        if isinstance(right, QVBoxLayout):
            right.addWidget(self._pages)
            right.addWidget(self.record, 1 if tabbed else 0)
            if division.columns is not Columns.THREE:
                right.addWidget(self.history, 1)
            else:
                right.addStretch(1)
        if division.columns is Columns.THREE:
            self._content.addWidget(self.history)
            self.history.setFixedWidth(division.history)
        else:
            self.history.setMinimumWidth(0)
            self.history.setMaximumWidth(16777215)
        self._right.setFixedWidth(division.record or 308)
        self._show_right_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _place_raised(self) -> None:
        middle = (self.width() - POPUP_WIDTH) // 2
        self.incoming.place(middle, self.bar.height() + 8, POPUP_WIDTH)
        tile = self.rail.waiting
        top = tile.mapTo(self, QPoint(0, 0)).y()
        self.waiting.place(self.rail.width() + 6, max(self.bar.height() + 8, top - 8), LIST_WIDTH)
        self._place_after_save()
        self._place_sheet()

    def _place_after_save(self) -> None:
        if not self.record.isVisible():
            return
        corner = self.record.mapTo(self, QPoint(0, 0))
        width = self.record.width() - 32
        self.after_save.fit(width)
        self.after_save.place(corner.x() + 16, corner.y(), width)
        bottom = corner.y() + self.record.height()
        text = self.record.fields.text_top().mapTo(self, QPoint(0, 0)).y()
        frame = self.after_save.height() - 2 * SHADOW
        if self._division and self._division.columns in (Columns.TWO, Columns.THREE):
            frame = max(frame, bottom - text)
        self.after_save.place(corner.x() + 16, max(self.bar.height() + 8, bottom - frame), width)
        self.after_save.resize(self.after_save.width(), frame + 2 * SHADOW)

    def _place_sheet(self) -> None:
        beside = self.history if self._division and self._division.columns is Columns.THREE else self._right
        corner = beside.mapTo(self, QPoint(0, 0))
        top = self.customer.mapTo(self, QPoint(0, 0)).y()
        self.sheet.place_sheet(max(8, corner.x() - GAP - SHEET_WIDTH), top, self.customer.height())

    # ---- content ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        actions, slots = self._ui.actions, self._ui.slots
        self.bar.settings_wanted.connect(self.settings_wanted)
        self.bar.log_off_wanted.connect(self.log_off_wanted)
        self.rail.settings_wanted.connect(self.settings_wanted)
        self.rail.log_off_wanted.connect(self.log_off_wanted)
        self.rail.waiting_wanted.connect(self.toggle_waiting)
        self.tabs.chosen.connect(actions.choose_tab)
        self.tabs.close_wanted.connect(actions.close_tab)
        self.customer.form.field_edited.connect(actions.edit_field)
        self.record.record_edited.connect(actions.edit_record)
        self.record.save_wanted.connect(lambda tab_id: slots.start(actions.save_all(tab_id)))
        self.history.wanted.connect(self._open_sheet)
        self.banners.acted.connect(self._on_notice)
        self.banners.dismissed.connect(lambda notice: actions.dismiss_notice(notice.key))
        self.incoming.resized.connect(lambda: QTimer.singleShot(0, self, self._place_raised))
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_desk(self, desk: Desk) -> None:
        old, self._desk = self._desk, desk
        self.bar.show_desk(desk)
        self.rail.show_desk(desk)
        self.footer.show_desk(desk)
        self.tabs.show_desk(desk)
        self.banners.show_desk(desk)
        self.customer.show_desk(desk)
        self._right.setVisible(desk.tab is not None)
        self._show_right_page()
        self.record.show_desk(desk)
        self.history.show_desk(desk)
        self.incoming.show_desk(desk)
        self.waiting.show_desk(desk)
        self.sheet.show_desk(desk)
        self.after_save.show_desk(desk)
        if desk.after_save != old.after_save or desk.tab is None or old.tab is None or desk.notices != old.notices:
            QTimer.singleShot(0, self, self._place_raised)
        self._guide_focus(old, desk)

    def showEvent(self, event: QShowEvent) -> None:
        """The page itself takes the focus at first, so that no key presses a button by accident."""
        super().showEvent(event)
        if self.after_save.isVisible():
            self.after_save.ok.setFocus()
        elif self._desk.tab is not None:
            if not self.customer.form.focus_first_empty_required():
                self.record.fields.text.setFocus()
        else:
            self.setFocus()

    def _guide_focus(self, old: Desk, new: Desk) -> None:
        """After 読込 or 作成 and after a refused save the caret goes where the work is, unless it is in use."""
        tab = new.tab
        if tab is None:
            return
        before = next((known for known in old.tabs if known.tab_id == tab.tab_id), None)
        if before is None:
            typing = any(known.dirty for known in old.tabs)
            if not typing and not self.customer.form.focus_first_empty_required():
                self.record.fields.text.setFocus()
        elif tab.field_problems and tab.field_problems != before.field_problems and before.saving and not tab.saving:
            in_form = self.customer.form.focus_first_problem(tab.field_problems)
            if not in_form:
                self.record.fields.focus_first_problem(tab.field_problems)

    def _on_notice(self, notice: Notice) -> None:
        actions = self._ui.actions
        draft_id = str(notice.problem.details.get("draft_id", ""))
        if notice.action == "restore_draft":
            actions.restore_draft(draft_id)
        elif notice.action == "discard_draft":
            actions.discard_draft(draft_id)
        elif notice.action == "reconnect":
            self._ui.slots.start(actions.reconnect())
        elif notice.action == "show_differences":
            self.difference_wanted.emit(notice)
        elif notice.action == "open_settings":
            self.settings_wanted.emit()
        else:
            actions.dismiss_notice(notice.key)

    def _open_sheet(self, what: str, record: ContactRecord) -> None:
        self.history.select(record)
        self._place_sheet()
        self.sheet.open(self._desk, record, edit=what == "edit")

    def toggle_waiting(self) -> None:
        if self.waiting.isVisible():
            self.waiting.hide()
            return
        self._place_raised()
        self.waiting.show()
        self.waiting.raise_()
        self.waiting.close_button.setFocus()

    def focus_region(self, region: int) -> None:
        """Alt+1 form, Alt+2 record, Alt+3 history."""
        if self._desk.tab is None:
            return
        if region == 1:
            self.customer.form.focus_first()
            return
        self._page_buttons[region - 2].setChecked(True)
        self._show_right_page()
        (self.record.fields.text if region == 2 else self.history.view).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click outside the waiting list closes it."""
        if event.type() == QEvent.Type.MouseButtonPress and self.waiting.isVisible() and isinstance(event, QMouseEvent):
            inside = watched is self.waiting or (isinstance(watched, QWidget) and self.waiting.isAncestorOf(watched))
            on_tile = watched is self.rail.waiting
            if isinstance(watched, QWidget) and watched.window() is self.window() and not inside and not on_tile:
                self.waiting.hide()
        return False

    def leave(self) -> None:
        """Stop watching the application; the page is about to be replaced."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def shortcut_save(self) -> None:
        """Ctrl+Enter."""
        if self.after_save.isVisible():
            self.after_save.resume_by_key()
        elif self.record.save.isVisible() and self.record.save.isEnabled():
            self.record.save.click()
