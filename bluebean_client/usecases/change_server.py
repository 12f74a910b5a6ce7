"""Another server's address, typed on the login page or in the settings."""

import logging
from dataclasses import replace

from bluebean_client.domain.desk import Link, Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Settings
from bluebean_client.settings.schema import SettingProblem, parse
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.passwords import Passwords

_log = logging.getLogger(__name__)


class ChangeServer:
    """Only while nobody is logged in; a session stays with its server."""

    def __init__(self, keeper: DeskKeeper, settings: Settings, passwords: Passwords) -> None:
        self._keeper = keeper
        self._settings = settings
        self._passwords = passwords

    async def execute(self, url: str) -> None:
        if self._keeper.desk.identity is not None:
            return
        try:
            usable = str(parse("server_url", url))
            self._settings.save({"server_url": usable})
        except SettingProblem as problem:
            told = Problem(ClientProblem.SETTING_REFUSED, {"reason": problem.reason.value, "detail": problem.detail})
            self._keeper.change(lambda desk: replace(desk, login_problem=told))
            return
        except OSError:
            _log.exception("the server's address can't be remembered; it is used all the same")
        self._keeper.change(lambda desk: replace(desk, server_url=usable, login_problem=None, link=Link.NONE))
        await self._passwords.load()
