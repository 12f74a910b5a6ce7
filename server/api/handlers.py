"""What each route of the wire contract does: unpack, ask a service, hand back its answer."""

import asyncio
import wave
from collections.abc import Mapping
from pathlib import Path

import structlog
from aiohttp import web

from server.api.endpoint import Call, Handler, Reply
from server.api.login_gate import LoginGate
from server.api.office_handlers import OfficeHandlers
from server.api.requests import id_in_path as _id
from server.api.requests import operator_id as _me
from server.api.requests import page as _page
from server.api.requests import path_part as _path
from server.api.shift_handlers import ShiftHandlers
from server.api.worklist_handlers import WorklistHandlers
from server.domain.refusal import Refusal
from server.ports.storage import CallRow
from server.protocol.errors import ErrorCode
from server.protocol.rest import Empty
from server.protocol.types import Status
from server.services.call_floor import CallFloor
from server.services.contacts import Contacts
from server.services.offers import Offers
from server.services.sign_in import SignIn
from server.services.statuses_of_others import StatusesOfOthers
from server.services.waveform import read_info

SETTABLE = frozenset({Status.AVAILABLE, Status.WRAP_UP, Status.AWAY, Status.BREAK})
log = structlog.get_logger(__name__)
audit = structlog.get_logger("audit")


class Handlers:
    """One method for each route, of the same name; `by_name` is what the routes are matched with."""

    def __init__(
        self,
        *,
        sign_in: SignIn,
        floor: CallFloor,
        contacts: Contacts,
        office: OfficeHandlers,
        worklists: WorklistHandlers,
        offers: Offers,
        statuses: StatusesOfOthers,
        gate: LoginGate,
        recordings: Path,
    ) -> None:
        self._worklists = worklists
        self._office = office
        self._offers = offers
        self._shift = ShiftHandlers(floor, statuses)
        self._sign_in = sign_in
        self._floor = floor
        self._contacts = contacts
        self._gate = gate
        self._recordings = recordings

    def by_name(self) -> Mapping[str, Handler]:
        return {
            "login": self.login,
            "logout": self.logout,
            "session": self.session,
            "start_work": self.start_work,
            "set_status": self.set_status,
            "dial": self.dial,
            "hold": self.hold,
            "resume": self.resume,
            "hang_up": self.hang_up,
            "transfer": self.transfer,
            "complete_transfer": self.complete_transfer,
            "drop_target": self.drop_target,
            "start_conference": self.start_conference,
            "call_offers": self.call_offers,
            "set_call_customer": self.set_call_customer,
            "find_customers": self.find_customers,
            "get_customer": self.get_customer,
            "save_contact": self.save_contact,
            "list_records": self.list_records,
            "edit_record": self.edit_record,
            "get_recording": self.get_recording,
            "recording_info": self.recording_info,
            "get_secrets": self.get_secrets,
            **self._office.by_name(),
            **self._worklists.by_name(),
            **self._shift.by_name(),
        }

    async def login(self, call: Call) -> Reply:
        address = call.request.remote or ""
        self._gate.enter(address)
        try:
            session = await self._sign_in.log_in(call.body, _local_host(call.request))
        except Refusal as refusal:
            audit.warning("login_refused", login_id=call.body.login_id[:64], code=refusal.code.value)
            raise
        self._gate.passed(address)
        audit.info("login", operator=session.operator_id, extension=session.extension)
        return session

    async def logout(self, call: Call) -> Reply:
        await self._sign_in.log_out(call.who)
        audit.info("logout", operator=_me(call))
        return Empty()

    async def session(self, call: Call) -> Reply:
        return await self._sign_in.resume(call.who, call.token, _local_host(call.request))

    async def start_work(self, call: Call) -> Reply:
        return await self._floor.start_work(_me(call), call.body.work_group_ids)

    async def set_status(self, call: Call) -> Reply:
        if call.body.status not in SETTABLE:
            raise Refusal(ErrorCode.BAD_REQUEST, where="status")
        return await self._floor.set_status(_me(call), call.body.status, call.body.reason)

    async def dial(self, call: Call) -> Reply:
        wanted = call.body
        who = {"operator": _me(call), "number": wanted.number[:64], "work_group": wanted.work_group_id[:64]}
        try:
            if wanted.customer_id is not None:
                await self._contacts.check_call_customer(call.who.operator, wanted.customer_id)
            state = await self._floor.dial(_me(call), wanted.work_group_id, wanted.number[:64], wanted.customer_id)
        except Refusal as refusal:
            audit.warning("dial_refused", **who, code=refusal.code.value)
            raise
        audit.info("dialed", **who)
        return state

    async def hold(self, call: Call) -> Reply:
        return await self._floor.hold(_me(call), _path(call, "call_id"))

    async def resume(self, call: Call) -> Reply:
        return await self._floor.resume(_me(call), _path(call, "call_id"))

    async def hang_up(self, call: Call) -> Reply:
        return await self._floor.hang_up(_me(call), _path(call, "call_id"))

    async def transfer(self, call: Call) -> Reply:
        to = call.body
        if sum(map(bool, (to.operator_id, to.number, to.work_group_id))) != 1:
            raise Refusal(ErrorCode.BAD_REQUEST, where="operator_id, number, work_group_id")
        return await self._floor.transfer(_me(call), _path(call, "call_id"), to)

    async def complete_transfer(self, call: Call) -> Reply:
        return await self._floor.complete_transfer(_me(call), _path(call, "call_id"))

    async def drop_target(self, call: Call) -> Reply:
        keep_holding = call.body.keep_holding
        return await self._floor.drop_target(_me(call), _path(call, "call_id"), keep_holding=keep_holding)

    async def start_conference(self, call: Call) -> Reply:
        return await self._floor.start_conference(_me(call), _path(call, "call_id"))

    async def call_offers(self, call: Call) -> Reply:
        return await self._offers.of_call(call.who.operator, _path(call, "call_id"))

    async def set_call_customer(self, call: Call) -> Reply:
        await self._contacts.check_call_customer(call.who.operator, call.body.customer_id)
        return await self._floor.set_call_customer(_me(call), _path(call, "call_id"), call.body.customer_id)

    async def find_customers(self, call: Call) -> Reply:
        query = call.request.query
        limit, offset = _page(call)
        return await self._contacts.find(
            call.who.operator,
            work_group_id=query.get("work_group_id", ""),
            phone=query.get("phone", ""),
            text=query.get("text", "")[:200],
            limit=limit,
            offset=offset,
        )

    async def get_customer(self, call: Call) -> Reply:
        customer = await self._contacts.customer(call.who.operator, _id(call, "customer_id"))
        audit.info("customer_seen", operator=_me(call), customer_id=customer.customer_id)
        return customer

    async def get_secrets(self, call: Call) -> Reply:
        return await self._contacts.secrets(call.who.operator, _id(call, "customer_id"))

    async def save_contact(self, call: Call) -> Reply:
        reply = await self._contacts.save(call.who.operator, call.body, call.key)
        audit.info("contact_saved", operator=_me(call), customer_id=reply.customer.customer_id)
        return reply

    async def list_records(self, call: Call) -> Reply:
        limit, offset = _page(call)
        filters = {name: call.request.query.get(name, "")[:200] for name in _FILTERS}
        return await self._contacts.records(call.who.operator, _id(call, "customer_id"), filters, limit, offset)

    async def edit_record(self, call: Call) -> Reply:
        record = await self._contacts.edit(call.who.operator, _id(call, "record_id"), call.body)
        audit.info("record_edited", operator=_me(call), record_id=record.record_id)
        return record

    async def get_recording(self, call: Call) -> Reply:
        found, path = await self._recording(call)
        download = call.request.query.get("download") == "1"
        await self._contacts.recording_is_given(call.who.operator, found, download=download)
        return web.FileResponse(path, headers={"Content-Type": "audio/wav", "Cache-Control": "private, no-store"})

    async def recording_info(self, call: Call) -> Reply:
        """Tells nothing of what was said, so that it is no listening."""
        found, path = await self._recording(call)
        try:
            return await asyncio.to_thread(read_info, path)
        except (OSError, EOFError, wave.Error) as error:
            log.exception("recording_unreadable", call_id=found.call_id)
            raise Refusal(ErrorCode.NO_SUCH_RECORDING, call_id=found.call_id) from error

    async def _recording(self, call: Call) -> tuple[CallRow, Path]:
        found = await self._contacts.recording(call.who.operator, _path(call, "call_id"))
        path = self._recordings / Path(found.recording or "").name
        if not path.is_file():
            log.error("recording_missing", call_id=found.call_id)
            await self._contacts.recording_is_lost(found)
            raise Refusal(ErrorCode.NO_SUCH_RECORDING, call_id=found.call_id)
        return found, path


_FILTERS = ("respondent", "reaction", "next_action", "text")


def _local_host(request: web.Request) -> str:
    """The address of this machine by which the client came; its phone can reach that one too."""
    address = request.transport.get_extra_info("sockname") if request.transport else None
    return str(address[0]) if address else request.url.host or ""
