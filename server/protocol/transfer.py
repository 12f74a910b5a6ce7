"""Handing a customer on: to whom, how far it has come, and why it failed."""

from datetime import datetime
from enum import StrEnum

import msgspec


class TransferMode(StrEnum):
    """`ATTENDED`: talk with the target first, 話してから転送. `BLIND`: すぐに転送."""

    ATTENDED = "attended"
    BLIND = "blind"


class TransferStage(StrEnum):
    """The first three are attended and the customer still belongs to who transfers; in the others he waits, and is nobody's yet."""

    CALLING = "calling"
    TALKING = "talking"
    CONFERENCE = "conference"
    BLIND = "blind"
    RETURNING = "returning"
    """The target did not take him: he is offered to who transferred him."""


class TransferProblem(StrEnum):
    """Why a target does not have the customer."""

    BUSY = "busy"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    HUNG_UP = "hung_up"
    SWITCH_FAILED = "switch_failed"


class Party(msgspec.Struct, frozen=True):
    """A target: a colleague, or only a number (an extension, or E.164)."""

    name: str = ""
    number: str = ""


class Consultation(msgspec.Struct, frozen=True):
    """What who transfers sees of the target while the customer is still his. `since`: when this stage began."""

    stage: TransferStage
    target: Party
    since: datetime


class TransferFailure(msgspec.Struct, frozen=True):
    """Why the customer is back."""

    target: Party
    problem: TransferProblem
    at: datetime


class TransferOrigin(msgspec.Struct, frozen=True):
    """What the receiver sees of a transferred call: from whom, and how far it has come; `stage` None: the customer is his.

    In stage `RETURNING` the receiver is who transferred it, and `failure` says why it is back.
    """

    operator_name: str
    stage: TransferStage | None = None
    failure: TransferFailure | None = None
