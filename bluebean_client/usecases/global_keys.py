"""Keys that act while another program is in front: held as the settings say, carried out as the same buttons of the window."""

from collections.abc import Collection, Mapping

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Notice, Problem, Severity
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import GlobalKeys, KeyRefusal, Settings
from bluebean_client.ports.window import Actions
from bluebean_client.usecases.desk_keeper import DeskKeeper

SWITCH = "global_keys"
ANSWER, HANG_UP, MUTE = "global_answer_key", "global_hang_up_key", "global_mute_key"
"""An action's name is the setting that holds its key."""

PROBLEMS = {
    KeyRefusal.TAKEN: ClientProblem.GLOBAL_KEY_TAKEN,
    KeyRefusal.NO_SUCH_KEY: ClientProblem.GLOBAL_KEY_UNKNOWN,
    KeyRefusal.UNAVAILABLE: ClientProblem.GLOBAL_KEYS_UNAVAILABLE,
}


class ActOnGlobalKeys:
    """Used in the window's thread."""

    def __init__(self, keeper: DeskKeeper, actions: Actions, settings: Settings) -> None:
        self._keeper, self._actions, self._settings = keeper, actions, settings

    def follow(self, keys: GlobalKeys, changed: Collection[str] = (SWITCH,)) -> None:
        """Hold the keys of the settings, if one of `changed` concerns them."""
        if {SWITCH, ANSWER, HANG_UP, MUTE}.isdisjoint(changed):
            return
        on = self._settings.flag(SWITCH)
        keys.use({name: self._settings.text(name) for name in (ANSWER, HANG_UP, MUTE)} if on else {})

    def refused(self, refusals: Mapping[str, KeyRefusal]) -> None:
        for why, code in PROBLEMS.items():
            names = ", ".join(self._settings.text(name) for name, reason in refusals.items() if reason is why)
            if names:
                self._keeper.notice(Notice(code.value, Severity.WARNING, Problem(code, {"keys": names})))
            else:
                self._keeper.take_away(code.value)

    async def pressed(self, name: str) -> None:
        if name == ANSWER:
            await self._actions.answer()
        elif name == MUTE:
            self._actions.toggle_mute()
        elif self._only_rings():
            await self._actions.decline()
        else:
            await self._actions.hang_up()

    def _only_rings(self) -> bool:
        desk = self._keeper.desk
        rings = offer.ringing_phone_call(desk) or offer.offered_call(desk)
        return rings is not None and offer.connected_call(desk) is None and offer.active_phone_call(desk) is None
