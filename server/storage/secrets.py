"""Seals what must not lie in the database in the clear; the key is a file that only the server's user may read."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken


class SecretKeyError(Exception):
    """The key file can't be used; the text says which and what to do."""


class SecretBox:
    """Authenticated encryption of short texts with one key."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SecretKeyError(
                "the key file in the data directory does not fit this database; put the secret.key back that belongs to it"
            ) from error


def load_secret_box(path: Path) -> SecretBox:
    """The box of the key in `path`; the key is made with mode 0600 if there is none."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
    try:
        return SecretBox(path.read_bytes().strip())
    except ValueError as error:
        raise SecretKeyError(f"{path} holds no key of this server; put the right file back") from error
