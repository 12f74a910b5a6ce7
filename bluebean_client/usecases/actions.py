"""What a person can do, as the window calls it: each act goes to its use case."""

from dataclasses import dataclass, replace

from bluebean_client.domain import notices, tabs
from bluebean_client.domain.desk import HistoryFilter, RecordDraft
from bluebean_client.usecases.answer import AnswerCall
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.call_out import CallOut
from bluebean_client.usecases.change_mode import ChangeMode
from bluebean_client.usecases.change_server import ChangeServer
from bluebean_client.usecases.close_and_resume import CloseAndResume
from bluebean_client.usecases.decline import Decline
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.edit import EditField, EditRecord
from bluebean_client.usecases.edit_saved_record import EditSavedRecord
from bluebean_client.usecases.find_customers import FindCustomers
from bluebean_client.usecases.hang_up import HangUpCall
from bluebean_client.usecases.histories import Histories
from bluebean_client.usecases.link_call import LinkCall
from bluebean_client.usecases.live_session import LiveSession
from bluebean_client.usecases.log_off import LeaveByClosing, LogOff
from bluebean_client.usecases.login import Login
from bluebean_client.usecases.office import CoreOfficeActions
from bluebean_client.usecases.open_customer import CreateCustomer, LoadCustomer
from bluebean_client.usecases.passwords import Passwords
from bluebean_client.usecases.phone_actions import CorePhoneActions
from bluebean_client.usecases.phone_calls import PhoneCalls
from bluebean_client.usecases.recordings import Recordings
from bluebean_client.usecases.recover_input import RecoverInput
from bluebean_client.usecases.reveal_secrets import RevealSecrets
from bluebean_client.usecases.save_all import SaveAll
from bluebean_client.usecases.set_status import BUTTONS, SetStatus
from bluebean_client.usecases.shift import CoreShiftActions
from bluebean_client.usecases.start import Start
from bluebean_client.usecases.start_work import StartWork
from bluebean_client.usecases.toggle_hold import ToggleHold
from bluebean_client.usecases.transfers import Transfers
from bluebean_client.usecases.worklists import CoreWorklists
from server.protocol.rest import TransferRequest
from server.protocol.types import FieldValue, Status, UsageMode


@dataclass(frozen=True, slots=True)
class UseCases:
    """One of each, made by `core.py`."""

    start: Start
    login: Login
    change_server: ChangeServer
    change_mode: ChangeMode
    start_work: StartWork
    log_off: LogOff
    leave_by_closing: LeaveByClosing
    set_status: SetStatus
    answer: AnswerCall
    decline: Decline
    call_out: CallOut
    toggle_hold: ToggleHold
    hang_up: HangUpCall
    transfers: Transfers
    phone_calls: PhoneCalls
    find_customers: FindCustomers
    load_customer: LoadCustomer
    create_customer: CreateCustomer
    link_call: LinkCall
    edit_field: EditField
    edit_record: EditRecord
    save_all: SaveAll
    edit_saved_record: EditSavedRecord
    close_and_resume: CloseAndResume
    recover: RecoverInput
    histories: Histories
    reveal_secrets: RevealSecrets


class CoreActions:
    """Implements `Actions`."""

    def __init__(
        self,
        keeper: DeskKeeper,
        use: UseCases,
        *,
        session: LiveSession,
        drafts: DraftKeeper,
        passwords: Passwords,
        background: Background,
        phone: CorePhoneActions,
        office: CoreOfficeActions,
        shift: CoreShiftActions,
        lists: CoreWorklists,
        recordings: Recordings,
    ) -> None:
        self.phone = phone
        self.office = office
        self.lists = lists
        self.shift = shift
        self.recordings = recordings
        self._keeper = keeper
        self._use = use
        self._session = session
        self._drafts = drafts
        self._passwords = passwords
        self._background = background

    # ---- coming and going -----------------------------------------------------------------------------------------

    async def start(self) -> None:
        await self._use.start.execute()

    async def login(self, login_id: str, password: str, extension: str, *, keep_password: bool) -> None:
        await self._use.login.execute(login_id, password, extension, keep_password=keep_password)

    def kept_password(self, login_id: str) -> str:
        return self._passwords.kept(login_id)

    async def change_server(self, url: str) -> None:
        await self._use.change_server.execute(url)

    async def change_mode(self, mode: UsageMode) -> None:
        await self._use.change_mode.execute(mode)

    async def start_work(self, work_group_ids: tuple[str, ...]) -> None:
        await self._use.start_work.execute(work_group_ids)

    async def log_off(self) -> None:
        await self._use.log_off.execute()

    async def leave_by_closing(self) -> None:
        await self._use.leave_by_closing.execute()

    async def reconnect(self) -> None:
        self._session.retry_now()

    async def set_status(self, status: Status, reason: str = "") -> None:
        if status in BUTTONS:
            await self._use.set_status.execute(status, reason)

    # ---- the call -------------------------------------------------------------------------------------------------

    async def answer(self) -> None:
        await self._use.answer.execute()

    async def decline(self) -> None:
        await self._use.decline.execute()

    async def call_field(self, tab_id: str, key: str) -> None:
        await self._use.call_out.from_field(tab_id, key)

    async def call_number(self, number: str) -> bool:
        return await self._use.call_out.number(number)

    async def toggle_hold(self) -> None:
        await self._use.toggle_hold.execute()

    def toggle_mute(self) -> None:
        self._use.phone_calls.toggle_mute()

    async def hang_up(self) -> None:
        await self._use.hang_up.execute()

    def send_dtmf(self, digits: str) -> None:
        self._use.phone_calls.send_dtmf(digits)

    # ---- transfers ------------------------------------------------------------------------------------------------

    async def begin_transfer(self, to: TransferRequest) -> None:
        await self._use.transfers.begin(to)

    async def complete_transfer(self) -> None:
        await self._use.transfers.complete()

    async def drop_target(self, *, keep_holding: bool) -> None:
        await self._use.transfers.drop(keep_holding=keep_holding)

    async def start_conference(self) -> None:
        await self._use.transfers.confer()

    async def keep_customer_waiting(self, waits: bool) -> None:
        await self._use.transfers.keep_waiting(waits)

    # ---- customers and records ------------------------------------------------------------------------------------

    def find_customers(self, text: str) -> None:
        self._use.find_customers.execute(text)

    async def load_customer(self, customer_id: int) -> None:
        await self._use.load_customer.execute(customer_id)

    async def create_customer(self) -> None:
        await self._use.create_customer.execute()

    def new_customer(self, work_group_id: str) -> None:
        self._use.create_customer.without_call(work_group_id)

    async def link_call(self, tab_id: str) -> None:
        await self._use.link_call.execute(tab_id)

    async def reveal_secrets(self, customer_id: int) -> dict[str, str]:
        return await self._use.reveal_secrets.execute(customer_id)

    def edit_field(self, tab_id: str, key: str, value: FieldValue) -> None:
        self._use.edit_field.execute(tab_id, key, value)

    def edit_record(self, tab_id: str, draft: RecordDraft) -> None:
        self._use.edit_record.execute(tab_id, draft)

    async def save_all(self, tab_id: str) -> None:
        await self._use.save_all.execute(tab_id)

    async def edit_saved_record(self, record_id: int, draft: RecordDraft) -> None:
        await self._use.edit_saved_record.execute(record_id, draft)

    def filter_history(self, tab_id: str, wanted: HistoryFilter) -> None:
        self._use.histories.filter(tab_id, wanted)

    def more_history(self, tab_id: str) -> None:
        self._use.histories.more(tab_id)

    def after_save_ok(self) -> None:
        self._keeper.change(lambda desk: replace(desk, after_save=None))

    async def close_and_resume(self) -> None:
        await self._use.close_and_resume.execute()

    # ---- tabs, drafts, notices ------------------------------------------------------------------------------------

    def choose_tab(self, tab_id: str) -> None:
        if tabs.find_tab(self._keeper.desk, tab_id) is not None:
            self._keeper.change(lambda desk: replace(desk, active_tab=tab_id))

    def close_tab(self, tab_id: str) -> None:
        """The window has asked if there is unsaved input; what is closed now is meant to go."""
        self._keeper.change(lambda desk: tabs.close(desk, tab_id))
        self._drafts.forget(tab_id)

    def restore_draft(self, draft_id: str) -> None:
        draft = next((draft for draft in self._drafts.all() if draft.draft_id == draft_id), None)
        if draft is None:
            self._keeper.take_away(notices.draft_key(draft_id))
        else:
            self._background.start(self._use.recover.restore(draft), "restore draft")

    def discard_draft(self, draft_id: str) -> None:
        self._drafts.forget(draft_id)
        self._keeper.take_away(notices.draft_key(draft_id))

    def dismiss_notice(self, key: str) -> None:
        self._keeper.take_away(key)
