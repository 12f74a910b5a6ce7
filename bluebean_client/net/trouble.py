"""Tells by an exception of the network why the server can't be reached."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Iterator

from bluebean_client.ports.outside import Unreachable

NO_ADDRESS = "no_address"
REFUSED = "refused"
TIMEOUT = "timeout"
CERTIFICATE = "certificate"
NOT_BLUEBEAN = "not_bluebean"

_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.ETIMEDOUT})


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, what it was raised from, and so on; of a group also its members."""
    todo: list[BaseException] = [error]
    seen: set[int] = set()
    while todo:
        current = todo.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            todo.extend(current.exceptions)
        todo.extend(cause for cause in (current.__cause__, current.__context__) if cause is not None)


def unreachable(error: BaseException) -> Unreachable:
    """The word for the innermost cause that says something."""
    links = list(chain(error))
    detail = f"{type(error).__name__}: {error}"
    if any(isinstance(link, ssl.SSLCertVerificationError | ssl.CertificateError) for link in links):
        return Unreachable(CERTIFICATE, detail)
    if any(isinstance(link, ssl.SSLError) and not _is_cut(link) for link in links):
        return Unreachable(NOT_BLUEBEAN, detail)
    if any(isinstance(link, socket.gaierror) for link in links):
        return Unreachable(NO_ADDRESS, detail)
    if any(isinstance(link, TimeoutError | asyncio.TimeoutError) for link in links):
        return Unreachable(TIMEOUT, detail)
    if any(isinstance(link, OSError) and link.errno in _NO_ROUTE for link in links):
        return Unreachable(TIMEOUT, detail)
    return Unreachable(REFUSED, detail)


def _is_cut(error: ssl.SSLError) -> bool:
    """A connection that ended inside TLS is a cut, not a wrong program."""
    return isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError)
