"""An operator calls: a customer from the box and from the form, a colleague, and with a hard phone; and what is not reached."""

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, OPERATOR_HZ, RECORDED, Centre, heard, recorded, talking_both_ways, until
from tests.e2e.outside import somebody_outside
from tests.support.sip_peers import Phone
from tests.support.site import PASSWORD
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

HARD_PHONE_PASSWORD = "hard-phone-2010"
HARD_PHONE = f"""
[[extensions]]
number = "2010"
hard_phone = true
sip_password = "{HARD_PHONE_PASSWORD}"
"""


def call(window: Window, number: str) -> None:
    """From the box in the call bar."""
    window.key("Ctrl+D")
    window.wait("dial_number", lambda seen: seen.focus)
    window.type("dial_number", number)
    window.click("dial_button")


async def test_a_customer_is_called_talks_and_is_recorded_and_who_is_not_reached_is_told(centre: Centre) -> None:
    outside = await somebody_outside(centre)
    window = centre.ready_operator()
    # Called from the box, in full-width digits: the number of the group is shown to the customer
    call(window, "０３-1111-2222")
    headers = (await outside.expect("incoming"))["headers"]
    assert f"sip:{KNOWN}@" in headers["To"] and "sip:0312345678@" in headers["From"]
    window.wait_text("status_label", "発信中")
    await outside.early_media()  # an announcement of the carrier
    await until(lambda: heard(centre.heard_by("op001"), CALLER_HZ) > 0.5, "the operator hearing the carrier")
    assert "佐藤 健一" in " ".join(window.wait_for("incoming_popup").texts)
    window.click("load_customer_button")
    await outside.answer()
    window.wait_text("status_label", "通話中（発信）")
    await talking_both_ways(centre, outside)
    refused = window.look("call_phone_button")
    assert not refused.enabled and "通話中" in refused.tooltip
    window.click("hang_up_button")
    await outside.expect("ended")
    window.wait_text("status_label", "後処理")
    window.type("record_text", "ご案内の電話。")
    window.click("save_all_button")
    window.click("after_save_ok_button")
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert (record["direction"], record["from_number"], record["to_number"]) == ("out", "+81312345678", "+81311112222")
    assert record["times"]["talk_seconds"] >= 1
    await until(
        lambda: rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"][0]["has_recording"],
        "the recording",
    )
    wav = centre.folder / "downloaded.wav"
    wav.write_bytes(rest.raw("GET", f"/recordings/{record['call_id']}"))
    assert recorded(wav, CALLER_HZ, channel=0) >= RECORDED and recorded(wav, OPERATOR_HZ, channel=1) >= RECORDED
    # Called from the form; busy and unknown are told in words, and the status says what is next
    for sip_code, words in ((486, "話し中"), (404, "使われていない")):
        window.click("call_phone_button")
        await outside.expect("incoming")
        await outside.reject(sip_code)
        window.wait_text("status_label", "後処理")
        window.wait("notice_call_end", lambda seen, words=words: words in seen.text)
    # An emergency number is never dialed, and stays where it was typed
    call(window, "110")
    window.wait("notice_command:dial_button", lambda seen: "緊急" in seen.text)
    assert window.look("dial_number").text == "110"
    assert not outside.has_happened("incoming")


async def test_a_colleague_is_called_by_extension(centre: Centre) -> None:
    window, colleague = centre.ready_operator(), centre.ready_operator("op002", "2002")
    call(window, "2002")
    window.wait_text("status_label", "発信中")
    colleague.wait_text("status_label", "着信中")
    colleague.click("answer_button")
    window.wait_text("status_label", "通話中（発信）")
    colleague.wait_text("status_label", "通話中（着信）")
    before = heard(centre.heard_by("op002"), OPERATOR_HZ)
    await until(lambda: heard(centre.heard_by("op002"), OPERATOR_HZ) > before + 1, "the colleague hearing the operator")
    colleague.click("hang_up_button")
    window.wait_text("status_label", "後処理")
    colleague.wait_text("status_label", "受付中")


async def test_a_hard_phone_rings_first_and_then_the_customer(centre: Centre) -> None:
    outside = await somebody_outside(centre, HARD_PHONE)
    window = Window(
        centre.profile("op001"),
        *("--server", centre.server.url, "--login-id", "op001", "--extension", "2010"),
        *("--mode", "operator", "--language", "ja"),
    )
    centre.stack.callback(window.end)
    phone = await centre.stack.enter_async_context(
        Phone(
            centre.folder / "hard-phone",
            server=f"127.0.0.1:{centre.server.sip_port}",
            extension="2010",
            password=HARD_PHONE_PASSWORD,
            tone_hz=OPERATOR_HZ,
        )
    )
    await phone.register()
    window.type("password", PASSWORD)
    window.click("login_button")
    window.click("select_all_button")
    window.click("start_work_button")
    window.wait_text("status_label", "後処理")
    call(window, KNOWN)
    assert "answer-after=0" in (await phone.expect("incoming"))["headers"]["Call-Info"]
    assert not outside.has_happened("incoming")
    await phone.answer()
    await outside.expect("incoming")
    await outside.answer()
    window.wait_text("status_label", "通話中（発信）")
    await until(lambda: heard(outside.heard, OPERATOR_HZ) > 1, "the customer hearing the operator")
    await until(lambda: heard(phone.heard, CALLER_HZ) > 1, "the operator hearing the customer")
    window.click("hang_up_button")
    await outside.expect("ended")
    await phone.expect("ended")
    window.wait_text("status_label", "後処理")


async def test_a_call_out_outlives_the_server_and_ends_in_words_with_asterisk(centre: Centre) -> None:
    outside = await somebody_outside(centre)
    window = centre.ready_operator()
    call(window, KNOWN)
    await outside.expect("incoming")
    window.wait_text("status_label", "発信中")
    # Killed while it rings: the customer rings on, and who answers is talked to
    centre.server.kill_when_written()
    centre.server.start()
    await outside.answer()
    window.wait_text("status_label", "通話中（発信）")
    await talking_both_ways(centre, outside)
    centre.server.kill_when_written()
    await talking_both_ways(centre, outside)
    centre.server.start()
    await talking_both_ways(centre, outside)
    centre.server.kill_asterisk()
    window.wait_text("status_label", "後処理")
    window.wait("notice_call_end", lambda seen: seen.visible)
