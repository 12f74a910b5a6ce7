"""What the window may ask of the core: the desk to show, and every act of a person."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bluebean_client.domain.desk import Desk, HistoryFilter, Problem, RecordDraft
from bluebean_client.domain.phone import HistoryKind, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import Levels
from server.protocol.rest import (
    TransferRequest,
)
from server.protocol.types import FieldValue, Status


class DeskSource(Protocol):
    """The one owner of the desk. Listeners are called in the window's thread with the old and the new value."""

    @property
    def desk(self) -> Desk: ...
    def listen(self, listener: Callable[[Desk, Desk], None]) -> None: ...


class Actions(Protocol):
    """What a person can do. Each is safe to call at any time; what is refused shows up on the desk as a `Problem`."""

    async def start(self) -> None:
        """Once, after the window is up: attach to the engine, resume a session, or show the login."""

    async def login(self, login_id: str, password: str, extension: str, *, keep_password: bool) -> None: ...
    def kept_password(self, login_id: str) -> str: ...
    async def change_server(self, url: str) -> None: ...
    async def start_work(self, work_group_ids: tuple[str, ...]) -> None: ...
    async def log_off(self) -> None: ...
    async def leave_by_closing(self) -> None:
        """The window closes for good: log off properly, or leave a call running and say so beforehand."""

    async def reconnect(self) -> None: ...
    async def set_status(self, status: Status, reason: str = "") -> None:
        """`reason` is the key of one of `desk.reasons`, or empty."""

    async def answer(self) -> None: ...
    async def decline(self) -> None: ...
    async def call_field(self, tab_id: str, key: str) -> None:
        """Call the number in a phone field; the call belongs to the tab."""

    async def call_number(self, number: str) -> bool:
        """Call a number or an extension as typed. False if nothing came of it: the desk says why, and what was typed is to be kept."""

    async def toggle_hold(self) -> None: ...
    def toggle_mute(self) -> None: ...
    async def hang_up(self) -> None: ...
    def send_dtmf(self, digits: str) -> None: ...
    def find_customers(self, text: str) -> None:
        """`desk.found` will show whose name, code or number this is a part of; empty ends the search."""

    async def begin_transfer(self, to: TransferRequest) -> None: ...
    async def complete_transfer(self) -> None: ...
    async def drop_target(self, *, keep_holding: bool) -> None:
        """Back to the customer, or with `keep_holding` to the choice of another target."""

    async def start_conference(self) -> None: ...
    async def keep_customer_waiting(self, waits: bool) -> None:
        """Music for the customer while a target is chosen."""

    async def load_customer(self, customer_id: int) -> None: ...
    async def create_customer(self) -> None: ...
    def new_customer(self, work_group_id: str) -> None:
        """The empty form of a new customer of that group, without a call."""

    async def link_call(self, tab_id: str) -> None:
        """The customer of the tab is who the call is with; a record saved there is about the call."""

    def edit_field(self, tab_id: str, key: str, value: FieldValue) -> None: ...
    def edit_record(self, tab_id: str, draft: RecordDraft) -> None: ...
    async def save_all(self, tab_id: str) -> None: ...
    async def edit_saved_record(self, record_id: int, draft: RecordDraft) -> None: ...
    def filter_history(self, tab_id: str, wanted: HistoryFilter) -> None: ...
    def more_history(self, tab_id: str) -> None:
        """The next page of older records as well."""

    def after_save_ok(self) -> None: ...
    async def close_and_resume(self) -> None: ...
    def choose_tab(self, tab_id: str) -> None: ...
    def close_tab(self, tab_id: str) -> None: ...
    def restore_draft(self, draft_id: str) -> None: ...
    def discard_draft(self, draft_id: str) -> None: ...
    def dismiss_notice(self, key: str) -> None: ...
    @property
    def phone(self) -> "PhoneActions": ...
    @property
    def office(self) -> "OfficeActions": ...
    @property
    def lists(self) -> "WorklistActions": ...
    @property
    def shift(self) -> "ShiftActions": ...
    @property
    def recordings(self) -> "RecordingActions": ...
    async def reveal_secrets(self, customer_id: int) -> dict[str, str]:
        """Password fields in the clear, by key, for the eye and not for the desk; nothing if that is refused."""


class ShiftActions(Protocol):
    """What a person can do beside his calls."""

    async def request_help(self) -> None: ...
    async def cancel_help(self) -> None: ...
    async def take_help(self, asker_id: str) -> None:
        """See to a colleague who asks for help."""

    async def extend_wrap_up(self) -> None: ...
    async def choose_next_status(self, status: Status | None, reason: str = "") -> None:
        """For when the call and its wrap-up are over; None takes it back."""

    async def set_status_of(self, operator_id: str, status: Status, reason: str = "") -> None:
        """Set a colleague's status, in a call the one that follows it; `OFFLINE` logs him off."""


class RecordingActions(Protocol):
    """Listening to the recording of a call; `desk.recording` is the open one."""

    async def open(self, call_id: str) -> None: ...
    def close(self) -> None: ...
    def toggle(self) -> None:
        """Play or pause. Nothing is played while somebody calls."""

    def seek(self, seconds: float) -> None: ...
    def skip(self, seconds: float) -> None: ...
    def set_speed(self, speed: float) -> None: ...
    def watch(self, listener: Callable[[float], None]) -> Callable[[], None]:
        """`listener` hears the place in seconds about ten times a second, until the returned function is called."""

    async def download(self, path: Path) -> None: ...


class OfficeActions(Protocol):
    """What a person can do with the seat list and with what colleagues see of him."""

    async def load_seat_plan(self) -> None:
        """`desk.seat_plan` will be the office as it is now."""

    def want_picture(self, operator_id: str) -> None:
        """`desk.pictures` will have the newest picture of the operator, if he has one. Cheap to repeat."""

    def want_plan_picture(self, name: str) -> None:
        """`desk.plan_pictures` will have what is drawn behind the desks of the floor that names it. Cheap to repeat."""

    async def ask_offers(self, call_id: str) -> None:
        """`desk.call_offers` will say at whose desks the call rang and why; for those with the capability `call_offers`."""

    async def change_password(self, old: str, new: str) -> Problem | None:
        """What stood in the way; None if it is done. A password in the keychain follows."""

    async def change_picture(self, image: bytes) -> Problem | None:
        """PNG or JPEG. What stood in the way; None if it is done."""


class WorklistActions(Protocol):
    """What a person can do with the lists beside the phone. What is refused shows up on the desk as a `Problem`."""

    async def load_callback(self, callback_id: int) -> None:
        """読込: this person makes the call; the customer's tab comes to the front."""

    async def dismiss_callback(self, callback_id: int) -> None:
        """× of the notice."""

    async def finish_callback(self, callback_id: int) -> None:
        """Done without a record."""

    async def assign_callback(self, callback_id: int, operator_id: str) -> None:
        """Have another make the call: oneself, a colleague, or everybody in the group (empty)."""

    async def cancel_callback(self, callback_id: int, reason: str) -> None:
        """Nobody makes the call any more; the record that promised it says why."""

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> None:
        """The same call at another time."""

    async def open_abandoned(self, call_id: str) -> None:
        """The customer of that number, or the form of a new one with it filled in."""

    async def call_abandoned(self, call_id: str) -> None:
        """The same, and a call to that number."""

    async def finish_abandoned(self, call_id: str) -> None:
        """Nothing is left to do about this caller."""

    async def ask_my_customers(self) -> None:
        """`desk.my_customers` will be as the server has it now."""

    async def ask_group_figures(self) -> None: ...

    async def open_customer(self, customer_id: int) -> None:
        """A customer of a list, or the one in front as the server has him now: without regard to a call that rings, and what was
        typed stays."""


class PhoneActions(Protocol):
    """What a person can do with the phone itself. What is refused shows up on the desk as a `Problem`.

    In mode `softphone` these carry the calls; with the operator screen on, calls of the server are held and handed on by the server
    (`Actions`), and these serve calls that came to the phone directly.
    """

    def dial(self, number: str) -> bool:
        """Softphone only: call by the phone itself. As typed or pasted: full-width digits, hyphens and links are understood.

        False for what can't be dialed: the desk says why, and what was typed is to be kept. Who is talked to is put on hold.
        """

    def redial(self) -> None:
        """Call the number that was dialed last."""

    def number_from_link(self, link: str) -> None:
        """A `tel:`, `callto:` or `sip:` link, or a number, of another program: into the number field, or dialed, as the settings say."""

    def link_taken(self) -> None:
        """`desk.link_number` is in the number field."""

    def answer_call(self, call: int) -> None:
        """Answer this one; the call that is talked on is held."""

    def hang_up_call(self, call: int) -> None:
        """End or decline this one."""

    def hold_call(self, call: int) -> None: ...
    def resume_call(self, call: int) -> None: ...
    def swap_calls(self) -> None:
        """Talk on the held call, hold the other."""

    def join_calls(self) -> None:
        """A conference of all that are connected."""

    def transfer_to(self, call: int, number: str) -> bool:
        """Blind. False as with `dial`."""

    def transfer_between(self, call: int, to_call: int) -> None:
        """Attended: the far sides of both talk to each other, this phone is out."""

    def mute_all(self, on: bool) -> None:
        """The microphone, whichever call it belongs to."""

    def set_do_not_disturb(self, on: bool) -> None: ...
    def ask_history(self, search: str, kind: HistoryKind) -> None:
        """`desk.history` will show the newest calls of that kind that match."""

    def more_history(self) -> None:
        """Older ones as well."""

    def forget_history(self, entry_id: int) -> None:
        """One, or all with 0."""

    def see_missed(self) -> None: ...
    def choose_sound(self) -> None:
        """The settings of devices, volumes, ring tone and processing have changed."""

    def try_sound(self, sound: SoundSettings) -> None:
        """Use these until `choose_sound`, without keeping them: the settings dialog is open."""

    def test_sound(self, test: SoundTest) -> None: ...
    def watch_levels(self, listener: Callable[[Levels], None]) -> Callable[[], None]:
        """`listener` hears about ten times a second how loud it is, until the returned function is called."""

    def use_sip_account(self, password: str) -> None:
        """Softphone only: register with the account of the settings. The password goes to the keychain; empty keeps the known one."""

    def register_now(self) -> None: ...
    async def export_diagnostics(self, path: Path) -> Problem | None:
        """Log, settings and versions into one ZIP file, secrets and numbers masked; a problem if it could not be written."""
