"""Pictures of operators, one for each; small, so that the database is the right place."""

from sqlalchemy import func, select

from server.storage.store import Store, upsert
from server.storage.tables import operator_pictures

VERSION, IMAGE = operator_pictures.c.version, operator_pictures.c.image


class PictureStore(Store):
    async def save_picture(self, operator_id: str, image: bytes) -> int:
        known = select(func.coalesce(func.max(VERSION), 0)).where(operator_pictures.c.operator_id == operator_id)
        async with self._database.writing() as connection:
            version = int((await connection.execute(known)).scalar_one()) + 1
            row = {"operator_id": operator_id, "version": version, "image": image}
            await upsert(connection, operator_pictures, row)
        return version

    async def picture(self, operator_id: str) -> bytes | None:
        found = select(IMAGE).where(operator_pictures.c.operator_id == operator_id)
        async with self._database.reading() as connection:
            image: bytes | None = (await connection.execute(found)).scalar_one_or_none()
        return image
