"""The SIP account of mode `softphone`: from the settings, its password from the keychain."""

import asyncio

from bluebean_client.domain.desk import Notice, Problem, Severity
from bluebean_client.domain.phone import Account, DtmfMethod, Srtp, Transport
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.domain.sip_address import SIP_PORT, SIPS_PORT, host_and_port
from bluebean_client.ports.outside import Secrets, Settings
from bluebean_client.usecases.desk_keeper import DeskKeeper

KEY = "softphone_account"


class SoftphoneAccount:
    """Reads the account; says on the desk what is missing."""

    def __init__(self, keeper: DeskKeeper, settings: Settings, secrets: Secrets) -> None:
        self._keeper = keeper
        self._settings = settings
        self._secrets = secrets
        self._typed: dict[tuple[str, str], str] = {}

    async def remember(self, password: str) -> None:
        """For the account of the settings: in the keychain, and where there is none until the program ends."""
        user, server = self._settings.text("sip_user"), self._settings.text("sip_server")
        self._typed[(server, user)] = password
        await asyncio.to_thread(self._store, server, user, password)

    def _store(self, server: str, user: str, password: str) -> None:
        if self._secrets.available:
            self._secrets.put(f"sip:{server}", user, password)

    async def read(self) -> Account | None:
        user, server = self._settings.text("sip_user"), self._settings.text("sip_server")
        if not user or not server:
            self._keeper.notice(
                Notice(KEY, Severity.WARNING, Problem(ClientProblem.SIP_ACCOUNT_MISSING), "open_settings")
            )
            return None
        self._keeper.take_away(KEY)
        transport = Transport(self._settings.text("sip_transport"))
        host, port = host_and_port(server, SIPS_PORT if transport is Transport.TLS else SIP_PORT)
        kept = "" if (server, user) in self._typed else await asyncio.to_thread(self._password, server, user)
        password = self._typed.get((server, user), kept)  # looked up last: one may be typed while the keychain is asked
        return Account(
            user=user,
            password=password,
            host=host,
            port=port,
            transport=transport,
            register_seconds=self._settings.number("sip_register_seconds"),
            display_name=self._settings.text("sip_name"),
            auth_user=self._settings.text("sip_auth_user"),
            proxy=self._settings.text("sip_proxy"),
            srtp=Srtp(self._settings.text("sip_srtp")),
            codecs=self._settings.names("sip_codecs"),
            dtmf=DtmfMethod(self._settings.text("sip_dtmf")),
        )

    def _password(self, server: str, user: str) -> str:
        return (self._secrets.get(f"sip:{server}", user) or "") if self._secrets.available else ""
