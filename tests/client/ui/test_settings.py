"""保存 of the settings: all of it, or nothing and a sentence that says what to correct."""

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from tests.client.ui.conftest import Stage


def press(stage: Stage, name: str) -> None:
    button = stage.find(name)
    assert isinstance(button, QAbstractButton)
    button.click()
    QApplication.processEvents()


def test_a_setting_that_cant_be_used_stays_in_the_dialog_with_its_reason(stage: Stage) -> None:
    stage.window.open_settings()
    QApplication.processEvents()
    before = dict(stage.settings.values)
    press(stage, "usage_mode_operator")
    press(stage, "settings_page_user_circle")
    address = stage.find("server_url")
    assert isinstance(address, QLineEdit)
    address.setText("http://")
    press(stage, "settings_page_grid")
    press(stage, "save_settings_button")
    told = stage.find("setting_problem")
    assert isinstance(told, QLabel) and "https://host" in told.text() and "変更されていません" in told.text()
    assert address.isVisible() and address.hasFocus()
    assert stage.settings.values == before  # not even the usage mode
    address.setText("https://other.example.jp")
    press(stage, "save_settings_button")
    assert not stage.sees("settings_dialog")
    assert stage.settings.values["server_url"] == "https://other.example.jp"
    assert stage.settings.values["usage_mode"] == "operator"
    assert ("change_server", "https://other.example.jp") in stage.actions.asked
