"""Promised calls are told of over a restart of the server and go to a colleague; who gave up is on every screen until done."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.centre import KNOWN, UNKNOWN, Centre, talking_both_ways
from tests.support.site import Rest

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


async def test_a_promised_call_is_told_of_over_a_killed_server_and_done_by_the_next_record(centre: Centre) -> None:
    # Given A has talked with a customer
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.click("load_customer_button")
    window.click("answer_button") if window.look("answer_button").visible else window.key("F2")
    await talking_both_ways(centre, caller)
    await caller.hang_up()
    window.wait_text("status_label", "後処理")
    # When A promises to call back soon and saves
    window.choose("next_action", "再架電")
    soon = datetime.now() + timedelta(minutes=30)  # as the operator types it
    window.type("next_action_time", f"{soon:%Y/%m/%d %H:%M}")
    window.type("record_text", "見積りの件")
    window.click("save_all_button")
    window.click("close_and_resume_button")
    # Then the notice comes, and is still there when the server was killed and started again
    window.wait("callback_notice", lambda seen: "佐藤 健一" in " ".join(seen.texts))
    centre.server.kill_when_written()
    centre.server.start()
    window.wait_text("server_label", "サーバー接続中")
    assert window.look("callback_notice").count == 1
    assert window.look("callbacks_button").description == "1"
    # When A loads it, then the customer is there, and the next record fulfils the promise
    window.click("load_noticed_callback_button")
    assert window.wait_for("field_name").text == "佐藤 健一"
    window.wait_gone("callback_notice")
    window.choose("next_action", "完了")
    window.click("save_all_button")
    window.click("after_save_ok_button")
    window.wait("callbacks_button", lambda seen: not seen.description)
    window.wait_text("my_day_label", "本日 1 件")


def promise_at(rest: Rest, due_at: datetime, assignee: str) -> None:
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    record = {"next_action": "callback", "next_assignee": assignee, "next_action_time": due_at.isoformat()}
    body = {"work_group_id": "support", "values": customer["values"], "record": {**record, "text": "更新の件"}}
    rest.call("POST", "/contacts", {**body, "customer_id": customer["customer_id"], "version": customer["version"]})


async def test_nobody_at_the_desk_the_colleague_has_it(centre: Centre) -> None:
    # Given A is away, B works in the same group
    first, second = centre.ready_operator(), centre.ready_operator("op002", "2002")
    first.click("away_button")
    first.wait_text("status_label", "離席")
    # When the time of A's callback has come and nobody does anything
    promise_at(centre.rest(), datetime.now(UTC) + timedelta(seconds=2), "op001")
    first.wait_for("callback_notice")
    # Then B is told, takes it, and A sees by whom
    second.wait("callback_notice", lambda seen: "佐藤 健一" in " ".join(seen.texts))
    second.click("load_noticed_callback_button")
    assert second.wait_for("field_name").text == "佐藤 健一"
    first.wait_gone("callback_notice")
    first.key("Alt+6")
    first.wait("callbacks_list", lambda seen: "渡辺 直樹さんが対応中" in " ".join(seen.texts))
    # When B saves, then it is gone everywhere
    second.choose("next_action", "完了")
    second.click("save_all_button")
    first.wait("callbacks_list", lambda seen: "本日 0 件" in " ".join(seen.texts))


async def test_who_gave_up_is_on_every_screen_until_one_says_done(centre: Centre) -> None:
    first, second = centre.ready_operator(), centre.ready_operator("op002", "2002")
    for window in (first, second):
        window.click("break_button")
        window.wait_text("status_label", "休憩")
    caller = await centre.call_from(UNKNOWN)
    await caller.expect("answered")
    await caller.hang_up()
    for window in (first, second):
        window.wait("abandoned_calls_button", lambda seen: seen.description == "1")
    first.key("Alt+5")
    first.wait("abandoned_calls_list", lambda seen: "03-9999-8888" in " ".join(seen.texts))
    first.click("open_abandoned_button")
    assert first.wait_for("field_phone").text == "03-9999-8888"
    second.key("Alt+5")
    second.click("finish_abandoned_button")
    for window in (first, second):
        window.wait("abandoned_calls_button", lambda seen: not seen.description)
