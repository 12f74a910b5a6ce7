"""The fields of the settings dialog: each reads one setting, is locked where IT has fixed it, and is read back on 保存."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings.rows import lock_row, setting_field
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.inputs import ChoiceBox, LineEdit
from bluebean_client.ui.widgets.toggle import Toggle
from bluebean_client.ui.widgets.volume import VolumeSlider


class Form(QObject):
    """All fields of all pages. Signals: `edited(key: str)`, by a person only."""

    edited = Signal(str)

    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self.ui, self.settings = ui, settings
        self.fields: dict[str, QWidget] = {}
        self._read: dict[str, Callable[[], str]] = {}

    def value(self, key: str) -> str:
        """What the field shows now, or what is stored where there is no field."""
        read = self._read.get(key)
        return read() if read is not None else self.settings.get(key)

    def changes(self) -> dict[str, str]:
        typed = {key: read() for key, read in self._read.items() if not self.settings.locked(key)}
        return {key: value for key, value in typed.items() if value != self.settings.get(key)}

    def add(self, key: str, field: QWidget, read: Callable[[], str]) -> None:
        """A field of another shape that makes its own row."""
        self.fields[key], self._read[key] = field, read

    def text(
        self, column: QVBoxLayout, key: str, words: str, hint: str = "", *, secret: bool = False, note: str = ""
    ) -> LineEdit:
        field = LineEdit(key)
        field.setText(self.settings.get(key))
        field.setPlaceholderText(hint)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        locked = self.settings.locked(key)
        field.setReadOnly(locked)
        self.add(key, field, lambda: field.text() if secret else field.text().strip())
        column.addLayout(setting_field(self.ui, words, field, locked=locked, note=note))
        return field

    def choice(
        self, column: QVBoxLayout, key: str, words: str, choices: Sequence[tuple[str, str]], *, note: str = ""
    ) -> ChoiceBox:
        box = self.choice_box(key, words, choices)
        column.addLayout(setting_field(self.ui, words, box, locked=self.settings.locked(key), note=note))
        return box

    def choice_box(self, key: str, words: str, choices: Sequence[tuple[str, str]]) -> ChoiceBox:
        """The field alone, for rows with a button beside it."""
        box = ChoiceBox(key)
        box.setAccessibleName(words)
        box.set_choices(choices)
        box.set_value(self.settings.get(key))
        box.setEnabled(not self.settings.locked(key))
        box.chosen.connect(lambda _: self.edited.emit(key))
        self.add(key, box, box.value)
        return box

    def toggle(self, column: QVBoxLayout, key: str, words: str, note: str = "") -> Toggle:
        made = Toggle(self.ui.theme, words, key)
        made.setChecked(self.settings.get(key) == "true")
        locked = self.settings.locked(key)
        made.setEnabled(not locked)
        made.clicked.connect(lambda: self.edited.emit(key))
        self.add(key, made, lambda: "true" if made.isChecked() else "false")
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(label(words, wrap=True))
        if note:
            said.addWidget(label(note, "small", wrap=True))
        if locked:
            said.addLayout(lock_row(self.ui))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(said, 1)
        row.addWidget(made)
        column.addLayout(row)
        return made

    def volume(self, column: QVBoxLayout, key: str, icon: str, words: str) -> VolumeSlider:
        slider = VolumeSlider(self.ui.theme, icon, words, f"{key}_slider")
        slider.set_value(int(self.settings.get(key) or 100))
        locked = self.settings.locked(key)
        slider.setEnabled(not locked)
        slider.moved.connect(lambda _: self.edited.emit(key))
        self.add(key, slider, lambda: str(slider.value()))
        column.addLayout(setting_field(self.ui, words, slider, locked=locked))
        return slider


class SettingsPage(QWidget):
    """One page: its title, a sentence, then fields in `column`."""

    def __init__(self, form: Form, title: str, hint: str) -> None:
        super().__init__()
        self.form = form
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 6, 0)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, "dialog"))
        self.column.addWidget(label(hint, "secondary", wrap=True))
        self.column.addSpacing(4)

    def show_desk(self, desk: Desk) -> None:
        """What of the desk the page shows live."""
