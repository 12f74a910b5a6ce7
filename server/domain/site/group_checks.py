"""What is wrong with a declared work group."""

import re
from collections.abc import Iterator

from server.domain.forms import clean_value
from server.domain.numbers import to_e164
from server.domain.site.declarations import Site, WorkGroupDecl
from server.domain.site.problems import KEY, KEY_WORDS, SiteProblem, repeated
from server.domain.site.shared_checks import callback_problems, help_problem, zone_problem
from server.protocol.errors import FieldProblem
from server.protocol.types import FieldType, FormField, Status

_TYPES_WITH_CHOICES = frozenset({FieldType.PULL_DOWN, FieldType.RADIO, FieldType.CHECK_BOXES})


def group_problems(where: str, group: WorkGroupDecl, logins: set[str]) -> Iterator[SiteProblem]:
    if not KEY.fullmatch(group.key):
        yield SiteProblem(f"{where}.key", KEY_WORDS)
    if not group.name.strip():
        yield SiteProblem(f"{where}.name", "must not be empty")
    if group.time_zone is not None:
        yield from zone_problem(f"{where}.time_zone", group.time_zone)
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
        yield from help_problem(where, group.help_escalation_seconds)
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
        yield from callback_problems(f"{where}.callbacks", group.callbacks)
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


def number_problems(where: str, group: WorkGroupDecl, country: str, taken: dict[str, str]) -> Iterator[SiteProblem]:
    for index, raw in enumerate(group.numbers):
        number = to_e164(raw, country)
        if not number:
            yield SiteProblem(f"{where}.numbers[{index}]", f"'{raw}' is no telephone number")
        elif number in taken:
            yield SiteProblem(f"{where}.numbers[{index}]", f"'{raw}' leads to work group '{taken[number]}' already")
        taken.setdefault(number, group.key)


def line_problems(where: str, group: WorkGroupDecl, site: Site) -> Iterator[SiteProblem]:
    if group.trunk is not None and group.trunk not in {trunk.name for trunk in site.trunks}:
        yield SiteProblem(f"{where}.trunk", f"there is no trunk '{group.trunk}'")
    if group.caller_id is not None and not to_e164(group.caller_id, site.site.country).startswith("+"):
        yield SiteProblem(f"{where}.caller_id", f"'{group.caller_id}' is no telephone number")
