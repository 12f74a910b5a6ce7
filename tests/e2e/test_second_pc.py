"""One operator at two PCs: who logs in last works, and a customer who is talked with goes on at the phone of the first."""

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, Centre, heard, talking_both_ways, until
from tests.support.site import PASSWORD
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


def login_at_second_pc(centre: Centre) -> Window:
    """With a profile, a phone and a headset of its own, and the same extension."""
    profile = centre.folder / "second-pc"
    window = Window(
        profile,
        *("--server", centre.server.url, "--login-id", "op001", "--extension", "2001"),
        *("--mode", "softphone_operator", "--language", "ja"),
        audio=f"file:{centre.profile('op001') / 'speech.wav'},{profile / 'heard.wav'}",
    )
    centre.stack.callback(window.end)
    window.type("password", PASSWORD)
    window.click("login_button")
    return window


async def test_a_call_outlives_a_login_at_another_pc_and_the_next_one_rings_there(centre: Centre) -> None:
    first = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    first.click("answer_button")
    await talking_both_ways(centre, caller)
    second = login_at_second_pc(centre)
    # The first says why, and its phone keeps the customer
    first.wait("login_problem", lambda seen: "別の" in seen.text)
    second.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, caller, seconds=4)
    assert second.look("status_label").text == "通話中（着信）"
    # The second has the call in hand
    second.click("hold_button")
    second.wait_text("hold_button", "再開")
    second.click("hold_button")
    await talking_both_ways(centre, caller)
    second.click("hang_up_button")
    await caller.expect("ended")
    second.wait_text("status_label", "後処理")
    second.click("available_button")
    again = await centre.call_from(KNOWN, "again")
    second.click("answer_button")
    second.wait_text("status_label", "通話中（着信）")
    await until(
        lambda: heard(centre.folder / "second-pc" / "heard.wav", CALLER_HZ) > 1, "the second PC hearing the caller"
    )
    second.click("hang_up_button")
    await again.expect("ended")
