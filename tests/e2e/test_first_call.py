"""A caller on real SIP reaches an operator's real window; they talk, the record is saved, the next call comes."""

import time

import pytest

from tests.e2e.centre import (
    CALLER_HZ,
    KNOWN,
    OPERATOR_HZ,
    RECORDED,
    SHARED,
    UNKNOWN,
    Centre,
    heard,
    recorded,
    talking_both_ways,
)

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


async def test_a_known_caller_is_answered_recorded_saved_and_the_next_call_comes(centre: Centre) -> None:
    # Given operator A is ready in support
    window = centre.ready_operator()
    # When a caller with a known number calls, then A's window shows the customer
    called_at = time.time()
    caller = await centre.call_from(KNOWN)
    popup = window.wait_for("incoming_popup")
    assert "佐藤 健一" in " ".join(popup.texts)
    assert popup.shown_at - called_at < 2.0  # the bench measures it; here only that nothing waits for a time-out
    window.wait_text("status_label", "着信中")
    assert not window.look("available_button").enabled
    # When A answers, then each hears the other's tone
    window.click("answer_button")
    window.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, caller)
    # and A loads the customer
    window.click("load_customer_button")
    window.wait_gone("incoming_popup")
    assert window.wait_for("field_name").text == "佐藤 健一"
    # When the caller hangs up, then A is in wrap-up
    await caller.hang_up()
    window.wait_text("status_label", "後処理")
    # When A saves, then the record stands in the history
    window.choose("respondent", "本人")
    window.choose("reaction", "対応完了")
    window.choose("next_action", "完了")
    window.type("record_text", "料金のお問い合わせ。")
    window.click("save_all_button")
    window.wait_for("after_save_ok_button")
    window.wait("history_list", lambda seen: seen.visible)
    # and after "close and resume" A is ready for the next call, which comes
    window.click("close_and_resume_button")
    window.wait_text("status_label", "受付中")
    await centre.call_from(UNKNOWN, "second")
    window.wait_for("create_customer_button")
    # The call record and the recording are there: customer left, operator right
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert record["text"] == "料金のお問い合わせ。" and record["author"]["operator_id"] == "op001"
    assert record["times"]["talk_seconds"] >= 1 and record["direction"] == "in" and record["has_recording"]
    # and so is why it rang at this desk
    [offer] = rest.call("GET", f"/calls/{record['call_id']}/offers")["offers"]
    assert offer["operator"]["operator_id"] == "op001" and offer["answered"] and offer["rang_at"]
    assert offer["why"]["reason"] == "longest_idle" and offer["sentence"].endswith("longest of 1 free")
    wav = centre.folder / "downloaded.wav"
    wav.write_bytes(rest.raw("GET", f"/recordings/{record['call_id']}"))
    assert recorded(wav, CALLER_HZ, channel=0) >= RECORDED and recorded(wav, OPERATOR_HZ, channel=0) < 0.3
    assert recorded(wav, OPERATOR_HZ, channel=1) >= RECORDED and recorded(wav, CALLER_HZ, channel=1) < 0.3


async def test_customers_who_share_a_number_are_all_listed(centre: Centre) -> None:
    window = centre.ready_operator()
    await centre.call_from(SHARED)
    window.wait_for("incoming_popup")
    assert window.look("load_customer_button").count == 2
    assert not window.look("customer_form").visible


async def test_an_unknown_caller_becomes_a_customer(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await centre.call_from(UNKNOWN)
    window.click("create_customer_button")
    window.click("answer_button") if window.look("answer_button").visible else window.key("F2")
    window.wait_text("status_label", "通話中（着信）")
    assert window.wait_for("field_phone").text == "03-9999-8888"
    window.click("save_all_button")  # without the required name it is refused in place
    window.wait("field_name", lambda seen: seen.focus)
    window.type("field_name", "新井 守")
    window.type("record_text", "新規のお客様。")
    window.click("save_all_button")  # saving during the call is allowed
    window.click("after_save_ok_button")
    await caller.hang_up()
    window.wait_text("status_label", "後処理")
    [customer] = centre.rest().call("GET", f"/customers?work_group_id=support&phone={UNKNOWN}")["customers"]
    assert customer["name"] == "新井 守"


async def test_an_unanswered_call_goes_to_the_next_operator_and_the_first_is_away(centre: Centre) -> None:
    first, second = centre.ready_operator(), centre.ready_operator("op002", "2002")
    caller = await centre.call_from(KNOWN)
    first.wait_for("incoming_popup")
    assert not second.look("incoming_popup").visible
    first.wait_text("status_label", "離席", seconds=25)
    first.wait_gone("incoming_popup")
    second.wait_for("incoming_popup")
    second.click("answer_button")
    second.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, caller, "op002")


async def test_hold_plays_music_resume_brings_the_voice_back_and_hang_up_ends_it(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    await talking_both_ways(centre, caller)
    window.click("hold_button")
    window.wait("hold_button", lambda seen: seen.visible and "再開" in seen.text)
    before = heard(centre.heard_by("op001"), CALLER_HZ)
    window.click("hold_button")
    window.wait("hold_button", lambda seen: "保留" in seen.text)
    assert heard(centre.heard_by("op001"), CALLER_HZ) < before + 1.5
    await talking_both_ways(centre, caller)
    window.click("hang_up_button")
    await caller.expect("ended")
    window.wait_text("status_label", "後処理")


async def test_while_nobody_is_free_the_caller_hears_music_and_waits_in_the_list(centre: Centre) -> None:
    window = centre.ready_operator()
    window.click("break_button")
    window.wait_text("status_label", "休憩")
    caller = await centre.call_from(KNOWN)
    await caller.expect("answered")
    window.click("waiting_calls_button")
    window.wait("waiting_calls_list", lambda seen: seen.visible and "佐藤 健一" in " ".join(seen.texts))
    window.click("available_button")
    window.click("answer_button")
    await talking_both_ways(centre, caller)
