"""What is wrong with an input, below it: (!) and a sentence, hidden while all is well."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import IconLabel, label


class ErrorLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        icon = IconLabel(theme, 14)
        icon.show_icon("alert-disc", theme.tone(Tone.DANGER).text)
        icon.setFixedHeight(18)  # the height of one line, so that it stands beside the first
        self._sentence = label("", "error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._sentence.text()

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))
