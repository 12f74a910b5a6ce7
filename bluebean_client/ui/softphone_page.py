"""Mode softphone: number field, dial pad, calls, and the registration in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Registration
from bluebean_client.ui import words
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.phone_call_card import PhoneCallCard
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import can_mute, phone_call
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, clear, icon_button, label, with_icon
from bluebean_client.ui.widgets.inputs import LineEdit

TALLEST_KEY_PX = 68
"""Keys grow with the window, up to this height."""
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
MOST_KEYED = 16
NAMES = {"*": "star", "#": "hash"}


class SoftphonePage(QWidget):
    """Without a call: number and dial pad. With one: its card, what was keyed, dial pad, ミュート and 切断.

    Signals: `settings_wanted()`.
    """

    settings_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._shown: object = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state_icon = IconLabel(ui.theme, 16)
        self.registration = ElidedLabel(role="strong")
        self.registration.setObjectName("registration_label")
        self._settings = icon_button(ui.theme, "settings", self.tr("Settings"), name="settings_button")
        self.banners = Banners(ui, narrow=True)
        self._dialing = QWidget()
        self.number = LineEdit("dial_number")
        self.number.setProperty("scale", "large")
        self.number.setPlaceholderText(self.tr("Number or extension"))
        self.number.setAccessibleName(self.tr("Number or extension"))
        self.dial = with_icon(
            button("", "answer", name="dial_button", size="large"), ui.theme, "phone-filled", "#FFFFFF", 18
        )
        self._keyed = label("", "keyed", name="keyed_digits")
        self._keyed.setAccessibleName(self.tr("Keyed digits"))
        self.answer = with_icon(
            button(self.tr("Answer"), "answer", name="answer_button", size="large"), ui.theme, "phone-filled", "#FFFFFF"
        )
        self.mute = with_icon(button(self.tr("Mute"), "tile", name="mute_button"), ui.theme, "mic", size=18)
        self.mute.setCheckable(True)
        self.hang_up = with_icon(
            button(self.tr("Hang up"), "hang_up", name="hang_up_button", size="large"), ui.theme, "hang-up", "#FFFFFF"
        )
        self._calls = QVBoxLayout()
        self._device = ElidedLabel(role="small")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._fill_dialing()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(10)
        body.addWidget(self.banners)
        body.addWidget(self._dialing)
        self._calls.setSpacing(8)
        body.addLayout(self._calls)
        body.addWidget(self._keyed)
        body.addLayout(self._pad(), 1)
        body.addStretch()
        ending = QHBoxLayout()
        ending.setSpacing(8)
        ending.addWidget(self.mute, 1)
        ending.addWidget(self.hang_up, 1)
        ending.addWidget(self.answer, 1)
        body.addLayout(ending)
        column.addLayout(body, 1)
        self._foot = self._footer()
        column.addWidget(self._foot)

    def _fill_dialing(self) -> None:
        row = QHBoxLayout(self._dialing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.dial.setAccessibleName(self.tr("Call"))
        self.dial.setFixedWidth(48)
        row.addWidget(self.number, 1)
        row.addWidget(self.dial)

    def _header(self) -> QWidget:
        header = QFrame()
        header.setProperty("region", "call_bar")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.registration, 1)
        row.addWidget(self._settings)
        header.setFixedHeight(56)
        return header

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setProperty("region", "footer")
        footer.setFixedHeight(32)
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 0, 16, 0)
        icon = IconLabel(self._ui.theme, 14)
        icon.show_icon("headset")
        row.addWidget(icon)
        row.addWidget(self._device, 1)
        return footer

    def _pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, key in enumerate(KEYS):
            made = button(key, "pad", name=f"digit_{NAMES.get(key, key)}")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            made.setMaximumHeight(TALLEST_KEY_PX)
            made.clicked.connect(lambda _, key=key: self._press(key))
            grid.addWidget(made, place // 3, place % 3)
        return grid

    def _connect(self) -> None:
        ui = self._ui
        self._settings.clicked.connect(self.settings_wanted)
        self.banners.acted.connect(self._on_notice)
        self.banners.dismissed.connect(lambda notice: ui.actions.dismiss_notice(notice.key))
        self.dial.clicked.connect(self._dial)
        self.number.returnPressed.connect(self._dial)
        self.number.textChanged.connect(lambda _: self._check())
        self.answer.clicked.connect(lambda: ui.slots.start(ui.actions.answer()))
        self.hang_up.clicked.connect(self._hang_up)
        self.mute.clicked.connect(ui.actions.toggle_mute)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._guide_focus(phone_call(self._desk))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of the keyboard go where those of the pad go."""
        if event.text() in KEYS and event.text() and not event.isAutoRepeat():
            self._press(event.text())
        else:
            super().keyPressEvent(event)

    def _guide_focus(self, call: PhoneCall | None) -> None:
        """During a call the page itself has the focus, so that Space presses nothing by accident."""
        if call is None:
            self.number.setFocus()
        else:
            self.setFocus()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._show_registration(desk)
        self.banners.show_desk(desk)
        self._show_calls(desk)
        device = desk.phone.devices.speaker_in_use or desk.phone.devices.microphone_in_use
        self._device.setText(device or self.tr("Standard device"))
        self._show_buttons(desk)
        self._check()

    def _show_buttons(self, desk: Desk) -> None:
        call = phone_call(desk)
        incoming = call is not None and call.state is PhoneCallState.INCOMING
        if self._dialing.isHidden() is not (call is not None):
            self._dialing.setVisible(call is None)
            self._guide_focus(call)
        self._foot.setVisible(call is None)
        self.answer.setVisible(incoming)
        self.hang_up.setVisible(call is not None)
        self.hang_up.setEnabled(call is not None)
        self.hang_up.setText(self.tr("Decline") if incoming else self.tr("Hang up"))
        self.mute.setVisible(call is not None and not incoming)
        self.mute.setEnabled(can_mute(desk))
        muted = call is not None and call.muted
        self.mute.setChecked(muted)
        self.mute.setText(self.tr("Unmute") if muted else self.tr("Mute"))
        if call is None:
            self._keyed.clear()
        self._keyed.setVisible(bool(self._keyed.text()))

    def _show_registration(self, desk: Desk) -> None:
        phone = desk.phone
        if desk.engine is not EngineLink.RUNNING:
            self._say("clock", Tone.WAIT, self.tr("Phone is starting"), "")
        elif phone.registration is Registration.REGISTERED:
            self._say("check-disc", Tone.FREE, words.registration("registered"), "")
        elif phone.registration in (Registration.NONE, Registration.TRYING):
            self._say("clock", Tone.WAIT, words.registration(phone.registration.value), "")
        else:
            reason = words.registration(phone.registration.value, phone.reason)
            self._say("phone-off", Tone.DANGER, self.tr("Not connected"), reason)

    def _say(self, icon: str, tone: Tone, title: str, reason: str) -> None:
        """The reason is for screen readers: a banner below says it with what to do."""
        self._state_icon.show_icon(icon, self._ui.theme.tone(tone).text)
        self.registration.setText(title)
        self.registration.setAccessibleDescription(reason)

    def _show_calls(self, desk: Desk) -> None:
        calls = tuple(call for call in desk.phone.calls if call.state is not PhoneCallState.ENDED)
        if calls == self._shown:
            return
        self._shown = calls
        clear(self._calls)
        for call in calls:
            self._calls.addWidget(PhoneCallCard(self._ui, call))

    def _press(self, key: str) -> None:
        if can_mute(self._desk):
            self._ui.actions.send_dtmf(key)
            self._keyed.setText((self._keyed.text() + key)[-MOST_KEYED:])
            self._keyed.show()
        else:
            self.number.insert(key)

    def _check(self) -> None:
        ready = self._desk.phone.registration is Registration.REGISTERED
        self.dial.setEnabled(ready and bool(self.number.text().strip()))
        self.dial.setToolTip(self.tr("Call") if ready else self.tr("The phone is not registered."))

    def _dial(self) -> None:
        if self.dial.isEnabled():
            self._ui.actions.phone.dial(self.number.text().strip())
            self.number.clear()

    def _hang_up(self) -> None:
        call = phone_call(self._desk)
        incoming = call is not None and call.state is PhoneCallState.INCOMING
        actions = self._ui.actions
        self._ui.slots.start(actions.decline() if incoming else actions.hang_up())

    def _on_notice(self, notice: object) -> None:
        action = getattr(notice, "action", "")
        if action == "open_settings":
            self.settings_wanted.emit()
        else:
            self._ui.actions.dismiss_notice(getattr(notice, "key", ""))
