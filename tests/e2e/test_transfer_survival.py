"""A transfer outlives the server at each of its stages, and ends in words with Asterisk; a target that does not answer is told of."""

import pytest

from tests.e2e.centre import CALLER_HZ, OPERATOR_HZ, Centre, talking_both_ways
from tests.e2e.transfers import SECOND_HZ, ask, hears, in_a_call, second_operator

pytestmark = [pytest.mark.e2e, pytest.mark.switch, pytest.mark.timeout(180)]


async def test_the_server_is_killed_at_each_stage_of_a_transfer_and_asterisk_in_the_last(centre: Centre) -> None:
    first, caller = await in_a_call(centre)
    second = second_operator(centre)
    # The target rings, and lets it ring: the customer is back with the reason, although the server was killed meanwhile
    ask(first, "2002")
    second.wait_for("incoming_popup")
    restart(centre)
    first.wait("notice_transfer", lambda seen: "渡辺 直樹が応答しません" in seen.text, seconds=30)
    await talking_both_ways(centre, caller)
    second.click("available_button")
    second.wait_text("status_label", "受付中")
    # The target is talked with: the operators go on, and the customer in music goes on waiting
    ask(first, "2002")
    second.click("answer_button")
    first.wait("complete_transfer_button", lambda seen: seen.enabled)
    restart(centre)
    await hears(centre.heard_by("op001"), SECOND_HZ)
    await hears(centre.heard_by("op002"), OPERATOR_HZ)
    # All three talk
    first.click("conference_button")
    await hears(caller.heard, SECOND_HZ)
    restart(centre)
    await hears(caller.heard, SECOND_HZ)
    await hears(centre.heard_by("op001"), CALLER_HZ)
    await hears(centre.heard_by("op002"), CALLER_HZ)
    # The switch dies: both are told
    centre.server.kill_asterisk()
    for window in (first, second):
        window.wait("notice_call_end", lambda seen: "電話交換機が停止" in seen.text)
        window.wait_gone("transfer_dialog")
        window.wait_text("status_label", "後処理")  # the switch is there again, and so are the phones


def restart(centre: Centre) -> None:
    centre.server.kill_when_written()
    centre.server.start()
