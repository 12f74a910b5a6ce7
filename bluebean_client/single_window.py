"""One window per profile: a second start brings the first one's window to the front instead."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

ANSWER_MS = 2000
_ACKNOWLEDGED = b"raised"


def _name(profile: Path) -> str:
    """A local socket's name: short enough for every system, one per profile."""
    return "bluebean-client-" + hashlib.sha256(str(profile).encode()).hexdigest()[:24]


class RaiseListener(QObject):
    """Waits for second starts; only programs of the same user get through."""

    def __init__(self, profile: Path, raise_window: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._raise_window = raise_window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        # the profile's lock is ours, so whatever has this name was left behind by a killed window
        QLocalServer.removeServer(_name(profile))
        if not self._server.listen(_name(profile)):
            _log.warning("a second start will not find this window: %s", self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _asked(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_ACKNOWLEDGED)
            caller.flush()
            caller.disconnectFromServer()
            self._raise_window()


def ask_to_raise(profile: Path) -> bool:
    """Whether the window that holds the profile answered. Blocks for at most `ANSWER_MS` twice."""
    caller = QLocalSocket()
    caller.connectToServer(_name(profile))
    if not caller.waitForConnected(ANSWER_MS):
        return False
    return caller.waitForReadyRead(ANSWER_MS) and bytes(caller.readAll().data()) == _ACKNOWLEDGED
