"""Applying and exporting the declared site, adding customers from a file, and noticing that the site changed."""

import csv
import io
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from server.domain.forms import clean_form
from server.domain.refusal import Refusal
from server.domain.site.declarations import OperatorDecl, Site
from server.domain.site.file import describe_changes
from server.domain.site.problems import SiteError, SiteProblem
from server.ports.storage import SiteRepository, WorkGroupRow
from server.protocol.types import FieldType, FieldValue, FormField
from server.services.plan_pictures import PlanPicture, take_pictures
from server.services.sign_in import Passwords

SIP_PASSWORD_BYTES = 18
TICK_SEPARATORS = str.maketrans({"、": "|", ";": "|", "/": "|"})


class SiteAdministration:
    """What `bluebean-server admin` does."""

    def __init__(self, site: SiteRepository, passwords: Passwords) -> None:
        self._site = site
        self._passwords = passwords

    async def apply(self, declared: Site, folder: Path) -> list[str]:
        """Make the database say what the file in `folder` says; gives what changed, nothing if it said so already."""
        stored = await self._site.site()
        kept = frozenset(layout.picture for layout in (stored.layouts if stored else ()))
        layouts, pictures = take_pictures(declared.layouts, folder, kept)
        new = await self._settle(msgspec.structs.replace(declared, layouts=layouts), stored)
        changes = describe_changes(stored, new)
        if changes:
            generated = {
                extension.number: secrets.token_urlsafe(SIP_PASSWORD_BYTES)
                for extension in new.extensions
                if extension.sip_password is None
            }
            await self._site.replace_site(new, generated, {picture.name: picture.image for picture in pictures})
        return changes

    async def export(self) -> Site:
        """The site as `apply` would take it, with password hashes."""
        stored = await self._site.site()
        if stored is None:
            raise SiteError([SiteProblem("", "no site has been applied yet")])
        return stored

    async def plan_pictures(self) -> list[PlanPicture]:
        """Those that the floors of the exported site name."""
        names = {layout.picture: None for layout in (await self.export()).layouts if layout.picture}
        images = [(name, await self._site.plan_picture(name)) for name in names]
        return [PlanPicture(name, image) for name, image in images if image is not None]

    async def _settle(self, declared: Site, stored: Site | None) -> Site:
        """Passwords become hashes; an operator who exists keeps his own unless the file gives a hash."""
        known = {operator.login_id: operator for operator in (stored.operators if stored else ())}
        operators, problems = [], []
        for index, operator in enumerate(declared.operators):
            hashed = await self._hash_of(operator, known.get(operator.login_id))
            if hashed is None:
                problems.append(SiteProblem(f"operators[{index}].password", "a new operator needs a password"))
            operators.append(msgspec.structs.replace(operator, password=None, password_hash=hashed))
        if problems:
            raise SiteError(problems)
        return msgspec.structs.replace(declared, operators=tuple(operators))

    async def _hash_of(self, operator: OperatorDecl, known: OperatorDecl | None) -> str | None:
        if operator.password_hash is not None:
            return operator.password_hash
        if known is not None:
            return known.password_hash
        return await self._passwords.hash(operator.password) if operator.password is not None else None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken. `line` counts from 1, the heading is line 1."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class CustomerImport:
    good: Sequence[Mapping[str, FieldValue]]
    bad: Sequence[BadRow]


class CsvProblem(Exception):
    """The file as a whole can't be taken; the text says why."""


def decode_csv(data: bytes) -> str:
    """UTF-8 with or without a byte order mark, else CP932."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CsvProblem("the file is neither UTF-8 nor CP932 (Shift_JIS); save it as one of them")


def read_customers(text: str, group: WorkGroupRow, country: str) -> CustomerImport:
    """Rows whose headings are the keys or labels of the group's form; several ticks are separated by 、 or |."""
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = _columns(next(reader, []), group)
    good: list[Mapping[str, FieldValue]] = []
    bad: list[BadRow] = []
    for cells in reader:
        if not any(cells):
            continue
        try:
            good.append(_customer(cells, columns, group, country))
        except Refusal as refusal:
            fields = ", ".join(f"{key}: {problem}" for key, problem in refusal.details["fields"].items())
            bad.append(BadRow(reader.line_num, fields))
        except ValueError as error:
            bad.append(BadRow(reader.line_num, str(error)))
    return CustomerImport(good, bad)


def _columns(heading: Iterable[str], group: WorkGroupRow) -> list[FormField]:
    fields = {name: field for field in group.info.fields for name in (field.label, field.key)}
    columns = []
    for name in heading:
        if name.strip() not in fields:
            raise CsvProblem(f"column '{name}' is no field of work group '{group.info.work_group_id}'")
        columns.append(fields[name.strip()])
    if not columns or len({field.key for field in columns}) != len(columns):
        raise CsvProblem("the first line must name each field once")
    return columns


def _customer(
    cells: Sequence[str], columns: Sequence[FormField], group: WorkGroupRow, country: str
) -> dict[str, FieldValue]:
    if len(cells) != len(columns):
        raise ValueError(f"has {len(cells)} columns, the heading {len(columns)}")
    values: dict[str, FieldValue] = {
        field.key: _ticks(cell) if field.type is FieldType.CHECK_BOXES else cell
        for field, cell in zip(columns, cells, strict=True)
    }
    editable = tuple(msgspec.structs.replace(field, read_only=False) for field in group.info.fields)
    return clean_form(editable, values, None, country=country)


def _ticks(cell: str) -> list[str]:
    return [part.strip() for part in cell.translate(TICK_SEPARATORS).split("|") if part.strip()]
