"""The icon in the notification area: what it says of the phone, and what its menu does."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QSystemTrayIcon

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import CallEnd, PhoneCallState, Registration
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.presence import Presence
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.tray.picture import SIGNS, tray_pixmap
from bluebean_client.ui.tray.reading import TrayStatus, missed_now, tray_view
from bluebean_client.ui.tray.words import tooltip
from server.protocol.types import UsageMode
from tests.client.ui.conftest import Stage
from tests.support import desks, softphone_desks


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """Titles and texts of the messages that were given to the system."""
    return []


@pytest.fixture
def presence(phone: Stage, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Presence]:
    """On a desktop that has a notification area."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    made = Presence(phone.window, phone.settings, lambda: phone.actions.asked.append(("to_front",)))
    monkeypatch.setattr(made.tray.icon, "showMessage", lambda title, text, icon: told.append((title, text)))
    yield made
    made.close()


def look_away(stage: Stage) -> None:
    stage.window.hide()


def missed(desk: Desk, **changes: object) -> Desk:
    """The desk after its only call was missed."""
    call = msgspec.structs.replace(
        desk.phone.calls[0], state=PhoneCallState.ENDED, **{"end": CallEnd.MISSED, **changes}
    )
    return replace(desk, phone=msgspec.structs.replace(desk.phone, calls=(call,), missed=1))


# ---- what it says -----------------------------------------------------------------------------------------------


def starting() -> Desk:
    return replace(softphone_desks.idle(), engine=EngineLink.STARTING)


def trying() -> Desk:
    return softphone_desks.with_calls(registration=Registration.TRYING)


def no_account() -> Desk:
    return softphone_desks.with_calls(registration=Registration.NONE)


@pytest.mark.parametrize(
    ("situation", "status", "words"),
    [
        (softphone_desks.idle, TrayStatus.READY, "登録済み 2014"),
        (softphone_desks.quiet, TrayStatus.DO_NOT_DISTURB, "応答不可"),
        (softphone_desks.refused, TrayStatus.NOT_CONNECTED, "ユーザー"),
        (softphone_desks.certificate, TrayStatus.NOT_CONNECTED, "証明書"),
        (starting, TrayStatus.STARTING, "起動しています"),
        (trying, TrayStatus.STARTING, "登録"),
        (no_account, TrayStatus.NO_ACCOUNT, "未設定"),
        (softphone_desks.dialing, TrayStatus.IN_CALL, "0120-000-123"),
        (softphone_desks.two_calls, TrayStatus.IN_CALL, "佐藤 健一"),
        (softphone_desks.incoming, TrayStatus.RINGING, "090-8765-4321"),
        (softphone_desks.second_incoming, TrayStatus.RINGING, "090-8765-4321"),
        (desks.ringing, TrayStatus.RINGING, "03-1234-5678"),
        (desks.talking, TrayStatus.IN_CALL, "03-1234-5678"),
    ],
)
def test_every_state_of_the_phone_has_its_sign_and_its_words(
    situation: Callable[[], Desk], status: TrayStatus, words: str, japanese: Translations
) -> None:
    desk = situation()
    view = tray_view(desk)
    assert view.status is status
    first, second, *rest = tooltip(desk, view, "2014").splitlines()
    assert first == "BlueBean Client" and words in second and rest == []


def test_missed_calls_are_counted_until_they_are_seen(japanese: Translations) -> None:
    desk = softphone_desks.with_calls(missed=2)
    assert tooltip(desk, tray_view(desk), "2014").splitlines()[-1] == "不在着信 2 件"
    assert "不在着信" not in tooltip(softphone_desks.idle(), tray_view(softphone_desks.idle()), "2014")


def test_no_two_states_look_alike_even_without_colour() -> None:
    shapes = {(sign.icon, sign.square) for sign in SIGNS.values()}
    assert set(SIGNS) == set(TrayStatus) and len(shapes) == len(SIGNS)


def test_a_missed_call_is_a_dot_in_the_corner_and_nothing_else(qapp: object) -> None:
    theme, size = Theme(), 64
    plain, dotted = (tray_pixmap(theme, TrayStatus.READY, size, missed=on).toImage() for on in (False, True))
    at = QPoint(size - 12, size - 12)
    assert dotted.pixelColor(at) != plain.pixelColor(at)
    upper_half = plain.rect().adjusted(0, 0, 0, -size // 2)
    assert dotted.copy(upper_half) == plain.copy(upper_half)


# ---- the menu ---------------------------------------------------------------------------------------------------


def possible(presence: Presence) -> list[str]:
    tray = presence.tray
    acts: tuple[QAction, ...] = (tray.answer, tray.decline, tray.hang_up, tray.quiet)
    return [act.text() for act in acts if act.isEnabled()]


def test_the_menu_offers_what_is_possible_and_keeps_its_places(phone: Stage, presence: Presence) -> None:
    assert possible(presence) == ["応答不可"]
    phone.put(softphone_desks.incoming())
    assert possible(presence) == ["応答", "拒否", "応答不可"]
    phone.put(softphone_desks.second_incoming())
    assert possible(presence) == ["応答", "拒否", "切断", "応答不可"]
    phone.put(softphone_desks.one_call())
    assert possible(presence) == ["切断", "応答不可"]
    phone.put(starting())
    assert possible(presence) == []
    assert all(act.isVisible() for act in (presence.tray.answer, presence.tray.decline, presence.tray.hang_up))


def test_the_menu_does_what_the_buttons_of_the_window_do(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.second_incoming())
    tray = presence.tray
    for act in (tray.answer, tray.decline, tray.hang_up, tray.quiet, tray.show_window):
        act.trigger()
    assert phone.asked() == [("answer",), ("decline",), ("hang_up",), ("set_do_not_disturb", True), ("to_front",)]
    tray.settings.trigger()
    assert phone.asked()[-1] == ("to_front",)
    assert phone.window._panel is not None


def test_do_not_disturb_is_ticked_while_it_is_on_and_is_not_the_operators(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.quiet())
    assert presence.tray.quiet.isChecked()
    phone.put(desks.idle())
    assert not presence.tray.quiet.isChecked() and not presence.tray.quiet.isEnabled()


def test_there_is_no_icon_for_a_hard_phone(phone: Stage, presence: Presence) -> None:
    assert presence.tray.icon.isVisible()
    phone.put(replace(desks.idle(), mode=UsageMode.OPERATOR))
    assert not presence.tray.icon.isVisible()


def test_the_panel_is_told_only_of_what_it_shows(
    phone: Stage, presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    monkeypatch.setattr(presence.tray.icon, "setIcon", given.append)
    phone.put(softphone_desks.one_call())
    phone.put(replace(softphone_desks.one_call(), link_number="0312345678"))
    assert len(given) == 1
    phone.put(softphone_desks.with_calls(missed=1))
    assert len(given) == 2


def test_a_click_brings_the_window(phone: Stage, presence: Presence) -> None:
    presence.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert phone.asked() == []
    presence.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert phone.asked() == [("to_front",)]


# ---- closing ----------------------------------------------------------------------------------------------------


def close(stage: Stage) -> None:
    event = QCloseEvent()
    stage.window.closeEvent(event)
    assert not event.isAccepted()


def test_closing_leaves_the_phone_in_the_tray_and_says_so_once(
    phone: Stage, presence: Presence, told: list[tuple[str, str]]
) -> None:
    close(phone)
    assert not phone.window.isVisible() and phone.asked() == []
    assert [title for title, _ in told] == ["電話は動作を続けます"]
    phone.window.show()
    close(phone)
    assert not phone.window.isVisible()
    assert len(told) == 1


def test_closing_quits_where_the_settings_say_so(phone: Stage, presence: Presence) -> None:
    phone.settings.set("keep_in_tray", "false")
    close(phone)
    assert phone.asked() == [("leave_by_closing",)]


def test_closing_quits_on_a_desktop_without_a_notification_area(
    phone: Stage, presence: Presence, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    close(phone)
    assert phone.asked() == [("leave_by_closing",)]
    assert told == []


def test_the_operators_window_never_hides(phone: Stage, presence: Presence) -> None:
    phone.put(desks.idle())
    close(phone)
    assert phone.window.isVisible() and phone.sees("question_dialog")


def test_quitting_asks_during_a_call_only(phone: Stage, presence: Presence) -> None:
    phone.put(softphone_desks.one_call())
    presence.tray.quit.trigger()
    assert phone.asked() == [("to_front",)] and phone.sees("question_dialog")
    phone.find("cancel_button").click()  # type: ignore[attr-defined]
    phone.put(softphone_desks.idle())
    presence.tray.quit.trigger()
    assert phone.asked()[-1] == ("leave_by_closing",)


# ---- messages of missed calls -----------------------------------------------------------------------------------


def test_a_call_missed_unseen_is_told(phone: Stage, presence: Presence, told: list[tuple[str, str]]) -> None:
    look_away(phone)
    phone.put(softphone_desks.incoming())
    phone.put(missed(softphone_desks.incoming(), name="山本 久美子"))
    assert told == [("不在着信", "山本 久美子  090-8765-4321")]


def test_a_call_missed_in_front_of_the_window_is_not_told(
    phone: Stage, presence: Presence, told: list[tuple[str, str]]
) -> None:
    phone.put(softphone_desks.incoming())
    phone.put(missed(softphone_desks.incoming()))
    assert told == []


def test_messages_can_be_switched_off(phone: Stage, presence: Presence, told: list[tuple[str, str]]) -> None:
    phone.settings.set("missed_message", "false")
    look_away(phone)
    phone.put(softphone_desks.incoming())
    phone.put(missed(softphone_desks.incoming()))
    assert told == []


def test_only_what_rang_here_just_now_and_was_nobody_elses_is_missed() -> None:
    rings = softphone_desks.incoming()
    gone = missed(rings)
    assert [call.call for call in missed_now(rings, gone)] == [3]
    assert missed_now(softphone_desks.idle(), gone) == ()  # attached to an engine that tells of old calls
    assert missed_now(gone, gone) == ()
    assert missed_now(rings, missed(rings, end=CallEnd.ELSEWHERE)) == ()
    offered = desks.ringing()
    assert missed_now(offered, missed(offered)) == ()  # the server gives it to a colleague
