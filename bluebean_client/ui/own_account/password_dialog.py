"""パスワード変更: the present password, the new one twice, and the rules, ticked off while it is typed."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import IconLabel, button, label
from bluebean_client.ui.widgets.error_line import ErrorLine
from bluebean_client.ui.widgets.inputs import LineEdit
from server.protocol.passwords import LONGEST_PASSWORD, PasswordRule, broken_rules

WIDTH = 440


class RuleLine(QWidget):
    """A rule with a mark before it: an empty circle until it is kept."""

    def __init__(self, ui: UiContext, text: str) -> None:
        super().__init__()
        self._ui = ui
        self._icon, self._text = IconLabel(ui.theme, 14), label(text, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    def show_kept(self, kept: bool) -> None:
        self._icon.show_icon(
            "check-disc" if kept else "circle", self._ui.theme.tone(Tone.FREE).text if kept else "text3"
        )
        self._text.setAccessibleDescription(self.tr("Kept") if kept else self.tr("Not kept yet"))


class PasswordDialog(Modal):
    def __init__(self, ui: UiContext, window: QWidget, top: int) -> None:
        super().__init__(ui, window, "password_dialog", top)
        self._ui = ui
        self.old, self.new, self.again = (
            LineEdit(name) for name in ("old_password", "new_password", "repeat_password")
        )
        self._error = ErrorLine(ui.theme)
        self._rules = {rule: RuleLine(ui, text) for rule, text in self._rule_words().items()}
        self.change = button(self.tr("Change"), "primary", name="change_password_button")
        self.cancel = button(self.tr("Cancel"), name="cancel_password_button")
        self._sending = False
        self._lay_out()
        for field in (self.old, self.new, self.again):
            field.textChanged.connect(lambda _: self._check())
            field.returnPressed.connect(self._send)
        self.change.clicked.connect(self._send)
        self.cancel.clicked.connect(self.dismiss)
        self._check()
        self.open(WIDTH)
        self.old.setFocus()

    def _rule_words(self) -> dict[PasswordRule, str]:
        return {
            PasswordRule.LENGTH: self.tr("8 or more characters"),
            PasswordRule.CAPITAL: self.tr("A capital letter"),
            PasswordRule.SMALL: self.tr("A small letter"),
            PasswordRule.DIGIT: self.tr("A digit"),
            PasswordRule.SYMBOL: self.tr("A symbol such as - or !"),
        }

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 20, 24, 18)
        inner.setSpacing(4)
        inner.addWidget(label(self.tr("Change password"), "dialog"))
        inner.addSpacing(8)
        for field, text in (
            (self.old, self.tr("Present password")),
            (self.new, self.tr("New password")),
            (self.again, self.tr("New password again")),
        ):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(LONGEST_PASSWORD)
            field.setAccessibleName(text)
            inner.addWidget(label(text, "label"))
            inner.addWidget(field)
            inner.addSpacing(6)
            if field is self.new:
                for rule in self._rules.values():
                    inner.addWidget(rule)
                inner.addSpacing(6)
        inner.addWidget(self._error)
        inner.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.change)
        inner.addLayout(buttons)
        self.panel.body.addLayout(inner)

    def _check(self) -> None:
        new, again = self.new.text(), self.again.text()
        broken = broken_rules(new)
        for rule, shown in self._rules.items():
            shown.show_kept(rule not in broken and bool(new))
        differs = bool(again) and not new.startswith(again) and again != new
        self._say(self.tr("The two new passwords differ.") if differs else "")
        usable = bool(self.old.text()) and not broken and again == new
        self.change.setEnabled(usable and not self._sending)

    def _say(self, sentence: str) -> None:
        self._error.say(sentence)
        if self.isVisible():
            self._place()

    def _send(self) -> None:
        if self.change.isEnabled():
            self._sending = True
            self._check()
            self._ui.slots.start(self._change())

    async def _change(self) -> None:
        problem = await self._ui.actions.office.change_password(self.old.text(), self.new.text())
        if problem is None:
            self.dismiss()
            return
        self._sending = False
        self._check()
        self._say(words.said(problem).whole)
        self.old.setFocus()
        self.old.selectAll()
