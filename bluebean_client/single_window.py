"""One window per profile: a second start brings the first one's window to the front instead, and hands it the link it was given.

The second start says one line, the link or nothing, and the window acknowledges it.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from bluebean_client.domain.links import LINK_CHARACTERS_MAX, plain_link

_log = logging.getLogger(__name__)

ANSWER_MS = 2000
LINE_BYTES_MAX = 4 * LINK_CHARACTERS_MAX + 1
_ACKNOWLEDGED = b"raised"


def socket_name(profile: Path) -> str:
    """A local socket's name: short enough for every system, one per profile."""
    return "bluebean-client-" + hashlib.sha256(str(profile).encode()).hexdigest()[:24]


class SecondStarts(QObject):
    """Waits for second starts; only programs of the same user get through. `started_again` is given the link, often empty."""

    def __init__(self, profile: Path, started_again: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._started_again = started_again
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        # the profile's lock is ours, so whatever has this name was left behind by a killed window
        QLocalServer.removeServer(socket_name(profile))
        if not self._server.listen(socket_name(profile)):
            _log.warning("a second start will not find this window: %s", self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _asked(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            _Caller(caller, self._started_again)


class _Caller(QObject):
    """One connection: its line, the acknowledgement, the end. Whoever says no whole line in time is cut off."""

    def __init__(self, socket: QLocalSocket, started_again: Callable[[str], None]) -> None:
        super().__init__(socket)
        self._socket, self._started_again = socket, started_again
        socket.setReadBufferSize(LINE_BYTES_MAX)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(self._read)
        QTimer.singleShot(ANSWER_MS, self, socket.abort)
        self._read()

    def _read(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() >= LINE_BYTES_MAX:
                self._socket.abort()
            return
        self._socket.readyRead.disconnect(self._read)
        link = _decoded(bytes(self._socket.readLine().data()))
        if link is None:
            _log.warning("a second start brought a link that can't be used")
        self._socket.write(_ACKNOWLEDGED)
        self._socket.flush()
        self._socket.disconnectFromServer()
        self._started_again(link or "")


def _decoded(line: bytes) -> str | None:
    try:
        return plain_link(line.decode())
    except UnicodeDecodeError:
        return None


def hand_over(profile: Path, link: str) -> bool:
    """Whether the window that holds the profile took the link and comes to the front. Blocks for at most `ANSWER_MS` twice."""
    caller = QLocalSocket()
    caller.connectToServer(socket_name(profile))
    if not caller.waitForConnected(ANSWER_MS):
        return False
    caller.write(f"{link}\n".encode())
    return caller.waitForReadyRead(ANSWER_MS) and bytes(caller.readAll().data()) == _ACKNOWLEDGED


class SystemLinks(QObject):
    """macOS brings a link as an event to the running program, never on the command line. An event filter of the application."""

    def __init__(self, opened: Callable[[str], None]) -> None:
        super().__init__()
        self._opened = opened

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if not isinstance(event, QFileOpenEvent):
            return False
        link = plain_link(event.url().toString())
        if link:
            self._opened(link)
        return True
