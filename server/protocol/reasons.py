"""Why somebody is away or has a break: the reasons that a site declares, and what a supervisor sets for others."""

import msgspec

from server.protocol.types import Status

NO_ANSWER = "no_answer"
"""The reason that the server itself gives: calls rang at an empty desk. It is nobody's to choose."""


class StatusReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """`minutes` is after how long it is marked that somebody has been gone; None for never."""

    key: str
    label: str
    minutes: int | None = None


class StatusReasons(msgspec.Struct, frozen=True, omit_defaults=True):
    """In the order of the menus. `required`: an away or a break for which there are reasons needs one."""

    away: tuple[StatusReason, ...] = ()
    breaks: tuple[StatusReason, ...] = ()
    required: bool = False

    def of(self, status: Status) -> tuple[StatusReason, ...]:
        """Those that can be chosen with a status."""
        return {Status.AWAY: self.away, Status.BREAK: self.breaks}.get(status, ())

    def find(self, status: Status, key: str) -> StatusReason | None:
        return next((reason for reason in self.of(status) if reason.key == key), None)


class SetStatusOfRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`status`: available, wrap_up, away, break, or offline to log the operator off."""

    status: Status
    reason: str = ""


class SetStatusOfReply(msgspec.Struct, frozen=True):
    """`in_advance`: he is in a call, and the status follows it and its wrap-up."""

    in_advance: bool = False
