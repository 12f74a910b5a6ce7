"""How loud microphone and speaker are, live while somebody looks."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bluebean_client.domain.phone_messages import Levels
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import IconLabel
from bluebean_client.ui.widgets.meter import LevelMeter


class LevelRows(QWidget):
    """Two meters with their icons. The engine is asked for levels only while they are on the screen."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._watch = ui.actions.phone.watch_levels
        self._stop: Callable[[], None] | None = None
        self.microphone = LevelMeter(ui.theme, self.tr("Loudness of the microphone"), "microphone_level")
        self.speaker = LevelMeter(ui.theme, self.tr("Loudness of the speaker"), "speaker_level")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(7)
        for row, (name, meter) in enumerate((("mic", self.microphone), ("speaker", self.speaker))):
            icon = IconLabel(ui.theme, 14)
            icon.show_icon(name)
            grid.addWidget(icon, row, 0)
            grid.addWidget(meter, row, 1)

    def _hear(self, levels: Levels) -> None:
        self.microphone.show_level(levels.microphone)
        self.speaker.show_level(levels.speaker)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stop is None:
            self._stop = self._watch(self._hear)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._stop is not None:
            self._stop()
            self._stop = None
