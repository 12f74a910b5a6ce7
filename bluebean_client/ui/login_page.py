"""Login: ID, password, extension; the server below, and what went wrong in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bluebean_client.domain.address import travels_unencrypted
from bluebean_client.domain.desk import Desk, Link
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, icon_button, label
from bluebean_client.ui.widgets.inputs import LineEdit

CARD_WIDTH = 320
ERROR_WIDTH = 268
"""Room for the sentence inside the card; a wrapped label in a centred card does not find its height by itself."""


class Logo(QWidget):
    """The headset on a blue tile."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setFixedSize(40, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ui.theme.tokens.accent))
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.drawPixmap(9, 9, self._ui.theme.pixmap("headset-filled", "#FFFFFF", 22, self))


class LoginPage(QWidget):
    """Signals: `settings_wanted()`."""

    settings_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._remembered: tuple[object, ...] = ()
        self.login_id = LineEdit("login_id")
        self.password = LineEdit("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.extension = LineEdit("extension")
        self._fields = (self.login_id, self.password, self.extension)
        self.keep = QCheckBox(self.tr("Keep the password on this PC"))
        self.keep.setObjectName("keep_password")
        self.button = button(self.tr("Log in"), "primary", name="login_button", size="large")
        self._eye = icon_button(ui.theme, "eye", self.tr("Show password"), name="show_password_button")
        self._error_row = QFrame()
        self._error = label("", "error", name="login_problem", wrap=True, select=True)
        self._server_icon = IconLabel(ui.theme, 14)
        self._server = ElidedLabel(role="small")
        self._server.setObjectName("login_server")
        self._exposed = label(
            self.tr("This connection is not encrypted: others on the network could read your password. Use https."),
            "warning",
            name="unencrypted_warning",
            wrap=True,
        )
        self._exposed.setFixedHeight(self._exposed.heightForWidth(CARD_WIDTH))
        self._exposed.hide()
        self._change = button(self.tr("Change server"), "link", name="change_server_button")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._fill_error_row()
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(400)
        column = QVBoxLayout(card)
        column.setContentsMargins(40, 36, 40, 26)
        column.setSpacing(4)
        column.addWidget(Logo(self._ui))
        column.addSpacing(12)
        column.addWidget(label("BlueBean Client", "number"))
        column.addWidget(label(self.tr("Log in to the operator screen"), "secondary"))
        column.addSpacing(12)
        column.addWidget(self._error_row)
        column.addSpacing(4)
        self._add_field(column, self.tr("Login ID"), self.login_id)
        password = QHBoxLayout()
        password.setSpacing(6)
        password.addWidget(self.password, 1)
        password.addWidget(self._eye)
        column.addWidget(self._label(self.tr("Password"), self.password))
        column.addLayout(password)
        column.addSpacing(8)
        self._add_field(column, self.tr("Extension"), self.extension)
        column.addWidget(self.keep)
        column.addSpacing(10)
        column.addWidget(self.button)
        column.addSpacing(16)
        column.addLayout(self._server_row())
        column.addWidget(self._exposed)
        page = QVBoxLayout(self)
        page.addStretch()
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch()

    def _fill_error_row(self) -> None:
        self._error_row.setProperty("banner", "error")
        icon = IconLabel(self._ui.theme, 16)
        icon.show_icon("alert-disc", self._ui.theme.tone(Tone.DANGER).text)
        error = QHBoxLayout(self._error_row)
        error.setContentsMargins(12, 9, 12, 9)
        error.setSpacing(9)
        error.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        self._error_row.hide()

    def _server_row(self) -> QHBoxLayout:
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._server_icon)
        below.addWidget(self._server, 1)
        below.addStretch()
        below.addWidget(self._change)
        return below

    def _label(self, text: str, field: QWidget) -> QWidget:
        made = label(text, "label")
        made.setBuddy(field)
        field.setAccessibleName(text)
        return made

    def _add_field(self, column: QVBoxLayout, text: str, field: QWidget) -> None:
        column.addWidget(self._label(text, field))
        column.addWidget(field)
        column.addSpacing(8)

    def _connect(self) -> None:
        self.button.clicked.connect(self._log_in)
        for field in self._fields:
            field.returnPressed.connect(self._log_in)
            field.textChanged.connect(self._check)
        self._eye.clicked.connect(self._toggle_password)
        self._change.clicked.connect(self.settings_wanted)

    def show_desk(self, desk: Desk) -> None:
        remembered = (desk.last_login_id, desk.last_extension, desk.password_can_be_kept, desk.server_url)
        if remembered != self._remembered:
            self._remembered = remembered
            self._propose(desk)
        problem = words.said(desk.login_problem).whole if desk.login_problem else ""
        self._error.setText(problem)
        self._error.setFixedHeight(max(16, self._error.heightForWidth(ERROR_WIDTH)))
        self._error_row.setVisible(bool(problem))
        self.keep.setVisible(desk.password_can_be_kept)
        busy = "login_button" in desk.busy
        self.button.setText(self.tr("Logging in") if busy else self.tr("Log in"))
        self._busy = busy
        self._server.setText(desk.server_url.removeprefix("https://") or self.tr("No server chosen"))
        self._exposed.setVisible(travels_unencrypted(desk.server_url))
        lost = desk.login_problem is not None and desk.login_problem.code == "unreachable"
        bad = lost or desk.link is Link.LOST or not desk.server_url
        tone = Tone.DANGER if bad else Tone.AWAY
        self._server_icon.show_icon("alert-disc" if bad else "server", self._ui.theme.tone(tone).text)
        self._check()

    _busy = False

    def _propose(self, desk: Desk) -> None:
        """What was used last, into fields that are still empty. The keychain may answer a moment after the start."""
        typing = next((field for field in self._fields if field.hasFocus() and field.text()), None)
        if not self.login_id.text():
            self.login_id.setText(desk.last_login_id)
        if not self.extension.text():
            self.extension.setText(desk.last_extension)
        same = self.login_id.text() == desk.last_login_id
        kept = self._ui.actions.kept_password(desk.last_login_id) if same and desk.password_can_be_kept else ""
        if kept and not self.password.text():
            self.password.setText(kept)
            self.keep.setChecked(True)
        if typing is None:
            self.focus_first_empty()

    def focus_first_empty(self) -> None:
        for field in self._fields:
            if not field.text():
                field.setFocus()
                return
        self.button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_first_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.hasFocus():
            self._log_in()
        else:
            super().keyPressEvent(event)

    def _check(self) -> None:
        filled = all(field.text().strip() for field in self._fields)
        self.button.setEnabled(filled and not self._busy)
        self.button.setToolTip("" if filled else self.tr("Fill in all three fields."))

    def _toggle_password(self) -> None:
        hidden = self.password.echoMode() == QLineEdit.EchoMode.Password
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(self._ui.theme.icon("eye-off" if hidden else "eye"))

    def _log_in(self) -> None:
        if not self.button.isEnabled():
            return
        keep = self.keep.isChecked() and not self.keep.isHidden()
        actions = self._ui.actions
        work = actions.login(
            self.login_id.text().strip(), self.password.text(), self.extension.text().strip(), keep_password=keep
        )
        self._ui.slots.start(work)

    def forget_password(self) -> None:
        """After the log-off nothing of it stays on the page."""
        if not self.keep.isChecked():
            self.password.clear()
