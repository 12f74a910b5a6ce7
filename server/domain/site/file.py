"""`site.toml` as a whole: read, compared with what was there, written."""

import tomllib
from datetime import datetime
from typing import Any

import msgspec

from server.domain.numbers import to_e164
from server.domain.site.checks import problems_of
from server.domain.site.declarations import Site
from server.domain.site.problems import SiteError, SiteProblem


def read_site(text: str) -> Site:
    """The site that `text` (TOML) declares, with numbers in E.164. Raises `SiteError` with everything that is wrong."""
    try:
        site = msgspec.convert(tomllib.loads(text), Site)
    except tomllib.TOMLDecodeError as error:
        raise SiteError([SiteProblem("", f"not valid TOML: {error}")]) from error
    except msgspec.ValidationError as error:
        why, _, where = str(error).partition(" - at ")
        raise SiteError([SiteProblem(where.strip("`").removeprefix("$").lstrip(".") or "site", why)]) from error
    if problems := list(problems_of(site)):
        raise SiteError(problems)
    groups = tuple(
        msgspec.structs.replace(
            group,
            numbers=tuple(to_e164(number, site.site.country) for number in group.numbers),
            caller_id=group.caller_id and to_e164(group.caller_id, site.site.country),
            queue=group.queue.with_numbers(lambda number: to_e164(number, site.site.country)),
        )
        for group in site.work_groups
    )
    return msgspec.structs.replace(site, work_groups=groups)


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
