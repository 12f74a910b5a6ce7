"""Devices in use, how loud they are, and the volumes, in the phone panel."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import AudioDevices, DeviceKind
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.softphone.levels import LevelRows
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.volumes import VolumeSliders
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label


class DeviceRow(QWidget):
    """A device by its name, or what is missing, in the colour of a warning."""

    def __init__(self, ui: UiContext, icon: str, missing: str, name: str) -> None:
        super().__init__()
        self._ui, self._icon, self._missing = ui, icon, missing
        self._picture = IconLabel(ui.theme, 16)
        self._name = ElidedLabel()
        self._name.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._name, 1)

    def show_device(self, device: str, *, there: bool) -> None:
        self._picture.show_icon(*((self._icon,) if there else ("warning", self._ui.theme.tone(Tone.WAIT).text)))
        self._name.setText((device or self.tr("Standard device")) if there else self._missing)


class SoundPage(QWidget):
    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self._desk = Desk()
        self._microphone = DeviceRow(ui, "mic", self.tr("No microphone found"), "microphone_in_use")
        self._speaker = DeviceRow(ui, "speaker", self.tr("No speaker found"), "speaker_in_use")
        self._processing = label("", "small", name="processing_label", wrap=True)
        self._volumes = VolumeSliders(ui, settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("In use"), "label"))
        for part in (self._microphone, self._speaker, self._processing):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(LevelRows(ui))
        column.addSpacing(4)
        column.addWidget(self._volumes)
        column.addStretch()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        devices = desk.phone.devices
        self._microphone.show_device(devices.microphone_in_use, there=DeviceKind.MICROPHONE not in devices.missing)
        self._speaker.show_device(devices.speaker_in_use, there=DeviceKind.SPEAKER not in devices.missing)
        self._processing.setText(self._processing_words(devices))
        self._processing.setVisible(bool(self._processing.text()))

    def _processing_words(self, devices: AudioDevices) -> str:
        facts = [
            self.tr("Echo cancelled") if devices.echo_cancelled else "",
            self.tr("Noise suppressed") if devices.noise_suppressed else "",
        ]
        return " ・ ".join(fact for fact in facts if fact)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._volumes.show_sound(self._desk.phone.sound)
