"""The settings: pages at the left, fields at the right; nothing is stored before 保存, sound is tried at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import Processing, SoundSettings, SoundTest
from bluebean_client.settings.schema import NAMES_PARTED_BY
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.settings.account_page import AccountPage
from bluebean_client.ui.settings.diagnostics_page import DiagnosticsPage
from bluebean_client.ui.settings.display_page import DisplayPage
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.incoming_page import IncomingPage
from bluebean_client.ui.settings.keys_page import KeysPage
from bluebean_client.ui.settings.sound_page import SoundPage
from bluebean_client.ui.settings.usage_page import UsagePage
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.widgets.basics import button, label, line, with_icon
from bluebean_client.ui.widgets.scroll import ContentScroll
from server.protocol.types import UsageMode

WIDTH_PX, HEIGHT_PX = 760, 580
SOUND_FIELDS = frozenset(SoundSettings.__struct_fields__)


class SettingsPanel(QWidget):
    """All of the dialog but its frame. Signals: `saved(changed_keys: list[str])`, `left()` once it is to be closed."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, ui: UiContext, settings: SettingsAccess, desk: Desk, version: str) -> None:
        super().__init__()
        self._ui, self._settings = ui, settings
        self._mode = UsageMode(settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR)
        self._tried = False
        self._form = Form(ui, settings)
        self._shown: list[SettingsPage] = []
        self._areas: list[QScrollArea] = []
        self._wrong = label("", "error", name="setting_problem", wrap=True)
        self._nav = QVBoxLayout()
        self._nav.setSpacing(2)
        self._group = QButtonGroup(self)
        self._lay_out()
        self._add_pages(version)
        self._form.edited.connect(self._try_sound)
        self.show_desk(desk)
        self._group.buttons()[0].setChecked(True)

    def _lay_out(self) -> None:
        side = QFrame()
        side.setFixedWidth(196)
        side.setProperty("side", True)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 16, 10, 14)
        title = label(self.tr("Settings"), "section")
        title.setContentsMargins(10, 0, 0, 8)
        column.addWidget(title)
        names = QWidget()
        names.setProperty("clear", True)
        names.setLayout(self._nav)
        self._nav.setContentsMargins(0, 0, 0, 0)
        scroll = ContentScroll(names)
        scroll.set_scrolling(True)
        column.addWidget(scroll, 1)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        cancel = button(self.tr("Cancel"), name="cancel_settings_button")
        cancel.clicked.connect(self.cancel)
        save = button(self.tr("Save"), "primary", name="save_settings_button")
        save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._wrong, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        right = QVBoxLayout()
        right.setContentsMargins(24, 20, 20, 14)
        right.setSpacing(12)
        right.addWidget(pages, 1)
        right.addWidget(line())
        right.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(1, 1, 1, 1)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(right, 1)

    def _add_pages(self, version: str) -> None:
        form, mode = self._form, self._mode
        self._add_page("usage", self.tr("Usage"), "grid", UsagePage(form))
        self._add_page("account", self.tr("Account"), "user-circle", AccountPage(form))
        if mode is not UsageMode.OPERATOR:
            self._add_page("audio", self.tr("Audio"), "headset", SoundPage(form))
        self._add_page("incoming", self.tr("Calls and notices"), "bell", IncomingPage(form, mode))
        self._add_page("shortcuts", self.tr("Shortcuts"), "keyboard", KeysPage(form, mode))
        self._add_page("display", self.tr("Display"), "translate", DisplayPage(form))
        self._add_page("diagnostics", self.tr("Diagnostics"), "activity", DiagnosticsPage(form, mode, version))
        self._nav.addStretch()
        self._nav.addWidget(label(self.tr("Version {version}").format(version=version), "small"))

    def _add_page(self, name: str, title: str, icon: str, page: SettingsPage) -> None:
        nav = with_icon(button(title, "nav", name=f"settings_page_{name}"), self._ui.theme, icon, size=18)
        nav.setCheckable(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setProperty("clear", True)
        area.setWidget(page)
        self._pages.addWidget(area)
        self._areas.append(area)
        self._shown.append(page)
        nav.clicked.connect(lambda: self._pages.setCurrentWidget(area))
        self._group.addButton(nav)
        self._nav.addWidget(nav)

    def choose_page(self, index: int) -> None:
        self._group.buttons()[index].setFocus()
        self._group.buttons()[index].click()

    def page(self, kind: type[SettingsPage]) -> SettingsPage:
        """The page of that class, for who fills it from outside."""
        return next(page for page in self._shown if isinstance(page, kind))

    def focus_first(self) -> None:
        self._group.buttons()[0].setFocus()

    def show_desk(self, desk: Desk) -> None:
        for page in self._shown:
            page.show_desk(desk)

    # ---- trying, saving -----------------------------------------------------------------------------------------

    def _try_sound(self, key: str) -> None:
        if key in SOUND_FIELDS:
            self._tried = True
            self._ui.actions.phone.try_sound(self._sound())

    def _sound(self) -> SoundSettings:
        value = self._form.value
        return SoundSettings(
            microphone=value("microphone"),
            speaker=value("speaker"),
            ringers=tuple(name for name in value("ringers").split(NAMES_PARTED_BY) if name),
            ring_tone=value("ring_tone") or "bell",
            microphone_volume=int(value("microphone_volume") or 100),
            speaker_volume=int(value("speaker_volume") or 100),
            ringer_volume=int(value("ringer_volume") or 100),
            echo_cancellation=Processing(value("echo_cancellation") or Processing.AUTO),
            noise_suppression=Processing(value("noise_suppression") or Processing.AUTO),
        )

    def _end_tests(self) -> None:
        if self._mode is not UsageMode.OPERATOR:
            self._ui.actions.phone.test_sound(SoundTest.NONE)

    def cancel(self) -> None:
        """What was tried is taken back."""
        self._end_tests()
        if self._tried:
            self._ui.actions.phone.choose_sound()
        self.left.emit()

    def _save(self) -> None:
        """All of it, or nothing and the first reason why."""
        changed = self._form.changes()
        for key, value in changed.items():
            problem = self._settings.refused(key, value)
            if problem is not None:
                self._point_at(key, words.said(problem).whole)
                return
        self._end_tests()
        for key, value in changed.items():
            self._settings.set(key, value)
        if self._tried and not SOUND_FIELDS & set(changed):  # tried, and put back by hand
            self._ui.actions.phone.choose_sound()
        self.left.emit()
        self.saved.emit(list(changed))

    def _point_at(self, key: str, sentence: str) -> None:
        self._wrong.setText(sentence)
        field = self._form.fields.get(key)
        if field is None:
            return
        for index, area in enumerate(self._areas):
            if area.isAncestorOf(field):
                self.choose_page(index)
        field.setFocus()


class SettingsDialog(Modal):
    """The settings inside the operator's window, below the call bar."""

    def __init__(self, ui: UiContext, window: QWidget, top: int, panel: SettingsPanel) -> None:
        super().__init__(ui, window, "settings_dialog", top)
        self._inside = panel
        self.panel.body.addWidget(panel)
        panel.left.connect(self.dismiss)
        self.open(WIDTH_PX, HEIGHT_PX)
        panel.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._inside.cancel()


class SettingsWindow(QWidget):
    """The settings beside the softphone, whose window is too narrow to hold them. Signals: `closed()`."""

    closed = Signal()

    def __init__(self, window: QWidget, panel: SettingsPanel) -> None:
        super().__init__(window, Qt.WindowType.Dialog)
        self.setObjectName("settings_dialog")
        self.setWindowTitle(panel.tr("Settings"))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._inside, self._over = panel, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        panel.left.connect(self._leave)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.show()
        panel.focus_first()

    def _leave(self) -> None:
        self._over = True
        self.close()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._inside.cancel()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By its title bar: the same as キャンセル."""
        super().closeEvent(event)
        if not self._over:
            self._over = True
            self._inside.cancel()
