"""A loudness in percent: an icon, a slider that can be moved with the keys, and the figure."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.widgets.basics import IconLabel, label

LOUDEST_PERCENT, STEP_PERCENT, PAGE_PERCENT = 200, 5, 25
FIGURE_PX = 48


class StillSlider(QSlider):
    """Does not move when a page is scrolled over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class VolumeSlider(QWidget):
    """Signals: `moved(percent: int)`, by a person only."""

    moved = Signal(int)

    def __init__(self, theme: Theme, icon: str, words: str, name: str) -> None:
        super().__init__()
        self._slider = StillSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(name)
        self._slider.setAccessibleName(words)
        self._slider.setRange(0, LOUDEST_PERCENT)
        self._slider.setSingleStep(STEP_PERCENT)
        self._slider.setPageStep(PAGE_PERCENT)
        self._slider.setToolTip(words)
        self._figure = label("", "small")
        self._figure.setFixedWidth(FIGURE_PX)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        picture = IconLabel(theme, 18)
        picture.show_icon(icon)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(picture)
        row.addWidget(self._slider, 1)
        row.addWidget(self._figure)
        self._slider.valueChanged.connect(self._on_changed)
        self.setFocusProxy(self._slider)

    def value(self) -> int:
        return self._slider.value()

    def set_value(self, percent: int) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(percent)
        self._slider.blockSignals(False)
        self._show_figure()

    def _on_changed(self, percent: int) -> None:
        self._show_figure()
        self.moved.emit(percent)

    def _show_figure(self) -> None:
        self._figure.setText(f"{self._slider.value()} %")
