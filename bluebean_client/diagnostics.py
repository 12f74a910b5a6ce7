"""What is left behind to find out afterwards what happened: a rotating log and a crash log in the profile, secrets masked."""

import faulthandler
import logging
import logging.handlers
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from bluebean_client.domain.masking import mask

LOG_BYTES_MAX = 2_000_000
LOG_FILES = 4
CRASH_BYTES_MAX = 1_000_000
_CHATTY = ("httpx", "httpcore", "websockets", "keyring", "qasync", "asyncio")

_log = logging.getLogger(__name__)


class MaskingFormatter(logging.Formatter):
    """No password, token or whole phone number gets into the log."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def log_to(folder: Path, level: str) -> None:
    """All logging of the window process goes into `folder`/client.log."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "client.log", maxBytes=LOG_BYTES_MAX, backupCount=LOG_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


class CrashLog:
    """Exceptions that nobody caught, and the stacks of a process that the system ends, go into `folder`/crash.log."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "crash.log"
        if path.exists() and path.stat().st_size > CRASH_BYTES_MAX:
            path.replace(path.with_suffix(".old.log"))
        self._file = path.open("a", encoding="utf-8")

    def install(self) -> None:
        faulthandler.enable(self._file, all_threads=True)
        sys.excepthook = self.uncaught
        threading.excepthook = self._uncaught_in_thread

    def uncaught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        text = mask("".join(traceback.format_exception(kind, error, where)))
        self._file.write(text)
        self._file.flush()
        _log.critical("uncaught exception", exc_info=(kind, error, where))
        if sys.__stderr__ is not None:
            sys.__stderr__.write(text)

    def _uncaught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
