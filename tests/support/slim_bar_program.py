"""The slim bar as a program of its own: `python -m tests.support.slim_bar_program PLACE`, driven by lines on its standard input.

`ring` lets a customer call. What is asked of the core, and what is remembered, are lines of its output.
"""

import sys
from typing import Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.slots import Slots
from bluebean_client.ui.theme.theme import Theme
from tests.support import sample_centre, shift_desks
from tests.support.fake_actions import FakeActions, FakeDeskSource, FakeSettings, StillClock, run_at_once


class ToldActions(FakeActions):
    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            print(name, flush=True)
        return super().__getattr__(name)


class ToldSettings(FakeSettings):
    def set(self, key: str, value: str) -> None:
        super().set(key, value)
        print(key, value, flush=True)


def main() -> None:
    application = QApplication(sys.argv[:1])
    theme, source = Theme(), FakeDeskSource(shift_desks.quiet())
    theme.apply(application)
    Translations(application).use("ja")
    settings = ToldSettings(slim_bar="true", slim_bar_place=sys.argv[1])
    clock = StillClock(sample_centre.NOW)
    window = MainWindow(source, ToldActions(), settings, clock, theme=theme, slots=Slots(run_at_once), version="1.0.0")
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    orders.activated.connect(lambda: sys.stdin.readline() and source.put(shift_desks.ringing()))
    if not window.slim.is_up:
        window.show()
    application.exec()


if __name__ == "__main__":
    main()
