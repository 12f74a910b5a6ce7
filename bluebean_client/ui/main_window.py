"""The window: one page per screen of the desk, shortcuts, and the question when it is closed during work."""

from PySide6.QtWidgets import QMainWindow

from bluebean_client.ports import Actions, Clock, DeskSource, Settings
from bluebean_client.ui.bridge import DeskBridge
from bluebean_client.ui.slots import Slots
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.ticker import Ticker
from bluebean_client.ui.ui import Ui


class MainWindow(QMainWindow):
    """Built once by app.py; `theme` is applied to the application before."""

    def __init__(
        self,
        source: DeskSource,
        actions: Actions,
        settings: Settings,
        clock: Clock,
        *,
        theme: Theme,
        slots: Slots | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._bridge = DeskBridge(source, self)
        self._ui = Ui(theme, actions, slots or Slots(parent=self), Ticker(clock, self))
