"""Several work groups: all ring and one wins, calls that answer by themselves, an operator in two groups, a call that is declined."""

import asyncio
import tomllib
from types import SimpleNamespace

import pytest

from tests.e2e.centre import HERE, KNOWN, UNKNOWN, Centre, talking_both_ways
from tests.support.sip_peers import Caller
from tests.support.site import PASSWORD
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

ALL_RING_NUMBER, AUTO_NUMBER = "0312340001", "0312340002"

GROUP = """
[[work_groups]]
key = "{key}"
name = "{name}"
kind = "{kind}"
numbers = ["{number}"]
members = ["op001", "op002"]
answer = "{answer}"
ring_seconds = {ring_seconds}
respondents = [{{ key = "self", label = "本人" }}]
reactions = [{{ key = "closed", label = "対応完了" }}]
next_actions = [{{ key = "done", label = "完了", kind = "done" }}]

[[work_groups.fields]]
key = "name"
label = "氏名"
type = "text"

[[work_groups.fields]]
key = "phone"
label = "電話番号"
type = "phone"
"""


@pytest.fixture
def groups(centre: Centre) -> Centre:
    """The call centre with two more groups, declared while it runs."""
    text = (HERE / "site.toml").read_text("utf-8")
    for key, name, kind, number, answer, ring_seconds in (
        ("orders", "ご注文窓口", "inbound_simultaneous", ALL_RING_NUMBER, "ring", 10),
        ("urgent", "緊急窓口", "inbound_sequential", AUTO_NUMBER, "auto", 15),
    ):
        text += GROUP.format(key=key, name=name, kind=kind, number=number, answer=answer, ring_seconds=ring_seconds)
    assert len(tomllib.loads(text)["work_groups"]) == 3
    site = centre.folder / "site.toml"
    site.write_text(text, "utf-8")
    centre.server.admin("apply", str(site))
    return centre


async def call(centre: Centre, number: str, called: str, name: str = "caller") -> Caller:
    caller = await centre.caller(name)
    await caller.call(number, called)
    return caller


def both_ready(centre: Centre) -> tuple[Window, Window]:
    return centre.ready_operator("op001", "2001"), centre.ready_operator("op002", "2002")


async def test_all_ring_and_of_two_who_press_at_once_one_has_the_call_and_the_other_reads_who(groups: Centre) -> None:
    names = {"op001": "高橋 由美", "op002": "渡辺 直樹"}
    desks = dict(zip(names, both_ready(groups), strict=True))
    caller = await call(groups, KNOWN, ALL_RING_NUMBER)
    for window in desks.values():
        window.wait_for("incoming_popup")
        window.wait_text("status_label", "着信中")
    presses = (asyncio.to_thread(window.ask, "click", name="answer_button", index=0) for window in desks.values())
    await asyncio.gather(*presses)
    statuses = {login: desks[login].wait("status_label", is_settled).text for login in names}
    winner, loser = sorted(names, key=lambda login: "通話中" not in statuses[login])
    # The other stops at once, reads who has it, and is free for the next call: nothing was missed, no phone is left up
    desks[loser].wait_gone("incoming_popup", seconds=2)
    assert f"{names[winner]}さんが応答しました" in " ".join(desks[loser].wait_for("notice_call_end").texts)
    desks[loser].wait_text("status_label", "受付中")
    await talking_both_ways(groups, caller, winner)
    # The next caller reaches the one who is free
    other = await call(groups, UNKNOWN, ALL_RING_NUMBER, "second")
    desks[loser].click("answer_button")
    await talking_both_ways(groups, other, loser)
    assert not desks[loser].look("notice_call_end").visible
    assert desks[winner].look("status_label").text == "通話中（着信）"


def is_settled(status: SimpleNamespace) -> bool:
    """Of who pressed: he has the call, or a colleague has."""
    return "通話中" in status.text or "受付中" in status.text


async def test_a_call_to_all_that_nobody_answers_leaves_nobody_behind(groups: Centre) -> None:
    first, second = both_ready(groups)
    caller = await call(groups, KNOWN, ALL_RING_NUMBER)
    first.wait_for("incoming_popup")
    second.wait_for("incoming_popup")
    await caller.hang_up()
    for window in (first, second):
        window.wait_gone("incoming_popup")
        window.wait_text("status_label", "受付中")


async def test_a_call_that_answers_itself_comes_together_with_the_pop_up(groups: Centre) -> None:
    window = groups.ready_operator()
    caller = await call(groups, UNKNOWN, AUTO_NUMBER)
    window.wait_for("incoming_popup")
    await caller.expect("answered")
    window.wait_text("status_label", "通話中（着信）")
    assert not window.look("answer_button").visible
    await talking_both_ways(groups, caller)
    window.click("create_customer_button")
    assert window.wait_for("field_phone").text == "03-9999-8888"
    window.click("hang_up_button")
    await caller.expect("ended")
    window.wait_text("status_label", "後処理")


async def test_an_operator_in_two_groups_gets_the_calls_of_both_with_the_form_of_each(groups: Centre) -> None:
    window = groups.ready_operator()
    support = await groups.call_from(KNOWN)
    popup = window.wait_for("incoming_popup")
    assert "サポート窓口" in " ".join(popup.texts) and "佐藤 健一" in " ".join(popup.texts)
    window.click("answer_button")
    window.click("load_customer_button")
    window.wait_for("field_kana")
    # A call to the other group waits until the operator is free; its list names the group
    orders = await call(groups, KNOWN, ALL_RING_NUMBER, "orders")
    window.click("waiting_calls_button")
    window.wait("waiting_calls_list", lambda seen: seen.visible and "ご注文窓口" in " ".join(seen.texts))
    await support.hang_up()
    window.wait_text("status_label", "後処理")
    window.click("available_button")
    popup = window.wait_for("incoming_popup")
    # The customer belongs to the support group: here the number is unknown
    assert "ご注文窓口" in " ".join(popup.texts)
    window.click("answer_button")
    window.click("create_customer_button")
    window.wait_gone("field_kana")
    assert window.wait_for("field_phone").text == "03-1111-2222"
    await talking_both_ways(groups, orders)


async def test_only_the_chosen_groups_ring(groups: Centre) -> None:
    window = groups.open_window()
    window.type("password", PASSWORD)
    window.click("login_button")
    window.wait_for("work_group_list")
    assert not window.look("start_work_button").enabled
    window.click("select_all_button")
    window.wait("start_work_button", lambda seen: seen.enabled)
    window.click("clear_all_button")
    window.wait("start_work_button", lambda seen: not seen.enabled)
    window.focus("work_group_list")
    window.key("Space")  # ticks the first one, サポート窓口
    window.click("start_work_button")
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    await call(groups, KNOWN, ALL_RING_NUMBER, "orders")
    await groups.call_from(KNOWN, "support")
    popup = window.wait_for("incoming_popup")
    assert "サポート窓口" in " ".join(popup.texts)
    window.click("waiting_calls_button")
    window.wait_for("waiting_calls_list")
    assert "ご注文窓口" not in " ".join(window.look("waiting_calls_list").texts)


async def test_a_declined_call_goes_on_to_the_next_operator(groups: Centre) -> None:
    first, second = both_ready(groups)
    caller = await groups.call_from(KNOWN)
    first.wait_for("incoming_popup")
    assert not second.look("incoming_popup").visible
    first.click("hang_up_button")  # while it rings this declines
    second.wait_for("incoming_popup", seconds=5)
    first.wait_gone("incoming_popup")
    second.click("answer_button")
    await talking_both_ways(groups, caller, "op002")
