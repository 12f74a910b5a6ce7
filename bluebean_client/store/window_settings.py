"""The settings as the window reads and writes them: text by key, and the SIP password that belongs in the keychain."""

import logging

from bluebean_client.ports import Secrets
from bluebean_client.settings.schema import BY_KEY, Kind, SettingProblem
from bluebean_client.store.settings_file import SettingsFile

_log = logging.getLogger(__name__)

SIP_PASSWORD = "sip_password"  # noqa: S105  (the name of a setting)


class WindowSettings:
    """What the window calls `SettingsAccess`; the file behind it checks and stores."""

    def __init__(self, file: SettingsFile, secrets: Secrets) -> None:
        self._file = file
        self._secrets = secrets

    def get(self, key: str) -> str:
        if key == SIP_PASSWORD:
            server, user = self._file.text("sip_server"), self._file.text("sip_user")
            return (self._secrets.get(f"sip:{server}", user) or "") if server and user else ""
        value = self._file.value(key)
        return str(value).lower() if isinstance(value, bool) else value

    def set(self, key: str, value: str) -> None:
        """A locked or impossible value is ignored and logged: the window shows what holds by `get`."""
        if key == SIP_PASSWORD:
            self._keep_sip_password(value)
            return
        if self.locked(key):
            return
        try:
            self._file.save({key: value})
        except (SettingProblem, OSError):
            _log.exception("setting %s is not changed", key)

    def locked(self, key: str) -> bool:
        return key in BY_KEY and self._file.locked(key)

    def choices(self, key: str) -> tuple[str, ...]:
        """What a choice may be; empty for every other kind."""
        line = BY_KEY.get(key)
        return line.choices if line and line.kind is Kind.CHOICE else ()

    def _keep_sip_password(self, value: str) -> None:
        server, user = self._file.text("sip_server"), self._file.text("sip_user")
        if server and user and self._secrets.available:
            self._secrets.put(f"sip:{server}", user, value)
