"""The engine's diagnostics log in the profile: rotating, for its user alone, without secrets and without whole phone numbers."""

import logging
import logging.handlers
from pathlib import Path

from bluebean_client.domain.masking import mask

LOG_BYTES_MAX = 1_000_000
LOG_FILES = 3


class _MaskingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def log_to(folder: Path) -> None:
    """All logging of this process goes into `folder`/phone.log."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "phone.log",
        maxBytes=LOG_BYTES_MAX,
        backupCount=LOG_FILES - 1,
        encoding="utf-8",
        errors="backslashreplace",
    )
    handler.setFormatter(_MaskingFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
