"""What all commands of the adapter start from: the connection there is now, and the leg that is meant."""

from server.ports.switch import LegId, LegIsGone, SwitchIsDown
from server.switch.asterisk.leg_book import LegBook
from server.switch.asterisk.legs import Leg
from server.switch.asterisk.link import Link


class Commands:
    """Base of the groups of commands that `AsteriskSwitch` is made of."""

    _link: Link | None
    _book: LegBook

    def _connected(self) -> Link:
        if self._link is None:
            raise SwitchIsDown("Asterisk is not connected now; it is being restarted or reconnected")
        return self._link

    def _leg(self, leg: LegId) -> tuple[Link, Leg]:
        link = self._connected()
        if leg not in self._book.legs:
            raise LegIsGone(f"leg {leg} has gone")
        return link, self._book.legs[leg]
