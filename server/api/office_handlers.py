"""The routes of the seat list and of one's own account."""

from collections.abc import Mapping

import structlog
from aiohttp import web

from server.api.endpoint import Call, Handler, Reply
from server.api.requests import operator_id, path_part
from server.protocol.rest import Empty, PictureReply
from server.services.own_account import OwnAccount
from server.services.seating import Seating

PICTURE_HEADERS = {
    "Content-Type": "image/jpeg",
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}
"""Another picture has another version, and with it another address."""
audit = structlog.get_logger("audit")


class OfficeHandlers:
    def __init__(self, seating: Seating, account: OwnAccount) -> None:
        self._seating = seating
        self._account = account

    def by_name(self) -> Mapping[str, Handler]:
        return {
            "seat_plan": self.seat_plan,
            "change_password": self.change_password,
            "change_picture": self.change_picture,
            "get_picture": self.get_picture,
        }

    async def seat_plan(self, call: Call) -> Reply:
        return await self._seating.plan()

    async def change_password(self, call: Call) -> Reply:
        await self._account.change_password(call.who, call.body.old_password, call.body.new_password)
        audit.info("password_changed", operator=operator_id(call))
        return Empty()

    async def change_picture(self, call: Call) -> Reply:
        version = await self._account.change_picture(call.who, call.body.image)
        audit.info("picture_changed", operator=operator_id(call), version=version)
        return PictureReply(version)

    async def get_picture(self, call: Call) -> Reply:
        image = await self._account.picture(path_part(call, "operator_id"))
        return web.Response(body=image, headers=PICTURE_HEADERS)
