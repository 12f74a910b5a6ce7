"""The keychain of the operating system; where there is none, nothing is kept and the log says so once."""

import functools
import importlib
import logging
from typing import Any

_log = logging.getLogger(__name__)

SERVICE = "bluebean-client"
NO_KEYCHAIN = ("keyring.backends.fail", "keyring.backends.null")


class Keychain:
    """Implements `Secrets` by `keyring`. Its calls may ask the person and take long: never on the window's thread."""

    def __init__(self) -> None:
        self._told = False

    @functools.cached_property
    def _keyring(self) -> Any:
        """Loaded by whoever asks first: with the stores that it looks for it is a tenth of the way to the login window."""
        return importlib.import_module("keyring")

    @property
    def available(self) -> bool:
        backend = self._keyring.get_keyring()
        # WORKAROUND keyring: without a Secret Service it chooses the `fail` backend instead of raising here
        usable = type(backend).__module__ not in NO_KEYCHAIN
        if not usable and not self._told:
            self._told = True
            _log.warning("this system has no keychain; passwords are not kept")
        return usable

    def get(self, server_url: str, login_id: str) -> str | None:
        try:
            found: str | None = self._keyring.get_password(SERVICE, _name(server_url, login_id))
            return found
        except (self._keyring.errors.KeyringError, OSError) as error:
            _log.warning("the keychain refuses to read: %s", error)
            return None

    def put(self, server_url: str, login_id: str, password: str) -> None:
        try:
            self._keyring.set_password(SERVICE, _name(server_url, login_id), password)
        except (self._keyring.errors.KeyringError, OSError) as error:
            _log.warning("the keychain refuses to store: %s", error)

    def delete(self, server_url: str, login_id: str) -> None:
        try:
            self._keyring.delete_password(SERVICE, _name(server_url, login_id))
        except (self._keyring.errors.KeyringError, OSError) as error:
            _log.info("nothing to delete in the keychain: %s", error)


def _name(server_url: str, login_id: str) -> str:
    return f"{login_id}@{server_url}"
