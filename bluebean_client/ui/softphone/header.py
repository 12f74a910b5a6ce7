"""The head of the softphone: whose phone it is, whether it is registered, do not disturb, settings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import Registration
from bluebean_client.ui import phone_words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import phone_is_ready
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, icon_button
from bluebean_client.ui.widgets.painted import Avatar

HEIGHT_PX = 60


class PhoneHeader(QFrame):
    """Signals: `settings_wanted()`."""

    settings_wanted = Signal()

    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self._ui, self._read = ui, settings.get
        self.setProperty("region", "call_bar")
        self.setFixedHeight(HEIGHT_PX)
        self._avatar = Avatar(ui.theme, 34)
        self._name = ElidedLabel(role="strong")
        self._name.setObjectName("account_name")
        self._icon = IconLabel(ui.theme, 14)
        self.registration = ElidedLabel(role="secondary")
        self.registration.setObjectName("registration_label")
        self.quiet = icon_button(ui.theme, "moon", self.tr("Do not disturb"), name="do_not_disturb_button")
        self.quiet.setCheckable(True)
        self._settings = icon_button(ui.theme, "settings", self.tr("Settings"), name="settings_button")
        self._lay_out()
        self._settings.clicked.connect(self.settings_wanted)
        self.quiet.clicked.connect(lambda on: ui.actions.phone.set_do_not_disturb(on))

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._icon)
        state.addWidget(self.registration, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._name)
        words.addLayout(state)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(9)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.quiet)
        row.addWidget(self._settings)

    def show_desk(self, desk: Desk) -> None:
        user = self._read("sip_user")
        name = self._read("sip_name") or user or self.tr("No account yet")
        self._avatar.show_person(name, phone_is_ready(desk))
        self._name.setText(name)
        self._show_registration(desk, user)
        quiet = desk.phone.do_not_disturb
        self.quiet.setChecked(quiet)
        self.quiet.setEnabled(desk.engine is EngineLink.RUNNING)
        self.quiet.setIcon(self._ui.theme.icon("moon-filled" if quiet else "moon", "accent_text" if quiet else "text2"))
        told = self.tr("Do not disturb is on: calls are refused") if quiet else self.tr("Do not disturb")
        self.quiet.setToolTip(told)
        self.quiet.setAccessibleDescription(told if quiet else "")

    def _show_registration(self, desk: Desk, user: str) -> None:
        phone = desk.phone
        if desk.engine is not EngineLink.RUNNING:
            self._say("clock", Tone.WAIT, self.tr("Phone is starting"))
        elif phone.registration is Registration.REGISTERED and phone.do_not_disturb:
            self._say("moon-filled", Tone.WAIT, self.tr("{state} ・ do not disturb").format(state=self._registered()))
        elif phone.registration is Registration.REGISTERED:
            self._say("check-disc", Tone.FREE, f"{self._registered()} {user}".strip())
        elif phone.registration is Registration.TRYING:
            self._say("clock", Tone.WAIT, phone_words.registration("trying"))
        elif phone.registration is Registration.NONE:
            self._say("circle", Tone.OFFLINE, phone_words.registration("none"))
        else:
            self._say("phone-off", Tone.DANGER, self.tr("Not connected"), phone_words.registration_reason(phone))

    @staticmethod
    def _registered() -> str:
        return phone_words.registration("registered")

    def _say(self, icon: str, tone: Tone, word: str, reason: str = "") -> None:
        """The reason is for screen readers: a banner below says it with what to do."""
        self._icon.show_icon(icon, self._ui.theme.tone(tone).text)
        self.registration.setText(word)
        self.registration.setAccessibleDescription(reason)
