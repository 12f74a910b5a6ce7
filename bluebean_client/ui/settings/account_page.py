"""アカウントと接続: the BlueBean server, and in mode softphone the SIP account with all that it needs."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bluebean_client.domain.phone import CODECS, DtmfMethod, Srtp, Transport
from bluebean_client.settings.schema import NAMES_PARTED_BY
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.name_list import OrderedCheckList
from bluebean_client.ui.settings.rows import setting_field
from bluebean_client.ui.widgets.basics import label, line
from server.protocol.types import UsageMode

translate = QCoreApplication.translate


def codec_words(codec: str) -> str:
    """Codecs by the names that people know, with their rate where there are two of one kind."""
    return {
        "G722": translate("settings", "G.722 (wideband)"),
        "PCMU": "G.711 μ-law",
        "PCMA": "G.711 A-law",
        "speex/16000": translate("settings", "Speex (wideband)"),
        "speex/8000": "Speex",
    }.get(codec, codec)


class AccountPage(SettingsPage):
    def __init__(self, form: Form) -> None:
        super().__init__(
            form,
            self.tr("Account and connection"),
            self.tr("Where this program finds the server and the phone its account."),
        )
        stored = UsageMode(form.settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR)
        if stored is UsageMode.SOFTPHONE:
            self._add_account()
            self.column.addWidget(line())
            self._add_security()
            self.column.addWidget(line())
            self._add_details()
            self.column.addWidget(line())
        form.text(self.column, "server_url", self.tr("BlueBean server"), "https://callcenter.example.jp")
        self.column.addStretch()

    def _two_columns(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        left, right = QVBoxLayout(), QVBoxLayout()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for place, half in enumerate((left, right)):
            half.setSpacing(10)
            grid.addLayout(half, 0, place)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)
        return left, right

    def _add_account(self) -> None:
        form, (left, right) = self.form, self._two_columns()
        form.text(left, "sip_server", self.tr("SIP server"), "sip.example.jp:5060")
        form.text(right, "sip_proxy", self.tr("Outbound proxy"), self.tr("none"))
        form.text(left, "sip_user", self.tr("SIP user"), "2014")
        form.text(right, "sip_auth_user", self.tr("Login, if it differs"), self.tr("as the SIP user"))
        form.text(right, "sip_name", self.tr("Name shown to others"), "")
        form.text(left, "sip_password", self.tr("SIP password"), self.tr("unchanged"), secret=True)
        left.addStretch()
        right.addStretch()

    def _add_security(self) -> None:
        form, (left, right) = self.form, self._two_columns()
        transports = [(Transport.UDP, "UDP"), (Transport.TCP, "TCP"), (Transport.TLS, self.tr("TLS (encrypted)"))]
        form.choice(left, "sip_transport", self.tr("Transport"), transports)
        encryption = [
            (Srtp.OFF, self.tr("Off")),
            (Srtp.OPTIONAL, self.tr("When the far side can")),
            (Srtp.MANDATORY, self.tr("Always")),
        ]
        form.choice(right, "sip_srtp", self.tr("Encryption of the voice (SRTP)"), encryption)
        left.addStretch()
        right.addStretch()
        self.column.addWidget(
            label(
                self.tr("With Always a call fails rather than being in the clear. The keys are safe only with TLS."),
                "small",
                wrap=True,
            )
        )

    def _add_details(self) -> None:
        form = self.form
        codecs = self._codecs()
        self.column.addLayout(
            setting_field(
                form.ui,
                self.tr("Codecs, first choice on top"),
                codecs,
                locked=form.settings.locked("sip_codecs"),
            )
        )
        left, right = self._two_columns()
        form.text(left, "sip_register_seconds", self.tr("Registration lasts (seconds)"), "300")
        tones = [
            (DtmfMethod.RFC4733, self.tr("With the voice (RFC 4733)")),
            (DtmfMethod.INFO, self.tr("As messages (SIP INFO)")),
        ]
        form.choice(right, "sip_dtmf", self.tr("Tones of the keypad"), tones)

    def _codecs(self) -> QWidget:
        form = self.form
        chosen = [name for name in form.settings.get("sip_codecs").split(NAMES_PARTED_BY) if name]
        made = OrderedCheckList(form.ui.theme, "sip_codecs", self.tr("Codecs, first choice on top"))
        ordered = [*chosen, *(codec for codec in CODECS if codec not in chosen)]
        made.names.show_names([(codec, codec_words(codec)) for codec in ordered], chosen)
        made.setEnabled(not form.settings.locked("sip_codecs"))
        form.add("sip_codecs", made, made.names.value)
        return made
