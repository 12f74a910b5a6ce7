"""The seat list on the wire: who is where in which status, and how the office is laid out.

What is here may be seen by everybody who is signed in: it names colleagues, never customers.
"""

from datetime import datetime

import msgspec

from server.protocol.types import Choice, GivenReason, Status

LARGEST_PICTURE_BYTES = 1024 * 1024
LARGEST_PLAN_PICTURE_BYTES = 2 * 1024 * 1024
LONGEST_PICTURE_SIDE_PX = 4096
"""What the server takes for a picture of an operator, and of a floor."""


class SeatHelp(msgspec.Struct, frozen=True, omit_defaults=True):
    """A colleague asks for help."""

    since: datetime
    taken_by: str = ""
    """Name of who sees to it; empty while nobody does."""


class SeatView(msgspec.Struct, frozen=True, omit_defaults=True):
    """An operator as colleagues see him, signed in or not."""

    operator_id: str
    name: str
    kana: str = ""
    status: Status = Status.OFFLINE
    since: datetime | None = None
    """None while he is not signed in."""
    extension: str = ""
    """Where he is signed in; empty while he is not."""
    work_group_ids: tuple[str, ...] = ()
    """Those he works in now; before the start of work those he is a member of."""
    picture: int = 0
    """Version of his picture; 0 for none."""
    help: SeatHelp | None = None
    reason: GivenReason | None = None
    """Of an away or a break."""


class DeskPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the desk with the phone of `extension` stands on its floor's plan: left, top and size in the plan's units."""

    extension: str
    x: int
    y: int
    width: int = 150
    height: int = 92


class PlanArea(msgspec.Struct, frozen=True, omit_defaults=True):
    """A named part of a floor: a room if it has a size, else the heading of a group of desks."""

    name: str
    x: int
    y: int
    width: int = 0
    height: int = 0


class FloorPlan(msgspec.Struct, frozen=True, omit_defaults=True):
    """One floor. At 100 % a unit of the plan is a pixel of the screen.

    `picture` is what is drawn behind the desks, as wide as the plan: its name, which another content would change, or empty.
    """

    key: str
    name: str
    width: int = 1280
    height: int = 640
    desks: tuple[DeskPlace, ...] = ()
    areas: tuple[PlanArea, ...] = ()
    picture: str = ""


class SeatPlan(msgspec.Struct, frozen=True):
    """What the seat list is drawn with: floors in their order, and the names of all work groups.

    `queues` are the keys of those that take calls in: a customer can be transferred there.
    """

    floors: tuple[FloorPlan, ...] = ()
    work_groups: tuple[Choice, ...] = ()
    queues: tuple[str, ...] = ()
