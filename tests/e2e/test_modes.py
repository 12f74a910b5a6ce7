"""The three usage modes: a hard phone beside the operator screen, a phone alone at any SIP server, and the change between them."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from importlib import metadata
from pathlib import Path

import psutil
import pytest

from tests.e2e.centre import HERE, KNOWN, OPERATOR_HZ, Centre, end_engines, heard, until, write_tone
from tests.support.sip_peers import Caller, Phone
from tests.support.site import PASSWORD
from tests.support.softswitch import PASSWORD as SIP_PASSWORD
from tests.support.softswitch import Softswitch, softswitch
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

HARD_PHONE_PASSWORD = "hard-phone-2010"
HARD_PHONE = f"""
[[extensions]]
number = "2010"
hard_phone = true
sip_password = "{HARD_PHONE_PASSWORD}"
"""


def family(window: Window) -> list[psutil.Process]:
    """The window's process and all that it started."""
    main = psutil.Process(window.process.pid)
    return [main, *main.children(recursive=True)]


def sip_stacks(processes: list[psutil.Process]) -> list[str]:
    """Files of PJSIP or PortAudio that are mapped into any of them."""
    paths = [each.path for process in processes for each in process.memory_maps()]
    return [path for path in paths if "pjsua2" in path or "portaudio" in path.lower()]


# ---- operator screen with a hard phone ------------------------------------------------------------------------------


async def test_a_hard_phone_answers_and_the_screen_follows(centre: Centre) -> None:
    site = centre.folder / "site.toml"
    site.write_text((HERE / "site.toml").read_text("utf-8") + HARD_PHONE, "utf-8")
    centre.server.admin("apply", str(site))
    window = Window(
        centre.profile("op001"),
        *("--server", centre.server.url, "--login-id", "op001", "--extension", "2010"),
        *("--mode", "operator", "--language", "ja"),
    )
    centre.stack.callback(window.end)
    window.type("password", PASSWORD)
    window.click("login_button")
    window.click("select_all_button")
    window.click("start_work_button")
    # The server watches the hard phone: without it there are no calls
    window.wait_text("status_label", "電話機未接続")
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
    window.wait("available_button", lambda seen: seen.enabled)
    window.click("available_button")
    window.wait_text("status_label", "受付中")
    caller = await centre.call_from(KNOWN)
    popup = window.wait_for("incoming_popup")
    assert "佐藤 健一" in " ".join(popup.texts)
    assert not window.look("answer_button").visible and "固定電話機で応答してください" in " ".join(popup.texts)
    assert not window.look("mute_button").enabled and "固定電話機" in window.look("mute_button").tooltip
    await phone.expect("incoming")
    await phone.answer()
    window.wait_text("status_label", "通話中（着信）")
    window.click("load_customer_button")
    assert window.wait_for("field_name").text == "佐藤 健一"
    await until(lambda: heard(caller.heard, OPERATOR_HZ) >= 1.0, "the caller hearing the hard phone")
    window.click("hold_button")
    window.wait("hold_button", lambda seen: "再開" in seen.text)
    window.click("hold_button")
    window.wait("hold_button", lambda seen: "保留" in seen.text)
    assert sip_stacks(family(window)) == []
    window.click("hang_up_button")
    await caller.expect("ended")
    await phone.expect("ended")
    window.wait_text("status_label", "後処理")
    assert sip_stacks(family(window)) == []
    assert len(family(window)) == 1  # no phone engine was ever wanted
    assert not (centre.profile("op001") / "engine").exists()


# ---- phone alone ----------------------------------------------------------------------------------------------------


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Softswitch]:
    """Somebody's telephone exchange that knows nothing of BlueBean."""
    async with softswitch(tmp_path / "exchange") as running:
        yield running


@pytest.fixture
def open_phone(tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """A client of one profile, opened again and again; an argument may come on top."""
    profile = tmp_path / "pc"
    profile.mkdir()
    write_tone(profile / "speech.wav", OPERATOR_HZ)
    with ExitStack() as stack:

        def open_again(*arguments: str) -> Window:
            window = Window(profile, *arguments, audio=f"file:{profile}/speech.wav,{profile}/heard.wav")
            stack.callback(window.end)
            return window

        yield open_again
    end_engines(tmp_path)


def type_account(window: Window, server: str, user: str, password: str) -> None:
    window.click("settings_button")
    window.click("settings_page_account")
    window.type("sip_server", server)
    window.type("sip_user", user)
    window.type("sip_password", password)
    window.click("save_settings_button")
    window.wait_gone("settings_dialog")


def registration(window: Window, words: str, reason: str = "") -> None:
    window.wait("registration_label", lambda seen: words in seen.text and reason in seen.description)


async def test_a_phone_alone_registers_calls_and_is_called(
    tmp_path: Path, exchange: Softswitch, open_phone: Callable[..., Window]
) -> None:
    window = open_phone("--mode", "softphone", "--language", "ja")
    # Without an account it says so and offers the settings
    registration(window, "未設定")
    assert "アカウントが未設定" in " ".join(window.wait_for("notice_softphone_account").texts)
    assert not window.look("login_button").visible
    # A wrong password is told in words
    type_account(window, exchange.server, "101", "wrong")
    window.wait_gone("notice_softphone_account")
    registration(window, "未接続", "ユーザーまたはパスワードが違います")
    assert not window.look("dial_button").enabled
    # The right one registers
    type_account(window, exchange.server, "101", SIP_PASSWORD)
    registration(window, "登録済み")
    # Dial out: an echo is heard, so both ways are open; nothing while muted
    window.type("dial_number", "600")
    window.click("dial_button")
    window.wait("mute_button", lambda seen: seen.enabled)
    voice = tmp_path / "pc" / "heard.wav"
    await until(lambda: heard(voice, OPERATOR_HZ) >= 1.0, "the echo of the own voice")
    window.click("mute_button")
    window.wait_text("mute_button", "ミュート解除")
    quiet_from = heard(voice, OPERATOR_HZ)
    size = voice.stat().st_size
    await until(lambda: voice.stat().st_size > size + 2 * 32000, "two more seconds being heard")
    assert heard(voice, OPERATOR_HZ) < quiet_from + 0.6  # what was under way
    window.click("mute_button")
    window.wait_text("mute_button", "ミュート")
    await until(lambda: heard(voice, OPERATOR_HZ) >= quiet_from + 1.5, "the voice after the mute")
    window.click("hang_up_button")
    window.wait("hang_up_button", lambda seen: not seen.enabled)
    # DTMF by the keys of the pad
    window.type("dial_number", "700")
    window.click("dial_button")
    window.wait("mute_button", lambda seen: seen.enabled)
    window.click("keypad_button")
    for key in ("4", "7", "1"):
        window.click(f"digit_{key}")
    await exchange.log_says("received 471")
    window.wait("hang_up_button", lambda seen: not seen.enabled)
    # Somebody calls
    async with Caller(tmp_path / "caller", server=exchange.server, tone_hz=880) as caller:
        await caller.call("0312345678", "101")
        window.click("answer_button")
        await caller.expect("answered")
        await until(lambda: heard(voice, 880) >= 1.0, "hearing the caller")
        await until(lambda: heard(caller.heard, OPERATOR_HZ) >= 1.0, "the caller hearing us")
        await caller.hang_up()
        window.wait("hang_up_button", lambda seen: not seen.enabled)


async def test_a_dead_sip_server_is_told_and_tried_again(tmp_path: Path, open_phone: Callable[..., Window]) -> None:
    async with AsyncExitStack() as stack:
        exchange = await stack.enter_async_context(softswitch(tmp_path / "exchange"))
        window = open_phone("--mode", "softphone", "--language", "en")
        type_account(window, exchange.server, "109", SIP_PASSWORD)
        registration(window, "Registered")
        # the account is remembered, its password only where the system has a keychain
        settings = (tmp_path / "pc" / "settings.toml").read_text("utf-8")
        assert "109" in settings and exchange.server in settings and SIP_PASSWORD not in settings
        window.click("settings_button")
        window.click("settings_page_account")
        assert window.look("sip_user").text == "109" and window.look("sip_password").text == ""
        window.click("cancel_settings_button")
        window.wait_gone("settings_dialog")
        registration(window, "Registered")


# ---- from one mode to the other -------------------------------------------------------------------------------------


async def test_the_mode_is_changed_in_the_settings_and_holds_after_a_restart(open_phone: Callable[..., Window]) -> None:
    window = open_phone("--language", "ja")
    window.wait_for("login_button")
    assert not window.look("dial_button").visible
    window.click("change_server_button")
    window.wait_for("usage_mode")
    assert f"バージョン {metadata.version('bluebean')}" in window.look("settings_dialog").texts
    window.click("usage_mode_softphone")
    window.click("cancel_settings_button")
    window.wait_gone("settings_dialog")
    assert window.look("login_button").visible  # nothing is changed before 保存
    for mode, shown, gone in (
        ("softphone", "dial_button", "login_button"),
        ("operator", "login_button", "dial_button"),
        ("softphone_operator", "login_button", "dial_button"),
    ):
        window.click("settings_button" if window.look("settings_button").visible else "change_server_button")
        window.wait_for("usage_mode")
        window.click(f"usage_mode_{mode}")
        window.click("save_settings_button")
        window.wait_for(shown)
        assert not window.look(gone).visible
        window.ask("close")
        window.process.wait(10)
        window = open_phone("--language", "ja")
        window.wait_for(shown)
        assert not window.look(gone).visible
        if mode == "operator":
            assert sip_stacks(family(window)) == [] and len(family(window)) == 1
