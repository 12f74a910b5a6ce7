"""The page of work: call bar, rail, customer, record, history, footer, and what is raised above them."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice, Tab
from bluebean_client.domain.live import only_seats_differ
from bluebean_client.ui.after_save import AfterSavePopup
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.blinker import Blinker
from bluebean_client.ui.call_bar import CallBar
from bluebean_client.ui.columns import Columns, divide
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.customer_search.box import SearchBox
from bluebean_client.ui.customer_tabs import CustomerTabs, tab_title
from bluebean_client.ui.focus import keep_focus
from bluebean_client.ui.footer import Footer
from bluebean_client.ui.help.place import HelpPlace
from bluebean_client.ui.incoming_popup import WIDTH as POPUP_WIDTH
from bluebean_client.ui.incoming_popup import IncomingPopup
from bluebean_client.ui.modal import open_dialogs
from bluebean_client.ui.motion import stands_still, stop_effects
from bluebean_client.ui.phone_panel.panel import WIDTH as PANEL_WIDTH
from bluebean_client.ui.phone_panel.panel import PanelPage, PhonePanel
from bluebean_client.ui.quality import QualityWatch
from bluebean_client.ui.rail import Rail
from bluebean_client.ui.record_sheet import WIDTH as SHEET_WIDTH
from bluebean_client.ui.record_sheet import RecordSheet
from bluebean_client.ui.seats.place import SeatsPlace
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.softphone.reading import connected, rings_directly
from bluebean_client.ui.toasts import Toasts
from bluebean_client.ui.widgets.basics import give_way
from bluebean_client.ui.widgets.popup import SHADOW
from bluebean_client.ui.work_area import GAP, Page, WorkArea
from bluebean_client.ui.worklists.notice import CallbackNotices
from bluebean_client.ui.worklists.panels import ListPanels
from server.protocol.types import ContactRecord, UsageMode

LOW_BELOW, LOWEST_BELOW = 760, 450
"""Below these heights tiles and the record's text are lower."""


class WorkPage(QWidget):
    """Signals: `settings_wanted()`, `account_wanted(what)`, `log_off_wanted()`, `difference_wanted(notice)`,
    `close_tab_wanted(tab_id)`, `discard_wanted(draft_id)`."""

    settings_wanted = Signal()
    account_wanted = Signal(str)
    log_off_wanted = Signal()
    difference_wanted = Signal(object)
    close_tab_wanted = Signal(str)
    discard_wanted = Signal(str)

    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self._ui, self._settings = ui, settings
        self._phone_panel: PhonePanel | None = None
        self._quality = QualityWatch()
        self.found_notices: tuple[Notice, ...] = ()
        self.setAccessibleName(self.tr("Work"))
        self._desk = Desk()
        self.blinker = Blinker(self, still=stands_still(settings))
        if self.blinker.still:
            stop_effects()
        self.bar, self.rail, self.footer = CallBar(ui, self.blinker), Rail(ui), Footer(ui)
        self.tabs, self.banners = CustomerTabs(ui), Banners(ui)
        self.search, self._top = SearchBox(ui, self), QWidget()
        self.area, self.seats = WorkArea(ui), SeatsPlace(ui)
        self.customer, self.record, self.history = self.area.customer, self.area.record, self.area.history
        self._lay_out()
        self.incoming = IncomingPopup(ui, self)
        self.after_save = AfterSavePopup(ui, self)
        self.lists = ListPanels(ui, self, self.rail, self.blinker)
        self.sheet = RecordSheet(ui, self)
        self.toasts = Toasts(ui, self)
        self.notices = CallbackNotices(ui, self)
        self.help = HelpPlace(ui, self, self.bar)
        self._connect()

    # ---- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        work = QWidget()
        work.setProperty("ground", "bg")
        column = self._column = QVBoxLayout(work)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GAP)
        top.addWidget(self.tabs, 1)
        top.addWidget(self.search)
        column.addWidget(self._top)
        column.addWidget(self.banners)
        give_way(self.area)  # to banners, which say what is wrong
        column.addWidget(self.area, 1)
        column.addWidget(self.seats, 1)
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

    def _divide(self) -> None:
        width, low, lowest = self.width(), self.height() < LOW_BELOW, self.height() < LOWEST_BELOW
        division = divide(width)
        self.bar.set_width(width)
        self.rail.set_room(low=low, slim=division.columns is Columns.ONE, lowest=lowest)
        self._column.setContentsMargins(GAP, 6 if lowest else 10, GAP, 6 if lowest else GAP)
        self._column.setSpacing(6 if lowest else 10)
        self.area.set_division(division)
        self.record.fields.set_low(low and division.columns is not Columns.TABS_RIGHT)  # there it has the height alone
        self._place_raised()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _place_raised(self) -> None:
        middle = (self.width() - POPUP_WIDTH) // 2
        self.incoming.place_within(middle, self.bar.height() + 8, POPUP_WIDTH, self.height() - GAP)
        self.lists.place(self.bar.height() + 8, self.height() - self.footer.height())
        left, bottom = self.rail.width() + GAP, self.height() - self.footer.height() - GAP
        self.toasts.place(left, self.help.place(left, self.notices.place(left, bottom)))
        self._place_after_save()
        self._place_sheet()
        self._place_phone_panel()

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
        division = self.area.division
        if division is not None and division.columns in (Columns.TWO, Columns.THREE):
            frame = max(frame, bottom - text)
        self.after_save.place(corner.x() + 16, max(self.bar.height() + 8, bottom - frame), width)
        self.after_save.resize(self.after_save.width(), frame + 2 * SHADOW)

    def _place_sheet(self) -> None:
        corner = self.area.right.mapTo(self, QPoint(0, 0))
        top = self.area.mapTo(self, QPoint(0, 0)).y()
        self.sheet.place_sheet(max(8, corner.x() - GAP - SHEET_WIDTH), top, self.area.height())

    def _place_phone_panel(self) -> None:
        """Beside record and history, which stay at hand; below the call bar at the right where nothing is open."""
        if self._phone_panel is None:
            return
        right = self.area.right
        edge = right.mapTo(self, QPoint(0, 0)).x() if right.isVisible() else self.width()
        top = self.bar.height() + 8
        room = self.height() - self.footer.height() - top - 8
        self._phone_panel.place_panel(max(8, edge - GAP - PANEL_WIDTH), top, room)

    # ---- content ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        actions, slots = self._ui.actions, self._ui.slots
        self.bar.settings_wanted.connect(self.settings_wanted)
        self.bar.account_wanted.connect(self.account_wanted)
        self.bar.log_off_wanted.connect(self.log_off_wanted)
        self.bar.phone_wanted.connect(self.toggle_phone_panel)
        self.rail.settings_wanted.connect(self.settings_wanted)
        self.rail.log_off_wanted.connect(self.log_off_wanted)
        self.lists.resized.connect(self._place_raised)
        self.notices.came.connect(self._place_raised)
        self.help.came.connect(self._place_raised)
        self.rail.customers_wanted.connect(self.seats.leave)
        self.rail.seats_wanted.connect(self.toggle_seats)
        self.seats.opened.connect(self._show_place)
        self.area.idle.callbacks.all_wanted.connect(lambda: self.lists.toggle(self.lists.callbacks))
        self.tabs.chosen.connect(actions.choose_tab)
        self.tabs.close_wanted.connect(self.close_tab_wanted)
        self.tabs.new_wanted.connect(actions.new_customer)
        self.customer.close_wanted.connect(self.close_tab_wanted)
        self.customer.empty.search_wanted.connect(self.focus_search)
        self.customer.empty.new_wanted.connect(self.tabs.ask_new)
        self.customer.form.field_edited.connect(actions.edit_field)
        self.record.record_edited.connect(actions.edit_record)
        self.record.save_wanted.connect(lambda tab_id: slots.start(actions.save_all(tab_id)))
        self.history.wanted.connect(self._open_sheet)
        self.sheet.moved.connect(lambda record: self._open_sheet("detail", record))
        self.sheet.left.connect(self.history.view.setFocus)
        self.history.filtered.connect(actions.filter_history)
        self.history.older_wanted.connect(actions.more_history)
        self.banners.acted.connect(self.act_on)
        self.banners.dismissed.connect(lambda notice: actions.dismiss_notice(notice.key))
        self.toasts.over.connect(actions.dismiss_notice)
        self.incoming.resized.connect(lambda: QTimer.singleShot(0, self, self._place_raised))

    def tab_title(self, tab: Tab) -> str:
        return tab_title(self._desk, tab)

    def show_desk(self, desk: Desk) -> None:
        old, self._desk = self._desk, desk
        self.seats.show_desk(desk)
        if only_seats_differ(old, desk):
            return
        keep_focus(self, self.bar, lambda: self.bar.show_desk(desk))
        self.rail.show_desk(desk)
        self.footer.show_desk(desk)
        self.tabs.show_desk(desk)
        self.search.show_desk(desk)
        self.found_notices = self._quality.notices(connected(desk), self._ui.ticker.monotonic())
        keep_focus(self, self.banners, lambda: self.banners.show_desk(desk, self.found_notices))
        self.area.show_desk(desk)
        self.incoming.show_desk(desk)
        self.lists.show_desk(desk)
        self.notices.show_desk(desk)
        self.help.show_desk(desk)
        self.sheet.show_desk(desk)
        self.after_save.show_desk(desk)
        self.toasts.show_desk(desk)
        if desk.after_save != old.after_save or desk.tab is None or old.tab is None or desk.notices != old.notices:
            QTimer.singleShot(0, self, self._place_raised)
        self._guide_focus(old, desk)
        self._show_phone_panel(old, desk)

    def _show_phone_panel(self, old: Desk, new: Desk) -> None:
        """A direct call that begins to ring brings its card, but not the focus: the server knows nothing of it."""
        if self._phone_panel is not None:
            self._phone_panel.show_desk(new)
        if rings_directly(new) - rings_directly(old):
            self._made_phone_panel().bring(new, PanelPage.CALLS)

    def _made_phone_panel(self) -> PhonePanel:
        """Built when it is first wanted: most days have no need of it."""
        if self._phone_panel is None:
            self._phone_panel = PhonePanel(self._ui, self, self._settings, top=self.bar.height())
        self._place_phone_panel()
        return self._phone_panel

    def toggle_phone_panel(self) -> None:
        if self._desk.mode is not UsageMode.SOFTPHONE_OPERATOR:
            return
        panel = self._made_phone_panel()
        if panel.isVisible():
            panel.dismiss()
        else:
            panel.open(self._desk)

    def showEvent(self, event: QShowEvent) -> None:
        """The page itself takes the focus at first, so that no key presses a button by accident."""
        super().showEvent(event)
        if self.after_save.isVisible():
            self.after_save.ok.setFocus()
        elif self._desk.tab is not None:
            self._focus_first_work()
        else:
            self.setFocus()

    def _focus_first_work(self) -> None:
        """The first required field that is empty, or the text of the record."""
        if self.customer.form.has_empty_required():
            self.area.reveal(Page.CUSTOMER)
            self.customer.form.focus_first_empty_required()
        else:
            self.area.reveal(Page.RECORD)
            self.record.fields.text.setFocus()

    def _guide_focus(self, old: Desk, new: Desk) -> None:
        """After 読込 or 作成 and after a refused save the caret goes where the work is, unless it or a dialog is in use."""
        tab = new.tab
        if tab is None or open_dialogs(self):
            return
        before = next((known for known in old.tabs if known.tab_id == tab.tab_id), None)
        if before is None:
            typing = any(known.dirty for known in old.tabs)
            if not typing:
                self._focus_first_work()
        elif tab.field_problems and tab.field_problems != before.field_problems and before.saving and not tab.saving:
            in_form = any(key in self.customer.form.boxes for key in tab.field_problems)
            self.area.reveal(Page.CUSTOMER if in_form else Page.RECORD)
            regions = self.customer.form if in_form else self.record.fields
            regions.focus_first_problem(tab.field_problems)

    def act_on(self, notice: Notice) -> None:
        """What the button of a banner does."""
        actions = self._ui.actions
        draft_id = str(notice.problem.details.get("draft_id", ""))
        if notice.action == "restore_draft":
            actions.restore_draft(draft_id)
        elif notice.action == "copy_draft":
            QGuiApplication.clipboard().setText(str(notice.problem.details.get("text", "")))
        elif notice.action == "discard_draft":
            self.discard_wanted.emit(draft_id)
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
        self.sheet.open(self._desk, record, edit=what == "edit", play=what == "play")

    def toggle_seats(self) -> None:
        if not self.after_save.isVisible():  # its question comes first
            self.seats.toggle()

    def _show_place(self, seats: bool) -> None:
        self.rail.show_place(seats=seats)
        for part in (self._top, self.area):
            part.setVisible(not seats)
        if seats:
            self.sheet.hide()
        else:
            self.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F: the customer search, which the seat list hides."""
        self.seats.leave()
        self.search.take_focus()

    def new_customer(self) -> None:
        """Ctrl+Shift+N."""
        self.seats.leave()
        self.tabs.ask_new()

    def focus_region(self, region: int) -> None:
        """Alt+1 form, Alt+2 record, Alt+3 history; on an empty desk Alt+2 the callbacks of today, Alt+3 the latest contacts."""
        self.seats.leave()
        if self._desk.tab is None:
            self.area.idle.focus_card(region)
            return
        self.area.reveal(Page(region - 1))
        if region == 1:
            self.customer.form.focus_first()
        else:
            (self.record.fields.text if region == 2 else self.history.view).setFocus()

    def leave(self) -> None:
        """Stop watching the application; the page is about to be replaced."""
        self.lists.leave()

    def shortcut_save(self) -> None:
        """Ctrl+Enter."""
        if self.after_save.isVisible():
            self.after_save.resume_by_key()
        elif self.record.save.isVisible() and self.record.save.isEnabled():
            self.record.save.click()
