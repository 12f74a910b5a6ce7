"""The alert in the corner of the screen: which calls it shows, when, and that it leaves the keyboard to others."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.ui.alert.card import AlertCard
from bluebean_client.ui.alert.reading import corner, ringing_calls
from bluebean_client.ui.presence import Presence
from tests.client.ui.conftest import Stage
from tests.support import desks, sample_centre, softphone_desks


@pytest.fixture
def presence(phone: Stage) -> Iterator[Presence]:
    """The window is hidden, as in the tray."""
    made = Presence(phone.window, phone.settings, lambda: phone.actions.asked.append(("to_front",)))
    phone.window.hide()
    yield made
    made.close()


def cards(presence: Presence) -> list[AlertCard]:
    """From top to bottom."""
    found = [card for card in presence.alert.findChildren(AlertCard) if card.isVisible()]
    return sorted(found, key=lambda card: card.y())


def says(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible() and label.text()]


def press(card: QWidget, name: str) -> None:
    button = card.findChild(QAbstractButton, name)
    assert button is not None and button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# ---- when -------------------------------------------------------------------------------------------------------


def test_a_call_shows_in_the_corner_while_the_window_is_not_looked_at(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.incoming())
    (card,) = cards(presence)
    assert says(card) == ["2014への着信", "0:06", "090-8765-4321"]
    room = presence.alert.screen().availableGeometry()
    assert room.contains(presence.alert.geometry())
    phone.put(softphone_desks.idle())
    assert not presence.alert.isVisible()


def test_it_goes_when_the_window_comes_and_comes_when_another_is_in_front(
    qtbot: QtBot, phone: Stage, presence: Presence
) -> None:
    alert, other = presence.alert, QWidget()
    phone.put(softphone_desks.incoming())
    phone.window.show()
    phone.window.activateWindow()
    qtbot.waitUntil(lambda: not alert.isVisible())
    other.show()
    other.activateWindow()
    qtbot.waitUntil(alert.isVisible)
    assert phone.window.isVisible()
    phone.window.activateWindow()
    qtbot.waitUntil(lambda: not alert.isVisible())
    phone.window.showMinimized()
    qtbot.waitUntil(alert.isVisible)
    other.close()


def test_it_takes_the_keyboard_from_nobody(phone: Stage, presence: Presence) -> None:
    """How the systems are told; `tests/e2e/test_alert.py` sees it on a real desktop."""
    phone.put(softphone_desks.two_ring())
    assert presence.alert.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert presence.alert.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert all(b.focusPolicy() is Qt.FocusPolicy.NoFocus for b in presence.alert.findChildren(QAbstractButton))


def test_it_can_be_switched_off(phone: Stage, presence: Presence) -> None:
    phone.settings.set("incoming_alert", "false")
    phone.put(softphone_desks.incoming())
    assert not presence.alert.isVisible()


# ---- what -------------------------------------------------------------------------------------------------------


def test_several_calls_stand_on_each_other_and_the_first_keeps_its_place(phone: Stage, presence: Presence) -> None:
    phone.settings.set("global_keys", "true")
    phone.put(softphone_desks.incoming())
    at = cards(presence)[0].mapToGlobal(QPoint())
    phone.put(softphone_desks.two_ring())
    second, first = cards(presence)
    assert first.mapToGlobal(QPoint()) == at
    assert "Ctrl+Alt+A で応答" in says(first)  # the key is for the oldest call
    assert "Ctrl+Alt+A で応答" not in says(second) and "内線 2011" in says(second)
    high = presence.alert.height()
    phone.put(softphone_desks.with_calls(softphone_desks.SECOND_INCOMING_CALL))
    (left,) = cards(presence)
    assert left is second and presence.alert.height() < high and "Ctrl+Alt+A で応答" in says(left)


def test_a_long_name_is_shortened_and_not_the_buttons(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.with_calls(softphone_desks.SECOND_INCOMING_CALL))
    (card,) = cards(presence)
    for button in card.findChildren(QAbstractButton):
        assert button.width() >= button.sizeHint().width()
        assert presence.alert.rect().contains(QRect(button.mapTo(presence.alert, QPoint()), button.size()))


def test_calls_that_are_answered_by_themselves_or_are_up_are_not_shown() -> None:
    by_itself = msgspec.structs.replace(softphone_desks.INCOMING_CALL, auto_answer=True)
    assert ringing_calls(softphone_desks.with_calls(by_itself)) == ()
    assert ringing_calls(softphone_desks.two_calls()) == ()
    assert ringing_calls(desks.talking()) == ()
    ringing = desks.ringing()
    offered = msgspec.structs.replace(desks.offered(), auto_answer=True)
    assert ringing.live is not None
    me = msgspec.structs.replace(ringing.live.me, call=offered)
    assert ringing_calls(replace(ringing, live=msgspec.structs.replace(ringing.live, me=me))) == ()


def test_an_offered_call_is_one_call_though_phone_and_server_tell_of_it() -> None:
    (call,) = ringing_calls(desks.ringing((sample_centre.SATO,)))
    assert (call.phone_call, call.name, call.line) == (None, "佐藤 健一", "サポート窓口")
    (several,) = ringing_calls(desks.ringing((sample_centre.SATO, sample_centre.KEIKO)))
    assert (several.name, several.customers) == ("", 2)
    both = replace(
        desks.ringing(), phone=desks.with_calls(*desks.ringing().phone.calls, softphone_desks.SECOND_INCOMING_CALL)
    )
    assert [each.phone_call for each in ringing_calls(both)] == [None, 9]


# ---- what is pressed --------------------------------------------------------------------------------------------


def test_a_direct_call_is_answered_or_declined_and_the_window_comes_with_the_answer(
    phone: Stage, presence: Presence
) -> None:
    phone.put(softphone_desks.two_ring())
    second, first = cards(presence)
    press(second, "alert_decline_button")
    assert phone.asked() == [("hang_up_call", 9)]
    press(first, "alert_answer_button")
    assert phone.asked()[1:] == [("answer_call", 3), ("to_front",)]


def test_the_servers_call_goes_the_way_of_the_popup(phone: Stage, presence: Presence) -> None:
    phone.put(desks.ringing((sample_centre.SATO,)))
    (card,) = cards(presence)
    assert {"サポート窓口への着信", "佐藤 健一 様", "03-1234-5678"} <= set(says(card))
    press(card, "alert_decline_button")
    press(card, "alert_answer_button")
    assert phone.asked() == [("decline",), ("answer",), ("to_front",)]
    phone.put(replace(phone.window.desk, busy=frozenset({"answer_button"})))
    assert not next(b for b in card.findChildren(QAbstractButton, "alert_answer_button")).isEnabled()


def test_with_a_hard_phone_it_says_where_to_answer(phone: Stage, presence: Presence) -> None:
    phone.put(desks.ringing_hard_phone())
    (card,) = cards(presence)
    assert "固定電話機で応答してください" in says(card)
    assert not card.answer.isVisible() and card.decline.isVisible()


def test_a_click_elsewhere_brings_the_window(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.incoming())
    QTest.mouseClick(presence.alert, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 60))
    assert phone.asked() == [("to_front",)]


# ---- where ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "top", "place"),
    [
        (QRect(0, 0, 1920, 1040), False, QPoint(1504, 884)),
        (QRect(0, 25, 1440, 875), True, QPoint(1024, 41)),
        (QRect(-1280, 200, 1280, 700), False, QPoint(-416, 744)),  # a second screen at the left
        (QRect(0, 0, 300, 100), False, QPoint(0, 0)),  # one that is smaller than the alert
        (QRect(0, 30, 300, 100), True, QPoint(0, 30)),
    ],
)
def test_it_stands_in_the_corner_that_no_panel_covers(room: QRect, top: bool, place: QPoint) -> None:
    assert corner(room, QSize(400, 140), top=top) == place
