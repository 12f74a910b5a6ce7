"""The sections of `site.toml`: what can be declared, and with which defaults."""

from collections.abc import Sequence

import msgspec

from server.domain.distribution.rules import Distribution
from server.domain.layouts import LayoutDecl
from server.domain.outgoing import NumberFormat, OutgoingLine
from server.domain.queueing.rules import QueueRules
from server.domain.recording import RecordingRule
from server.protocol.reasons import StatusReason, StatusReasons
from server.protocol.types import Choice, FormField, GroupKind, NextAction, Role, Status


class CallbacksDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When callbacks are told of: the notice before their time, the others after it if nobody is at his desk for them."""

    notice_seconds: int = 60
    group_seconds: int = 600
    supervisors_seconds: int = 1800


class ReasonDecl(StatusReason, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    time_zone: str = "Asia/Tokyo"
    country: str = "JP"
    callbacks: CallbacksDecl = CallbacksDecl()
    help_escalation_seconds: int = 60
    """After which a request for help that nobody took up is told to every supervisor."""
    away_reasons: tuple[ReasonDecl, ...] = ()
    break_reasons: tuple[ReasonDecl, ...] = ()
    reasons_required: bool = False
    """Whether nobody goes away, or has a break, without saying why."""

    @property
    def reasons(self) -> StatusReasons:
        return StatusReasons(self.away_reasons, self.break_reasons, self.reasons_required)


class OperatorDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`password` is taken only when the operator is new; `password_hash` (argon2) sets it at any time."""

    login_id: str
    name: str
    role: Role = Role.OPERATOR
    password: str | None = None
    password_hash: str | None = None
    kana: str = ""
    skills: dict[str, int] = {}
    """Level of each skill that he has."""

    def __repr__(self) -> str:
        return f"OperatorDecl(login_id={self.login_id!r})"


class ExtensionDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without `sip_password` the server makes one up; a hard phone needs one that is typed into it."""

    number: str
    hard_phone: bool = False
    sip_password: str | None = None

    def __repr__(self) -> str:
        return f"ExtensionDecl(number={self.number!r})"


class FieldDecl(FormField, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class ChoiceDecl(Choice, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class NextActionDecl(NextAction, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class WorkGroupDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`members` are login ids; `name_field` and `kana_field` say which fields of the form are the customer's name.

    Calls go out through `trunk` (the first one if it is not said) and show `caller_id` (the group's first number).
    """

    key: str
    name: str
    kind: GroupKind
    fields: tuple[FieldDecl, ...]
    numbers: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    answer: str = "ring"
    ring_seconds: int = 20
    wrap_up_seconds: int | None = None
    wrap_up_extension_seconds: int = 60
    wrap_up_extensions: int = 3
    """How often an operator may extend one countdown."""
    miss_status: Status = Status.AWAY
    music: str = "default"
    time_zone: str | None = None
    name_field: str = "name"
    kana_field: str = "kana"
    trunk: str | None = None
    caller_id: str | None = None
    recording: RecordingRule = RecordingRule.ALL
    record_internal_calls: bool = False
    respondents: tuple[ChoiceDecl, ...] = ()
    reactions: tuple[ChoiceDecl, ...] = ()
    next_actions: tuple[NextActionDecl, ...] = ()
    callbacks: CallbacksDecl | None = None
    help_escalation_seconds: int | None = None
    """None, for both: as the whole site."""
    distribution: Distribution = Distribution()
    queue: QueueRules = QueueRules()


class TrunkDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A carrier: calls from `host` are taken; with a `username` the switch registers there.

    `number_format` is how it wants the numbers of calls out: as people dial them, or in E.164.
    """

    name: str
    host: str
    port: int = 5060
    username: str = ""
    password: str = ""
    number_format: NumberFormat = NumberFormat.NATIONAL

    def __repr__(self) -> str:
        return f"TrunkDecl(name={self.name!r}, host={self.host!r}, port={self.port})"


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    site: SiteSettings
    operators: tuple[OperatorDecl, ...] = ()
    extensions: tuple[ExtensionDecl, ...] = ()
    work_groups: tuple[WorkGroupDecl, ...] = ()
    trunks: tuple[TrunkDecl, ...] = ()
    layouts: tuple[LayoutDecl, ...] = ()


def outgoing_line(group: WorkGroupDecl, trunks: Sequence[TrunkDecl]) -> OutgoingLine | None:
    """How calls of the group go out; None without a trunk, or without a number to show."""
    trunk = next((trunk for trunk in trunks if group.trunk in (None, trunk.name)), None)
    caller_id = group.caller_id or next(iter(group.numbers), None)
    if trunk is None or caller_id is None:
        return None
    return OutgoingLine(trunk.name, caller_id, trunk.number_format)
