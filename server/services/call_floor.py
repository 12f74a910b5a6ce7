"""The one owner of all live state: a task that feeds the floor with what happens and does what the floor decides."""

from collections.abc import Callable, Sequence

from server.domain.figures import FloorFigures
from server.ports import Clock, OperatorRow, Publisher, Repositories, SessionRow, Switch
from server.protocol.push import DeskState
from server.protocol.types import CallView, OperatorState, Status


class CallFloor:
    """Statuses, queues and calls. Methods may be called from any task of the loop; all of them raise `Refusal` to say no."""

    def __init__(
        self,
        *,
        switch: Switch,
        repositories: Repositories,
        clock: Clock,
        publisher: Publisher,
        new_id: Callable[[], str],
        country: str = "JP",
        grace_seconds: float = 60.0,
    ) -> None:
        raise NotImplementedError

    async def run(self) -> None:
        """Restore calls and sessions, reconcile them with the switch, then own everything until cancelled."""
        raise NotImplementedError

    async def sign_in(self, session: SessionRow, operator: OperatorRow) -> None:
        """Put the operator on the floor, offline. An older session of his is told `session_taken_over` and replaced."""
        raise NotImplementedError

    async def sign_out(self, operator_id: str) -> None:
        """Take the operator off the floor and delete his session. A current call stays up and ends by itself."""
        raise NotImplementedError

    async def start_work(self, operator_id: str, work_group_ids: Sequence[str]) -> OperatorState:
        raise NotImplementedError

    async def set_status(self, operator_id: str, status: Status) -> OperatorState:
        raise NotImplementedError

    async def hold(self, operator_id: str, call_id: str) -> OperatorState:
        raise NotImplementedError

    async def resume(self, operator_id: str, call_id: str) -> OperatorState:
        raise NotImplementedError

    async def hang_up(self, operator_id: str, call_id: str) -> OperatorState:
        raise NotImplementedError

    async def set_call_customer(self, operator_id: str, call_id: str, customer_id: int) -> CallView:
        raise NotImplementedError

    async def record_saved(self, operator_id: str, call_id: str, record_id: int, customer_id: int) -> None:
        raise NotImplementedError

    async def connected(self, operator_id: str) -> None:
        """The operator's push channel was opened; he gets his desk published at once."""
        raise NotImplementedError

    async def disconnected(self, operator_id: str) -> None:
        """The push channel was closed. After `grace_seconds` without `connected` the operator is signed out."""
        raise NotImplementedError

    async def reload_site(self) -> None:
        """Read the work groups again."""
        raise NotImplementedError

    def desk_of(self, operator_id: str) -> DeskState | None:
        """What the operator may see now; None if he is not signed in."""
        raise NotImplementedError

    def extension_holder(self, extension: str) -> str | None:
        """Operator who is signed in with the extension."""
        raise NotImplementedError

    def figures(self) -> FloorFigures:
        raise NotImplementedError
