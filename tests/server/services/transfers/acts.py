"""What operators do and hear while they transfer."""

from server.ports.switch import LegId
from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferMode, TransferProblem
from server.protocol.types import Status
from tests.support.call_centre import CallCentre, until

MUSIC = "music:sales-music"


async def asks(centre: CallCentre, call_id: str, name: str = "ito", mode: TransferMode = TransferMode.ATTENDED) -> str:
    """`abe` transfers to a colleague; the id of the call that rings there."""
    await centre.floor.transfer("abe", call_id, TransferRequest(mode, operator_id=name))
    await until(lambda: centre.status(name) is Status.RINGING)
    await centre.settle()
    return centre.call_of(name).call_id


async def answers(centre: CallCentre, name: str = "ito") -> None:
    leg = centre.phone_of(name)
    assert leg is not None
    centre.switch.phone_answers(leg)
    await until(lambda: centre.status(name) is Status.TALKING_IN)
    await centre.settle()


def hears(centre: CallCentre, name: str) -> str:
    leg = centre.phone_of(name)
    return centre.switch.hears(leg) if leg else "nothing"


def together(centre: CallCentre, customer: LegId, *names: str) -> bool:
    """The customer and these operators, and nobody else, hear each other."""
    mix = centre.switch.mix_of(customer)
    return mix is not None and centre.switch.mixes[mix] == {customer, *(centre.phone_of(name) for name in names)}


def problem(centre: CallCentre, name: str = "abe") -> TransferProblem | None:
    failure = centre.call_of(name).transfer_failure
    return failure.problem if failure else None
