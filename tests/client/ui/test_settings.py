"""The settings: all of it is saved or nothing, sound is tried at once and taken back, everything works by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk, Problem
from bluebean_client.domain.phone import DeviceKind, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.settings.schema import SETTINGS, Section
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.settings.diagnostics_page import DiagnosticsPage
from bluebean_client.ui.settings.dialog import SettingsPanel
from bluebean_client.ui.settings.incoming_page import IncomingPage
from bluebean_client.ui.widgets.inputs import ChoiceBox
from bluebean_client.ui.widgets.meter import LevelMeter
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks, sample_centre, softphone_desks

SHOWN_ELSEWHERE = {"keep_password_allowed"}
"""A policy for the login page, which no person sets for himself."""


@pytest.fixture
def phone(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    for stage in make_stage(qtbot, softphone_desks.idle()):
        stage.settings.values["usage_mode"] = "softphone"
        yield stage


def press(stage: Stage, name: str) -> None:
    button = stage.find(name)
    assert isinstance(button, QAbstractButton)
    button.click()
    QApplication.processEvents()


def open_page(stage: Stage, name: str) -> SettingsPanel:
    stage.window.open_settings()
    QApplication.processEvents()
    press(stage, f"settings_page_{name}")
    panel = stage.window._panel
    assert panel is not None
    return panel


def text(stage: Stage, name: str) -> str:
    found = stage.find(name)
    assert isinstance(found, QLabel | QLineEdit | QAbstractButton)
    return found.text()


def choose(stage: Stage, name: str, value: str) -> None:
    box = stage.find(name)
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(box.findData(value))
    QApplication.processEvents()


# ---- saving -----------------------------------------------------------------------------------------------------


def test_a_setting_that_cant_be_used_stays_in_the_dialog_with_its_reason(stage: Stage) -> None:
    stage.window.open_settings()
    QApplication.processEvents()
    before = dict(stage.settings.values)
    press(stage, "usage_mode_operator")
    press(stage, "settings_page_account")
    address = stage.find("server_url")
    assert isinstance(address, QLineEdit)
    address.setText("http://")
    press(stage, "settings_page_usage")
    press(stage, "save_settings_button")
    told = text(stage, "setting_problem")
    assert "https://host" in told and "変更されていません" in told
    assert address.isVisible() and address.hasFocus()
    assert stage.settings.values == before  # not even the usage mode
    address.setText("https://other.example.jp")
    press(stage, "save_settings_button")
    assert not stage.sees("settings_dialog")
    assert stage.settings.values["server_url"] == "https://other.example.jp"
    assert stage.settings.values["usage_mode"] == "operator"
    assert ("change_server", "https://other.example.jp") in stage.actions.asked


def test_every_setting_of_the_table_is_in_the_dialog(phone: Stage) -> None:
    panel = open_page(phone, "usage")
    wanted = {line.key for line in SETTINGS if line.section is not Section.HIDDEN} - SHOWN_ELSEWHERE
    assert wanted - set(panel._form.fields) == set()


def test_opening_and_saving_changes_nothing(phone: Stage) -> None:
    before = dict(phone.settings.values)
    open_page(phone, "usage")
    press(phone, "save_settings_button")
    assert phone.settings.values == before


def test_the_password_comes_after_the_account_it_belongs_to(phone: Stage) -> None:
    panel = open_page(phone, "account")
    for name, typed in (("sip_password", "geheim"), ("sip_user", "109"), ("sip_server", "pbx.example.jp")):
        field = phone.find(name)
        assert isinstance(field, QLineEdit)
        field.setText(typed)
    assert list(panel._form.changes()) == ["sip_server", "sip_user", "sip_password"]


def test_settings_of_the_softphone_are_a_window_beside_it(phone: Stage) -> None:
    open_page(phone, "usage")
    dialog = phone.find("settings_dialog")
    assert dialog.isWindow() and dialog.width() >= 700
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not phone.sees("settings_dialog")
    open_page(phone, "usage")
    phone.find("settings_dialog").close()
    assert phone.window._panel is None


def test_a_locked_setting_is_readable_and_not_changeable(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.idle()):
        stage.settings._locked = frozenset({"noise_suppression", "server_url"})
        open_page(stage, "account")
        address = stage.find("server_url")
        assert isinstance(address, QLineEdit) and address.isReadOnly() and address.isEnabled()
        assert any(label.text() == "管理者が設定しています" for label in stage.window.findChildren(QLabel))


# ---- sound ------------------------------------------------------------------------------------------------------


def test_a_change_of_sound_is_tried_at_once_and_taken_back(phone: Stage) -> None:
    open_page(phone, "audio")
    choose(phone, "speaker", "内蔵スピーカー")
    assert phone.actions.asked[-1] == ("try_sound", SoundSettings(speaker="内蔵スピーカー"))
    phone.find("microphone_volume_slider").setFocus()
    QTest.keyClick(phone.find("microphone_volume_slider"), Qt.Key.Key_Right)
    assert phone.actions.asked[-1] == ("try_sound", SoundSettings(speaker="内蔵スピーカー", microphone_volume=105))
    press(phone, "cancel_settings_button")
    assert phone.actions.asked[-1] == ("choose_sound",)
    assert phone.settings.values["speaker"] == ""


def test_levels_are_live_and_named_while_the_page_is_open(phone: Stage) -> None:
    open_page(phone, "audio")
    assert len(phone.actions.listeners) == 1
    for levels, word in (
        (Levels(-20.0, -18.0), "適正"),
        (Levels(-2.0, -18.0), "大きすぎ"),
        (Levels(-80.0, -18.0), "小さすぎ"),
    ):
        phone.actions.listeners[0](levels)
        assert text(phone, "microphone_level_label") == word
    assert text(phone, "speaker_level_label") == "-18 dB"
    meter = [each for each in phone.window.findChildren(LevelMeter, "speaker_level") if each.isVisible()]
    assert 0.6 < meter[0].level < 0.8
    press(phone, "settings_page_usage")
    assert phone.actions.listeners == []


def test_tests_of_sound_begin_and_stop_by_one_button(phone: Stage) -> None:
    open_page(phone, "audio")
    press(phone, "test_microphone_button")
    assert phone.actions.asked[-1] == ("test_sound", SoundTest.ECHO)
    phone.put(softphone_desks.with_calls(sound_test=SoundTest.ECHO))
    assert text(phone, "test_microphone_button") == "停止"
    assert "4 秒後" in text(phone, "echo_test_label")
    press(phone, "test_microphone_button")
    assert phone.actions.asked[-1] == ("test_sound", SoundTest.NONE)
    phone.put(softphone_desks.one_call())
    assert not phone.find("test_speaker_button").isEnabled()


def test_a_device_that_comes_while_the_page_is_open_can_be_chosen(phone: Stage) -> None:
    open_page(phone, "audio")
    more = msgspec.structs.replace(
        sample_centre.DEVICES, speakers=(*sample_centre.DEVICES.speakers, "会議用スピーカー")
    )
    phone.put(softphone_desks.with_calls(devices=more, headset="Jabra Evolve2"))
    choose(phone, "speaker", "会議用スピーカー")
    assert phone.actions.asked[-1][1].speaker == "会議用スピーカー"
    assert "Jabra Evolve2" in text(phone, "headset_label")


def test_the_delay_of_echo_cancellation_is_told(phone: Stage) -> None:
    open_page(phone, "audio")
    assert "遅れはありません" in text(phone, "processing_delay_label")
    used = msgspec.structs.replace(sample_centre.DEVICES, echo_cancelled=True, processing_delay_ms=14)
    phone.put(softphone_desks.with_calls(devices=used))
    assert text(phone, "processing_delay_label") == "使用中: エコー除去。自分の声が 14 ms 遅れます。"


def test_several_devices_ring_and_one_that_is_away_is_kept(phone: Stage) -> None:
    phone.settings.values["ringers"] = "卓上ベル"
    panel = open_page(phone, "incoming")
    names = phone.find("ringers")
    assert isinstance(names, QListWidget)
    assert names.item(2).text() == "卓上ベル（未接続）"
    names.item(1).setCheckState(Qt.CheckState.Checked)
    assert phone.actions.asked[-1][1].ringers == ("内蔵スピーカー", "卓上ベル")
    gone = msgspec.structs.replace(sample_centre.DEVICES, speakers=(), missing=(DeviceKind.SPEAKER,))
    phone.put(softphone_desks.with_calls(devices=gone))
    assert panel._form.value("ringers") == "内蔵スピーカー|卓上ベル"


def test_an_own_ring_tone_is_tried_like_the_built_in_ones(phone: Stage, tmp_path: Path) -> None:
    page = open_page(phone, "incoming").page(IncomingPage)
    assert isinstance(page, IncomingPage)
    page.choose_file(str(tmp_path / "mine.wav"))
    assert phone.actions.asked[-1][1].ring_tone == str(tmp_path / "mine.wav")
    page.choose_file("")
    assert page.form.value("ring_tone") == str(tmp_path / "mine.wav")
    press(phone, "test_ring_button")
    assert phone.actions.asked[-1] == ("test_sound", SoundTest.RING)


# ---- lists and keys ---------------------------------------------------------------------------------------------


def test_codecs_are_put_in_order_by_keyboard(phone: Stage) -> None:
    panel = open_page(phone, "account")
    codecs = phone.find("sip_codecs")
    assert isinstance(codecs, QListWidget)
    codecs.setFocus()
    codecs.setCurrentRow(2)
    QTest.keyClick(codecs, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(codecs, Qt.Key.Key_Space)
    assert panel._form.value("sip_codecs") == "G722|PCMU"
    QTest.keyClick(codecs, Qt.Key.Key_Space)
    assert panel._form.value("sip_codecs") == "G722|PCMA|PCMU"
    press(phone, "sip_codecs_down_button")
    assert panel._form.value("sip_codecs") == "G722|PCMU|PCMA"


def test_a_global_key_is_taken_as_it_is_pressed(phone: Stage) -> None:
    panel = open_page(phone, "shortcuts")
    field = phone.find("global_answer_key")
    assert not field.isEnabled()
    press(phone, "global_keys")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(field, Qt.Key.Key_F9, both)
    assert panel._form.value("global_answer_key") == "Ctrl+Shift+F9"
    QTest.keyClick(field, Qt.Key.Key_A)  # no modifier: people type that
    QTest.keyClick(field, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert panel._form.value("global_answer_key") == "Ctrl+Shift+F9"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert panel._form.value("global_answer_key") == ""


# ---- diagnostics ------------------------------------------------------------------------------------------------


def test_diagnostics_tell_the_phone_in_words(phone: Stage) -> None:
    open_page(phone, "diagnostics")
    assert text(phone, "diagnostics_registration") == "登録済み"
    assert "良好 ・ MOS 4.3" in text(phone, "diagnostics_quality")
    phone.put(softphone_desks.certificate())
    assert "self-signed" in text(phone, "diagnostics_registration")


def test_diagnostics_are_exported_with_a_word_on_how_it_went(phone: Stage, tmp_path: Path) -> None:
    page = open_page(phone, "diagnostics").page(DiagnosticsPage)
    assert isinstance(page, DiagnosticsPage)
    page.export_to(tmp_path / "out.zip")
    assert phone.actions.asked[-1] == ("export_diagnostics", tmp_path / "out.zip")
    assert text(phone, "export_result") == f"{tmp_path / 'out.zip'} に書き出しました"
    phone.actions.export_problem = Problem(ClientProblem.DIAGNOSTICS_NOT_WRITTEN, {"why": "No space left"})
    page.export_to(tmp_path / "out.zip")
    assert "No space left" in text(phone, "export_result")


# ---- fits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("desk", [desks.idle, softphone_desks.idle], ids=["operator", "softphone"])
def test_no_text_of_the_settings_is_cut(
    qtbot: QtBot, japanese: Translations, language: str, desk: Callable[[], Desk]
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, desk(), (853, 480)):
        stage.settings.values["usage_mode"] = desk().mode.value
        for name in ("usage", "account", "audio", "incoming", "shortcuts", "display", "diagnostics"):
            if stage.window._panel is None:
                open_page(stage, name)
            press(stage, f"settings_page_{name}")
            QTest.qWait(5)
            check_widths(stage.find("settings_dialog"))


def check_widths(dialog: QWidget) -> None:
    shown = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    for widget in (each for each in shown if each.isVisible() and each.text()):
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed, there = widget.heightForWidth(widget.width()), widget.height()
        else:
            needed, there = widget.sizeHint().width(), widget.width()
        assert there >= needed, f"{widget.objectName()} {widget.text()!r}: {there} < {needed}"
