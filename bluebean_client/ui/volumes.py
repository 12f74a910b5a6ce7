"""Volumes at hand: speaker, microphone and ringer, tried at once and kept when the hand rests; alone or in a pop-over."""

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bluebean_client.domain.phone import SoundSettings
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from bluebean_client.ui.widgets.volume import VolumeSlider

WIDTH_PX, EDGE_PX = 280, 8
KEEP_MS = 400


class VolumeSliders(QWidget):
    """One below the other, each under its word."""

    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self._phone, self._settings = ui.actions.phone, settings
        self._sound = SoundSettings()
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self.settle)
        self._moved: set[str] = set()
        rows = (
            ("speaker_volume", "speaker", self.tr("Speaker")),
            ("microphone_volume", "mic", self.tr("Microphone")),
            ("ringer_volume", "bell", self.tr("Ring tone")),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.sliders: dict[str, VolumeSlider] = {}
        for key, icon, words in rows:
            slider = VolumeSlider(ui.theme, icon, words, f"{key}_slider")
            slider.setEnabled(not settings.locked(key))
            slider.moved.connect(lambda percent, key=key: self._on_moved(key, percent))
            column.addWidget(label(words, "label"))
            column.addWidget(slider)
            self.sliders[key] = slider

    def show_sound(self, sound: SoundSettings) -> None:
        """`sound` is what a moved slider changes one volume of."""
        self._sound = sound
        for key, slider in self.sliders.items():
            slider.set_value(int(self._settings.get(key) or getattr(sound, key)))

    def settle(self) -> None:
        """Keep what was moved."""
        self._keep.stop()
        if not self._moved:
            return
        for key in self._moved:
            self._settings.set(key, str(self.sliders[key].value()))
        self._moved.clear()
        self._phone.choose_sound()

    def _on_moved(self, key: str, percent: int) -> None:
        self._sound = msgspec.structs.replace(self._sound, **{key: percent})
        self._phone.try_sound(self._sound)
        self._moved.add(key)
        self._keep.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.settle()


class VolumesPopover(Popup):
    """Opened beside the button that asks for it; closed by Esc or a click outside, the focus goes back."""

    def __init__(self, ui: UiContext, parent: QWidget, settings: SettingsAccess) -> None:
        super().__init__(ui.theme, parent, "volumes_popover", radius=10)
        self._parent = parent
        self._opener: QWidget | None = None
        self.setAccessibleName(self.tr("Volumes"))
        self._volumes = VolumeSliders(ui, settings)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 14, 12)
        column.addWidget(self._volumes)
        self.body.addLayout(column)

    def open(self, opener: QWidget, sound: SoundSettings) -> None:
        """Above `opener` if there is room, below it otherwise."""
        self._opener = opener
        self._volumes.show_sound(sound)
        corner = opener.mapTo(self._parent, QPoint(0, 0))
        left = max(EDGE_PX, min(corner.x() - WIDTH_PX // 2, self._parent.width() - WIDTH_PX - EDGE_PX))
        self.place(left, 0, WIDTH_PX)
        height = self.height() - 2 * SHADOW
        above = corner.y() - height - 6
        self.place(left, above if above > EDGE_PX else corner.y() + opener.height() + 6, WIDTH_PX)
        self.show()
        self.raise_()
        self._volumes.sliders["speaker_volume"].setFocus()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def dismiss(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = watched is self or (isinstance(watched, QWidget) and self.isAncestorOf(watched))
            if isinstance(watched, QWidget) and not inside and watched is not self._opener:
                self.dismiss()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
