"""The window at work: it shows the desk, asks the core, and never takes the caret or the text from under the hand."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from bluebean_client.domain.desk import Problem, RecordDraft
from bluebean_client.domain.phone import DeviceKind
from server.protocol.types import Status
from tests.client.ui.conftest import Stage, compose, text_area
from tests.support import desks, sample_centre

# ---- the bar ----------------------------------------------------------------------------------------------------


def test_refused_buttons_are_disabled_and_say_why(stage: Stage) -> None:
    stage.put(desks.talking())
    ready = stage.find("available_button")
    assert not ready.isEnabled()
    assert ready.toolTip() == "通話中はできません。 通話を終えてから押してください。"
    assert stage.find("hold_button").isEnabled()
    assert stage.find("hang_up_button").isEnabled()


def test_call_buttons_are_refused_without_a_call(stage: Stage) -> None:
    for name in ("hold_button", "hang_up_button", "mute_button"):
        assert not stage.find(name).isEnabled()
        assert stage.find(name).toolTip()


def test_status_button_asks_the_server(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    QTest.mouseClick(stage.find("available_button"), Qt.MouseButton.LeftButton)
    assert ("set_status", Status.AVAILABLE) in stage.actions.asked


def test_status_is_raised_only_when_the_server_says_so(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    ready = stage.find("available_button")
    assert isinstance(ready, QAbstractButton)
    QTest.mouseClick(ready, Qt.MouseButton.LeftButton)
    assert not ready.isChecked()


def test_elapsed_time_follows_the_server_clock(stage: Stage) -> None:
    label = stage.find("status_elapsed")
    assert isinstance(label, QLabel)
    assert label.text() == "0:48"
    stage.clock.move(12)
    stage.window._ui.ticker.beat()
    assert label.text() == "1:00"
    stage.put(replace(desks.idle(), clock_offset_seconds=30))
    assert label.text() == "1:30"


def test_held_call_offers_to_resume_in_the_same_place(stage: Stage) -> None:
    stage.put(desks.talking())
    before = stage.find("hold_button").geometry()
    stage.put(desks.held())
    hold = stage.find("hold_button")
    assert isinstance(hold, QAbstractButton)
    assert (hold.text(), hold.isEnabled(), hold.geometry()) == ("再開", True, before)


def test_what_the_server_cannot_do_is_not_shown(stage: Stage) -> None:
    stage.put(desks.talking())
    assert not stage.sees("transfer_button")
    assert not stage.sees("help_button")
    assert not stage.sees("call_phone_button")
    stage.put(replace(desks.talking(), capabilities=frozenset({"transfer", "outbound"})))
    assert stage.sees("transfer_button")
    assert stage.sees("call_phone_button")


def test_wrap_up_says_how_much_is_left(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    assert "残り 1:18" in [label.text() for label in stage.window.work.bar.chip.findChildren(QLabel)]
    stage.clock.move(70)
    stage.window._ui.ticker.beat()
    assert "まもなく受付中" in [label.text() for label in stage.window.work.bar.chip.findChildren(QLabel)]


# ---- typing -----------------------------------------------------------------------------------------------------


def test_typing_is_pushed_and_the_caret_stays(stage: Stage) -> None:
    stage.put(desks.talking())
    name = stage.find("field_name")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.setCursorPosition(2)
    QTest.keyClicks(name, "X")
    assert ("edit_field", "tab-1", "name", "佐藤X 健一") in stage.actions.asked
    stage.put(desks.talking(values={**sample_centre.SATO_VALUES, "name": "佐藤X 健一"}))
    assert (name.text(), name.cursorPosition()) == ("佐藤X 健一", 3)


def test_phone_is_shown_national_and_pushed_as_e164(stage: Stage) -> None:
    stage.put(desks.talking())
    phone = stage.find("field_phone")
    assert isinstance(phone, QLineEdit)
    assert phone.text() == "03-1234-5678"
    phone.setFocus()
    phone.selectAll()
    QTest.keyClicks(phone, "06-1234-5678")
    assert stage.actions.asked[-1] == ("edit_field", "tab-1", "phone", "+81612345678")


def test_read_only_field_cannot_be_typed_into(stage: Stage) -> None:
    stage.put(desks.talking())
    QTest.keyClicks(stage.find("field_member_number"), "9")
    assert "edit_field" not in stage.actions.names()


def test_next_action_time_is_only_for_what_has_a_time(stage: Stage) -> None:
    stage.put(desks.talking(record=RecordDraft(next_action="done")))
    assert not stage.find("next_action_time").isEnabled()
    action = stage.find("next_action")
    assert isinstance(action, QComboBox)
    action.setCurrentIndex(action.findText("再架電"))
    assert stage.find("next_action_time").isEnabled()
    assert stage.actions.asked[-1][2].next_action == "callback"


def test_assignee_is_oneself_unless_chosen(stage: Stage) -> None:
    stage.put(desks.talking())
    assignee = stage.find("next_assignee")
    assert isinstance(assignee, QComboBox)
    assert assignee.currentText() == "自分（高橋 由美）"
    assert [assignee.itemText(i) for i in range(1, assignee.count())] == ["渡辺 直樹", "小林 陽子", "藤井 誠"]


def test_no_shortcut_acts_during_a_composition(stage: Stage) -> None:
    stage.put(desks.talking())
    text_area(stage).setFocus()
    compose(stage, "か")
    stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.press(Qt.Key.Key_F3)
    assert not {"save_all", "toggle_hold"} & set(stage.actions.names())
    compose(stage, "")
    stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.press(Qt.Key.Key_F3)
    assert {"save_all", "toggle_hold"} <= set(stage.actions.names())


# ---- saving -----------------------------------------------------------------------------------------------------


def test_refused_save_marks_the_fields_and_focuses_the_first(stage: Stage) -> None:
    stage.put(desks.wrap_up(saving=True))
    stage.put(desks.invalid())
    phone, boxes = stage.find("field_phone"), stage.window.work.customer.form.boxes
    assert phone.hasFocus()
    assert phone.property("invalid") is True
    assert boxes["plan"].error == "入力してください"
    assert boxes["name"].error == ""


def test_save_cannot_be_pressed_twice(stage: Stage) -> None:
    stage.put(desks.wrap_up(saving=True))
    assert not stage.find("save_all_button").isEnabled()


def test_keys_of_the_after_save_popup_are_dead_at_first(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    stage.put(desks.after_save())
    assert stage.find("after_save_ok_button").hasFocus()
    stage.clock.move(0.39)
    stage.press(Qt.Key.Key_Return)
    stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not {"after_save_ok", "close_and_resume", "save_all"} & set(stage.actions.names())
    stage.clock.move(0.02)
    stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.actions.names()[-1] == "close_and_resume"


def test_enter_in_the_after_save_popup_is_ok(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    stage.put(desks.after_save())
    stage.clock.move(1)
    stage.press(Qt.Key.Key_Return)
    assert stage.actions.names()[-1] == "after_save_ok"


def test_new_history_row_shows_beside_the_popup(stage: Stage) -> None:
    stage.put(desks.after_save())
    QTest.qWait(10)
    popup, history = stage.find("after_save_popup"), stage.find("history_list")
    assert popup.geometry().bottom() - 16 <= history.mapTo(stage.window.work, history.rect().topLeft()).y()


# ---- focus ------------------------------------------------------------------------------------------------------


def test_loaded_customer_takes_the_caret_to_the_record(stage: Stage) -> None:
    stage.put(desks.talking(dirty=False))
    assert text_area(stage).hasFocus()


def test_new_customer_takes_the_caret_to_the_first_empty_required_field(stage: Stage) -> None:
    stage.put(desks.new_customer())
    assert stage.find("field_name").hasFocus()


def test_loading_another_customer_leaves_unsaved_typing_alone(stage: Stage) -> None:
    stage.put(desks.talking())
    stage.find("field_kana").setFocus()
    other = replace(desks.sato_tab(), tab_id="tab-9")
    before = desks.talking()
    stage.put(replace(before, tabs=(*before.tabs, other), active_tab="tab-9"))
    assert stage.find("field_kana").hasFocus()


# ---- banners, lists, dialogs ------------------------------------------------------------------------------------


def test_lost_server_is_said_in_place_with_a_way_out(stage: Stage) -> None:
    stage.put(desks.server_lost())
    QTest.mouseClick(stage.find("reconnect_button"), Qt.MouseButton.LeftButton)
    assert stage.actions.names() == ["reconnect"]
    assert not stage.find("hold_button").isEnabled()


def test_news_is_a_toast_that_goes_by_itself(stage: Stage) -> None:
    stage.put(desks.call_given_up())
    toast = stage.find("notice_call_end")
    assert "応答の前に切れました" in "".join(label.text() for label in toast.findChildren(QLabel))
    assert not stage.window.work.banners.isVisible()
    assert not toast.findChildren(QAbstractButton)
    stage.clock.move(5)
    stage.window._ui.ticker.beat()
    assert stage.actions.asked == []
    stage.clock.move(1)
    stage.window._ui.ticker.beat()
    assert stage.actions.asked == [("dismiss_notice", "call_end")]
    stage.put(desks.idle())
    assert not stage.sees("notice_call_end")


def test_toasts_stand_above_each_other_at_the_lower_left_and_are_three_at_most(stage: Stage) -> None:
    [news] = desks.call_given_up().notices
    stage.put(replace(desks.idle(), notices=tuple(replace(news, key=f"news{n}") for n in range(4))))
    assert not stage.sees("notice_news0")
    tops = [stage.find(f"notice_news{n}").y() for n in (1, 2, 3)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    lowest = stage.find("notice_news3")
    assert stage.window.work.rect().contains(lowest.geometry().bottomLeft())


def test_missing_phone_is_said_with_its_reason(stage: Stage) -> None:
    stage.put(desks.phone_lost())
    texts = [label.text() for label in stage.window.work.banners.findChildren(QLabel)]
    assert "サーバーが応答しません。自動でやり直します。" in texts
    assert "マイクもスピーカーも見つかりません" in texts


@pytest.mark.parametrize(
    ("kind", "words"),
    [(DeviceKind.MICROPHONE, "マイクが見つかりません"), (DeviceKind.SPEAKER, "スピーカーが見つかりません")],
)
def test_a_single_device_that_is_missing_is_said(stage: Stage, kind: DeviceKind, words: str) -> None:
    desk = desks.idle()
    devices = msgspec.structs.replace(desk.phone.devices, missing=(kind, DeviceKind.RINGER))
    stage.put(replace(desk, phone=msgspec.structs.replace(desk.phone, devices=devices)))
    assert words in [label.text() for label in stage.window.work.banners.findChildren(QLabel)]


def test_waiting_calls_list_opens_and_closes_at_its_tile(stage: Stage) -> None:
    stage.put(desks.talking())
    QTest.mouseClick(stage.find("waiting_calls_button"), Qt.MouseButton.LeftButton)
    texts = [label.text() for label in stage.find("waiting_calls_list").findChildren(QLabel)]
    assert {"中村 和子 様", "090-8765-4321", "3 件 ・ 最長 1:24"} <= set(texts)
    QTest.mouseClick(stage.find("customer_form"), Qt.MouseButton.LeftButton)
    assert not stage.sees("waiting_calls_list")


def test_closing_during_work_asks_first(stage: Stage) -> None:
    stage.put(desks.wrap_up())
    event = QCloseEvent()
    stage.window.closeEvent(event)
    assert not event.isAccepted()
    assert stage.find("cancel_button").hasFocus()
    QTest.mouseClick(stage.find("cancel_button"), Qt.MouseButton.LeftButton)
    assert stage.actions.asked == []
    stage.window.close()
    QTest.mouseClick(stage.find("confirm_button"), Qt.MouseButton.LeftButton)
    assert stage.actions.names() == ["leave_by_closing"]
    assert not stage.window.isVisible()


def test_history_row_has_its_links(stage: Stage) -> None:
    stage.put(desks.after_save())
    view = stage.window.work.history.view
    record = stage.window.work.history.model.records[0]
    room = view.visualRect(stage.window.work.history.model.index(0))
    delegate = view.itemDelegate()
    assert set(delegate.links(room, record)) == {"edit", "detail"}  # type: ignore[attr-defined]
    at = delegate.links(room, record)["detail"].center()  # type: ignore[attr-defined]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert stage.sees("record_sheet")


@pytest.mark.parametrize(("key", "asked"), [(Qt.Key.Key_F3, "toggle_hold"), (Qt.Key.Key_W, "close_tab")])
def test_shortcuts(stage: Stage, key: Qt.Key, asked: str) -> None:
    stage.put(desks.talking(dirty=False))
    stage.press(key, Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_W else Qt.KeyboardModifier.NoModifier)
    assert stage.actions.names() == [asked]


def test_save_problem_is_shown_in_words(stage: Stage) -> None:
    stage.put(desks.wrap_up(problem=Problem("unreachable", {"why": "timeout"})))
    problem = stage.find("save_problem")
    assert isinstance(problem, QLabel)
    assert problem.text().startswith("サーバーに接続できません。")


def test_no_key_is_bound_twice(stage: Stage) -> None:
    bound = [each.key().toString() for each in stage.window.findChildren(QShortcut)]
    assert len(bound) > 30 and len(bound) == len(set(bound))


def test_log_off_by_key_asks_and_enter_answers(stage: Stage) -> None:
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    stage.press(Qt.Key.Key_Q, ctrl | shift)
    assert stage.find("cancel_button").hasFocus()
    stage.press(Qt.Key.Key_Return)
    assert not stage.sees("question_dialog") and stage.asked() == []
    stage.press(Qt.Key.Key_Q, ctrl | shift)
    stage.press(Qt.Key.Key_Tab)
    stage.press(Qt.Key.Key_Return)
    assert stage.asked() == [("log_off",)]
