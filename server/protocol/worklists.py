"""What waits for an operator beside the phone: callbacks, abandoned calls, customers assigned to him; and his day in figures."""

from datetime import datetime
from enum import StrEnum

import msgspec

from server.protocol.errors import ErrorCode
from server.protocol.types import ContactRecord, Customer, OperatorRef

MOST_CALLBACKS = 500
"""On one desk, the soonest of them."""
LONGEST_REASON = 200
"""For which one is called off, in characters."""


class CallbackStage(StrEnum):
    """How far the world was told of a callback. It only ever moves on."""

    PLANNED = "planned"
    NOTIFIED = "notified"  # the assignee
    GROUP = "group"  # everybody who works in the group
    SUPERVISORS = "supervisors"


class CallbackView(msgspec.Struct, frozen=True):
    """A promised call that is not done yet, as the reader of the desk sees it."""

    callback_id: int
    """The contact record that promised it."""
    customer_id: int
    work_group_id: str
    due_at: datetime
    customer_name: str
    number: str
    """The customer's first number in E.164; empty if there is none."""
    summary: str
    """Beginning of what was written when it was promised."""
    stage: CallbackStage
    assignee: OperatorRef
    taken_by: OperatorRef | None = None
    """Who has loaded it to make the call."""
    notice: bool = False
    """Whether the reader is to be told of it by a pop-up, which stays until he loads or dismisses it."""
    may_assign: bool = False
    """Whether the reader may give it to any colleague of the group; to himself and to the whole group everybody may who sees it."""
    supervised: bool = False
    """Whether the reader sees it only because he leads the group: it is not his to make."""
    change_refusal: ErrorCode | None = None
    """Why the reader may not call it off or move it now."""


class AbandonedCall(msgspec.Struct, frozen=True):
    """A caller who hung up before he reached an operator, or left a message."""

    call_id: str
    number: str
    """E.164; empty if withheld."""
    customer_name: str
    customer_id: int | None
    """The customer with this number if there is exactly one."""
    at: datetime
    """When he hung up."""
    waited_seconds: int
    handled_by: OperatorRef | None = None
    voicemail: bool = False
    """He left a message: the recording of this call, once it is complete."""
    place_at: datetime | None = None
    """Since when he counted as waiting: the place that he gets back if he calls again soon."""
    back_at: datetime | None = None
    """When this number called the group again by itself."""

    @property
    def is_open(self) -> bool:
        """Somebody should do something about it."""
        return self.handled_by is None and (self.back_at is None or self.voicemail)


class MyCustomer(msgspec.Struct, frozen=True):
    """A customer whose next action is the reader's."""

    customer: Customer
    next_action: str
    """Label."""
    next_action_time: datetime | None = None


class MyCustomers(msgspec.Struct, frozen=True):
    """Those with a time first, soonest first; then the others, newest contact first."""

    customers: tuple[MyCustomer, ...]
    total: int


class RecentContact(msgspec.Struct, frozen=True):
    """One of the reader's own latest contact records, with whom it is about as he is called now."""

    record: ContactRecord
    customer_name: str
    """Empty for a customer without a name."""
    number: str
    """The outside number of its call in E.164; empty if it was withheld or there was no call."""


class RecentContacts(msgspec.Struct, frozen=True):
    """Newest first."""

    contacts: tuple[RecentContact, ...]


class DayFigures(msgspec.Struct, frozen=True):
    """The reader's day so far, in the time zone of his first group."""

    day_began_at: datetime
    calls_taken: int = 0
    calls_made: int = 0
    talk_seconds: int = 0
    wrap_up_seconds: int = 0
    """Average from the end of a call to saving its record; 0 if nothing was saved after a call."""
    records_saved: int = 0
