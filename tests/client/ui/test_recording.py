"""The recording in the sheet of a contact record: played, moved in, sped up, saved; and secrets behind the eye."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QLineEdit

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.recording import Playing
from server.protocol.types import SECRET_PLACEHOLDER
from tests.client.ui.conftest import Stage
from tests.support import customer_desks, desks
from tests.support.sample_centre import KEIKO, SATO, SATO_VALUES


def press(stage: Stage, name: str) -> None:
    found = stage.find(name)
    assert isinstance(found, QAbstractButton)
    found.click()
    QApplication.processEvents()


def open_sheet(stage: Stage, desk: Desk, what: str = "detail") -> None:
    stage.put(replace(desk, recording=None))
    history = stage.window.work.history
    history.wanted.emit(what, history.model.records[0])
    stage.put(desk)


def test_opening_the_sheet_opens_its_recording_and_closing_it_closes_it(stage: Stage) -> None:
    open_sheet(stage, customer_desks.recorded())
    assert ("recording_open", "call-12") in stage.actions.asked
    assert "recording_toggle" not in stage.actions.names(), "nothing is heard, and noted as heard, unasked"
    press(stage, "close_record_sheet_button")
    assert stage.actions.asked[-1] == ("recording_close",)


def test_leaving_the_sheet_gives_the_focus_back_to_the_list(stage: Stage) -> None:
    open_sheet(stage, customer_desks.recorded())
    QTest.keyClick(stage.find("record_sheet"), Qt.Key.Key_Escape)
    assert not stage.sees("record_sheet")
    assert stage.window.focusWidget() is stage.find("history_list")


def test_a_press_on_the_length_in_the_list_plays_at_once(stage: Stage) -> None:
    open_sheet(stage, customer_desks.recorded(), "play")
    assert stage.actions.names().count("recording_toggle") == 1


def test_place_and_length_are_told_while_it_plays(stage: Stage) -> None:
    open_sheet(stage, customer_desks.playing())
    told = stage.find("recording_time")
    assert isinstance(told, QLabel) and told.text() == "2:32 / 6:41"
    stage.actions.recordings.watchers[-1](160.0)
    assert told.text() == "2:40 / 6:41"


def test_click_arrows_skips_and_speed(stage: Stage) -> None:
    open_sheet(stage, customer_desks.playing())
    wave = stage.find("recording_waveform")
    QTest.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(wave.width() // 2, 10))
    name, seconds = stage.actions.asked[-1]
    assert name == "recording_seek" and seconds == pytest.approx(200.5, abs=2)
    wave.setFocus()
    QTest.keyClick(wave, Qt.Key.Key_Left)
    assert stage.actions.asked[-1] == ("recording_seek", 147.0)
    press(stage, "skip_forward_button")
    assert stage.actions.asked[-1] == ("recording_skip", 10.0)
    speed = stage.find("recording_speed")
    assert isinstance(speed, QComboBox) and speed.currentData() == "1.25"
    speed.setCurrentIndex(speed.findData("2.0"))
    assert stage.actions.asked[-1] == ("recording_set_speed", 2.0)
    press(stage, "play_recording_button")
    assert stage.actions.asked[-1] == ("recording_toggle",)


def test_during_a_call_it_is_not_played_and_the_tooltip_says_why(stage: Stage) -> None:
    open_sheet(stage, customer_desks.in_a_call())
    play = stage.find("play_recording_button")
    assert not play.isEnabled() and "通話中" in play.toolTip()


@pytest.mark.parametrize("why", ["no_speaker", "player_gone", "no_such_recording", "unreachable"])
def test_what_went_wrong_is_said(stage: Stage, why: str) -> None:
    open_sheet(stage, customer_desks.recorded(state=Playing.FAILED, why=why))
    said = stage.find("recording_state")
    assert isinstance(said, QLabel) and said.text().endswith("。")


def test_it_is_saved_as_a_file_by_right_only(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/tmp/x.wav", ""))
    desk = customer_desks.recorded()
    open_sheet(stage, desk)
    press(stage, "download_recording_button")
    assert ("recording_download", Path("/tmp/x.wav")) in stage.actions.asked
    press(stage, "close_record_sheet_button")
    open_sheet(stage, replace(desk, capabilities=desk.capabilities - {"download_recordings"}))
    assert not stage.sees("download_recording_button")


def test_the_sheet_goes_to_the_record_below_and_back(stage: Stage) -> None:
    open_sheet(stage, customer_desks.recorded())
    assert not stage.find("newer_record_button").isEnabled()
    press(stage, "older_record_button")
    assert ("recording_open", "call-11") in stage.actions.asked
    assert stage.window.work.history.view.currentIndex().row() == 1
    press(stage, "newer_record_button")
    assert stage.actions.asked[-1] == ("recording_open", "call-12")


# ---- the eye -------------------------------------------------------------------------------------------------------


def secret_desk(*rights: str) -> Desk:
    stored = msgspec.structs.replace(SATO, values={**SATO_VALUES, "passphrase": SECRET_PLACEHOLDER})
    desk = desks.talking(customer=stored, values=dict(stored.values))
    return replace(desk, capabilities=desk.capabilities | set(rights))


def field(stage: Stage) -> QLineEdit:
    found = stage.find("field_passphrase")
    assert isinstance(found, QLineEdit)
    return found


def test_without_the_right_what_is_stored_stays_hidden(stage: Stage) -> None:
    stage.put(secret_desk())
    eye = stage.find("show_passphrase_button")
    assert not eye.isEnabled() and eye.toolTip()
    assert field(stage).echoMode() == QLineEdit.EchoMode.Password


def test_with_the_right_it_is_looked_at_and_never_gets_into_the_desk(stage: Stage) -> None:
    stage.actions.secrets = {"passphrase": "ひみつ"}
    stage.put(secret_desk("reveal_secrets"))
    press(stage, "show_passphrase_button")
    assert ("reveal_secrets", SATO.customer_id) in stage.actions.asked
    assert (field(stage).text(), field(stage).echoMode()) == ("ひみつ", QLineEdit.EchoMode.Normal)
    stage.put(secret_desk("reveal_secrets"))
    assert field(stage).text() == "ひみつ"
    assert "edit_field" not in stage.actions.names()
    press(stage, "show_passphrase_button")
    assert (field(stage).text(), field(stage).echoMode()) == (SECRET_PLACEHOLDER, QLineEdit.EchoMode.Password)


def test_another_customers_secret_is_never_left_open(stage: Stage) -> None:
    stage.actions.secrets = {"passphrase": "ひみつ"}
    stage.put(secret_desk("reveal_secrets"))
    press(stage, "show_passphrase_button")
    other = msgspec.structs.replace(KEIKO, values={**KEIKO.values, "passphrase": SECRET_PLACEHOLDER})
    desk = secret_desk("reveal_secrets")
    tab = replace(desk.tabs[0], tab_id="tab-9", customer=other, values=dict(other.values))
    stage.put(replace(desk, tabs=(tab,), active_tab="tab-9"))
    assert (field(stage).text(), field(stage).echoMode()) == (SECRET_PLACEHOLDER, QLineEdit.EchoMode.Password)


def test_the_sheet_tells_how_long_the_customer_waited_and_was_held(stage: Stage) -> None:
    open_sheet(stage, customer_desks.recorded())
    told = stage.texts("record_sheet")
    assert [told[told.index(name) + 1] for name in ("待ち時間", "保留時間")] == ["0:21", "0:37"]
