"""Global keys that cost nothing until somebody wants one: most never do."""

from collections.abc import Callable, Mapping

from bluebean_client.ports.outside import GlobalKeys


class LateGlobalKeys:
    """Implements `GlobalKeys`. `make` loads what this system has, once there is a key to hold."""

    def __init__(self, make: Callable[[], GlobalKeys]) -> None:
        self._make = make
        self._made: GlobalKeys | None = None

    def use(self, keys: Mapping[str, str]) -> None:
        if self._made is None and any(keys.values()):
            self._made = self._make()
        if self._made is not None:
            self._made.use(keys)

    def close(self) -> None:
        if self._made is not None:
            self._made.close()
