"""The window: one page per screen of the desk, shortcuts, and the question when it is closed during work."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from bluebean_client.domain.desk import Desk, Notice, Screen
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.tabs import find_tab
from bluebean_client.ports.outside import Clock
from bluebean_client.ports.window import Actions, DeskSource
from bluebean_client.settings.schema import SETTINGS, Section
from bluebean_client.ui.announcer import Announcer
from bluebean_client.ui.bridge import DeskBridge
from bluebean_client.ui.columns import widths_from_text, widths_to_text
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.difference_dialog import DifferenceDialog
from bluebean_client.ui.faces import Faces
from bluebean_client.ui.ime import CompositionWatch
from bluebean_client.ui.late_pages import (
    make_settings_panel,
    make_softphone_page,
    make_work_groups_page,
    make_work_page,
    open_account_dialog,
    open_settings_dialog,
    open_settings_window,
)
from bluebean_client.ui.login_page import LoginPage
from bluebean_client.ui.modal import Question, open_dialogs
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.shortcuts import Shortcuts
from bluebean_client.ui.slim.place import SlimPlace
from bluebean_client.ui.slots import Slots
from bluebean_client.ui.text_scale import smallest_window
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.ticker import Ticker
from bluebean_client.ui.transfer.place import TransferPlace
from bluebean_client.ui.views import current_call
from bluebean_client.ui.widgets.basics import scrolled
from bluebean_client.ui.window_keys import WindowKeys

if TYPE_CHECKING:
    from bluebean_client.ui.settings.dialog import SettingsPanel
    from bluebean_client.ui.softphone.page import SoftphonePage
    from bluebean_client.ui.work_groups_page import WorkGroupsPage
    from bluebean_client.ui.work_page import WorkPage

USUAL = (1440, 900)
WIDTHS_KEY = "column_widths"
PHONE_SIZE = (336, 640)
Page = TypeVar("Page", bound=QWidget)
SOUND_KEYS = {line.key for line in SETTINGS if line.section in (Section.AUDIO, Section.INCOMING)}


class MainWindow(QMainWindow):
    """Built once by app.py; theme and translation are applied to the application before.

    Attributes: `source` and `ui`, for what is shown beside the window; `goes_on_hidden`, whether closing only hides it.
    Signals: `left()`, when it is closed for good and all is in order; `settings_saved(keys: list[str])`.
    """

    left = Signal()
    settings_saved = Signal(object)

    def __init__(
        self,
        source: DeskSource,
        actions: Actions,
        settings: SettingsAccess,
        clock: Clock,
        *,
        theme: Theme,
        slots: Slots | None = None,
        version: str = "",
    ) -> None:
        super().__init__()
        self._settings, self._version = settings, version
        self.source, self._bridge = source, DeskBridge(source, self)
        self.ui = self._ui = UiContext(
            theme, actions, slots or Slots(parent=self), Ticker(clock, self), Faces(actions, self)
        )
        self.goes_on_hidden: Callable[[], bool] = lambda: False
        self._leaving = False
        self._question: Question | None = None
        self._panel: SettingsPanel | None = None
        self._watch = composition_watch(self)
        self._screen: Screen | None = None
        self._frames: dict[QWidget, QWidget] = {}
        self.slim = SlimPlace(self, settings, self._watch)
        self.setWindowTitle("BlueBean Client")
        self.resize(self._usual_size())
        self._build()
        self._keys = WindowKeys(self, Shortcuts(self, self._watch))
        self._announcer = Announcer(self)
        self._bridge.changed.connect(self._on_desk)
        self._ui.ticker.start()

    # ---- pages --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.pages.setProperty("ground", "bg")
        self.setCentralWidget(self.pages)
        self.show_desk(self._bridge.desk)

    # Each page is loaded and built when it is first shown: the others are a fifth of the time from start to login, and of no use yet.

    @cached_property
    def login(self) -> LoginPage:
        page = self._added(LoginPage(self._ui), scrolls=True)
        page.settings_wanted.connect(self.open_settings)
        return page

    @cached_property
    def work_groups(self) -> "WorkGroupsPage":
        page = self._added(make_work_groups_page(self._ui), scrolls=True)
        page.log_off_wanted.connect(lambda: self._ui.slots.start(self._ui.actions.log_off()))
        return page

    @cached_property
    def work(self) -> "WorkPage":
        page = self._added(make_work_page(self._ui, self._settings))
        page.settings_wanted.connect(self.open_settings)
        page.log_off_wanted.connect(self.ask_log_off)
        page.bar.slim_wanted.connect(self.slim.toggle)
        page.bar.transfer_wanted.connect(lambda: self.transfers.press())
        page.difference_wanted.connect(self._show_difference)
        page.area.set_widths(widths_from_text(self._settings.get(WIDTHS_KEY)))
        page.area.widths_chosen.connect(lambda widths: self._settings.set(WIDTHS_KEY, widths_to_text(widths)))
        page.close_tab_wanted.connect(self.ask_close_tab)
        page.account_wanted.connect(lambda what: open_account_dialog(self._ui, *self._modal_place(), what))
        page.discard_wanted.connect(self.ask_discard_draft)
        return page

    @cached_property
    def transfers(self) -> TransferPlace:
        return TransferPlace(self._ui, self.work, self.work.bar.height())

    @cached_property
    def phone(self) -> "SoftphonePage":
        page = self._added(make_softphone_page(self._ui, self._settings))
        page.settings_wanted.connect(self.open_settings)
        return page

    def _added(self, page: Page, *, scrolls: bool = False) -> Page:
        """Into the stack; a fixed form in a frame that scrolls it."""
        self._frames[page] = scrolled(page) if scrolls else page
        self.pages.addWidget(self._frames[page])
        return page

    def _on_desk(self, old: Desk, new: Desk) -> None:
        self.show_desk(new)
        self._announcer.announce(old, new)

    def show_desk(self, desk: Desk) -> None:
        self._ui.ticker.set_offset(desk.clock_offset_seconds)
        self._ui.faces.show_desk(desk)
        page = self._page(desk.screen)
        if desk.screen is not self._screen:
            self._change_screen(desk.screen, page)
        page.show_desk(desk)
        self.slim.show_desk(desk)
        if desk.screen is Screen.WORK:
            self.transfers.show_desk(desk)
        if self._panel is not None:
            self._panel.show_desk(desk)

    def _page(self, screen: Screen) -> "LoginPage | WorkGroupsPage | WorkPage | SoftphonePage":
        match screen:
            case Screen.LOGIN:
                return self.login
            case Screen.WORK_GROUPS:
                return self.work_groups
            case Screen.WORK:
                return self.work
            case Screen.PHONE:
                return self.phone

    def _change_screen(self, screen: Screen, page: QWidget) -> None:
        was_phone = self._screen is Screen.PHONE
        if self._screen is Screen.WORK:
            self._leave_dialogs()
        self._screen = screen
        if screen is Screen.PHONE:
            self.setMinimumSize(PHONE_SIZE[0], 480)
            self.resize(*PHONE_SIZE)
        else:
            self.setMinimumSize(*smallest_window(self._settings.get("text_scale")))
            if was_phone:
                self.resize(self._usual_size())
        if screen is Screen.LOGIN:
            self.login.forget_password()
        self.pages.setCurrentWidget(self._frames[page])

    def _usual_size(self) -> QSize:
        """As designed, or what the screen has room for: large text on a small screen leaves less.

        A screen that does not even hold the smallest window, as a virtual one, is not gone by.
        """
        room = self.screen().availableSize()
        least = QSize(*smallest_window(self._settings.get("text_scale")))
        return QSize(*USUAL).boundedTo(room) if room.expandedTo(least) == room else QSize(*USUAL)

    @property
    def desk(self) -> Desk:
        return self._bridge.desk

    def _leave_dialogs(self) -> None:
        """Those of the work, which is over."""
        if self._panel is not None:
            self._panel.cancel()
        for dialog in open_dialogs(self.work):
            dialog.dismiss()

    def _modal_place(self) -> tuple[QWidget, int]:
        """What a dialog lies on, and the height that stays uncovered: pop-ups of the work come above it."""
        return (self.work, self.work.bar.height()) if self._screen is Screen.WORK else (self, 0)

    # ---- what the keys ask ----------------------------------------------------------------------------------------

    @property
    def in_front(self) -> Screen | None:
        """The screen whose page is shown."""
        return self._screen

    @property
    def asks(self) -> bool:
        """A dialog is open: keys of the work wait until it is left."""
        return bool(open_dialogs(self))

    # ---- dialogs ------------------------------------------------------------------------------------------------

    def open_settings(self) -> None:
        if self._panel is not None:
            self._panel.window().activateWindow()
            return
        self._panel = panel = make_settings_panel(self._ui, self._settings, self.desk, self._version)
        panel.saved.connect(self._on_settings)
        panel.left.connect(self._forget_settings)
        if self._screen is Screen.PHONE:
            open_settings_window(self, panel)
        else:
            open_settings_dialog(self._ui, *self._modal_place(), panel)

    def _forget_settings(self) -> None:
        self._panel = None

    def _on_settings(self, keys: list[str]) -> None:
        """What the core must know at once is told; the rest is read from the settings at the next start."""
        actions, read = self._ui.actions, self._settings.get
        if "server_url" in keys:
            self._ui.slots.start(actions.change_server(read("server_url")))
        if SOUND_KEYS & set(keys):
            actions.phone.choose_sound()
        if {"sip_server", "sip_user", "sip_transport"} & set(keys) and "sip_password" not in keys:
            actions.phone.use_sip_account("")
        self.settings_saved.emit(keys)

    def _show_difference(self, notice: Notice) -> None:
        DifferenceDialog(self._ui, *self._modal_place(), self.desk, notice)

    def _unsaved_words(self) -> str:
        count = sum(1 for tab in self.desk.tabs if tab.dirty)
        return self.tr("Unsaved input of {count} customers stays as a draft.").format(count=count) if count else ""

    def ask_close_tab(self, tab_id: str) -> None:
        """What was typed there and not saved goes with the tab, so that closing it is asked about first."""
        tab = find_tab(self.desk, tab_id)
        if tab is None or not tab.dirty:
            self._ui.actions.close_tab(tab_id)
            return
        title = self.tr("Close {name} without saving?").format(name=self.work.tab_title(tab))
        text = self.tr("What you typed there is discarded.")
        words = (title, text, self.tr("Discard and close"), self.tr("Back"))
        self._ask(words, lambda: self._ui.actions.close_tab(tab_id), danger=True)

    def ask_discard_draft(self, draft_id: str) -> None:
        """It is all that is left of what was typed."""
        text = self.tr("It was typed before and never saved. It can't be brought back.")
        words = (self.tr("Discard this input?"), text, self.tr("Discard"), self.tr("Back"))
        self._ask(words, lambda: self._ui.actions.discard_draft(draft_id), danger=True)

    def ask_log_off(self) -> None:
        call = current_call(self.desk)
        told = self.tr("Your call is still up and will end.") if call is not None else ""
        text = " ".join(part for part in (told, self._unsaved_words()) if part)
        words = (self.tr("Log off?"), text, self.tr("Log off"), self.tr("Back"))
        self._ask(words, lambda: self._ui.slots.start(self._ui.actions.log_off()), danger=call is not None)

    def _ask(self, words: tuple[str, str, str, str], act: Callable[[], object], *, danger: bool) -> None:
        if self._question is not None:
            return
        self._question = Question(self._ui, *self._modal_place(), words, danger=danger)
        self._question.closed.connect(self._forget_question)
        self._question.confirmed.connect(act)

    def _forget_question(self) -> None:
        self._question = None

    def closeEvent(self, event: QCloseEvent) -> None:
        """The phone may go on in the tray; else it quits."""
        if self._leaving:
            event.accept()
            return
        event.ignore()
        if self.goes_on_hidden():
            self.hide()
        else:
            self.quit()

    def asks_before_quitting(self) -> bool:
        return self._screen is Screen.WORK or (self._screen is Screen.PHONE and bool(living_phone_calls(self.desk)))

    def quit(self) -> None:
        """During work or a call it asks; then it logs off properly before the window goes."""
        if not self.asks_before_quitting():
            self._leave()
            return
        call = current_call(self.desk)
        if self._screen is Screen.PHONE:
            title = self.tr("Quit during a call?")
            text = self.tr("Your call goes on. Start the program again to get it back.")
            self._ask((title, text, self.tr("Quit"), self.tr("Back")), self._leave, danger=True)
            return
        if call is not None:
            text = self.tr("Your call goes on until it is hung up; you are logged off after it.")
        else:
            text = self.tr("You are logged off.")
        whole = " ".join(part for part in (text, self._unsaved_words()) if part)
        words = (self.tr("Close the program during work?"), whole, self.tr("Log off and close"), self.tr("Back"))
        self._ask(words, self._leave, danger=call is not None)

    def _leave(self) -> None:
        self._ui.slots.start(self._leave_in_order())

    async def _leave_in_order(self) -> None:
        try:
            await self._ui.actions.leave_by_closing()
        finally:
            self._leaving = True
            self._ui.ticker.stop()
            self.close()
            self.left.emit()


def composition_watch(parent: MainWindow) -> CompositionWatch:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a window needs a QApplication")
    return CompositionWatch(application, parent)
