"""Help taken up and help that nobody takes; a wrap-up that is extended and left for a break; a whole call in the slim bar."""

import pytest

from tests.e2e.centre import HERE, KNOWN, Centre, talking_both_ways

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


@pytest.fixture
def hurried(centre: Centre) -> Centre:
    """The call centre with a wrap-up of a minute, and little patience for those who ask for help."""
    text = (HERE / "site.toml").read_text("utf-8")
    text = text.replace("ring_seconds = 15", "ring_seconds = 15\nwrap_up_seconds = 60\nhelp_escalation_seconds = 2", 1)
    site = centre.folder / "site.toml"
    site.write_text(text, "utf-8")
    centre.server.admin("apply", str(site))
    return centre


async def test_help_is_escalated_until_a_supervisor_sees_to_it(hurried: Centre) -> None:
    # Given an operator who asks for help by F1 and 要求 while no supervisor is at work
    operator = hurried.ready_operator()
    operator.key("F1")
    operator.click("request_help_button")
    operator.wait_text("help_button", "要求中")
    operator.wait_text("help_state", "業務中の管理者がいません")
    # Then after two seconds he reads that it was escalated
    operator.wait_text("help_reaction", "すべての管理者に通知しました")
    # When a supervisor comes to work, he sees who asks, and takes it up
    supervisor = hurried.ready_operator("sv001", "2009")
    seen = supervisor.wait_for("help_notice")
    assert any("高橋 由美さんがヘルプを要求しています" in text for text in seen.texts)
    operator.wait_text("help_state", "管理者の画面に通知しました")
    supervisor.click("take_help_button")
    # Then the operator sees by whom, also after the server was killed, and ends it
    operator.wait_text("help_reaction", "藤井 誠さんが対応します")
    hurried.server.kill_when_written()
    hurried.server.start()
    operator.wait_text("help_reaction", "藤井 誠さんが対応します")
    operator.click("cancel_help_button")
    operator.wait_text("help_button", "ヘルプ")
    supervisor.wait_gone("help_notice")


async def test_a_call_in_the_slim_bar_and_a_wrap_up_that_ends_in_a_break(hurried: Centre) -> None:
    # Given an operator in the slim bar
    operator = hurried.ready_operator()
    operator.key("Ctrl+Shift+B")
    operator.wait_for("slim_bar")
    # When a customer calls, then the bar's own buttons answer, hold and hang up
    caller = await hurried.call_from(KNOWN)
    operator.wait_text("status_label", "着信中")
    operator.click("answer_button")
    operator.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(hurried, caller)
    operator.click("hold_button")
    operator.wait("hold_button", lambda seen: "再開" in seen.tooltip)
    operator.click("hold_button")
    operator.wait("hold_button", lambda seen: "保留" in seen.tooltip)
    operator.click("hang_up_button")
    operator.wait_text("status_label", "後処理")
    # and wrap-up is extended as often as the site says, then refused in words
    for left in (2, 1, 0):
        operator.click("extend_wrap_up_button")
        operator.wait(
            "extend_wrap_up_button",
            lambda seen, left=left: f"あと {left} 回" in seen.tooltip or not (left or seen.enabled),
        )
    operator.wait("extend_wrap_up_button", lambda seen: "これ以上延長できません" in seen.tooltip)
    # and back in the window, a break that is chosen in the next call follows it when its record is saved
    operator.click("whole_window_button")
    operator.wait_gone("slim_bar")
    operator.click("available_button")
    await hurried.call_from(KNOWN, "second")
    operator.click("answer_button")
    operator.wait_text("status_label", "通話中（着信）")
    operator.click("load_customer_button")
    operator.click("break_button")
    operator.wait("break_button", lambda seen: "もう一度押すと取り消します" in seen.tooltip)
    operator.click("hang_up_button")
    operator.wait_text("status_label", "後処理")
    operator.type("record_text", "休憩の前に")
    operator.click("save_all_button")
    operator.wait_text("status_label", "休憩")
