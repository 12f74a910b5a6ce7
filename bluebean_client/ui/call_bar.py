"""The 64 px bar that nothing ever covers: status, call and call buttons."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.blinker import Blinker
from bluebean_client.ui.call_buttons import CallButtons
from bluebean_client.ui.call_info import CallInfo
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.dial_box import DialBox
from bluebean_client.ui.status_buttons import StatusButtons
from bluebean_client.ui.status_chip import StatusChip
from bluebean_client.ui.views import current_call, direct_call, is_online
from bluebean_client.ui.widgets.basics import IconLabel, label, line
from bluebean_client.ui.widgets.painted import Avatar, BarButton
from bluebean_client.ui.wrap_up import WrapUpTools
from server.protocol.types import UsageMode

FOLD_BELOW = 1280
WORDS_FROM = 1400
TIGHT_BELOW = 1024
"""There what can be done in wrap-up is in the menu of the chip."""
CALL_WORDS_FROM = 800


class OperatorButton(QPushButton):
    """Picture, name and extension; opens the operator's menu."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setObjectName("operator_menu_button")
        self.setFixedHeight(48)
        self.avatar = Avatar(ui.theme, 32)
        self.name = label("", "strong")
        self.extension = label("", "secondary")
        self.chevron = IconLabel(ui.theme, 14)
        self.chevron.show_icon("chevron-down")
        self.words = QWidget()
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.extension)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(8)
        for part in (self.avatar, self.words, self.chevron):
            row.addWidget(part)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        layout = self.layout()
        return QSize(layout.sizeHint().width() if layout else 0, 48)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class CallBar(QFrame):
    """Signals: `settings_wanted()`, `account_wanted(what)`, `slim_wanted()`, `log_off_wanted()` from the operator's menu;
    `phone_wanted()`, `transfer_wanted()`."""

    settings_wanted = Signal()
    account_wanted = Signal(str)
    log_off_wanted = Signal()
    phone_wanted = Signal()
    slim_wanted = Signal()
    transfer_wanted = Signal()

    def __init__(self, ui: UiContext, blinker: Blinker) -> None:
        super().__init__()
        self._ui = ui
        self._capabilities: frozenset[str] = frozenset()
        self._tight = self._fills_middle = False
        self.setProperty("region", "call_bar")
        self.setFixedHeight(64)
        self.chip = StatusChip(ui)
        self.statuses = StatusButtons(ui)
        self.statuses.folded_into = self.chip
        self.info = CallInfo(ui)
        self.dial = DialBox(ui)
        self.wrap_up = WrapUpTools(ui)
        self.phone = BarButton(ui.theme, (self.tr("Phone"),), "dialpad", "phone_panel_button")
        self.phone.setToolTip(f"{self.phone.text()}  Alt+8")
        self.calls = CallButtons(ui, blinker)
        self.operator = OperatorButton(ui)
        self._before_info, self._before_help = line("v"), line("v")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        for divider in (self._before_info, self._before_help):
            divider.setFixedHeight(32)
        row.addWidget(self.chip)
        row.addWidget(self.statuses)
        row.addWidget(self._before_info)
        row.addWidget(self.wrap_up)
        row.addWidget(self.info, 1)
        row.addWidget(self.dial, 1)
        buttons = self._buttons = QHBoxLayout()
        for made in (self.phone, self.calls.hold, self.calls.mute, self.calls.transfer, self.calls.hang_up):
            buttons.addWidget(made)
        row.addLayout(buttons)
        row.addWidget(self._before_help)
        row.addWidget(self.calls.help)
        row.addWidget(self.operator)

    def _connect(self) -> None:
        self.phone.clicked.connect(self.phone_wanted)
        self.calls.transfer_wanted.connect(self.transfer_wanted)
        self.chip.pressed.connect(self._open_statuses)
        self.operator.clicked.connect(self._open_operator_menu)

    def set_width(self, effective: int) -> None:
        folded, tight = effective < FOLD_BELOW, effective < TIGHT_BELOW
        crowded = tight or (not folded and effective < WORDS_FROM)
        self.chip.set_folded(folded)
        self.chip.set_least_width(168 if tight else 184 if crowded else 204)
        self.statuses.setVisible(not folded)
        self.operator.words.setVisible(not folded)
        self.info.set_words(effective >= WORDS_FROM)
        self.wrap_up.set_words(effective >= WORDS_FROM)
        self.dial.set_tight(crowded)
        self._row.setSpacing(6 if crowded else 8)
        self._buttons.setSpacing(2 if folded or crowded else 6)
        self._set_tight(tight)
        calls = self.calls
        for made in (self.phone, calls.hold, calls.mute, calls.transfer, calls.hang_up, calls.help):
            made.set_word_shown(effective >= CALL_WORDS_FROM)

    def _set_tight(self, tight: bool) -> None:
        self._tight = tight
        self._row.setContentsMargins(8 if tight else 12, 0, 6 if tight else 10, 0)
        self.chip.set_tight(tight)
        self.wrap_up.fold_into(self.chip if tight else None)
        self.info.set_tight(tight)
        self.operator.chevron.setHidden(tight)
        self._show_dividers()

    def _show_dividers(self) -> None:
        self._before_info.setVisible(self._fills_middle and not self._tight)
        self._before_help.setVisible(self.calls.help.isVisibleTo(self) and not self._tight)

    def show_desk(self, desk: Desk) -> None:
        self.chip.show_desk(desk)
        self.statuses.show_desk(desk)
        self.info.show_desk(desk)
        self.wrap_up.show_desk(desk)
        self._show_middle(desk)
        self.phone.setVisible(desk.mode is UsageMode.SOFTPHONE_OPERATOR)
        self.calls.show_desk(desk)
        self._show_dividers()
        self._show_operator(desk)

    def _show_middle(self, desk: Desk) -> None:
        """Whose call it is, or the box to call from."""
        in_call = current_call(desk) is not None or direct_call(desk) is not None
        dials = not in_call and "outbound" in desk.capabilities
        self.info.setVisible(not dials)
        self.dial.setVisible(dials)
        self.dial.show_desk(desk)
        self._fills_middle = in_call or dials

    def _show_operator(self, desk: Desk) -> None:
        self._capabilities = desk.capabilities
        name = desk.identity.name if desk.identity else ""
        extension = desk.identity.extension if desk.identity else ""
        extension_words = self.tr("Ext. {extension}").format(extension=extension)
        online = is_online(desk)
        face = self._ui.faces.of(desk.identity.operator_id, 32, self.operator.avatar) if desk.identity else None
        self.operator.avatar.show_person(name, online, face)
        self.operator.name.setText(name)
        self.operator.extension.setText(extension_words)
        self.operator.setAccessibleName(f"{name} {extension_words}")
        state = self.tr("Server and phone are connected") if online else self.tr("Server or phone is not connected")
        self.operator.setToolTip(f"{name} ・ {extension_words}\n{state}")

    def _open_statuses(self) -> None:
        menu = self.statuses.menu()
        if self._tight:
            self.wrap_up.add_to(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.chip.mapToGlobal(QPoint(0, self.chip.height() + 2)))

    def _open_operator_menu(self) -> None:
        menu = QMenu(self)
        for capability, words in (
            ("own_password", self.tr("Change password")),
            ("pictures", self.tr("Change picture")),
        ):
            if capability in self._capabilities:
                wanted = menu.addAction(words)
                wanted.triggered.connect(lambda _, what=capability: self.account_wanted.emit(what))
        menu.addAction(self.tr("Settings")).triggered.connect(self.settings_wanted)
        menu.addAction(self.tr("Slim bar\tCtrl+Shift+B")).triggered.connect(self.slim_wanted)
        menu.addSeparator()
        menu.addAction(self.tr("Log off")).triggered.connect(self.log_off_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.operator.mapToGlobal(QPoint(0, self.operator.height() + 2)))
