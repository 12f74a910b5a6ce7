"""The settings: 用途設定, connection, audio, display. Locked ones are shown with their lock and can't be changed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from bluebean_client.domain.desk import Desk
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.settings_rows import ModeCards, lock_row, setting_field
from bluebean_client.ui.widgets.basics import button, label, line, with_icon
from bluebean_client.ui.widgets.inputs import ChoiceBox, LineEdit
from server.protocol.types import UsageMode

HEIGHT = 580


class SettingsDialog(Modal):
    """Signals: `saved(changed_keys: list[str])`. Nothing is changed before 保存."""

    saved = Signal(object)

    def __init__(
        self, ui: UiContext, window: QWidget, top: int, settings: SettingsAccess, desk: Desk, version: str
    ) -> None:
        super().__init__(ui, window, "settings_dialog", top)
        self._ui, self._settings, self._desk = ui, settings, desk
        self._read: dict[str, Callable[[], str]] = {}
        self._fields: dict[str, QWidget] = {}
        self._areas: list[QScrollArea] = []
        self._wrong = label("", "error", name="setting_problem", wrap=True)
        self._pages = QStackedLayout()
        self._nav = QVBoxLayout()
        self._nav.setSpacing(2)
        self._group = QButtonGroup(self)
        self._lay_out()
        self._add_page(self.tr("Usage"), "grid", self._usage_page())
        self._add_page(self.tr("Account and connection"), "user-circle", self._connection_page())
        if UsageMode(settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR) is not UsageMode.OPERATOR:
            self._add_page(self.tr("Audio"), "headset", self._audio_page())
        self._add_page(self.tr("Display and language"), "translate", self._display_page())
        self._nav.addStretch()
        self._nav.addWidget(label(self.tr("Version {version}").format(version=version), "small"))
        self._group.buttons()[0].setChecked(True)
        self.open(760, HEIGHT)
        self._group.buttons()[0].setFocus()

    def _lay_out(self) -> None:
        side = QFrame()
        side.setFixedWidth(196)
        side.setProperty("side", True)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 16, 10, 14)
        title = label(self.tr("Settings"), "section")
        title.setContentsMargins(10, 0, 0, 8)
        column.addWidget(title)
        column.addLayout(self._nav, 1)
        pages = QWidget()
        pages.setLayout(self._pages)
        cancel = button(self.tr("Cancel"), name="cancel_settings_button")
        cancel.clicked.connect(self.dismiss)
        save = button(self.tr("Save"), "primary", name="save_settings_button")
        save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._wrong, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        right = QVBoxLayout()
        right.setContentsMargins(24, 20, 24, 14)
        right.setSpacing(12)
        right.addWidget(pages, 1)
        right.addWidget(line())
        right.addLayout(buttons)
        across = QHBoxLayout()
        across.setContentsMargins(1, 1, 1, 1)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(right, 1)
        self.panel.body.addLayout(across)

    def _add_page(self, title: str, icon: str, page: QWidget) -> None:
        nav = with_icon(
            button(title, "nav", name=f"settings_page_{icon.replace('-', '_')}"), self._ui.theme, icon, size=18
        )
        nav.setCheckable(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        page.setProperty("clear", True)
        area.setWidget(page)
        self._pages.addWidget(area)
        self._areas.append(area)
        nav.clicked.connect(lambda: self._pages.setCurrentWidget(area))
        self._group.addButton(nav)
        self._nav.addWidget(nav)

    def choose_page(self, index: int) -> None:
        self._group.buttons()[index].setFocus()
        self._group.buttons()[index].click()

    def _page(self, title: str, hint: str) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        column.addWidget(label(title, "dialog"))
        column.addWidget(label(hint, "secondary", wrap=True))
        column.addSpacing(4)
        return page, column

    def _usage_page(self) -> QWidget:
        page, column = self._page(
            self.tr("Usage"), self.tr("How this PC is used. A change takes effect at the next start.")
        )
        locked = self._settings.locked("usage_mode")
        cards = ModeCards(
            self._ui, UsageMode(self._settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR), locked=locked
        )
        self._read["usage_mode"] = lambda: cards.mode.value
        column.addWidget(cards)
        if locked:
            column.addLayout(lock_row(self._ui))
        column.addStretch()
        return page

    def _connection_page(self) -> QWidget:
        page, column = self._page(
            self.tr("Account and connection"), self.tr("Where this program finds the server and the phone its account.")
        )
        self._add_text(column, "server_url", self.tr("Server"), "https://")
        softphone = UsageMode(self._settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR) is UsageMode.SOFTPHONE
        if softphone:
            column.addWidget(line())
            self._add_text(column, "sip_server", self.tr("SIP server"), "sip.example.jp:5060")
            self._add_text(column, "sip_user", self.tr("SIP user"), "")
            self._add_text(column, "sip_password", self.tr("SIP password"), "", secret=True)
            self._add_choice(column, "sip_transport", self.tr("Transport"), [("udp", "UDP"), ("tcp", "TCP")])
        column.addStretch()
        return page

    def _audio_page(self) -> QWidget:
        page, column = self._page(self.tr("Audio"), self.tr("Which devices the phone speaks, listens and rings with."))
        devices = self._desk.phone.devices
        standard = ("", self.tr("Standard device of the system"))
        microphones = [standard, *((name, name) for name in devices.microphones)]
        speakers = [standard, *((name, name) for name in devices.speakers)]
        self._add_choice(column, "microphone", self.tr("Microphone"), microphones)
        self._add_choice(column, "speaker", self.tr("Speaker"), speakers)
        column.addWidget(line())
        self._add_choice(column, "ringers", self.tr("Calls ring on"), speakers)
        column.addStretch()
        return page

    def _display_page(self) -> QWidget:
        page, column = self._page(self.tr("Display and language"), self.tr("A change takes effect at the next start."))
        languages = [("", self.tr("As the system")), ("ja", "日本語"), ("en", "English")]
        themes = [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        self._add_choice(column, "language", self.tr("Language"), languages)
        scales = [(percent, f"{percent} %") for percent in ("100", "115", "125", "150")]
        self._add_choice(column, "theme", self.tr("Colours"), themes)
        self._add_choice(column, "text_scale", self.tr("Size of the text"), scales)
        column.addStretch()
        return page

    def _add_text(self, column: QVBoxLayout, key: str, words: str, hint: str, *, secret: bool = False) -> None:
        field = LineEdit(key)
        field.setText(self._settings.get(key))
        field.setPlaceholderText(hint)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        locked = self._settings.locked(key)
        field.setReadOnly(locked)
        self._read[key] = lambda: field.text().strip() if not secret else field.text()
        self._fields[key] = field
        column.addLayout(setting_field(self._ui, words, field, locked=locked))

    def _add_choice(self, column: QVBoxLayout, key: str, words: str, choices: list[tuple[str, str]]) -> None:
        box = ChoiceBox(key)
        box.set_choices(choices)
        box.set_value(self._settings.get(key))
        locked = self._settings.locked(key)
        box.setEnabled(not locked)
        self._read[key] = box.value
        column.addLayout(setting_field(self._ui, words, box, locked=locked))

    def _save(self) -> None:
        """All of it, or nothing and the first reason why."""
        typed = {key: read() for key, read in self._read.items() if not self._settings.locked(key)}
        changed = {key: value for key, value in typed.items() if value != self._settings.get(key)}
        for key, value in changed.items():
            problem = self._settings.refused(key, value)
            if problem is not None:
                self._point_at(key, words.said(problem).whole)
                return
        for key, value in changed.items():
            self._settings.set(key, value)
        self.dismiss()
        self.saved.emit(list(changed))

    def _point_at(self, key: str, sentence: str) -> None:
        self._wrong.setText(sentence)
        field = self._fields.get(key)
        if field is None:
            return
        for index, area in enumerate(self._areas):
            if area.isAncestorOf(field):
                self.choose_page(index)
        field.setFocus()
