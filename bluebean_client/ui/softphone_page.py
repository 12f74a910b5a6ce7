"""Mode softphone: number field, dial pad, calls, and the registration in words."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Registration
from bluebean_client.ui import words
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import caller
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import can_mute, phone_call
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, clear, icon_button, label, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.inputs import LineEdit

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
NAMES = {"*": "star", "#": "hash"}


class CallCard(QFrame):
    """One call with the painted edge of its state's colour."""

    def __init__(self, ui: UiContext, call: PhoneCall) -> None:
        super().__init__()
        self._ui = ui
        self._tone, icon, state = self._look(call)
        self.setProperty("card", True)
        self.setObjectName(f"phone_call_{call.call}")
        chip_icon = IconLabel(ui.theme, 14)
        chip_icon.show_icon(icon, ui.theme.tone(self._tone).text)
        way = self.tr("outgoing") if call.outgoing else self.tr("incoming")
        number = caller(call.number)
        top = QHBoxLayout()
        top.setSpacing(5)
        top.addWidget(ElidedLabel(call.name or number, "section"), 1)
        top.addWidget(chip_icon)
        state_word = label(state, f"{self._tone.value}_word")
        top.addWidget(state_word)
        age = ElapsedLabel(ui.ticker)
        age.setFixedWidth(76)
        age.setProperty("role", "age")
        age.set_since(datetime.fromtimestamp(call.started_at, UTC) if call.started_at else None)
        below = QHBoxLayout()
        below.addWidget(ElidedLabel(f"{number} ・ {way}" if call.name else way, "secondary"), 1)
        below.addWidget(age)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(below)

    def _look(self, call: PhoneCall) -> tuple[Tone, str, str]:
        return {
            PhoneCallState.INCOMING: (Tone.RING, "bell-ring", self.tr("Ringing")),
            PhoneCallState.CALLING: (Tone.RING, "dialpad", self.tr("Dialing")),
            PhoneCallState.RINGING: (Tone.RING, "dialpad", self.tr("Dialing")),
            PhoneCallState.TALKING: (Tone.TALK, "phone-filled", self.tr("Talking")),
            PhoneCallState.HELD: (Tone.WAIT, "pause", self.tr("On hold")),
            PhoneCallState.ENDED: (Tone.OFFLINE, "circle", self.tr("Ended")),
        }[call.state]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.colour(self._ui.theme.tone(self._tone).fill))
        painter.setClipRect(0, 0, 4, self.height())
        painter.drawRoundedRect(self.rect(), 8, 8)


class SoftphonePage(QWidget):
    """Signals: `settings_wanted()`."""

    settings_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._shown: object = None
        self.setProperty("ground", "surface")
        self._state_icon = IconLabel(ui.theme, 16)
        self.registration = ElidedLabel(role="strong")
        self.registration.setObjectName("registration_label")
        self._reason = label("", "small", wrap=True)
        self._settings = icon_button(ui.theme, "settings", self.tr("Settings"), name="settings_button")
        self.banners = Banners(ui)
        self.number = LineEdit("dial_number")
        self.number.setPlaceholderText(self.tr("Number or extension"))
        self.number.setAccessibleName(self.tr("Number or extension"))
        self.dial = with_icon(
            button("", "answer", name="dial_button", size="large"), ui.theme, "phone-filled", "#FFFFFF", 18
        )
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(10)
        body.addWidget(self.banners)
        dial = QHBoxLayout()
        dial.setSpacing(8)
        self.number.setMinimumHeight(40)
        self.dial.setAccessibleName(self.tr("Call"))
        self.dial.setToolTip(self.tr("Call"))
        self.dial.setFixedWidth(48)
        dial.addWidget(self.number, 1)
        dial.addWidget(self.dial)
        body.addLayout(dial)
        self._calls.setSpacing(8)
        body.addLayout(self._calls)
        body.addLayout(self._pad())
        body.addStretch()
        body.addWidget(self.mute)
        body.addWidget(self.answer)
        body.addWidget(self.hang_up)
        column.addLayout(body, 1)
        column.addWidget(self._footer())

    def _header(self) -> QWidget:
        header = QFrame()
        header.setProperty("region", "call_bar")
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(self.registration)
        words_column.addWidget(self._reason)
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words_column, 1)
        row.addWidget(self._settings)
        header.setMinimumHeight(56)
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
        self.number.setFocus()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._show_registration(desk)
        self.banners.show_desk(desk)
        self._show_calls(desk)
        device = desk.phone.devices.speaker or desk.phone.devices.microphone
        self._device.setText(device or self.tr("Standard device"))
        call = phone_call(desk)
        self.answer.setVisible(call is not None and call.state is PhoneCallState.INCOMING)
        self.hang_up.setEnabled(call is not None)
        incoming = call is not None and call.state is PhoneCallState.INCOMING
        self.hang_up.setText(self.tr("Decline") if incoming else self.tr("Hang up"))
        self.mute.setEnabled(can_mute(desk))
        muted = call is not None and call.muted
        self.mute.setChecked(muted)
        self.mute.setText(self.tr("Unmute") if muted else self.tr("Mute"))
        self._check()

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
            code = f" (SIP {phone.sip_code})" if phone.sip_code else ""
            self._say("phone-off", Tone.DANGER, self.tr("Not connected"), reason + code)

    def _say(self, icon: str, tone: Tone, title: str, reason: str) -> None:
        self._state_icon.show_icon(icon, self._ui.theme.tone(tone).text)
        self.registration.setText(title)
        self.registration.setAccessibleDescription(reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _show_calls(self, desk: Desk) -> None:
        calls = tuple(call for call in desk.phone.calls if call.state is not PhoneCallState.ENDED)
        if calls == self._shown:
            return
        self._shown = calls
        clear(self._calls)
        for call in calls:
            self._calls.addWidget(CallCard(self._ui, call))

    def _press(self, key: str) -> None:
        if can_mute(self._desk):
            self._ui.actions.send_dtmf(key)
        else:
            self.number.insert(key)

    def _check(self) -> None:
        ready = self._desk.phone.registration is Registration.REGISTERED
        self.dial.setEnabled(ready and bool(self.number.text().strip()))
        self.dial.setToolTip(self.tr("Call") if ready else self.tr("The phone is not registered."))

    def _dial(self) -> None:
        if self.dial.isEnabled():
            self._ui.actions.dial(self.number.text().strip())
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
