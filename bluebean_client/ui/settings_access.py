"""What the window needs of the settings; the store implements it."""

from typing import Protocol

from bluebean_client.domain.desk import Problem


class SettingsAccess(Protocol):
    """Values as text, by the keys of `bluebean_client.settings.schema`, and `sip_password`, which lives in the keychain."""

    def get(self, key: str) -> str: ...
    def refused(self, key: str, value: str) -> Problem | None:
        """Why the value can't be used; None if it can."""

    def set(self, key: str, value: str) -> None:
        """Written at once. A locked or impossible value is ignored."""

    def locked(self, key: str) -> bool:
        """Whether the administrator fixed it."""
