"""The line at the bottom: server, phone and device at the left, the day's figures, date and time at the right."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout

from bluebean_client.domain.desk import Desk, EngineLink, Link
from bluebean_client.domain.phone import DeviceKind, Registration
from bluebean_client.ui import phone_words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration, long_moment
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import phone_is_ready
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from server.protocol.types import UsageMode


class Fact(QFrame):
    """An icon and a word; the icon's shape tells good from bad too."""

    def __init__(self, ui: UiContext, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._icon = IconLabel(ui.theme, 14)
        self.word = ElidedLabel(role="small")
        self.word.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.word)

    def show_fact(self, icon: str, tone: Tone | None, text: str, reason: str = "") -> None:
        self._icon.show_icon(icon, self._ui.theme.tone(tone).text if tone else "text2")
        self.word.setText(text)
        self.setToolTip(reason)
        self.word.setAccessibleName(text)


class Footer(QFrame):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("region", "footer")
        self.setFixedHeight(28)
        self._server = Fact(ui, "server_label")
        self._phone = Fact(ui, "registration_label")
        self._device = Fact(ui, "device_label")
        self._day = label("", "small", name="my_day_label")
        self._time = label("", "small", name="date_time_label")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        for fact in (self._server, self._phone, self._device):
            row.addWidget(fact)
        row.addStretch()
        row.addWidget(self._day)
        row.addWidget(self._time)
        ui.ticker.tick.connect(self._draw_time)
        self._draw_time(ui.ticker.now())

    def _draw_time(self, _now: datetime) -> None:
        text = long_moment(self._ui.ticker.local_now())
        if text != self._time.text():
            self._time.setText(text)

    def show_desk(self, desk: Desk) -> None:
        server = {
            Link.ONLINE: ("check-disc", Tone.FREE, self.tr("Server connected")),
            Link.CONNECTING: ("clock", Tone.WAIT, self.tr("Connecting to the server")),
            Link.LOST: ("alert-disc", Tone.DANGER, self.tr("Server not reachable")),
            Link.NONE: ("circle", Tone.OFFLINE, self.tr("Not logged in")),
        }[desk.link]
        self._server.show_fact(*server)
        self._show_phone(desk)
        self._show_device(desk)
        self._show_day(desk)

    def _show_day(self, desk: Desk) -> None:
        """Calls, average talk and average wrap-up; the tooltip parts and sums them."""
        figures = desk.my_day
        self._day.setVisible(figures is not None)
        if figures is None:
            return
        calls = figures.calls_taken + figures.calls_made
        talk, wrap_up = duration(figures.talk_seconds / calls if calls else 0), duration(figures.wrap_up_seconds)
        text = self.tr("{calls} today ・ talk {talk} ・ wrap-up {wrap_up}")
        self._day.setText(text.format(calls=calls, talk=talk, wrap_up=wrap_up))
        whole = self.tr("Today: {taken} taken, {made} made, {talk} on the phone, {records} records saved.")
        told = whole.format(
            taken=figures.calls_taken,
            made=figures.calls_made,
            talk=duration(figures.talk_seconds),
            records=figures.records_saved,
        )
        self._day.setToolTip(told)
        self._day.setAccessibleName(self._day.text())
        self._day.setAccessibleDescription(told)

    def _show_phone(self, desk: Desk) -> None:
        if phone_is_ready(desk):
            self._phone.show_fact("check-disc", Tone.FREE, self.tr("Phone registered"))
            return
        if desk.mode is UsageMode.OPERATOR:
            self._phone.show_fact("phone-off", Tone.DANGER, self.tr("Hard phone not registered"))
            return
        if desk.engine is not EngineLink.RUNNING:
            self._phone.show_fact("clock", Tone.WAIT, self.tr("Phone is starting"))
            return
        reason = phone_words.registration(desk.phone.registration.value, desk.phone.reason)
        trying = desk.phone.registration is Registration.TRYING
        text = self.tr("Phone: {reason}").format(reason=reason) if trying else self.tr("Phone not connected")
        self._phone.show_fact("clock" if trying else "phone-off", Tone.WAIT if trying else Tone.DANGER, text, reason)

    def _show_device(self, desk: Desk) -> None:
        self._device.setVisible(desk.mode is not UsageMode.OPERATOR)
        devices = desk.phone.devices
        if DeviceKind.MICROPHONE in devices.missing or DeviceKind.SPEAKER in devices.missing:
            self._device.show_fact("warning", Tone.WAIT, self.tr("No headset found"))
            return
        self._device.show_fact(
            "headset", None, devices.speaker_in_use or devices.microphone_in_use or self.tr("Standard device")
        )
