"""A day at the desk: conflicting saves, closing and logging off, the caret while calls come, shortcuts, the history."""

import pytest

from tests.e2e.centre import KNOWN, UNKNOWN, Centre, talking_both_ways
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


async def in_wrap_up_with_customer(centre: Centre) -> Window:
    """A call with a known customer was taken and has ended; the customer is open."""
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    window.wait_text("status_label", "通話中（着信）")
    window.click("load_customer_button")
    window.wait_for("field_name")
    await caller.hang_up()
    window.wait_text("status_label", "後処理")
    return window


def fill_record(window: Window, text: str) -> None:
    window.choose("respondent", "本人")
    window.choose("reaction", "対応完了")
    window.choose("next_action", "完了")
    window.type("record_text", text)


async def test_another_ones_save_in_between_is_shown_and_nothing_is_lost(centre: Centre) -> None:
    window = await in_wrap_up_with_customer(centre)
    window.type("field_notes", "折り返しは午後に")
    fill_record(window, "午後に折り返す。")
    # Meanwhile the supervisor changes name and notes of the same customer
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    changed = {**customer["values"], "kana": "サトウ ケンイチロウ", "notes": "午前中に連絡希望"}
    rest.call(
        "POST",
        "/contacts",
        {
            "work_group_id": "support",
            "customer_id": customer["customer_id"],
            "version": customer["version"],
            "values": changed,
            "record": {"respondent": "self", "reaction": "considering", "next_action": "done", "text": "管理者の記録"},
        },
    )
    window.click("save_all_button")
    # The window says so, and shows field by field what differs
    conflict = window.wait_for("show_differences_button")
    assert conflict.enabled
    assert not window.look("after_save_ok_button").visible
    window.click("show_differences_button")
    told = " ".join(window.wait_for("difference_dialog").texts)
    assert "折り返しは午後に" in told and "午前中に連絡希望" in told
    window.click("close_difference_button")
    # What was typed stands; what only the other changed is taken over
    assert window.look("field_notes").text == "折り返しは午後に"
    assert window.look("field_kana").text == "サトウ ケンイチロウ"
    assert window.look("record_text").text == "午後に折り返す。"
    # Saving once more stores what the form shows, and the other's record stays
    window.click("save_all_button")
    window.click("after_save_ok_button")
    window.wait_gone("show_differences_button")
    [stored] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    assert stored["values"]["notes"] == "折り返しは午後に" and stored["values"]["kana"] == "サトウ ケンイチロウ"
    records = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert [record["text"] for record in records] == ["午後に折り返す。", "管理者の記録"]


async def test_closing_during_work_asks_and_logs_off_properly(centre: Centre) -> None:
    window = await in_wrap_up_with_customer(centre)
    window.type("record_text", "あとで書く")
    window.ask("close")
    question = window.wait_for("question_dialog")
    assert "終了しますか" in " ".join(question.texts) and "下書き" in " ".join(question.texts)
    window.click("cancel_button")
    window.wait_gone("question_dialog")
    assert window.look("record_text").text == "あとで書く"
    window.ask("close")
    window.click("confirm_button")
    assert window.process.wait(10) == 0
    # Logged off at once, not only after the grace time: another one gets the extension
    other = centre.rest()
    other.login("op002", "2001")
    other.call("POST", "/logout", {})
    # and what was typed is offered again at the next login
    window = centre.ready_operator()
    window.click("restore_draft_button")
    window.wait("record_text", lambda seen: seen.text == "あとで書く")
    assert window.look("field_name").text == "佐藤 健一"


async def test_closing_in_a_call_keeps_the_voice(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    await talking_both_ways(centre, caller)
    window.ask("close")
    assert "通話は切断するまで続きます" in " ".join(window.wait_for("question_dialog").texts)
    window.click("confirm_button")
    assert window.process.wait(10) == 0
    await talking_both_ways(centre, caller, seconds=2)
    window = centre.open_window()
    window.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, caller)
    window.click("hang_up_button")
    await caller.expect("ended")


async def test_logging_off_frees_the_extension_and_ends_the_phone(centre: Centre) -> None:
    window = centre.ready_operator()
    window.click("log_off_button")
    window.wait_for("question_dialog")
    window.click("confirm_button")
    window.wait_for("login_button")
    assert window.look("password").text == ""
    assert not window.look("login_problem").visible
    other = centre.rest()
    other.login("op002", "2001")
    # Nobody is there: a caller waits with music instead of ringing at an empty desk
    caller = await centre.call_from(KNOWN)
    await caller.expect("answered")


async def test_the_caret_stays_where_it_is_typed_while_a_call_comes(centre: Centre) -> None:
    window = await in_wrap_up_with_customer(centre)
    window.type("record_text", "前の電話の続きを")
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    window.type("record_text", "書いている", clear=False)
    assert window.look("record_text").focus
    await centre.call_from(UNKNOWN, "second")
    window.wait_for("incoming_popup")
    assert window.look("record_text").focus
    window.type("record_text", "途中です。", clear=False)
    seen = window.look("record_text")
    assert seen.text == "前の電話の続きを書いている途中です。" and seen.focus
    # F2 answers from within the text, and the text stays with its customer
    window.key("F2")
    window.wait_text("status_label", "通話中（着信）")
    assert window.look("record_text").text == "前の電話の続きを書いている途中です。"
    window.click("create_customer_button")
    window.wait("field_phone", lambda seen: seen.text == "03-9999-8888")
    assert window.look("record_text").text == ""
    assert window.look("close_tab_button").count == 2
    # The first customer's tab is not closed with its text unasked
    window.click("close_tab_button", 0)
    assert "保存せずに閉じますか" in " ".join(window.wait_for("question_dialog").texts)
    window.click("cancel_button")
    window.wait_gone("question_dialog")
    assert window.look("close_tab_button").count == 2


async def test_a_call_from_ring_to_save_without_the_mouse(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.wait_for("incoming_popup")
    window.key("F2")
    window.wait_text("status_label", "通話中（着信）")
    window.click("load_customer_button")
    window.wait_for("field_name")
    window.key("Shift+F2")
    await caller.expect("ended")
    window.wait_text("status_label", "後処理")
    fill_record(window, "キーだけで")
    window.key("Ctrl+Return")
    window.wait_for("after_save_ok_button")
    window.wait("status_label", lambda seen: _resumed(window, seen.text))
    window.wait_gone("customer_form")


def _resumed(window: Window, status: str) -> bool:
    """Press again: just opened, the pop-up takes no keys, so that one meant for the text closes nothing."""
    if window.look("after_save_ok_button").visible:
        window.key("Ctrl+Return")
    return status == "受付中"


async def test_a_saved_record_is_in_the_history_and_can_be_edited_the_same_day(centre: Centre) -> None:
    window = await in_wrap_up_with_customer(centre)
    fill_record(window, "書き損じ")
    window.click("save_all_button")
    window.click("after_save_ok_button")
    window.wait_for("history_list")
    window.key("Alt+3")
    window.wait("history_list", lambda seen: seen.focus)
    window.key("Down")
    window.key("Return")
    window.click("edit_record_button")
    window.wait("edit_record_text", lambda seen: seen.text == "書き損じ")
    window.type("edit_record_text", "書き直した")
    window.click("save_edit_button")
    window.wait_gone("save_edit_button")
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert record["text"] == "書き直した" and record["edited_at"] > record["saved_at"]
    assert window.look("record_text").text == ""  # the new record's form is apart from it
