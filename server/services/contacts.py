"""Customers and contact records as operators work with them: rights, form, rules, and saving both at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from server.domain.customer_search import understand
from server.domain.forms import clean_form
from server.domain.numbers import to_e164
from server.domain.records import clean_record, edit_refusal
from server.domain.refusal import Refusal
from server.ports.audit import AuditAction, AuditEntry
from server.ports.outside import Clock
from server.ports.storage import CallRow, OperatorRow, Repositories, SiteRepository, WorkGroupRow
from server.ports.storage_errors import VersionConflict
from server.protocol.errors import ErrorCode
from server.protocol.rest import (
    CustomerPage,
    EditRecordRequest,
    RecordPage,
    SaveContactReply,
    SaveContactRequest,
    SecretValues,
)
from server.protocol.types import ContactRecord, Customer, OperatorRef, Role
from server.services.call_floor import CallFloor

LARGEST_PAGE = 200
MAY_SEE_SECRETS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
MAY_DOWNLOAD = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
ONE_LISTENING = timedelta(minutes=10)


class Contacts:
    """Every method refuses what is not of the operator's own groups; administrators belong to all."""

    def __init__(
        self,
        *,
        repositories: Repositories,
        site: SiteRepository,
        floor: CallFloor,
        clock: Clock,
        country: str,
    ) -> None:
        self._repositories = repositories
        self._site = site
        self._floor = floor
        self._clock = clock
        self._country = country
        self._given: dict[tuple[str, str, AuditAction], datetime] = {}

    async def find(
        self, operator: OperatorRow, *, work_group_id: str, phone: str, text: str, limit: int, offset: int
    ) -> CustomerPage:
        """By a whole phone number, in E.164 or as people write it, or by parts of name, code and number; of one group or all one's own."""
        groups = await self._groups_of(operator)
        if work_group_id and work_group_id not in groups:
            raise Refusal(ErrorCode.NOT_A_MEMBER, work_group_id=work_group_id)
        wanted = [work_group_id] if work_group_id else list(groups)
        if phone:
            number = to_e164(phone, self._country)
            found = [
                customer
                for group in wanted
                for customer in (await self._repositories.customers_by_phone(group, number) if number else [])
            ]
            return CustomerPage(tuple(found[offset : offset + limit]), len(found))
        search = understand(text, self._country)
        if text.strip() and search.empty:
            return CustomerPage((), 0)
        customers, total = await self._repositories.find_customers(wanted, search, min(limit, LARGEST_PAGE), offset)
        return CustomerPage(tuple(customers), total)

    async def customer(self, operator: OperatorRow, customer_id: int) -> Customer:
        """One customer; placeholders stand for what is in password fields."""
        customer, _ = await self._customer_and_group(operator, customer_id)
        return customer

    async def secrets(self, operator: OperatorRow, customer_id: int) -> SecretValues:
        """What is in the password fields, for those who have the right; every look is kept in the audit log."""
        await self._customer_and_group(operator, customer_id)
        if operator.role not in MAY_SEE_SECRETS:
            raise Refusal(ErrorCode.FORBIDDEN)
        await self._audit(operator, AuditAction.SECRETS_REVEALED, str(customer_id))
        return SecretValues(await self._site.secret_values(customer_id))

    async def save(self, operator: OperatorRow, request: SaveContactRequest, request_key: str) -> SaveContactReply:
        """全て保存: the customer and a new record, both or neither; once for each key, whatever has changed since the first time."""
        group = await self._group(operator, request.work_group_id)
        call = await self._call(operator, request.call_id, group) if request.call_id else None
        key = f"{operator.operator_id}:{request_key}" if request_key else ""
        done = await self._repositories.saved_contact(key) if key else None
        customer, saved = done or await self._save_now(operator, request, group, call, key)
        await self._floor.read_callbacks(customer.customer_id)
        if call is not None:
            await self._tell_floor(operator, call, saved)
        return SaveContactReply(customer, self._for_reader(operator, group, saved))

    async def _tell_floor(self, operator: OperatorRow, call: CallRow, saved: ContactRecord) -> None:
        """Of a callback that did not reach the customer, and goes on, the floor may have forgotten this operator."""
        try:
            await self._floor.record_saved(operator.operator_id, call.call_id, saved.record_id, saved.customer_id)
        except Refusal:
            if call.operator_id == operator.operator_id:
                raise

    async def _save_now(
        self, operator: OperatorRow, request: SaveContactRequest, group: WorkGroupRow, call: CallRow | None, key: str
    ) -> tuple[Customer, ContactRecord]:
        stored = None
        if request.customer_id is not None:
            stored, own_group = await self._customer_and_group(operator, request.customer_id)
            if own_group.info.work_group_id != request.work_group_id:
                raise Refusal(ErrorCode.NO_SUCH_CUSTOMER, customer_id=request.customer_id)
        now = self._clock.now()
        before = stored.values if stored else None
        values = clean_form(group.info.fields, request.values, before, country=self._country)
        entered = clean_record(request.record, group.info, operator.operator_id, now)
        record = ContactRecord(
            record_id=0,
            customer_id=request.customer_id or 0,
            work_group_id=request.work_group_id,
            author=OperatorRef(operator.operator_id, operator.name),
            saved_at=now,
            edited_at=now,
            call_id=call.call_id if call else None,
            **msgspec.structs.asdict(entered),
        )
        try:
            return await self._repositories.save_contact(
                work_group=group,
                customer_id=request.customer_id,
                version=request.version,
                values=values,
                record=record,
                request_key=key,
            )
        except VersionConflict as conflict:
            raise Refusal(ErrorCode.VERSION_CONFLICT, customer=msgspec.to_builtins(conflict.stored)) from conflict

    async def records(
        self, operator: OperatorRow, customer_id: int, filters: Mapping[str, str], limit: int, offset: int
    ) -> RecordPage:
        """The history list, newest first."""
        _, group = await self._customer_and_group(operator, customer_id)
        found, total = await self._repositories.records(customer_id, filters, min(limit, LARGEST_PAGE), offset)
        return RecordPage(tuple(self._for_reader(operator, group, record) for record in found), total)

    async def edit(self, operator: OperatorRow, record_id: int, request: EditRecordRequest) -> ContactRecord:
        """Change one's own record of today."""
        stored = await self._repositories.record(record_id)
        groups = await self._groups_of(operator)
        if stored is None or stored.work_group_id not in groups:
            raise Refusal(ErrorCode.NO_SUCH_RECORD, record_id=record_id)
        group, now = groups[stored.work_group_id], self._clock.now()
        if code := edit_refusal(stored, operator.operator_id, now, group.info.time_zone):
            raise Refusal(code)
        entered = clean_record(
            request.record, group.info, operator.operator_id, now, stored_time=stored.next_action_time
        )
        edited = msgspec.structs.replace(stored, edited_at=now, **msgspec.structs.asdict(entered))
        await self._repositories.update_record(edited, group)
        await self._floor.read_callbacks(edited.customer_id)
        return self._for_reader(operator, group, edited)

    async def recording(self, operator: OperatorRow, call_id: str) -> CallRow:
        """The call whose recording may be heard by this operator; refuses if there is none for him."""
        call = await self._repositories.call(call_id)
        if call is None or call.recording is None or call.work_group_id not in await self._groups_of(operator):
            raise Refusal(ErrorCode.NO_SUCH_RECORDING, call_id=call_id)
        return call

    async def recording_is_given(self, operator: OperatorRow, call: CallRow, *, download: bool) -> None:
        """Written before the first byte is given away; refuses a download without the right.

        A player fetches the sound in parts: those of the next minutes belong to the same listening.
        """
        if download and operator.role not in MAY_DOWNLOAD:
            raise Refusal(ErrorCode.FORBIDDEN)
        action = AuditAction.RECORDING_DOWNLOADED if download else AuditAction.RECORDING_HEARD
        now, key = self._clock.now(), (operator.operator_id, call.call_id, action)
        since = self._given.get(key)
        self._given = {known: at for known, at in self._given.items() if now - at < ONE_LISTENING}
        self._given[key] = now
        if since is None or now - since >= ONE_LISTENING:
            await self._audit(operator, action, call.call_id)

    async def _audit(self, operator: OperatorRow, action: AuditAction, subject: str) -> None:
        entry = AuditEntry(self._clock.now(), operator.operator_id, action, subject)
        await self._repositories.write_audit(entry)

    async def recording_is_lost(self, call: CallRow) -> None:
        """Its file is not there (any more): the records shall not promise it. A restart finds one that comes back."""
        if call.recording is not None:
            await self._repositories.forget_recording(call.recording)

    async def check_call_customer(self, operator: OperatorRow, customer_id: int) -> None:
        """Refuses a customer that the operator may not see."""
        await self._customer_and_group(operator, customer_id)

    async def _groups_of(self, operator: OperatorRow) -> dict[str, WorkGroupRow]:
        everywhere = operator.role is Role.ADMINISTRATOR
        return {
            group.info.work_group_id: group
            for group in await self._repositories.work_groups()
            if everywhere or operator.operator_id in {member.operator_id for member in group.info.members}
        }

    async def _group(self, operator: OperatorRow, work_group_id: str) -> WorkGroupRow:
        group = (await self._groups_of(operator)).get(work_group_id)
        if group is None:
            raise Refusal(ErrorCode.NOT_A_MEMBER, work_group_id=work_group_id)
        return group

    async def _customer_and_group(self, operator: OperatorRow, customer_id: int) -> tuple[Customer, WorkGroupRow]:
        """A customer of a foreign group is answered like one that does not exist."""
        customer = await self._repositories.customer(customer_id)
        groups = await self._groups_of(operator)
        if customer is None or customer.work_group_id not in groups:
            raise Refusal(ErrorCode.NO_SUCH_CUSTOMER, customer_id=customer_id)
        return customer, groups[customer.work_group_id]

    async def _call(self, operator: OperatorRow, call_id: str, group: WorkGroupRow) -> CallRow:
        """The call that the record is about: the operator's own, of the same group."""
        call = await self._floor.stored_call(call_id)
        own = call is not None and (call.operator_id == operator.operator_id or await self._has_tried(operator, call))
        if call is None or not own or call.work_group_id != group.info.work_group_id:
            raise Refusal(ErrorCode.NO_SUCH_CALL, call_id=call_id)
        return call

    async def _has_tried(self, operator: OperatorRow, call: CallRow) -> bool:
        """Whether he took this callback from the queue, and did not reach the customer: what he writes about it is kept."""
        offers = await self._repositories.offers_of(call.call_id) if call.callback is not None else []
        return any(offer.operator_id == operator.operator_id and offer.answered for offer in offers)

    def _for_reader(self, operator: OperatorRow, group: WorkGroupRow, record: ContactRecord) -> ContactRecord:
        refusal = edit_refusal(record, operator.operator_id, self._clock.now(), group.info.time_zone)
        return msgspec.structs.replace(record, editable=refusal is None)
