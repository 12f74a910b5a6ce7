"""The keychain of the operating system; where there is none, nothing is kept and the log says so once."""

import logging

import keyring
from keyring.backends import fail, null
from keyring.errors import KeyringError

_log = logging.getLogger(__name__)

SERVICE = "bluebean-client"


class Keychain:
    """Implements `Secrets` by `keyring`. Its calls may ask the person and take long: never on the window's thread."""

    def __init__(self) -> None:
        self._told = False

    @property
    def available(self) -> bool:
        backend = keyring.get_keyring()
        # WORKAROUND keyring: without a Secret Service it chooses the `fail` backend instead of raising here
        usable = not isinstance(backend, fail.Keyring | null.Keyring)
        if not usable and not self._told:
            self._told = True
            _log.warning("this system has no keychain; passwords are not kept")
        return usable

    def get(self, server_url: str, login_id: str) -> str | None:
        try:
            return keyring.get_password(SERVICE, _name(server_url, login_id))
        except (KeyringError, OSError) as error:
            _log.warning("the keychain refuses to read: %s", error)
            return None

    def put(self, server_url: str, login_id: str, password: str) -> None:
        try:
            keyring.set_password(SERVICE, _name(server_url, login_id), password)
        except (KeyringError, OSError) as error:
            _log.warning("the keychain refuses to store: %s", error)

    def delete(self, server_url: str, login_id: str) -> None:
        try:
            keyring.delete_password(SERVICE, _name(server_url, login_id))
        except (KeyringError, OSError) as error:
            _log.info("nothing to delete in the keychain: %s", error)


def _name(server_url: str, login_id: str) -> str:
    return f"{login_id}@{server_url}"
