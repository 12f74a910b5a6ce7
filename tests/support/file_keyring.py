"""A keychain in a file, for programs under test: `PYTHON_KEYRING_BACKEND=tests.support.file_keyring.FileKeyring`."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

FILE = "TEST_KEYRING_FILE"
"""Environment variable with the path."""


def keep(path: Path, service: str, name: str, password: str) -> None:
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**kept, f"{service}/{name}": password}), "utf-8")


class FileKeyring(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        path = Path(os.environ[FILE])
        return json.loads(path.read_text("utf-8")).get(f"{service}/{username}") if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        keep(Path(os.environ[FILE]), service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        keep(Path(os.environ[FILE]), service, username, "")
