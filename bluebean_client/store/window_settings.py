"""The settings as the window reads and writes them: text by key, and a SIP password that it may type but never read back."""

import logging
from collections.abc import Callable

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.settings.schema import BY_KEY, SettingProblem, as_text, parse
from bluebean_client.store.settings_file import SettingsFile

_log = logging.getLogger(__name__)

SIP_PASSWORD = "sip_password"  # noqa: S105  (the name of a setting)


class WindowSettings:
    """Over the file, which checks and stores; `password_typed` is given the SIP password, for the keychain."""

    def __init__(self, file: SettingsFile, password_typed: Callable[[str], None]) -> None:
        self._file = file
        self._password_typed = password_typed

    def get(self, key: str) -> str:
        if key == SIP_PASSWORD:
            return ""
        return as_text(self._file.value(key))

    def refused(self, key: str, value: str) -> Problem | None:
        """What is wrong with a value, before anything is stored."""
        try:
            if key != SIP_PASSWORD:
                parse(key, value)
        except SettingProblem as problem:
            return Problem(ClientProblem.SETTING_REFUSED, {"reason": problem.reason.value, "detail": problem.detail})
        return None

    def set(self, key: str, value: str) -> None:
        """A locked or impossible value is ignored and logged: what holds is what `get` says."""
        if key == SIP_PASSWORD:
            self._password_typed(value)
            return
        try:
            self._file.save({key: value})
        except (SettingProblem, OSError) as error:
            _log.warning("setting %s is not changed: %s", key, error)

    def locked(self, key: str) -> bool:
        return key in BY_KEY and self._file.locked(key)
