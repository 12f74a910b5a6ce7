"""The phone panel of the operator's window at the real server and its Asterisk: what the phone does, and what it leaves to the server."""

from pathlib import Path

import numpy as np
import pytest

from tests.e2e.centre import (
    HERE,
    KNOWN,
    OPERATOR_HZ,
    Centre,
    engines,
    talking_both_ways,
    until,
    write_tone,
)
from tests.support.sip_peers import Caller
from tests.support.tones import read_growing_wav
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

RATE_HZ = 16_000
OTHER_PASSWORD = "other-phone-2010"
OTHER_PHONE = f"""
[[extensions]]
number = "2010"
hard_phone = true
sip_password = "{OTHER_PASSWORD}"
"""


async def talking(centre: Centre) -> tuple[Window, Caller]:
    """An operator with the record of the customer who is talked to."""
    window = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    window.wait_text("status_label", "通話中（着信）")
    window.click("load_customer_button")
    window.wait_for("field_name")
    await talking_both_ways(centre, caller)
    return window, caller


def open_page(window: Window, page: str) -> None:
    if not window.look("phone_panel").visible:
        window.key("Alt+8")
    window.click(f"panel_{page}_tab")


def says(window: Window, name: str, *words: str) -> None:
    window.wait(name, lambda seen: all(word in " ".join([seen.text, *seen.texts]) for word in words))


async def loudness(path: Path) -> float:
    """Root mean square of what is recorded in the next second, full scale 1; mono, 16 kHz."""
    before = len(read_growing_wav(path))
    await until(lambda: len(read_growing_wav(path)) >= before + RATE_HZ, "another second being recorded")
    samples = read_growing_wav(path)[before:]
    return float(np.sqrt(np.mean(np.square(samples.astype(float)))))


async def test_the_panel_comes_and_goes_by_key_and_button_and_gives_the_focus_back(centre: Centre) -> None:
    window, _ = await talking(centre)
    button = "phone_panel_button"
    for opening, closing in (
        (lambda: window.key("Alt+8"), lambda: window.key("Alt+8")),
        (lambda: window.key("Alt+8"), lambda: window.key("Esc")),
        (lambda: window.click(button), lambda: window.click("close_phone_panel_button")),
        (lambda: window.click(button), lambda: window.click(button)),
    ):
        window.focus("record_text")
        opening()
        window.wait("panel_calls_tab", lambda seen: seen.visible and seen.focus)
        closing()
        window.wait_gone("phone_panel")
        assert window.look("record_text").focus


async def test_a_call_of_the_server_is_shown_and_stays_the_servers(centre: Centre) -> None:
    window, caller = await talking(centre)
    open_page(window, "calls")
    says(window, "phone_panel", "登録済み", "佐藤 健一", "通話中", "保留と切断は、画面上部のボタンで行います。")
    for name in ("end_call_button", "panel_swap_button", "panel_transfer_button", "panel_conference_button"):
        assert not window.look(name).visible
    window.click("hold_button")
    says(window, "phone_panel", "保留中")
    window.click("hold_button")
    says(window, "phone_panel", "通話中")
    await talking_both_ways(centre, caller)
    window.click("hang_up_button")
    await caller.expect("ended")
    says(window, "phone_panel", "通話はありません", "電話機から直接の発信はしません")
    open_page(window, "history")
    window.wait("call_history_list", lambda seen: seen.rows == 1)
    window.type("history_search", "1111-22")
    window.wait("call_history_list", lambda seen: seen.rows == 1)
    window.type("history_search", "5555")
    window.wait_gone("call_history_list")


async def test_tones_of_the_panel_reach_the_caller(centre: Centre) -> None:
    window, caller = await talking(centre)
    open_page(window, "tones")
    for key in ("1", "star", "hash"):
        window.click(f"digit_{key}")
    window.key("9")  # of the keyboard
    for digit in "1*#9":
        await caller.expect("digit", digit=digit)
    says(window, "keyed_digits", "1*#9")
    open_page(window, "calls")
    open_page(window, "tones")
    assert window.look("keyed_digits").text == ""  # it may have been a secret


async def test_mute_and_volumes_hold_for_a_call_of_the_server(centre: Centre) -> None:
    window, caller = await talking(centre)
    open_page(window, "sound")
    says(window, "microphone_in_use", "file")
    says(window, "speaker_in_use", "file")
    assert caller.heard is not None
    window.click("mute_button")
    window.wait_text("mute_button", "解除")
    await until_loud(caller.heard, below=0.001)
    window.click("mute_button")
    await until_loud(caller.heard, above=0.1)
    headset = centre.heard_by("op001")
    usual = await loudness(headset)
    window.focus("speaker_volume_slider")
    window.key("Home")
    await until_loud(headset, below=0.001)
    window.key("End")  # 200 %
    await until_loud(headset, above=usual * 1.5)


async def until_loud(path: Path, *, above: float = 0.0, below: float = 1.0) -> None:
    for _ in range(10):
        if above <= (last := await loudness(path)) < below:
            return
    raise AssertionError(f"{path} is as loud as {last:.4f}, not between {above} and {below}")


async def stranger_at_the_phone(centre: Centre, port: int, name: str) -> Caller:
    """Somebody who calls the operator's phone at its own address, past the server."""
    caller = Caller(centre.folder / name, server=f"127.0.0.1:{port}", tone_hz=1500)
    await centre.stack.enter_async_context(caller)
    await caller.call("0700", "2001")
    return caller


def sip_port_of_the_phone(centre: Centre) -> int:
    (engine,) = engines(centre.folder)
    doors = engine.net_connections("udp4")
    doorbell = {door.raddr for door in doors if door.raddr}
    (line,) = (door.laddr.port for door in doors if not door.raddr and door.laddr not in doorbell)
    return int(line)


async def test_a_caller_past_the_server_never_comes_between_it_and_its_customer(centre: Centre) -> None:
    window = centre.ready_operator()
    port = sip_port_of_the_phone(centre)
    direct = await stranger_at_the_phone(centre, port, "direct")
    says(window, "phone_panel", "0700", "着信中")  # it comes by itself
    window.click("answer_button")
    await direct.expect("answered")
    customer = await centre.call_from(KNOWN)
    window.click("answer_button")
    window.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, customer)
    says(window, "phone_panel", "佐藤 健一", "通話中", "0700", "保留中")
    assert not window.look("panel_swap_button").enabled
    late = await stranger_at_the_phone(centre, port, "late")
    assert (await late.expect("ended"))["sip_code"] == 486
    await talking_both_ways(centre, customer)
    window.click("end_call_button")  # only the direct one has it
    await direct.expect("ended")
    await talking_both_ways(centre, customer)
    window.click("hang_up_button")
    await customer.expect("ended")
    open_page(window, "history")
    window.click("history_missed_button")
    window.wait("call_history_list", lambda seen: seen.rows == 1)


async def test_a_phone_that_dials_is_told_that_the_server_does_not_allow_it(centre: Centre) -> None:
    site = centre.folder / "site.toml"
    site.write_text((HERE / "site.toml").read_text("utf-8") + OTHER_PHONE, "utf-8")
    centre.server.admin("apply", str(site))
    operator = centre.ready_operator()
    profile = centre.profile("other")
    profile.mkdir()
    write_tone(profile / "speech.wav", OPERATOR_HZ)
    other = Window(
        profile, "--mode", "softphone", "--language", "ja", audio=f"file:{profile}/speech.wav,{profile}/heard.wav"
    )
    centre.stack.callback(other.end)
    other.click("settings_button")
    other.click("settings_page_account")
    other.type("sip_server", f"127.0.0.1:{centre.server.sip_port}")
    other.type("sip_user", "2010")
    other.type("sip_password", OTHER_PASSWORD)
    other.click("save_settings_button")
    other.wait_text("registration_label", "登録済み")
    for number in ("2001", "0501112222"):
        other.type("dial_number", number)
        other.click("dial_button")
        says(other, "notice_phone_call", "サーバーがこの発信を許可していません")
        other.wait_for("dial_number")
    assert operator.look("status_label").text == "受付中" and not operator.look("phone_panel").visible
