"""Who a call can be handed to: a colleague, a number or a queue, as chosen in the dialog."""

from dataclasses import dataclass

from bluebean_client.ui.numbering import phone_number
from server.protocol.rest import TransferRequest
from server.protocol.seats import SeatView
from server.protocol.transfer import TransferMode


@dataclass(frozen=True, slots=True)
class Target:
    """One of `operator_id`, `typed` (a number as typed) and `work_group_id` is set; `name` is what people read."""

    name: str
    operator_id: str = ""
    typed: str = ""
    work_group_id: str = ""

    @staticmethod
    def colleague(seat: SeatView) -> "Target":
        return Target(seat.name, operator_id=seat.operator_id)

    @staticmethod
    def number(typed: str) -> "Target":
        return Target(phone_number(typed) or typed, typed=typed)

    @staticmethod
    def queue(work_group_id: str, name: str) -> "Target":
        return Target(name, work_group_id=work_group_id)

    def request(self, mode: TransferMode) -> TransferRequest:
        return TransferRequest(mode, self.operator_id, self.typed, self.work_group_id)
