"""Turns a refusal or a lost server into the problem that the desk shows."""

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode

SESSION_OVER = frozenset({ErrorCode.SESSION_EXPIRED, ErrorCode.SESSION_TAKEN_OVER, ErrorCode.PROTOCOL_UNSUPPORTED})
IN_DOUBT = frozenset({ErrorCode.INTERNAL, ErrorCode.STORAGE_FULL, ErrorCode.STORAGE_UNAVAILABLE})
"""The server failed on the way: what was asked may have been carried out all the same."""

ServerTrouble = Refused | Unreachable


def problem_of(trouble: ServerTrouble) -> Problem:
    if isinstance(trouble, Refused):
        return Problem(trouble.code, trouble.details)
    return Problem(ClientProblem.UNREACHABLE, {"why": trouble.why, "detail": trouble.detail})


def is_session_over(trouble: ServerTrouble) -> bool:
    return isinstance(trouble, Refused) and trouble.code in SESSION_OVER


def is_in_doubt(trouble: ServerTrouble) -> bool:
    """Whether it is open if what was asked happened; asking again is to bear the same key."""
    return not isinstance(trouble, Refused) or trouble.code in IN_DOUBT
