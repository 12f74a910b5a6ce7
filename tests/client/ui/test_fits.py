"""No text is cut, in either language, at the smallest sizes that are designed for; columns follow the width."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.columns import Columns, divide
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.widgets.basics import ElidedLabel
from tests.client.ui.conftest import make_stage
from tests.support import desks

SITUATIONS = (desks.login, desks.work_groups, desks.idle, desks.ringing, desks.talking, desks.held, desks.after_save)


@pytest.mark.parametrize("size", [(1280, 720), (1024, 640)])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_no_text_is_cut(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk], language: str, size: tuple[int, int]
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, situation(), size):
        QTest.qWait(10)
        texts = [*stage.window.findChildren(QLabel), *stage.window.findChildren(QPushButton)]
        shown = [w for w in texts if w.isVisible() and w.text() and not isinstance(w, ElidedLabel)]
        assert len(shown) > 3
        for widget in shown:
            if not (isinstance(widget, QLabel) and widget.wordWrap()):
                needed = widget.sizeHint().width()
                assert widget.width() >= needed, f"{widget.objectName()} {widget.text()!r}: {widget.width()} < {needed}"


@pytest.mark.parametrize("situation", [desks.after_save, desks.invalid])
def test_save_and_footer_are_always_in_sight(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk]
) -> None:
    for stage in make_stage(qtbot, situation(), (1024, 640)):
        for name in ("save_all_button", "registration_label", "status_label", "hang_up_button"):
            widget = stage.find(name)
            corner = widget.mapTo(stage.window, widget.rect().bottomRight())
            assert stage.window.rect().contains(corner), name


@pytest.mark.parametrize(
    ("width", "columns", "record"),
    [
        (1680, Columns.THREE, 460),
        (1679, Columns.TWO, 548),
        (1400, Columns.TWO, 548),
        (1399, Columns.TWO, 500),
        (1279, Columns.TABS_RIGHT, 308),
        (1023, Columns.ONE, 0),
    ],
)
def test_columns_follow_the_width(width: int, columns: Columns, record: int) -> None:
    division = divide(width)
    assert (division.columns, division.record) == (columns, record)


def test_status_buttons_fold_into_the_chip_below_1280(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.idle(), (1024, 700)):
        assert not stage.sees("available_button")
        assert stage.window.work.bar.chip.folded
        stage.window.resize(1280, 720)
        assert stage.sees("available_button")
