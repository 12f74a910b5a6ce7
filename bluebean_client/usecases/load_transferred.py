"""A customer who is handed over comes with his record: who takes him has it open when he answers."""

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Desk
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.open_customer import LoadCustomer


class LoadTransferred:
    """A listener of the desk. What the colleague found out is not asked again; nothing is opened twice."""

    def __init__(self, keeper: DeskKeeper, load: LoadCustomer, background: Background) -> None:
        self._load = load
        self._background = background
        self._loaded = ""
        keeper.listen(self._changed)

    def _changed(self, _: Desk, new: Desk) -> None:
        call = offer.connected_call(new)
        if call is None or call.transferred is None or call.customer_id is None or call.call_id == self._loaded:
            return
        self._loaded = call.call_id
        if offer.open_offer(new) is not None:
            self._background.start(self._load.execute(call.customer_id), "customer of a transferred call")
