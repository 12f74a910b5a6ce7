"""Operators, extensions, work groups, trunks and floors in the database."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, Table, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.callbacks import Escalation
from server.domain.layouts import LayoutDecl
from server.domain.people import Person
from server.domain.recording import RecordingPolicy
from server.domain.site.declarations import (
    ExtensionDecl,
    OperatorDecl,
    Site,
    SiteSettings,
    TrunkDecl,
    WorkGroupDecl,
    outgoing_line,
)
from server.ports.storage import ExtensionRow, OperatorRow, WorkGroupRow
from server.protocol.reasons import StatusReasons
from server.protocol.types import FieldType, OperatorRef, Role, WorkGroupInfo, WrapUpExtension
from server.storage.store import Store, upsert
from server.storage.tables import (
    extensions,
    layouts,
    operator_pictures,
    operators,
    plan_pictures,
    sessions,
    site,
    trunks,
    work_groups,
)

_SITE_ID = 1


class SiteStore(Store):
    async def operator_by_login(self, login_id: str) -> OperatorRow | None:
        return await self._operator(operators.c.login_id == login_id)

    async def operator(self, operator_id: str) -> OperatorRow | None:
        return await self._operator(operators.c.operator_id == operator_id)

    async def _operator(self, condition: Any) -> OperatorRow | None:
        async with self._database.reading() as connection:
            found = await connection.execute(select(operators).where(condition, operators.c.removed.is_(False)))
            row = found.one_or_none()
        return _operator_row(row) if row else None

    async def people(self) -> list[Person]:
        version = func.coalesce(operator_pictures.c.version, 0).label("picture")
        found = (
            select(operators.c.operator_id, operators.c.name, operators.c.kana, operators.c.skills, version)
            .join(operator_pictures, operator_pictures.c.operator_id == operators.c.operator_id, isouter=True)
            .where(operators.c.removed.is_(False))
            .order_by(operators.c.position)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(found)
            return [Person(row.operator_id, row.name, row.kana, row.picture, _skills(row.skills)) for row in rows]

    async def note_login(self, operator_id: str, *, failed_logins: int, locked_until: datetime | None) -> None:
        change = update(operators).where(operators.c.operator_id == operator_id)
        async with self._database.writing() as connection:
            await connection.execute(change.values(failed_logins=failed_logins, locked_until=locked_until))

    async def set_password(self, operator_id: str, password_hash: str) -> None:
        change = update(operators).where(operators.c.operator_id == operator_id)
        values = {"password_hash": password_hash, "failed_logins": 0, "locked_until": None}
        async with self._database.writing() as connection:
            await connection.execute(change.values(**values))

    async def extension(self, extension: str) -> ExtensionRow | None:
        async with self._database.reading() as connection:
            found = await connection.execute(select(extensions).where(extensions.c.extension == extension))
            row = found.one_or_none()
        return self._extension_row(row) if row else None

    async def extensions(self) -> list[ExtensionRow]:
        async with self._database.reading() as connection:
            return [self._extension_row(row) for row in await _rows(connection, extensions)]

    def _extension_row(self, row: Row[Any]) -> ExtensionRow:
        return ExtensionRow(row.extension, self._secrets.open(row.sealed_sip_password), row.hard_phone)

    async def work_groups(self) -> list[WorkGroupRow]:
        async with self._database.reading() as connection:
            declared = await self._read(connection)
        if declared is None:
            return []
        names = {operator.login_id: operator.name for operator in declared.operators}
        return [_work_group_row(group, names, declared) for group in declared.work_groups]

    async def status_reasons(self) -> StatusReasons:
        async with self._database.reading() as connection:
            settings = (await connection.execute(select(site.c.settings))).scalar_one_or_none()
        return msgspec.json.decode(settings, type=SiteSettings).reasons if settings else StatusReasons()

    async def site(self) -> Site | None:
        async with self._database.reading() as connection:
            return await self._read(connection)

    async def site_version(self) -> int:
        async with self._database.reading() as connection:
            return int((await connection.execute(select(func.coalesce(func.max(site.c.version), 0)))).scalar_one())

    async def ping(self) -> None:
        async with self._database.reading() as connection:
            await connection.execute(text("SELECT 1"))

    async def plan_picture(self, name: str) -> bytes | None:
        found = select(plan_pictures.c.image).where(plan_pictures.c.name == name)
        async with self._database.reading() as connection:
            image: bytes | None = (await connection.execute(found)).scalar_one_or_none()
        return image

    async def replace_site(
        self, new: Site, generated_sip_passwords: Mapping[str, str], pictures: Mapping[str, bytes] = {}
    ) -> None:
        async with self._database.writing() as connection:
            version = (await connection.execute(select(func.coalesce(func.max(site.c.version), 0)))).scalar_one() + 1
            settings = msgspec.json.encode(new.site).decode()
            await upsert(connection, site, {"site_id": _SITE_ID, "version": version, "settings": settings})
            await self._write_operators(connection, new)
            await self._write_extensions(connection, new, generated_sip_passwords)
            await _write_work_groups(connection, new)
            await self._write_trunks(connection, new)
            await _write_layouts(connection, new, pictures)

    async def _read(self, connection: AsyncConnection) -> Site | None:
        row = (await connection.execute(select(site))).one_or_none()
        if row is None:
            return None
        return Site(
            site=msgspec.json.decode(row.settings, type=SiteSettings),
            operators=tuple(_operator_decl(row) for row in await _rows(connection, operators) if not row.removed),
            extensions=tuple(
                ExtensionDecl(
                    row.extension,
                    row.hard_phone,
                    self._secrets.open(row.sealed_sip_password) if row.declared else None,
                )
                for row in await _rows(connection, extensions)
            ),
            work_groups=tuple(
                msgspec.json.decode(row.definition, type=WorkGroupDecl)
                for row in await _rows(connection, work_groups)
                if not row.removed
            ),
            trunks=tuple(
                msgspec.json.decode(self._secrets.open(row.sealed_definition), type=TrunkDecl)
                for row in await _rows(connection, trunks)
            ),
            layouts=tuple(
                msgspec.json.decode(row.definition, type=LayoutDecl) for row in await _rows(connection, layouts)
            ),
        )

    async def _write_operators(self, connection: AsyncConnection, new: Site) -> None:
        """An operator who is gone stays as a removed row, because records and calls name him; his session ends."""
        gone = operators.c.login_id.not_in([operator.login_id for operator in new.operators])
        await connection.execute(update(operators).where(gone).values(removed=True))
        known = {row.login_id: row for row in await _rows(connection, operators)}
        for position, operator in enumerate(new.operators):
            before = known.get(operator.login_id)
            same_password = before is not None and before.password_hash == operator.password_hash
            row = {
                "operator_id": operator.login_id,
                "login_id": operator.login_id,
                "name": operator.name,
                "role": operator.role.value,
                "password_hash": operator.password_hash,
                "failed_logins": before.failed_logins if before and same_password else 0,
                "locked_until": before.locked_until if before and same_password else None,
                "position": position,
                "removed": False,
                "kana": operator.kana,
                "skills": msgspec.json.encode(operator.skills).decode(),
            }
            await upsert(connection, operators, row)
        removed = select(operators.c.operator_id).where(operators.c.removed.is_(True))
        await connection.execute(delete(sessions).where(sessions.c.operator_id.in_(removed)))

    async def _write_extensions(
        self, connection: AsyncConnection, new: Site, generated_sip_passwords: Mapping[str, str]
    ) -> None:
        known = {row.extension: row for row in await _rows(connection, extensions)}
        await connection.execute(delete(extensions))
        for position, extension in enumerate(new.extensions):
            before = known.get(extension.number)
            declared = extension.sip_password is not None
            if not declared and before is not None and not before.declared:
                sealed = before.sealed_sip_password
            else:
                sealed = self._secrets.seal(extension.sip_password or generated_sip_passwords[extension.number])
            row = {
                "extension": extension.number,
                "hard_phone": extension.hard_phone,
                "sealed_sip_password": sealed,
                "declared": declared,
                "position": position,
            }
            await upsert(connection, extensions, row)

    async def _write_trunks(self, connection: AsyncConnection, new: Site) -> None:
        await connection.execute(delete(trunks))
        for position, trunk in enumerate(new.trunks):
            sealed = self._secrets.seal(msgspec.json.encode(trunk).decode())
            await upsert(connection, trunks, {"name": trunk.name, "sealed_definition": sealed, "position": position})


async def _write_work_groups(connection: AsyncConnection, new: Site) -> None:
    """A group that is gone stays as a removed row, because customers belong to it."""
    gone = work_groups.c.work_group_id.not_in([group.key for group in new.work_groups])
    await connection.execute(update(work_groups).where(gone).values(removed=True))
    for position, group in enumerate(new.work_groups):
        definition = msgspec.json.encode(group).decode()
        row = {"work_group_id": group.key, "definition": definition, "position": position, "removed": False}
        await upsert(connection, work_groups, row)


async def _write_layouts(connection: AsyncConnection, new: Site, pictures: Mapping[str, bytes]) -> None:
    await connection.execute(delete(layouts))
    named = [layout.picture for layout in new.layouts]
    await connection.execute(delete(plan_pictures).where(plan_pictures.c.name.not_in(named)))
    for name, image in pictures.items():
        await upsert(connection, plan_pictures, {"name": name, "image": image})
    for position, layout in enumerate(new.layouts):
        row = {"key": layout.key, "definition": msgspec.json.encode(layout).decode(), "position": position}
        await upsert(connection, layouts, row)


async def _rows(connection: AsyncConnection, table: Table) -> Iterable[Row[Any]]:
    return (await connection.execute(select(table).order_by(table.c.position))).all()


def _operator_decl(row: Row[Any]) -> OperatorDecl:
    return OperatorDecl(
        login_id=row.login_id,
        name=row.name,
        role=Role(row.role),
        password_hash=row.password_hash,
        kana=row.kana,
        skills=_skills(row.skills),
    )


def _skills(kept: str) -> dict[str, int]:
    return msgspec.json.decode(kept, type=dict[str, int])


def _operator_row(row: Row[Any]) -> OperatorRow:
    return OperatorRow(
        operator_id=row.operator_id,
        login_id=row.login_id,
        name=row.name,
        role=Role(row.role),
        password_hash=row.password_hash,
        failed_logins=row.failed_logins,
        locked_until=row.locked_until,
    )


def _work_group_row(group: WorkGroupDecl, names: Mapping[str, str], declared: Site) -> WorkGroupRow:
    callbacks = group.callbacks or declared.site.callbacks
    info = WorkGroupInfo(
        work_group_id=group.key,
        name=group.name,
        kind=group.kind,
        fields=group.fields,
        respondents=group.respondents,
        reactions=group.reactions,
        next_actions=group.next_actions,
        members=tuple(OperatorRef(login, names[login]) for login in group.members if login in names),
        time_zone=group.time_zone or declared.site.time_zone,
        ring_seconds=group.ring_seconds,
        auto_answer=group.answer == "auto",
        wrap_up_seconds=group.wrap_up_seconds,
    )
    return WorkGroupRow(
        info=info,
        numbers=group.numbers,
        music=group.music,
        phone_keys=tuple(field.key for field in group.fields if field.type is FieldType.PHONE),
        name_key=group.name_field,
        kana_key=group.kana_field,
        miss_status=group.miss_status,
        line=outgoing_line(group, declared.trunks),
        escalation=Escalation(
            notice=timedelta(seconds=callbacks.notice_seconds),
            group=timedelta(seconds=callbacks.group_seconds),
            supervisors=timedelta(seconds=callbacks.supervisors_seconds),
        ),
        help_patience=timedelta(seconds=group.help_escalation_seconds or declared.site.help_escalation_seconds),
        wrap_up_extension=WrapUpExtension(group.wrap_up_extension_seconds, group.wrap_up_extensions),
        recording=RecordingPolicy(group.recording, group.record_internal_calls),
        distribution=group.distribution,
        queue=group.queue,
        hours=group.queue.business_hours(group.time_zone or declared.site.time_zone, declared.site.country),
    )
