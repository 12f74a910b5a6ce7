"""What every widget of the window is built with."""

from dataclasses import dataclass

from bluebean_client.ports.window import Actions
from bluebean_client.ui.faces import Faces
from bluebean_client.ui.slots import Slots
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.ticker import Ticker


@dataclass(frozen=True, slots=True)
class UiContext:
    """`actions` is the core; whatever of it is async goes through `slots`."""

    theme: Theme
    actions: Actions
    slots: Slots
    ticker: Ticker
    faces: Faces
