"""Nothing an operator typed or a customer said is lost: each part is killed in the middle of a call."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, OPERATOR_HZ, Centre, engines, recorded, talking_both_ways, until
from tests.support.network import PullableNetwork
from tests.support.sip_peers import Caller
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

TYPED = "まだ保存していない文章"


async def in_a_call(centre: Centre, window: Window) -> Caller:
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    window.click("load_customer_button")
    window.wait_for("field_name")
    await talking_both_ways(centre, caller)
    return caller


def on_disk(folder: Path, text: str) -> bool:
    """Whether a file of the profile holds the text: the draft has been written."""
    return any(text in path.read_text("utf-8", "replace") for path in folder.rglob("*.json"))


async def test_the_window_is_killed_in_a_call(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await in_a_call(centre, window)
    window.type("record_text", TYPED)
    await until(lambda: on_disk(centre.profile("op001"), TYPED), "the draft being written", seconds=3)
    window.kill()
    await talking_both_ways(centre, caller, seconds=2)  # the voice goes on without a window
    window = centre.open_window()
    window.wait_text("status_label", "通話中（着信）")  # nobody had to log in again
    assert window.wait_for("field_name").text == "佐藤 健一"
    window.wait("record_text", lambda seen: seen.text == TYPED)
    await talking_both_ways(centre, caller)
    window.click("hang_up_button")
    await caller.expect("ended")
    window.wait_text("status_label", "後処理")
    window.click("save_all_button")
    window.wait_for("after_save_ok_button")


async def test_the_server_is_killed_in_a_call(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await in_a_call(centre, window)
    began = time.monotonic()
    window.type("record_text", TYPED)
    centre.server.kill_when_written()
    await talking_both_ways(centre, caller, seconds=2)
    centre.server.start()
    window.click("hold_button")
    window.wait("hold_button", lambda seen: "再開" in seen.text)
    window.click("hold_button")
    window.wait("hold_button", lambda seen: "保留" in seen.text)
    await talking_both_ways(centre, caller)
    talked = time.monotonic() - began
    window.click("hang_up_button")
    await caller.expect("ended")
    window.wait_text("status_label", "後処理")
    assert window.look("record_text").text == TYPED
    window.click("save_all_button")
    window.wait_for("after_save_ok_button")
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert record["times"]["talk_seconds"] >= int(talked) and record["has_recording"]
    wav = centre.folder / "whole.wav"
    wav.write_bytes(rest.raw("GET", f"/recordings/{record['call_id']}"))
    # the hold and the moments around it aside, the recording has no gap: both voices for as long as they spoke
    assert recorded(wav, CALLER_HZ, channel=0) >= 4 and recorded(wav, OPERATOR_HZ, channel=1) >= 3.5


async def test_asterisk_is_killed_in_a_call(centre: Centre) -> None:
    window = centre.ready_operator()
    await in_a_call(centre, window)
    centre.server.kill_asterisk()
    killed = time.monotonic()
    window.wait("notice_call_end", lambda seen: "電話交換機が停止" in seen.text)
    window.wait("available_button", lambda seen: seen.enabled)
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    window.wait_gone("notice_switch")  # an Asterisk that does not know its trunks yet takes no calls
    second = await centre.call_from(KNOWN, "second")
    window.click("answer_button")
    window.wait_text("status_label", "通話中（着信）")
    assert time.monotonic() - killed < 15
    await talking_both_ways(centre, second)


async def test_the_phone_engine_is_killed_in_a_call(centre: Centre) -> None:
    window = centre.ready_operator()
    caller = await in_a_call(centre, window)
    window.type("record_text", TYPED)
    [engine] = engines(centre.profile("op001"))
    engine.kill()
    await caller.expect("ended")  # nobody is left who could speak: the caller is not kept in silence
    window.wait("notice_call_end", lambda seen: seen.visible)
    assert window.look("record_text").text == TYPED
    window.wait_text("status_label", "後処理")  # the new engine is registered
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    second = await centre.call_from(KNOWN, "second")
    window.click("answer_button")
    await talking_both_ways(centre, second)


@pytest.fixture
def cable() -> Iterator[PullableNetwork]:
    with PullableNetwork() as cable:
        yield cable


async def test_the_network_is_pulled_for_20_seconds(tmp_path: Path, site: Path, cable: PullableNetwork) -> None:
    async with AsyncExitStack() as stack:
        centre = Centre(tmp_path, stack, site, host=cable.host, inside=cable.inside)
        stack.callback(centre.server.stop)
        window = centre.ready_operator()
        caller = await in_a_call(centre, window)
        cable.pull()
        window.wait("notice_link", lambda seen: seen.visible)
        window.type("record_text", TYPED)
        await asyncio.sleep(20)  # the length of the cut is what is tested
        cable.plug_in()
        window.wait_gone("notice_link")
        window.wait_text("status_label", "通話中（着信）")
        await talking_both_ways(centre, caller)
        window.click("save_all_button")
        window.click("after_save_ok_button")
        await caller.hang_up()
        window.wait_text("status_label", "後処理")
        rest = centre.rest()
        [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
        [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
        assert record["text"] == TYPED


async def test_an_idle_operator_keeps_the_status_over_a_pulled_network(
    tmp_path: Path, site: Path, cable: PullableNetwork
) -> None:
    async with AsyncExitStack() as stack:
        centre = Centre(tmp_path, stack, site, host=cable.host, inside=cable.inside)
        stack.callback(centre.server.stop)
        window = centre.ready_operator()
        cable.pull()
        window.wait("notice_link", lambda seen: seen.visible)
        await asyncio.sleep(20)  # the length of the cut is what is tested
        cable.plug_in()
        window.wait_gone("notice_link")
        window.wait_text("status_label", "受付中")
        caller = await centre.call_from(KNOWN)
        window.click("answer_button")
        await talking_both_ways(centre, caller)
