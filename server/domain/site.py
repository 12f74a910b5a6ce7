"""What `site.toml` declares: operators, extensions, work groups with their forms, trunks, floors - read, checked, compared, written."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from server.domain.forms import clean_value
from server.domain.layouts import LayoutDecl, layout_problems
from server.domain.numbers import is_country, is_extension, to_e164
from server.domain.outgoing import NumberFormat, OutgoingLine
from server.domain.site_problems import KEY, KEY_WORDS, SiteError, SiteProblem, repeated
from server.protocol.errors import FieldProblem
from server.protocol.passwords import SHORTEST_PASSWORD, broken_rules
from server.protocol.types import Choice, FieldType, FormField, GroupKind, NextAction, Role, Status

LONGEST_ESCALATION_SECONDS = 7 * 24 * 3600
_LOGIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SIP_PASSWORD = re.compile(r"[!#-:<-~]{8,64}")
_TYPES_WITH_CHOICES = frozenset({FieldType.PULL_DOWN, FieldType.RADIO, FieldType.CHECK_BOXES})


class CallbacksDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When callbacks are told of: the notice before their time, the others after it if nobody is at his desk for them."""

    notice_seconds: int = 60
    group_seconds: int = 600
    supervisors_seconds: int = 1800


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    time_zone: str = "Asia/Tokyo"
    country: str = "JP"
    callbacks: CallbacksDecl = CallbacksDecl()
    help_escalation_seconds: int = 60
    """After which a request for help that nobody took up is told to every supervisor."""


class OperatorDecl(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`password` is taken only when the operator is new; `password_hash` (argon2) sets it at any time."""

    login_id: str
    name: str
    role: Role = Role.OPERATOR
    password: str | None = None
    password_hash: str | None = None
    kana: str = ""

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
    respondents: tuple[ChoiceDecl, ...] = ()
    reactions: tuple[ChoiceDecl, ...] = ()
    next_actions: tuple[NextActionDecl, ...] = ()
    callbacks: CallbacksDecl | None = None
    help_escalation_seconds: int | None = None
    """None, for both: as the whole site."""


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


def read_site(text: str) -> Site:
    """The site that `text` (TOML) declares, with numbers in E.164. Raises `SiteError` with everything that is wrong."""
    try:
        site = msgspec.convert(tomllib.loads(text), Site)
    except tomllib.TOMLDecodeError as error:
        raise SiteError([SiteProblem("", f"not valid TOML: {error}")]) from error
    except msgspec.ValidationError as error:
        why, _, where = str(error).partition(" - at ")
        raise SiteError([SiteProblem(where.strip("`").removeprefix("$").lstrip(".") or "site", why)]) from error
    if problems := list(_problems(site)):
        raise SiteError(problems)
    groups = tuple(
        msgspec.structs.replace(
            group,
            numbers=tuple(to_e164(number, site.site.country) for number in group.numbers),
            caller_id=group.caller_id and to_e164(group.caller_id, site.site.country),
        )
        for group in site.work_groups
    )
    return msgspec.structs.replace(site, work_groups=groups)


def _problems(site: Site) -> Iterator[SiteProblem]:
    if not site.site.name.strip():
        yield SiteProblem("site.name", "must not be empty")
    yield from _zone_problem("site.time_zone", site.site.time_zone)
    if not is_country(site.site.country):
        yield SiteProblem("site.country", f"'{site.site.country}' is no country code such as JP")
        return
    yield from _callback_problems("site.callbacks", site.site.callbacks)
    yield from _help_problem("site", site.site.help_escalation_seconds)
    yield from _operator_problems(site.operators)
    yield from _extension_problems(site.extensions)
    yield from _trunk_problems(site.trunks)
    yield from repeated("work_groups", "key", (group.key for group in site.work_groups))
    logins = {operator.login_id for operator in site.operators}
    taken: dict[str, str] = {}
    for index, group in enumerate(site.work_groups):
        where = f"work_groups[{index}]"
        yield from _group_problems(where, group, logins)
        yield from _number_problems(where, group, site.site.country, taken)
        yield from _line_problems(where, group, site)
    yield from layout_problems(site.layouts, {extension.number for extension in site.extensions})


def _zone_problem(where: str, zone: str) -> Iterator[SiteProblem]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield SiteProblem(where, f"'{zone}' is no time zone such as Asia/Tokyo")


def _help_problem(where: str, seconds: int) -> Iterator[SiteProblem]:
    if not 1 <= seconds <= LONGEST_ESCALATION_SECONDS:
        yield SiteProblem(f"{where}.help_escalation_seconds", f"must be 1 to {LONGEST_ESCALATION_SECONDS}")


def _callback_problems(where: str, callbacks: CallbacksDecl) -> Iterator[SiteProblem]:
    for key in callbacks.__struct_fields__:
        if not 0 <= getattr(callbacks, key) <= LONGEST_ESCALATION_SECONDS:
            yield SiteProblem(f"{where}.{key}", f"must be 0 to {LONGEST_ESCALATION_SECONDS}")
    if callbacks.supervisors_seconds < callbacks.group_seconds:
        yield SiteProblem(f"{where}.supervisors_seconds", "must not be less than group_seconds")


def _operator_problems(operators: Sequence[OperatorDecl]) -> Iterator[SiteProblem]:
    yield from repeated("operators", "login_id", (operator.login_id for operator in operators))
    for index, operator in enumerate(operators):
        where = f"operators[{index}]"
        if not _LOGIN_ID.fullmatch(operator.login_id):
            yield SiteProblem(f"{where}.login_id", "only letters, digits and . _ @ - are allowed, 64 at most")
        if not operator.name.strip():
            yield SiteProblem(f"{where}.name", "must not be empty")
        if operator.password is not None and operator.password_hash is not None:
            yield SiteProblem(f"{where}.password", "give password or password_hash, not both")
        if operator.password is not None and (why := password_weakness(operator.password)):
            yield SiteProblem(f"{where}.password", why)
        if operator.password_hash is not None and not operator.password_hash.startswith("$argon2"):
            yield SiteProblem(f"{where}.password_hash", "is no argon2 hash")


def password_weakness(password: str) -> str | None:
    """Why a password is refused; None if it is good enough."""
    if broken_rules(password):
        return f"needs {SHORTEST_PASSWORD} or more characters: letters of both cases, digits and symbols"
    return None


def _extension_problems(extensions: Sequence[ExtensionDecl]) -> Iterator[SiteProblem]:
    yield from repeated("extensions", "number", (extension.number for extension in extensions))
    for index, extension in enumerate(extensions):
        where = f"extensions[{index}]"
        if not (is_extension(extension.number) and extension.number.isascii() and extension.number.isdigit()):
            yield SiteProblem(f"{where}.number", "an extension has two to six digits and does not begin with 0")
        if extension.hard_phone and extension.sip_password is None:
            yield SiteProblem(f"{where}.sip_password", "a hard phone needs the password that is typed into it")
        if extension.sip_password is not None and not _SIP_PASSWORD.fullmatch(extension.sip_password):
            yield SiteProblem(
                f"{where}.sip_password", "needs 8 to 64 ASCII characters without blank, quote or semicolon"
            )


def _trunk_problems(trunks: Sequence[TrunkDecl]) -> Iterator[SiteProblem]:
    yield from repeated("trunks", "name", (trunk.name for trunk in trunks))
    for index, trunk in enumerate(trunks):
        where = f"trunks[{index}]"
        if not KEY.fullmatch(trunk.name):
            yield SiteProblem(f"{where}.name", KEY_WORDS)
        if not re.fullmatch(r"[A-Za-z0-9.:-]+", trunk.host):
            yield SiteProblem(f"{where}.host", "must be a host name or an address")
        if not 1 <= trunk.port <= 65535:
            yield SiteProblem(f"{where}.port", "must be 1 to 65535")
        if not re.fullmatch(r"[!-:<-~]*", trunk.username + trunk.password):
            yield SiteProblem(f"{where}.password", "name and password: ASCII without blanks and semicolons")


def _number_problems(where: str, group: WorkGroupDecl, country: str, taken: dict[str, str]) -> Iterator[SiteProblem]:
    for index, raw in enumerate(group.numbers):
        number = to_e164(raw, country)
        if not number:
            yield SiteProblem(f"{where}.numbers[{index}]", f"'{raw}' is no telephone number")
        elif number in taken:
            yield SiteProblem(f"{where}.numbers[{index}]", f"'{raw}' leads to work group '{taken[number]}' already")
        taken.setdefault(number, group.key)


def _line_problems(where: str, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    if group.trunk is not None and group.trunk not in {trunk.name for trunk in site.trunks}:
        yield SiteProblem(f"{where}.trunk", f"there is no trunk '{group.trunk}'")
    if group.caller_id is not None and not to_e164(group.caller_id, site.site.country).startswith("+"):
        yield SiteProblem(f"{where}.caller_id", f"'{group.caller_id}' is no telephone number")


def outgoing_line(group: WorkGroupDecl, trunks: Sequence[TrunkDecl]) -> OutgoingLine | None:
    """How calls of the group go out; None without a trunk, or without a number to show."""
    trunk = next((trunk for trunk in trunks if group.trunk in (None, trunk.name)), None)
    caller_id = group.caller_id or next(iter(group.numbers), None)
    if trunk is None or caller_id is None:
        return None
    return OutgoingLine(trunk.name, caller_id, trunk.number_format)


def _group_problems(where: str, group: WorkGroupDecl, logins: set[str]) -> Iterator[SiteProblem]:
    if not KEY.fullmatch(group.key):
        yield SiteProblem(f"{where}.key", KEY_WORDS)
    if not group.name.strip():
        yield SiteProblem(f"{where}.name", "must not be empty")
    if group.time_zone is not None:
        yield from _zone_problem(f"{where}.time_zone", group.time_zone)
    if group.answer not in ("ring", "auto"):
        yield SiteProblem(f"{where}.answer", "must be ring or auto")
    if not 5 <= group.ring_seconds <= 120:
        yield SiteProblem(f"{where}.ring_seconds", "must be 5 to 120")
    if group.wrap_up_seconds is not None and not 0 < group.wrap_up_seconds <= 3600:
        yield SiteProblem(f"{where}.wrap_up_seconds", "must be 1 to 3600; leave it out for no limit")
    if not 0 < group.wrap_up_extension_seconds <= 3600:
        yield SiteProblem(f"{where}.wrap_up_extension_seconds", "must be 1 to 3600")
    if not 0 <= group.wrap_up_extensions <= 100:
        yield SiteProblem(f"{where}.wrap_up_extensions", "must be 0 to 100")
    if group.help_escalation_seconds is not None:
        yield from _help_problem(where, group.help_escalation_seconds)
    if group.miss_status not in (Status.AWAY, Status.WRAP_UP):
        yield SiteProblem(f"{where}.miss_status", "must be away or wrap_up")
    if not re.fullmatch(r"[a-z0-9_-]+", group.music):
        yield SiteProblem(f"{where}.music", "must be the name of a music class, such as default")
    for index, login in enumerate(group.members):
        if login not in logins:
            yield SiteProblem(f"{where}.members[{index}]", f"there is no operator '{login}'")
    yield from repeated(f"{where}.members", "", group.members)
    for section in ("respondents", "reactions", "next_actions"):
        yield from repeated(f"{where}.{section}", "key", (choice.key for choice in getattr(group, section)))
    if group.callbacks is not None:
        yield from _callback_problems(f"{where}.callbacks", group.callbacks)
    yield from _form_problems(where, group)


def _form_problems(where: str, group: WorkGroupDecl) -> Iterator[SiteProblem]:
    keys = {field.key for field in group.fields}
    yield from repeated(f"{where}.fields", "key", (field.key for field in group.fields))
    if group.name_field not in keys:
        yield SiteProblem(f"{where}.name_field", f"the form has no field '{group.name_field}'")
    for index, field in enumerate(group.fields):
        yield from _field_problems(f"{where}.fields[{index}]", field)


def _field_problems(where: str, field: FormField) -> Iterator[SiteProblem]:
    if not KEY.fullmatch(field.key):
        yield SiteProblem(f"{where}.key", KEY_WORDS)
    if not field.label.strip():
        yield SiteProblem(f"{where}.label", "must not be empty")
    if field.type in _TYPES_WITH_CHOICES and not field.choices:
        yield SiteProblem(f"{where}.choices", f"a field of type {field.type.value} needs choices")
    if field.type not in _TYPES_WITH_CHOICES and field.choices:
        yield SiteProblem(f"{where}.choices", f"a field of type {field.type.value} has no choices")
    yield from repeated(f"{where}.choices", "", field.choices)
    if not 1 <= field.max_length <= 10_000:
        yield SiteProblem(f"{where}.max_length", "must be 1 to 10000")
    problem = clean_value(field, field.default) if field.default else None
    if isinstance(problem, FieldProblem):
        yield SiteProblem(f"{where}.default", f"does not fit the field ({problem.value})")


def describe_changes(old: Site | None, new: Site) -> list[str]:
    """What applying `new` over `old` does, one sentence for each thing; secrets are never shown."""
    changes: list[str] = []
    if old is None or old.site != new.site:
        changes.append("site settings set" if old is None else "site settings changed")
    for section, noun, key in (
        ("operators", "operator", "login_id"),
        ("extensions", "extension", "number"),
        ("work_groups", "work group", "key"),
        ("trunks", "trunk", "name"),
        ("layouts", "layout", "key"),
    ):
        before = {getattr(item, key): item for item in (getattr(old, section) if old else ())}
        after = {getattr(item, key): item for item in getattr(new, section)}
        changes += [f"{noun} {name} added" for name in after if name not in before]
        changes += [
            f"{noun} {name} changed ({', '.join(_changed_keys(before[name], item))})"
            for name, item in after.items()
            if name in before and before[name] != item
        ]
        changes += [f"{noun} {name} removed" for name in before if name not in after]
        if list(before) != list(after) and set(before) == set(after):
            changes.append(f"order of {noun}s changed")
    return changes


def _changed_keys(old: msgspec.Struct, new: msgspec.Struct) -> list[str]:
    return [name for name in new.__struct_fields__ if getattr(old, name) != getattr(new, name)]


def site_to_plain(site: Site) -> dict[str, Any]:
    """The site as TOML can hold it: no nulls, enums as words; `read_site` of it gives the same site."""
    plain = msgspec.to_builtins(site, builtin_types=(datetime,))
    assert isinstance(plain, dict)
    return {name: _without_nulls(part) for name, part in plain.items()}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [_without_nulls(part) for part in value]
    return value
