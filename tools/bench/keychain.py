"""A keychain with one password for whoever asks, so that a softphone under measurement registers as soon as it is started."""

from keyring.backend import KeyringBackend

from tests.support.softswitch import PASSWORD


class OnePassword(KeyringBackend):
    """Chosen by `PYTHON_KEYRING_BACKEND`; keeps nothing."""

    priority = 1

    def get_password(self, service: str, username: str) -> str:
        return PASSWORD

    def set_password(self, service: str, username: str, password: str) -> None:
        """There is one already."""

    def delete_password(self, service: str, username: str) -> None:
        """It stays."""
