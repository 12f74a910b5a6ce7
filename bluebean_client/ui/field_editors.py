"""One editor for each type of field of a customer form."""

import unicodedata
from datetime import date
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import parse_date
from bluebean_client.ui.numbering import e164, phone_number
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import button, icon_button, with_icon
from bluebean_client.ui.widgets.flow import FlowLayout
from bluebean_client.ui.widgets.inputs import CalendarButtonLine, ChoiceBox, LineEdit, TextArea
from server.protocol.types import SECRET_PLACEHOLDER, FieldType, FieldValue, FormField

POSTAL_SEARCH = "https://www.post.japanpost.jp/cgi-zip/zipcode.php?zip="
AREA_HEIGHT = 112


class FieldEditor(QWidget):
    """Base. Signals: `edited(value: FieldValue)`, by a person only. `main` is the widget named `field_<key>`."""

    edited = Signal(object)

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__()
        self.ui, self.field = ui, field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.main: QWidget = self

    def value(self) -> FieldValue:
        raise NotImplementedError

    def set_value(self, value: FieldValue) -> None:
        raise NotImplementedError

    def set_invalid(self, invalid: bool) -> None:
        set_property(self.main, "invalid", invalid)

    def name_main(self, main: QWidget) -> None:
        self.main = main
        main.setObjectName(f"field_{self.field.key}")
        main.setAccessibleName(self.field.label)
        self.setFocusProxy(main)


def offer(action: QPushButton, possible: bool, reason: str) -> None:
    """A button beside a field; disabled it says why."""
    action.setEnabled(possible)
    action.setToolTip("" if possible else reason)


class LineEditor(FieldEditor):
    """Text in one line; the base of the kinds with a button at their right."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line = LineEdit()
        self.line.setMaxLength(field.max_length)
        self.line.setReadOnly(field.read_only)
        self.name_main(self.line)
        self.row.addWidget(self.line, 1)
        self.line.edited.connect(lambda _: self.edited.emit(self.value()))

    def value(self) -> FieldValue:
        return self.line.text()

    def set_value(self, value: FieldValue) -> None:
        self.line.set_value(str(value))

    def add_action(self, icon: str, words: str, name: str) -> QPushButton:
        made = with_icon(button(words, name=name), self.ui.theme, icon)
        self.row.addWidget(made)
        return made


class PhoneEditor(LineEditor):
    """Shown in national format, stored as E.164."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> FieldValue:
        return e164(self.line.text())

    def set_value(self, value: FieldValue) -> None:
        if value != self.value():
            self.line.set_value(phone_number(str(value)))

    def _tidy(self) -> None:
        self.line.set_value(phone_number(e164(self.line.text())))


class EmailEditor(LineEditor):
    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self._mail = self.add_action("mail", self.tr("Mail"), f"mail_{field.key}_button")
        self._mail.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl(f"mailto:{quote(self.line.text(), safe='@')}"))
        )
        self.line.textChanged.connect(self._check)
        self._check("")

    def _check(self, text: str) -> None:
        offer(self._mail, "@" in text, self.tr("Enter an e-mail address first."))


class UrlEditor(LineEditor):
    """Only http and https are ever opened."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._open = self.add_action("external", self.tr("Open"), f"open_{field.key}_button")
        self._open.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl(self.line.text(), QUrl.ParsingMode.StrictMode))
        )
        self.line.textChanged.connect(self._check)
        self._check("")

    def _check(self, text: str) -> None:
        url = QUrl(text, QUrl.ParsingMode.StrictMode)
        opens = url.isValid() and url.scheme() in ("http", "https") and bool(url.host())
        offer(self._open, opens, self.tr("Enter an address that begins with https:// first."))


class PostalEditor(LineEditor):
    """The button looks the code up at Japan Post."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._search = self.add_action("search", self.tr("Find address"), f"postal_{field.key}_button")
        self._search.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(POSTAL_SEARCH + self._digits())))
        self.line.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        offer(self._search, len(self._digits()) == 7, self.tr("Enter a postal code of seven digits first."))

    def _digits(self) -> str:
        """In full width too, as the server takes them."""
        typed = unicodedata.normalize("NFKC", self.line.text())
        return "".join(character for character in typed if character in "0123456789")


class PasswordEditor(LineEditor):
    """● in the place of what is stored. The eye shows what was typed just now, and what is stored to those who have the right.

    What is revealed is only looked at: the editor's value stays the placeholder, so that it gets into no desk and no draft.
    """

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self._customer_id: int | None = None
        self._may_reveal = False
        self._revealed: str | None = None
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = icon_button(ui.theme, "eye", self.tr("Show"), name=f"show_{field.key}_button")
        self._eye.clicked.connect(self._toggle)
        self.row.addWidget(self._eye)

    def value(self) -> FieldValue:
        text = self.line.text()
        return SECRET_PLACEHOLDER if self._revealed is not None and text == self._revealed else text

    def set_value(self, value: FieldValue) -> None:
        if value != self.value():
            self._hide()
        if self._revealed is None:
            super().set_value(value)
        self._show_eye()

    def set_owner(self, customer_id: int | None, *, may_reveal: bool) -> None:
        """Whose secret it is; another customer's is never left open."""
        if customer_id != self._customer_id:
            self._hide()
        self._customer_id, self._may_reveal = customer_id, may_reveal
        self._show_eye()

    def _toggle(self) -> None:
        if self.line.echoMode() != QLineEdit.EchoMode.Password:
            self._hide()
        elif self.line.text() == SECRET_PLACEHOLDER and self._customer_id is not None:
            self.ui.slots.start(self._reveal(self._customer_id))
        else:
            self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._show_eye()

    async def _reveal(self, customer_id: int) -> None:
        values = await self.ui.actions.reveal_secrets(customer_id)
        secret = values.get(self.field.key)
        if secret is None or customer_id != self._customer_id or self.line.text() != SECRET_PLACEHOLDER:
            return
        self._revealed = secret
        self.line.setText(secret)
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._show_eye()

    def _hide(self) -> None:
        stored, self._revealed = self._revealed, None
        if stored is not None and self.line.text() == stored:
            self.line.setText(SECRET_PLACEHOLDER)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def _show_eye(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        allowed = self._may_reveal or self.line.text() != SECRET_PLACEHOLDER
        words = self.tr("Show") if hidden else self.tr("Hide")
        self._eye.setEnabled(allowed)
        self._eye.setIcon(self.ui.theme.icon("eye" if hidden else "eye-off"))
        self._eye.setToolTip(words if allowed else self.tr("Only supervisors may see what is stored here."))
        self._eye.setAccessibleName(words)


class NumberEditor(LineEditor):
    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)


class DateEditor(FieldEditor):
    """Typed or chosen; stored as `YYYY-MM-DD`, shown with slashes. What is no date stays as typed for the server to name."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.line = CalendarButtonLine(ui.theme, "", self.tr("Choose a day"))
        self.line.setPlaceholderText("2026/01/31")
        self.line.setReadOnly(field.read_only)
        self.name_main(self.line)
        self.row.addWidget(self.line, 1)
        self.line.edited.connect(lambda _: self.edited.emit(self.value()))
        self.line.day_chosen.connect(self._on_day)

    def value(self) -> FieldValue:
        text = self.line.text().strip()
        found = parse_date(text, self.ui.ticker.local_now().date())
        return found.isoformat() if found else text

    def set_value(self, value: FieldValue) -> None:
        if value != self.value():
            self.line.set_value(str(value).replace("-", "/"))

    def _on_day(self, day: date) -> None:
        self.line.setText(f"{day:%Y/%m/%d}")
        self.edited.emit(self.value())


class AreaEditor(FieldEditor):
    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.area = TextArea(ui.theme, AREA_HEIGHT)
        self.area.setReadOnly(field.read_only)
        self.name_main(self.area)
        self.row.addWidget(self.area, 1)
        self.area.edited.connect(self.edited.emit)

    def value(self) -> FieldValue:
        return self.area.value()

    def set_value(self, value: FieldValue) -> None:
        self.area.set_value(str(value))


class PullDownEditor(FieldEditor):
    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        self.box = ChoiceBox()
        self.box.set_choices([("", self.tr("Choose")), *((choice, choice) for choice in field.choices)])
        self.box.setEnabled(not field.read_only)
        self.name_main(self.box)
        self.row.addWidget(self.box, 1)
        self.box.chosen.connect(self.edited.emit)

    def value(self) -> FieldValue:
        return self.box.value()

    def set_value(self, value: FieldValue) -> None:
        self.box.set_value(str(value))


class RadioEditor(FieldEditor):
    """Exactly one of several. The first button is the one that takes the focus."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=18)
        self._group = QButtonGroup(self)
        self._buttons = [QRadioButton(choice) for choice in field.choices]
        for number, made in enumerate(self._buttons):
            made.setObjectName(f"field_{field.key}_{number}")
            made.setEnabled(not field.read_only)
            self._group.addButton(made)
            flow.addWidget(made)
            made.clicked.connect(lambda: self.edited.emit(self.value()))
        self.name_main(holder)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])
        self.row.addWidget(holder, 1)

    def value(self) -> FieldValue:
        chosen = self._group.checkedButton()
        return chosen.text() if chosen else ""

    def set_value(self, value: FieldValue) -> None:
        if value == self.value():
            return
        self._group.setExclusive(False)
        for made in self._buttons:
            made.setChecked(made.text() == value)
        self._group.setExclusive(True)

    def set_invalid(self, invalid: bool) -> None:
        """The sentence below says it: a group of buttons has no border."""


class CheckEditor(FieldEditor):
    """Any of several; the value is the list of ticked ones in the order of the form."""

    def __init__(self, ui: UiContext, field: FormField) -> None:
        super().__init__(ui, field)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=18)
        self._boxes = [QCheckBox(choice) for choice in field.choices]
        for number, box in enumerate(self._boxes):
            box.setObjectName(f"field_{field.key}_{number}")
            box.setEnabled(not field.read_only)
            flow.addWidget(box)
            box.clicked.connect(lambda: self.edited.emit(self.value()))
        self.name_main(holder)
        if self._boxes:
            self.setFocusProxy(self._boxes[0])
        self.row.addWidget(holder, 1)

    def value(self) -> FieldValue:
        return [box.text() for box in self._boxes if box.isChecked()]

    def set_value(self, value: FieldValue) -> None:
        ticked = value if isinstance(value, list) else []
        for box in self._boxes:
            box.setChecked(box.text() in ticked)

    def set_invalid(self, invalid: bool) -> None:
        """The sentence below says it: a group of boxes has no border."""


EDITORS: dict[FieldType, type[FieldEditor]] = {
    FieldType.TEXT: LineEditor,
    FieldType.TEXT_AREA: AreaEditor,
    FieldType.PULL_DOWN: PullDownEditor,
    FieldType.RADIO: RadioEditor,
    FieldType.CHECK_BOXES: CheckEditor,
    FieldType.PHONE: PhoneEditor,
    FieldType.EMAIL: EmailEditor,
    FieldType.PASSWORD: PasswordEditor,
    FieldType.DATE: DateEditor,
    FieldType.NUMBER: NumberEditor,
    FieldType.POSTAL_CODE: PostalEditor,
    FieldType.URL: UrlEditor,
}
