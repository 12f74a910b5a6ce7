"""What is kept of each offer: at whose desk the call rang, why, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from server.protocol.offers import Why
from server.protocol.types import EndReason


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """Written when the offer is made and again when it is over; `leg` is its id.

    `rang_at` comes with the end. Over, but neither answered nor for any reason: the server was restarted meanwhile.
    """

    leg: str
    call_id: str
    work_group_id: str
    operator_id: str
    why: Why | None
    """None in a record of a restarted server, which leaves what was written before."""
    offered_at: datetime
    rang_at: datetime | None = None
    ended_at: datetime | None = None
    answered: bool = False
    end_reason: EndReason | None = None
