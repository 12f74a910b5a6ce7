"""The one exception by which domain and services say no."""

from typing import Any

from server.protocol.errors import ErrorCode


class Refusal(Exception):
    """A command that is not carried out; nothing has changed. `code` crosses the wire, `details` are its parameters."""

    def __init__(self, code: ErrorCode, **details: Any) -> None:
        super().__init__(code.value)
        self.code = code
        self.details = details
