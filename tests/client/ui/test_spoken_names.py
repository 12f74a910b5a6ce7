"""Whatever can take the focus has a name that a screen reader speaks, in both languages, on every page there is a picture of."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.phone_panel.panel import PanelPage, PhonePanel
from bluebean_client.ui.settings.dialog import SettingsPanel
from tests.client.ui.conftest import make_stage
from tests.support import panel_desks, seat_desks, softphone_desks
from tools.screens import PICTURES, Picture

Act = Callable[[MainWindow], object]


def press(name: str) -> Act:
    def act(window: MainWindow) -> None:
        next(made for made in window.findChildren(QAbstractButton, name) if made.isVisible()).click()

    return act


def panel(page: PanelPage) -> Act:
    def act(window: MainWindow) -> None:
        window.work.toggle_phone_panel()
        window.findChild(PhonePanel).bring(window.desk, page)

    return act


def settings(page: int) -> Act:
    def act(window: MainWindow) -> None:
        window.open_settings()
        window.findChild(SettingsPanel).choose_page(page)

    return act


def seat_table(window: MainWindow) -> None:
    window.work.toggle_seats()
    press("seat_table_button")(window)


def nothing(_window: MainWindow) -> None:
    """The page as it comes."""


SITUATIONS: list[tuple[str, Callable[[], Desk], Act]] = [
    ("idle", softphone_desks.idle, nothing),
    ("dial pad", softphone_desks.idle, press("keypad_tab_button")),
    ("volumes", softphone_desks.idle, press("volumes_button")),
    ("detail", softphone_desks.idle, lambda window: window.phone.dialer.detail_wanted.emit(softphone_desks.CALLS[0])),
    ("incoming", softphone_desks.incoming, nothing),
    ("four calls", softphone_desks.four_calls, nothing),
    ("conference", softphone_desks.conference, nothing),
    ("tones", softphone_desks.one_call, press("keypad_button")),
    ("transfer", softphone_desks.two_calls, press("transfer_button")),
    ("second call", softphone_desks.one_call, press("add_call_button")),
    ("refused", softphone_desks.refused, nothing),
    ("transfer failed", softphone_desks.transfer_failed, nothing),
    *((f"settings {page}", softphone_desks.idle, settings(page)) for page in range(7)),
    *((f"panel {page.name}", panel_desks.direct_beside_the_server, panel(page)) for page in PanelPage),
    ("panel not registered", panel_desks.not_registered, panel(PanelPage.CALLS)),
    ("panel ringing", panel_desks.direct_ringing, nothing),
    ("seats, office", seat_desks.office, lambda window: window.work.toggle_seats()),
    ("seats, table", seat_desks.office, seat_table),
    ("password", seat_desks.office, lambda window: window.work.account_wanted.emit("own_password")),
    ("picture", seat_desks.office, lambda window: window.work.account_wanted.emit("pictures")),
]
SEEN_ABOVE = ("softphone", "panel", "phone-settings", "settings", "tray")
OPERATOR_PICTURES = [picture for picture in PICTURES if not picture.name.startswith(SEEN_ABOVE)]


def nameless(window: QWidget) -> list[str]:
    """Visible widgets that take the focus and have no name.

    The insides of Qt's own widgets count with their owner, a label speaks its text.
    """
    found = []
    for widget in window.findChildren(QWidget):
        inside = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QSpinBox)
        if (
            not widget.isVisible()
            or inside
            or isinstance(widget, QScrollArea | QLabel)
            or widget.focusProxy() is not None
        ):
            continue
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("desk", "act"), [each[1:] for each in SITUATIONS], ids=[name for name, _, _ in SITUATIONS])
def test_everything_has_a_name(
    qtbot: QtBot, japanese: Translations, desk: Callable[[], Desk], act: Act, language: str
) -> None:
    japanese.use(language)
    has_names(qtbot, desk, act)


@pytest.mark.parametrize("picture", OPERATOR_PICTURES, ids=lambda picture: picture.name)
def test_everything_has_a_name_on_the_operators_screens(qtbot: QtBot, japanese: Translations, picture: Picture) -> None:
    has_names(qtbot, picture.desk, picture.act)


def has_names(qtbot: QtBot, desk: Callable[[], Desk], act: Act) -> None:
    for stage in make_stage(qtbot, desk()):
        stage.window.clock_for_pictures = stage.clock
        act(stage.window)
        QTest.qWait(10)
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert [name for window in windows for name in nameless(window)] == []


def test_a_widget_without_a_name_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.show()
    assert nameless(window) == ["QLineEdit "]
    field.setAccessibleName("Number")
    assert nameless(window) == []
