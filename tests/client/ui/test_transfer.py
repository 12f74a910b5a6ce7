"""転送 in the window: choose whom and how, talk with the target, and whatever becomes of it."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from bluebean_client.domain import notices
from bluebean_client.domain.desk import Problem
from bluebean_client.ui.seats.table import SeatTable
from bluebean_client.ui.softphone.call_card import StateChip
from server.protocol.errors import ErrorCode
from server.protocol.rest import TransferRequest
from server.protocol.transfer import Party, TransferMode, TransferStage
from tests.client.ui.conftest import Stage
from tests.support import transfer_desks


def opened(stage: Stage) -> SeatTable:
    stage.put(transfer_desks.talking())
    stage.press(Qt.Key.Key_F4)
    table = stage.find("transfer_seats")
    assert isinstance(table, SeatTable)
    return table


def choose(stage: Stage, name: str) -> None:
    """Enter on the row of a colleague."""
    table = opened(stage)
    row = next(row for row, seat in enumerate(table.seats) if seat.name == name)
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    stage.press(Qt.Key.Key_Return)
    stage.put(transfer_desks.held())


def last_asked(stage: Stage) -> tuple[object, ...]:
    return stage.asked()[-1]


def in_the_bar(stage: Stage) -> str:
    return " ".join(label.text() for label in stage.window.work.bar.info.findChildren(QLabel) if label.isVisible())


# ---- whom -------------------------------------------------------------------------------------------------------


def test_f4_shows_colleagues_who_are_free_first_and_the_caret_is_in_the_number(stage: Stage) -> None:
    table = opened(stage)
    names = [seat.name for seat in table.seats]
    assert names[0] == "伊藤 恵美" and "高橋 由美" not in names and "清水 健吾" not in names
    assert QApplication.focusWidget() is stage.find("transfer_number")
    assert ("load_seat_plan",) in stage.actions.asked


def test_without_a_call_f4_does_nothing_and_the_button_says_why(stage: Stage) -> None:
    stage.put(transfer_desks.ended())
    stage.press(Qt.Key.Key_F4)
    assert not stage.sees("transfer_dialog")
    button = stage.find("transfer_button")
    assert not button.isEnabled() and button.toolTip() == "通話がありません。"


def test_only_who_can_take_it_are_left_if_that_is_wished(stage: Stage) -> None:
    table = opened(stage)
    stage.find("transfer_free_only").setChecked(True)  # type: ignore[attr-defined]
    assert {seat.status.value for seat in table.seats} == {"available", "wrap_up"}


def test_who_can_not_take_it_is_not_chosen(stage: Stage) -> None:
    table = opened(stage)
    row = next(row for row, seat in enumerate(table.seats) if seat.name == "小林 陽子")
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    stage.press(Qt.Key.Key_Return)
    assert stage.sees("transfer_seats")
    assert "keep_customer_waiting" not in stage.actions.names()


def test_a_typed_number_is_chosen_by_enter(stage: Stage) -> None:
    opened(stage)
    number = stage.find("transfer_number")
    assert isinstance(number, QLineEdit)
    assert not stage.find("transfer_to_number_button").isEnabled()
    number.setText("0120000456")
    stage.press(Qt.Key.Key_Return)
    stage.put(transfer_desks.held())
    stage.click("blind_transfer_button")
    assert last_asked(stage) == ("begin_transfer", TransferRequest(TransferMode.BLIND, number="0120000456"))


def test_a_queue_is_only_transferred_to_at_once(stage: Stage) -> None:
    opened(stage)
    stage.click("transfer_groups_button")
    stage.click("transfer_to_billing_button")
    stage.put(transfer_desks.held())
    assert not stage.sees("attended_transfer_button")
    stage.click("blind_transfer_button")
    assert last_asked(stage) == ("begin_transfer", TransferRequest(TransferMode.BLIND, work_group_id="billing"))


def test_a_queue_in_which_nobody_works_says_so_and_cannot_be_chosen(stage: Stage) -> None:
    desk = transfer_desks.talking()
    assert desk.live is not None
    gone = {key: seat for key, seat in desk.live.seats.items() if "billing" not in seat.work_group_ids}
    stage.put(replace(desk, live=msgspec.structs.replace(desk.live, seats=gone)))
    stage.press(Qt.Key.Key_F4)
    stage.click("transfer_groups_button")
    button = stage.find("transfer_to_billing_button")
    assert not button.isEnabled() and button.toolTip()
    assert stage.find("transfer_to_support_button").isEnabled()


@pytest.mark.parametrize("leave", ["esc", "cancel_transfer_button", "close_transfer_button"])
def test_leaving_before_a_choice_changes_nothing(stage: Stage, leave: str) -> None:
    opened(stage)
    stage.press(Qt.Key.Key_Escape) if leave == "esc" else stage.click(leave)
    assert not stage.sees("transfer_dialog")
    assert "keep_customer_waiting" not in stage.actions.names()


# ---- how --------------------------------------------------------------------------------------------------------


def test_a_choice_lets_the_customer_hear_music_and_leaving_brings_him_back(stage: Stage) -> None:
    choose(stage, "渡辺 直樹")
    assert last_asked(stage) == ("keep_customer_waiting", True)
    assert "渡辺 直樹 に転送" in stage.texts("transfer_dialog")
    assert QApplication.focusWidget() is stage.find("attended_transfer_button")
    stage.press(Qt.Key.Key_Escape)
    assert last_asked(stage) == ("keep_customer_waiting", False)


def test_back_leads_to_the_choice(stage: Stage) -> None:
    choose(stage, "渡辺 直樹")
    stage.click("back_to_targets_button")
    assert stage.sees("transfer_seats")


def test_talking_first_begins_an_attended_transfer(stage: Stage) -> None:
    choose(stage, "渡辺 直樹")
    stage.press(Qt.Key.Key_Space)
    request = last_asked(stage)[1]
    assert isinstance(request, TransferRequest)
    assert (request.mode, request.operator_id) == (TransferMode.ATTENDED, "op-1")


def test_a_refused_target_is_told_in_place(stage: Stage) -> None:
    choose(stage, "渡辺 直樹")
    problem = Problem(ErrorCode.TARGET_NOT_FREE, {"operator_name": "渡辺 直樹", "status": "talking_in"})
    stage.put(notices.put(transfer_desks.held(), notices.refused("transfer_button", problem)))
    assert any(text.startswith("渡辺 直樹さんは今、電話を受けられません。") for text in stage.texts("transfer_dialog"))


# ---- the target -------------------------------------------------------------------------------------------------


def test_while_it_rings_only_hanging_up_and_going_back_are_possible(stage: Stage) -> None:
    stage.put(transfer_desks.calling())
    assert not stage.find("complete_transfer_button").isEnabled()
    assert not stage.find("conference_button").isEnabled()
    assert stage.find("complete_transfer_button").toolTip()
    assert "渡辺 直樹 を呼び出し中" in stage.texts("transfer_dialog")
    stage.click("back_to_targets_button")
    assert last_asked(stage) == ("drop_target", True)
    stage.put(transfer_desks.held())
    assert stage.sees("transfer_seats")


def test_the_dialogs_buttons_and_those_of_the_bar_do_the_same(stage: Stage) -> None:
    stage.put(transfer_desks.consulted())
    stage.click("complete_transfer_button")
    stage.click("transfer_button")
    stage.press(Qt.Key.Key_F4)
    assert stage.asked()[-3:] == [("complete_transfer",)] * 3
    stage.click("drop_target_button")
    assert last_asked(stage) == ("drop_target", False)
    stage.click("hang_up_button")
    assert last_asked(stage) == ("hang_up",)
    stage.click("conference_button")
    assert last_asked(stage) == ("start_conference",)


def test_esc_drops_nobody(stage: Stage) -> None:
    stage.put(transfer_desks.consulted())
    before = stage.asked()
    stage.press(Qt.Key.Key_Escape)
    assert stage.sees("transfer_dialog") and stage.asked() == before


def test_a_conference_can_be_hidden_and_goes_on(stage: Stage) -> None:
    stage.put(transfer_desks.conference())
    assert "三者がお互いに聞こえています。" in stage.texts("transfer_dialog")
    before = stage.asked()
    stage.press(Qt.Key.Key_Escape)
    assert not stage.sees("transfer_dialog") and stage.asked() == before
    stage.put(replace(transfer_desks.conference(), notices=()))
    assert not stage.sees("transfer_dialog")
    stage.click("transfer_button")
    assert stage.sees("transfer_dialog") and stage.asked() == [*before, ("load_seat_plan",)]
    stage.press(Qt.Key.Key_F4)
    assert last_asked(stage) == ("complete_transfer",), "seen, it is left by the same key"


@pytest.mark.parametrize("after", [transfer_desks.customer_is_back, transfer_desks.ended])
def test_the_dialog_goes_when_the_customer_is_back_or_gone(stage: Stage, after: object) -> None:
    stage.put(transfer_desks.consulted())
    stage.put(after())  # type: ignore[operator]
    assert not stage.sees("transfer_dialog")


def test_the_reason_stands_in_a_banner_once_the_customer_is_back(stage: Stage) -> None:
    stage.put(transfer_desks.calling())
    stage.put(transfer_desks.customer_is_back())
    assert stage.sees("transfer_button")
    told = [label.text() for label in stage.window.work.banners.findChildren(QLabel)]
    assert "転送できませんでした。渡辺 直樹が応答しません。" in told


def test_recent_targets_are_offered_again(stage: Stage) -> None:
    choose(stage, "渡辺 直樹")
    stage.press(Qt.Key.Key_Space)
    stage.put(transfer_desks.consulted())
    stage.put(transfer_desks.talking())
    stage.press(Qt.Key.Key_F4)
    stage.click("recent_target_button")
    assert "渡辺 直樹 に転送" in stage.texts("transfer_dialog")


def test_a_target_without_a_name_is_shown_by_its_number(stage: Stage) -> None:
    stage.put(transfer_desks.consulting(TransferStage.TALKING, Party("", "+81312340000")))
    assert "03-1234-0000 と通話中" in stage.texts("transfer_dialog")
    chips = stage.find("transfer_customer").findChildren(StateChip)
    assert chips and "保留中" in stage.texts("transfer_customer")


# ---- the receiver -----------------------------------------------------------------------------------------------


def test_the_pop_up_says_who_hands_the_customer_over(stage: Stage) -> None:
    stage.put(transfer_desks.offered())
    assert "渡辺 直樹さんからの転送" in stage.texts("incoming_popup")


def test_the_pop_up_of_a_call_that_comes_back_says_why(stage: Stage) -> None:
    stage.put(transfer_desks.returning())
    assert "渡辺 直樹が応答しないため戻りました" in stage.texts("incoming_popup")


@pytest.mark.parametrize(
    ("stage_of_it", "words"),
    [
        (TransferStage.TALKING, "渡辺 直樹 と通話中（お客様は保留音）"),
        (TransferStage.CONFERENCE, "渡辺 直樹 と三者通話中"),
    ],
)
def test_the_receiver_sees_who_hears_him(stage: Stage, stage_of_it: TransferStage, words: str) -> None:
    stage.put(transfer_desks.asked(stage_of_it))
    assert words in in_the_bar(stage)


def test_who_hid_the_conference_sees_that_it_goes_on(stage: Stage) -> None:
    stage.put(transfer_desks.conference())
    stage.press(Qt.Key.Key_Escape)
    assert "渡辺 直樹 と三者通話中" in in_the_bar(stage)


def test_in_the_lowest_window_the_buttons_are_seen_without_scrolling(stage: Stage) -> None:
    stage.put(transfer_desks.consulted())
    stage.window.setMinimumSize(640, 360)  # 1280 × 720 at 200 %
    stage.window.resize(640, 360)
    QApplication.processEvents()
    button = stage.find("complete_transfer_button")
    assert stage.window.height() == 360
    assert button.mapTo(stage.window, button.rect().bottomLeft()).y() < 360
