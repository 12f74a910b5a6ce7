"""A customer is searched, loaded, edited in all kinds of fields, his history read and a recording heard; two save the same one."""

import sqlite3

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, OPERATOR_HZ, UNKNOWN, Centre, talking_both_ways, until
from tests.support.tones import read_growing_wav, tone_share
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

TYPED = {
    "kana": "サトウ ケンイチロウ",
    "notes": "平日の午後\nルーター交換済み",
    "email": "k.sato@example.jp",
    "site": "https://example.jp/",
    "postal": "1600022",
    "devices": "3",
    "since": "2026/04/01",
    "secret": "ひみつの合言葉",
}


def search(window: Window, text: str) -> None:
    """By keys alone."""
    window.key("Ctrl+F")
    window.type("customer_search", text)
    window.wait("found_customers_list", lambda seen: seen.visible and seen.rows > 0)


def load_by_search(window: Window, text: str) -> None:
    """Faster than the answer, as people are."""
    window.key("Ctrl+F")
    window.type("customer_search", text)
    window.key("Return")
    window.wait_for("field_name")


def fill_every_kind_of_field(window: Window) -> None:
    for key, text in TYPED.items():
        window.type(f"field_{key}", text)
    window.choose("field_plan", "スタンダード")
    window.click("field_class_1")
    window.click("field_ways_0")
    window.click("field_ways_1")


async def a_recorded_call(centre: Centre, window: Window) -> None:
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    await talking_both_ways(centre, caller, seconds=2)
    window.click("load_customer_button")
    window.wait_for("field_name")
    await caller.hang_up()
    window.wait_text("status_label", "後処理")
    window.type("record_text", "料金のお問い合わせ")
    window.click("save_all_button")
    window.click("after_save_ok_button")
    window.wait_gone("after_save_ok_button")
    window.key("Ctrl+W")
    window.wait_gone("customer_form")


def opened_from_the_latest_contacts(window: Window) -> None:
    """On the empty desk, by keys alone."""
    window.wait("recent_contacts", lambda seen: "佐藤 健一" in " ".join(seen.texts))
    window.key("Alt+3")
    window.key("Return")
    window.wait_for("field_name")
    window.key("Ctrl+W")
    window.wait_gone("customer_form")


def a_customer_who_does_not_call_is_written_down(centre: Centre, window: Window) -> None:
    window.key("Ctrl+Shift+N")
    window.wait_for("field_name")
    window.type("field_name", "新田 歩")
    window.type("field_phone", "03-5559-8888")
    window.key("Ctrl+Return")
    window.click("after_save_ok_button")
    window.wait_gone("after_save_ok_button")
    [stored] = centre.rest().call("GET", "/customers?phone=0355598888")["customers"]
    [record] = centre.rest().call("GET", f"/customers/{stored['customer_id']}/records")["records"]
    assert (stored["name"], record["call_id"]) == ("新田 歩", None)
    window.key("Ctrl+W")
    window.wait_gone("customer_form")


async def test_a_customer_is_found_edited_and_his_recorded_call_is_heard(centre: Centre) -> None:
    window = centre.ready_operator()
    await a_recorded_call(centre, window)
    opened_from_the_latest_contacts(window)
    a_customer_who_does_not_call_is_written_down(centre, window)
    # Found by a part of the number and by a part of the kana, in any writing, and loaded by hand
    search(window, "1112222")
    assert window.look("found_customers_list").rows == 1
    load_by_search(window, "さとう ｹﾝ")
    assert window.look("field_name").text == "佐藤 健一"
    # Every kind of field is edited and stored
    fill_every_kind_of_field(window)
    window.type("record_text", "登録内容を変更")
    window.click("save_all_button")
    window.click("after_save_ok_button")
    rest = centre.rest()
    [stored] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    wanted = {**TYPED, "plan": "スタンダード", "class": "法人", "ways": ["電話", "メール"]}
    wanted |= {"postal": "160-0022", "since": "2026-04-01", "secret": "●" * 8}
    assert {key: stored["values"][key] for key in wanted} == wanted
    assert rest.call("GET", f"/customers/{stored['customer_id']}/secrets")["values"] == {"secret": TYPED["secret"]}
    # The history is filtered by its text, and the recording of the call is heard
    window.wait("history_list", lambda seen: seen.visible and seen.rows == 2)
    window.click("history_text_button")
    window.type("history_text_filter", "料金")
    window.wait("history_list", lambda seen: seen.visible and seen.rows == 1)
    window.key("Alt+3")
    window.key("Down")
    window.key("Return")
    window.wait("play_recording_button", lambda seen: seen.visible and seen.enabled)
    assert not window.look("download_recording_button").visible
    assert not centre.played_by("op001").exists()
    window.click("play_recording_button")
    await until(lambda: both_are_heard(centre), "operator and caller being heard from the recording", 30)
    assert audit(centre) == ["recording_heard", "secrets_revealed"]


async def test_a_call_silences_the_recording(centre: Centre) -> None:
    window = centre.ready_operator()
    await a_recorded_call(centre, window)
    load_by_search(window, "けんいち")
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    window.key("Alt+3")
    window.key("Down")
    window.key("Return")
    window.wait("play_recording_button", lambda seen: seen.visible and seen.enabled)
    window.click("play_recording_button")
    await until(centre.played_by("op001").exists, "the recording being played", 30)
    await centre.call_from(UNKNOWN, "second")
    window.wait_for("incoming_popup")
    window.wait("play_recording_button", lambda seen: not seen.enabled)


async def test_two_windows_save_the_same_customer(centre: Centre) -> None:
    first, second = centre.ready_operator(), centre.ready_operator("op002", "2002")
    for window in (first, second):
        load_by_search(window, "けんいち")
    first.type("field_notes", "一人目のメモ")
    first.type("field_kana", "イチバン")
    second.type("field_notes", "二人目のメモ")
    second.type("field_email", "second@example.jp")
    second.type("record_text", "二人目の記録")
    first.click("save_all_button")
    first.click("after_save_ok_button")
    second.click("save_all_button")
    second.click("show_differences_button")
    told = " ".join(second.wait_for("difference_dialog").texts)
    assert "一人目のメモ" in told and "二人目のメモ" in told and "高橋 由美" in told
    second.click("theirs_notes")
    second.click("save_difference_button")
    second.click("after_save_ok_button")
    rest = centre.rest()
    [stored] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    kept = {key: stored["values"][key] for key in ("notes", "kana", "email")}
    assert kept == {"notes": "一人目のメモ", "kana": "イチバン", "email": "second@example.jp"}
    records = rest.call("GET", f"/customers/{stored['customer_id']}/records")["records"]
    assert [record["text"] for record in records] == ["二人目の記録", ""]


def both_are_heard(centre: Centre) -> bool:
    """Both sides are mixed into what is played."""
    played = centre.played_by("op001")
    if not played.exists():
        return False
    sound = read_growing_wav(played)
    return all(tone_share(sound, 16000, hz) > 0.2 for hz in (CALLER_HZ, OPERATOR_HZ))


def audit(centre: Centre) -> list[str]:
    with sqlite3.connect(f"file:{centre.server.data_dir / 'bluebean.sqlite3'}?mode=ro", uri=True) as database:
        return sorted(action for (action,) in database.execute("SELECT action FROM audit"))
