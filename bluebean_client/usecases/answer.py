"""通話: let the phone answer the call that the server offers."""

from bluebean_client.domain import notices, offer
from bluebean_client.domain.desk import Problem
from bluebean_client.domain.phone_messages import Answer
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from server.protocol.types import UsageMode

BUTTON = "answer_button"
INVITE_SECONDS = 3.0


class AnswerCall:
    """The pop-up may be a moment ahead of the phone: the push can overtake the INVITE."""

    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, invite_seconds: float = INVITE_SECONDS) -> None:
        self._keeper = keeper
        self._engine = engine
        self._invite_seconds = invite_seconds

    async def execute(self) -> None:
        desk = self._keeper.desk
        if BUTTON in desk.busy or (offer.offered_call(desk) is None and offer.ringing_phone_call(desk) is None):
            return
        if desk.mode is UsageMode.OPERATOR:
            self._keeper.notice(notices.refused(BUTTON, Problem(ClientProblem.ANSWER_ON_HARD_PHONE)))
            return
        with self._keeper.busy(BUTTON):
            await self._keeper.wait_for(
                lambda desk: offer.ringing_phone_call(desk) is not None or offer.offered_call(desk) is None,
                self._invite_seconds,
            )
            self._answer()

    def _answer(self) -> None:
        desk = self._keeper.desk
        ringing = offer.ringing_phone_call(desk)
        if ringing is not None:
            self._engine.send(Answer(ringing.call))
            self._keeper.take_away(f"command:{BUTTON}")
        elif offer.offered_call(desk) is not None:
            self._keeper.notice(notices.refused(BUTTON, Problem(ClientProblem.PHONE_DOES_NOT_RING)))
