"""A supervisor opens the detail of a call: ask at whose desks it rang, and why there."""

from dataclasses import replace

from bluebean_client.domain.desk import OffersOfCall
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.problems import problem_of


class LoadCallOffers:
    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands

    async def execute(self, call_id: str) -> None:
        """The answer to a call that is not asked about any more is none."""
        self._put(OffersOfCall(call_id))
        try:
            reply = await self._server.call_offers(call_id)
        except (Refused, Unreachable) as trouble:
            if not await self._commands.left_because(trouble):
                self._answer(OffersOfCall(call_id, problem=problem_of(trouble)))
            return
        self._answer(OffersOfCall(call_id, reply.offers))

    def _answer(self, answer: OffersOfCall) -> None:
        asked = self._keeper.desk.call_offers
        if asked is not None and asked.call_id == answer.call_id:
            self._put(answer)

    def _put(self, offers: OffersOfCall) -> None:
        self._keeper.change(lambda desk: replace(desk, call_offers=offers))
