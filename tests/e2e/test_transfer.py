"""A customer is handed on between real windows and phones: who hears whom, what each operator sees, and what is recorded."""

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, OPERATOR_HZ, RECORDED, Centre, heard, recorded, talking_both_ways, until
from tests.e2e.outside import somebody_outside
from tests.e2e.transfers import SECOND_HZ, ask, choose, hears, in_a_call, second_operator
from tests.support.sip_peers import Caller
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


@pytest.mark.timeout(180)
async def test_attended_conference_and_handed_over_with_one_recording_of_it_all(centre: Centre) -> None:
    first, caller = await in_a_call(centre)
    second, third = second_operator(centre), centre.ready_operator("sv001", "2009")
    third.click("seat_list_button")
    write(first, "料金の件で担当へ転送。")
    # While the colleague rings the customer hears music, and can't hear the operator
    ask(first, "2002")
    first.wait("transfer_dialog", lambda seen: "渡辺 直樹 を呼び出し中" in " ".join(seen.texts))
    popup = second.wait_for("incoming_popup")
    assert "高橋 由美さんからの転送" in " ".join(popup.texts) and "佐藤 健一" in " ".join(popup.texts)
    assert "03-1111-2222" in " ".join(popup.texts)
    seats(third, first="通話中（着信）", second="着信中")
    # The two operators talk; the customer hears neither
    second.click("answer_button")
    first.wait("complete_transfer_button", lambda seen: seen.enabled)
    await hears(centre.heard_by("op001"), SECOND_HZ)
    await hears(centre.heard_by("op002"), OPERATOR_HZ)
    assert heard(caller.heard, SECOND_HZ) < 0.2
    seats(third, first="通話中（着信）", second="通話中（着信）")
    # All three hear each other
    first.click("conference_button")
    await hears(caller.heard, SECOND_HZ)
    await hears(caller.heard, OPERATOR_HZ)
    for login_id, hz in (("op001", CALLER_HZ), ("op001", SECOND_HZ), ("op002", CALLER_HZ), ("op002", OPERATOR_HZ)):
        await hears(centre.heard_by(login_id), hz)
    # The first leaves; the customer is the second's, with his record open
    first.click("complete_transfer_button")
    first.wait_text("status_label", "後処理")
    first.wait_gone("transfer_dialog")
    second.wait("field_name", lambda seen: seen.text == "佐藤 健一")
    second.wait("history_list", lambda seen: seen.rows == 1)  # what the first has written
    seats(third, first="後処理", second="通話中（着信）")
    assert not third.look("incoming_popup").visible, "nobody else is called"
    await talking_both_ways_with(centre, caller, "op002", SECOND_HZ)
    write(second, "料金をご案内。")
    await caller.hang_up()
    second.wait_text("status_label", "後処理")
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    path = f"/customers/{customer['customer_id']}/records"
    await until(lambda: all(each["has_recording"] for each in rest.call("GET", path)["records"]), "the recording")
    newer, older = rest.call("GET", path)["records"]
    assert (older["author"]["name"], newer["author"]["name"]) == ("高橋 由美", "渡辺 直樹")
    assert older["call_id"] != newer["call_id"] and newer["times"]["talk_seconds"] >= 1
    # One recording holds the customer and both operators
    [wav] = centre.recordings()
    for hz, channel in ((CALLER_HZ, 0), (OPERATOR_HZ, 1), (SECOND_HZ, 1)):
        assert recorded(wav, hz, channel) >= RECORDED, hz


def seats(third: Window, first: str, second: str) -> None:
    """As somebody else sees them."""
    third.wait("desk_2001", lambda seen: seen.name == f"高橋 由美 2001 {first}")
    third.wait("desk_2002", lambda seen: seen.name == f"渡辺 直樹 2002 {second}")


def write(window: Window, text: str) -> None:
    """A record of one's own part."""
    window.type("record_text", text)
    window.click("save_all_button")
    window.click("after_save_ok_button")


async def talking_both_ways_with(centre: Centre, caller: Caller, login_id: str, hz: float) -> None:
    await hears(centre.heard_by(login_id), CALLER_HZ)
    await hears(caller.heard, hz)


async def test_dropped_declined_and_not_answered_bring_the_customer_back_with_the_reason(centre: Centre) -> None:
    first, caller = await in_a_call(centre)
    second = second_operator(centre)
    # 切断 of the call bar drops the target, never the customer
    ask(first, "2002")
    second.click("answer_button")
    first.wait("complete_transfer_button", lambda seen: seen.enabled)
    first.click("hang_up_button")
    second.wait_text("status_label", "受付中")
    await talking_both_ways(centre, caller)
    # Back to the choice while it rings: the customer goes on waiting until he is taken back
    ask(first, "2002")
    second.wait_for("incoming_popup")
    first.click("back_to_targets_button")
    second.wait_gone("incoming_popup")
    first.wait("hold_button", lambda seen: "再開" in seen.text)
    first.click("cancel_transfer_button")
    await talking_both_ways(centre, caller)
    # Declined
    ask(first, "2002")
    second.wait_for("incoming_popup")
    second.click("hang_up_button")
    first.wait("notice_transfer", lambda seen: "渡辺 直樹が受けませんでした" in seen.text)
    await talking_both_ways(centre, caller)
    # He is away now, and the server says so in place
    choose(first, "2002")
    first.click("attended_transfer_button")
    first.wait("transfer_dialog", lambda seen: "渡辺 直樹さんは今、電話を受けられません" in " ".join(seen.texts))
    first.key("Escape")
    await talking_both_ways(centre, caller)


async def test_blind_to_an_operator_comes_back_if_nobody_answers_and_goes_to_a_queue(centre: Centre) -> None:
    first, caller = await in_a_call(centre)
    second = second_operator(centre)
    # Not answered: it rings at the first operator again, and says why
    choose(first, "2002")
    first.click("blind_transfer_button")
    first.wait_text("status_label", "後処理")
    second.wait_for("incoming_popup")
    first.wait_for("incoming_popup", seconds=25)
    assert "渡辺 直樹が応答しないため戻りました" in " ".join(first.look("incoming_popup").texts)
    first.click("answer_button")
    await talking_both_ways(centre, caller)
    # To the queue of the group, where the second is free again
    second.click("available_button")
    first.key("F4")
    first.click("transfer_groups_button")
    first.click("transfer_to_support_button")
    first.click("blind_transfer_button")
    first.wait_text("status_label", "後処理")
    popup = second.wait_for("incoming_popup")
    assert "高橋 由美さんからの転送" in " ".join(popup.texts)
    second.click("answer_button")
    await talking_both_ways_with(centre, caller, "op002", SECOND_HZ)


async def test_a_number_outside_is_busy_then_talked_with_and_has_the_customer(centre: Centre) -> None:
    outside = await somebody_outside(centre)
    first, caller = await in_a_call(centre)
    number = "0344445555"
    # Busy: the customer is back, and why
    ask(first, number)
    await outside.expect("incoming")
    await outside.reject(486)
    first.wait("notice_transfer", lambda seen: "03-4444-5555は通話中です" in seen.text)
    await talking_both_ways(centre, caller)
    # Blind to a number that fails: it rings at the operator again
    choose(first, number)
    first.click("blind_transfer_button")
    await outside.expect("incoming")
    await outside.reject(404)
    first.wait_for("incoming_popup")
    first.click("answer_button")
    await talking_both_ways(centre, caller)
    # Talked with, and handed over
    ask(first, number)
    await outside.expect("incoming")
    await outside.answer()
    first.click("complete_transfer_button")
    first.wait_text("status_label", "後処理")
    await hears(caller.heard, CALLER_HZ)  # somebody outside says the same tone
    await outside.hang_up()
    await caller.expect("ended")
