"""What is wrong with a declared site."""

import re
from collections.abc import Iterator, Sequence

from server.domain.layouts import layout_problems
from server.domain.numbers import is_country, is_extension
from server.domain.site.declarations import ExtensionDecl, OperatorDecl, Site, TrunkDecl
from server.domain.site.distribution_checks import distribution_problems, skill_problems
from server.domain.site.group_checks import group_problems, line_problems, number_problems
from server.domain.site.problems import KEY, KEY_WORDS, SiteProblem, repeated
from server.domain.site.queue_checks import queue_problems
from server.domain.site.reason_checks import reason_problems
from server.domain.site.shared_checks import callback_problems, help_problem, zone_problem
from server.protocol.passwords import SHORTEST_PASSWORD, broken_rules

_LOGIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SIP_PASSWORD = re.compile(r"[!#-:<-~]{8,64}")


def problems_of(site: Site) -> Iterator[SiteProblem]:
    if not site.site.name.strip():
        yield SiteProblem("site.name", "must not be empty")
    yield from zone_problem("site.time_zone", site.site.time_zone)
    if not is_country(site.site.country):
        yield SiteProblem("site.country", f"'{site.site.country}' is no country code such as JP")
        return
    yield from callback_problems("site.callbacks", site.site.callbacks)
    yield from help_problem("site", site.site.help_escalation_seconds)
    yield from reason_problems("site.away_reasons", site.site.away_reasons)
    yield from reason_problems("site.break_reasons", site.site.break_reasons)
    yield from _operator_problems(site.operators)
    yield from _extension_problems(site.extensions)
    yield from _trunk_problems(site.trunks)
    yield from repeated("work_groups", "key", (group.key for group in site.work_groups))
    logins = {operator.login_id for operator in site.operators}
    skills = {skill for operator in site.operators for skill in operator.skills}
    taken: dict[str, str] = {}
    for index, group in enumerate(site.work_groups):
        where = f"work_groups[{index}]"
        yield from group_problems(where, group, logins)
        yield from number_problems(where, group, site.site.country, taken)
        yield from line_problems(where, group, site)
        yield from queue_problems(f"{where}.queue", group, site)
        yield from distribution_problems(f"{where}.distribution", group.kind, group.distribution, skills)
    yield from layout_problems(site.layouts, {extension.number for extension in site.extensions})


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
        yield from skill_problems(f"{where}.skills", operator.skills)


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
