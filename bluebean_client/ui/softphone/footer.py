"""The foot of the softphone: the device in use, and the volumes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import DeviceKind
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, icon_button


class PhoneFooter(QFrame):
    """Signals: `volumes_wanted()`."""

    volumes_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("region", "phone_footer")
        self.setFixedHeight(44)
        self._icon = IconLabel(ui.theme, 16)
        self._device = ElidedLabel(role="secondary")
        self._device.setObjectName("device_label")
        self.volumes = icon_button(ui.theme, "speaker", self.tr("Volumes"), name="volumes_button")
        self.volumes.clicked.connect(self.volumes_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._device, 1)
        row.addWidget(self.volumes)

    def show_desk(self, desk: Desk) -> None:
        devices = desk.phone.devices
        missing = DeviceKind.MICROPHONE in devices.missing or DeviceKind.SPEAKER in devices.missing
        if missing:
            self._icon.show_icon("warning", self._ui.theme.tone(Tone.WAIT).text)
            self._device.setText(self.tr("No headset found"))
            return
        self._icon.show_icon("headset")
        self._device.setText(devices.speaker_in_use or devices.microphone_in_use or self.tr("Standard device"))
