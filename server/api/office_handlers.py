"""The routes of the seat list and of one's own account."""

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from aiohttp import web

from server.api.endpoint import Call, Handler, Reply
from server.api.requests import operator_id, path_part
from server.protocol.rest import Empty, PictureReply
from server.services.own_account import OwnAccount
from server.services.seating import Seating

PICTURE_HEADERS = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
"""Another picture has another version or name, and with it another address."""
PNG, JPEG = "image/png", "image/jpeg"
audit = structlog.get_logger("audit")


class OfficeHandlers:
    def __init__(self, seating: Seating, account: OwnAccount) -> None:
        self._seating = seating
        self._account = account

    def by_name(self) -> Mapping[str, Handler]:
        return {
            "seat_plan": self.seat_plan,
            "get_plan_picture": self.get_plan_picture,
            "change_password": self.change_password,
            "change_picture": self.change_picture,
            "get_picture": self.get_picture,
        }

    async def seat_plan(self, call: Call) -> Reply:
        return await self._seating.plan()

    async def get_plan_picture(self, call: Call) -> Reply:
        name = path_part(call, "name")
        image = await self._seating.picture(name)
        known = any(tag.value in (name, "*") for tag in call.request.if_none_match or ())
        answer = web.Response(status=HTTPStatus.NOT_MODIFIED) if known else web.Response(body=image)
        answer.content_type = PNG if name.endswith(".png") else JPEG
        answer.headers.update(PICTURE_HEADERS)
        answer.etag = name
        return answer

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
        return web.Response(body=image, content_type=JPEG, headers=PICTURE_HEADERS)
