"""Where the system lets no program have keys for itself (Wayland), or it is not built here (macOS)."""

from collections.abc import Callable, Mapping

from bluebean_client.ports.outside import KeyRefusal


class NoGlobalKeys:
    """Implements `GlobalKeys`."""

    def __init__(self, refused: Callable[[Mapping[str, KeyRefusal]], None]) -> None:
        self._refused = refused

    def use(self, keys: Mapping[str, str]) -> None:
        self._refused({name: KeyRefusal.UNAVAILABLE for name, text in keys.items() if text})

    def close(self) -> None:
        """Nothing is held."""
