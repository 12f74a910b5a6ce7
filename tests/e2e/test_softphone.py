"""The softphone in the hands of a person who knows nothing of its inside: seen and pressed from outside, at a plain Asterisk."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psutil
import pytest

from tests.e2e.centre import until
from tests.e2e.softphone import FIRST_HZ, OWN, OWN_HZ, SECOND_HZ, SoftphoneDesk, hears
from tests.support.kamailio import kamailio
from tests.support.sip_peers import Phone
from tests.support.softswitch import Softswitch, softswitch
from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

OUTSIDER = "0312345678"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Softswitch]:
    async with softswitch(tmp_path / "exchange") as running:
        yield running


@pytest.fixture
async def desk(tmp_path: Path, desktop: VirtualDesktop, exchange: Softswitch) -> AsyncIterator[SoftphoneDesk]:
    async with AsyncExitStack() as stack:
        yield SoftphoneDesk(tmp_path, desktop, exchange.server, stack)


@pytest.fixture
def window(desk: SoftphoneDesk) -> Iterator[Window]:
    desk.settings()
    with desk.running() as window:
        yield window


def call(window: Window, number: str) -> None:
    window.set_text("dial_number", number)
    window.press("dial_button")


def hang_up(window: Window) -> None:
    window.press("hang_up_button")
    window.wait_for("dial_number")


def second_call(window: Window, number: str) -> None:
    window.press("add_call_button")
    window.set_text("target_number", number)
    window.press("dial_second_button")


def said(window: Window, notice: str, words: str) -> None:
    window.wait_for(notice)
    window.wait_until(lambda: any(words in text for text in window.texts(notice)), f"{notice} says {words}")


@pytest.fixture
async def two_calls(desk: SoftphoneDesk, window: Window) -> tuple[Phone, Phone]:
    """Two telephones; the first is held, the second is talked to."""
    first, second = await desk.telephone("102", FIRST_HZ), await desk.telephone("103", SECOND_HZ)
    call(window, "102")
    await desk.hears(FIRST_HZ)
    second_call(window, "103")
    await desk.hears(SECOND_HZ)
    return first, second


# ---- one call ---------------------------------------------------------------------------------------------------------


async def test_a_number_typed_in_full_width_is_called_and_both_hear(desk: SoftphoneDesk, window: Window) -> None:
    window.type_text("dial_number", "６００")
    window.press("dial_button")
    await desk.hears(OWN_HZ)
    hang_up(window)


async def test_a_caller_is_answered_and_the_next_one_declined(desk: SoftphoneDesk, window: Window) -> None:
    caller = await desk.caller()
    await caller.call(OUTSIDER, OWN)
    window.press("answer_button")
    await caller.expect("answered")
    await desk.hears(FIRST_HZ)
    await hears(caller, OWN_HZ)
    hang_up(window)
    await caller.expect("ended")
    await caller.call(OUTSIDER, OWN)
    window.press("decline_button")
    assert (await caller.expect("ended"))["sip_code"] == 403  # so Asterisk hands a 603 on
    window.wait_for("dial_number")


async def test_a_held_telephone_hears_nothing_until_it_is_taken_back(desk: SoftphoneDesk, window: Window) -> None:
    other = await desk.telephone("102", FIRST_HZ)
    call(window, "102")
    await hears(other, OWN_HZ)
    window.press("hold_button")
    window.wait_text("hold_button", "再開")
    await hears(other)
    await desk.hears()
    window.press("hold_button")
    window.wait_text("hold_button", "保留")
    await hears(other, OWN_HZ)
    await desk.hears(FIRST_HZ)


async def test_the_microphone_is_muted_and_opened(desk: SoftphoneDesk, window: Window) -> None:
    other = await desk.telephone("102", FIRST_HZ)
    call(window, "102")
    await hears(other, OWN_HZ)
    window.press("mute_button")
    await hears(other)
    await desk.hears(FIRST_HZ)
    window.press("mute_button")
    await hears(other, OWN_HZ)


async def test_the_keypad_sends_digits(exchange: Softswitch, window: Window) -> None:
    call(window, "700")
    window.press("keypad_button")
    for digit in "471":
        window.press(f"digit_{digit}")
    await exchange.log_says("received 471")
    window.wait_for("dial_number")  # the far side has hung up


# ---- several calls ----------------------------------------------------------------------------------------------------


async def test_two_calls_are_swapped_and_joined(
    desk: SoftphoneDesk, window: Window, two_calls: tuple[Phone, Phone]
) -> None:
    first, second = two_calls
    window.press("swap_button")
    await desk.hears(FIRST_HZ)
    await hears(second)
    window.press("conference_button")
    await desk.hears(FIRST_HZ, SECOND_HZ)
    await hears(first, OWN_HZ, SECOND_HZ)
    await hears(second, OWN_HZ, FIRST_HZ)
    hang_up(window)
    await first.expect("ended")
    await second.expect("ended")


async def test_a_call_is_handed_on_at_once(desk: SoftphoneDesk, window: Window) -> None:
    first, second = await desk.telephone("102", FIRST_HZ), await desk.telephone("103", SECOND_HZ)
    call(window, "102")
    await desk.hears(FIRST_HZ)
    window.press("transfer_button")
    window.set_text("target_number", "１０３")
    window.press("blind_transfer_button")
    window.wait_for("dial_number")
    await hears(first, SECOND_HZ)
    await hears(second, FIRST_HZ)


async def test_a_call_is_handed_on_after_talking(desk: SoftphoneDesk, window: Window) -> None:
    first, second = await desk.telephone("102", FIRST_HZ), await desk.telephone("103", SECOND_HZ)
    call(window, "102")
    await desk.hears(FIRST_HZ)
    window.press("transfer_button")
    window.set_text("target_number", "103")
    window.press("consult_transfer_button")
    await desk.hears(SECOND_HZ)
    await hears(first)
    window.press("complete_transfer_button")
    window.wait_for("dial_number")
    await hears(first, SECOND_HZ)
    await hears(second, FIRST_HZ)


async def test_a_transfer_to_nobody_gives_the_call_back_and_says_so(desk: SoftphoneDesk, window: Window) -> None:
    await desk.telephone("102", FIRST_HZ)
    call(window, "102")
    await desk.hears(FIRST_HZ)
    window.press("transfer_button")
    window.set_text("target_number", "555")
    window.press("blind_transfer_button")
    said(window, "notice_transfer", "転送できませんでした")
    window.wait_enabled("hold_button")
    hang_up(window)


# ---- refusing and missing ---------------------------------------------------------------------------------------------


async def test_a_busy_line_is_said_in_words(desk: SoftphoneDesk, window: Window) -> None:
    call(window, "901")
    said(window, "notice_phone_call", "話し中")


async def test_do_not_disturb_refuses_and_the_history_marks_the_call(desk: SoftphoneDesk, window: Window) -> None:
    window.press("do_not_disturb_button")
    window.wait_until(lambda: window.is_checked("do_not_disturb_button"), "do not disturb is on")
    caller = await desk.caller()
    await caller.call(OUTSIDER, OWN)
    assert (await caller.expect("ended"))["sip_code"] == 486
    window.wait_until(lambda: [row[:12] for row in rows(window)] == ["03-1234-5678"], "the call is in the history")
    assert "応答不可" in rows(window)[0]
    window.press("do_not_disturb_button")
    window.wait_until(lambda: not window.is_checked("do_not_disturb_button"), "do not disturb is off")
    await caller.call(OUTSIDER, OWN)
    window.wait_for("answer_button")
    await caller.hang_up()
    window.press("history_missed_button")
    window.wait_until(lambda: len(rows(window)) == 2 and "不在着信" in rows(window)[0], "both calls were missed")


def rows(window: Window) -> list[str]:
    """The history as it is shown; nothing while its list is not."""
    return window.texts("call_history_list") if window.is_showing("call_history_list") else []


def numbers(window: Window) -> list[str]:
    """Of the rows, whose first word is an extension's number."""
    return [row.removeprefix("内線 ").split(" ")[0] for row in rows(window)]


async def test_the_history_is_searched_and_the_last_number_dialed_again(desk: SoftphoneDesk, window: Window) -> None:
    for number in ("600", "601"):
        call(window, number)
        await desk.hears(OWN_HZ)
        hang_up(window)
    window.wait_until(lambda: numbers(window) == ["601", "600"], "both are in the history")
    window.type_text("dial_number", "６００")
    window.wait_until(lambda: numbers(window) == ["600"], "one of them is found")
    window.set_text("dial_number", "")
    window.wait_until(lambda: len(rows(window)) == 2, "all are shown again")
    window.press("dial_button")  # nothing typed: the number dialed last comes into the field
    window.wait_until(lambda: window.value("dial_number") == "601", "the number dialed last")
    window.press("dial_button")
    await desk.hears(OWN_HZ)
    hang_up(window)


async def test_each_refusal_of_a_server_is_said_in_words_of_its_own(tmp_path: Path, desktop: VirtualDesktop) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(kamailio(tmp_path / "kamailio"))
        desk = SoftphoneDesk(tmp_path, desktop, server.server, stack)
        desk.settings()
        with desk.running() as window:
            for number, words in (
                ("404", "使われていない番号です"),
                ("480", "つながりません"),
                ("486", "話し中です"),
                ("503", "電話網がつなげませんでした"),
                ("603", "着信を拒否しました"),
            ):
                call(window, number)
                said(window, "notice_phone_call", words)
                window.wait_for("dial_number")


# ---- from outside the window ------------------------------------------------------------------------------------------


async def test_a_link_of_another_program_comes_into_the_field(desk: SoftphoneDesk, window: Window) -> None:
    assert desk.start_again("tel:+81-3-1234-5678") == 0
    window.wait_until(lambda: window.value("dial_number") == "+81312345678", "the number is in the field")


async def test_a_link_is_dialed_at_once_where_the_settings_say_so(desk: SoftphoneDesk) -> None:
    desk.settings(dial_links=True)
    with desk.running("tel:600") as window:  # it starts the program
        await desk.hears(OWN_HZ)
        hang_up(window)
        assert desk.start_again("callto:601") == 0
        await desk.hears(OWN_HZ)
        hang_up(window)


async def test_everything_can_be_done_by_the_keyboard(desk: SoftphoneDesk, window: Window) -> None:
    other, keys = await desk.telephone("102", FIRST_HZ), desk.desktop.key
    window.focus()
    window.wait_for("dial_number")
    keys("1", "0", "2", "Return")
    await desk.hears(FIRST_HZ)
    keys("F3")
    window.wait_text("hold_button", "再開")
    keys("F3")
    await desk.hears(FIRST_HZ)
    keys("F4")  # whom to hand on to
    window.wait_for("target_number")
    keys("Escape")
    keys("shift+F2")
    await other.expect("ended")
    window.wait_for("dial_number")
    caller = await desk.caller(SECOND_HZ)
    await caller.call(OUTSIDER, OWN)
    window.wait_for("answer_button")
    keys("F2")
    await desk.hears(SECOND_HZ)
    keys("shift+F2")
    await caller.expect("ended")


# ---- when the engine dies ---------------------------------------------------------------------------------------------


async def test_a_killed_engine_costs_the_call_and_nothing_else(desk: SoftphoneDesk, window: Window) -> None:
    call(window, "600")
    await desk.hears(OWN_HZ)
    engine = desk.engine()
    engine.kill()
    killed_at = time.monotonic()
    await until(lambda: runs_again(desk, engine.pid), "another engine runs", 2.0)
    window.wait_text("registration_label", "登録済み")
    assert time.monotonic() - killed_at < 5.0
    said(window, "notice_phone_call", "切れました")
    window.wait_until(lambda: numbers(window) == ["600"], "the lost call is in the history")
    call(window, "601")
    await desk.hears(OWN_HZ)
    hang_up(window)


async def test_an_engine_that_hangs_is_ended_and_the_call_is_said_to_be_lost(
    desk: SoftphoneDesk, window: Window
) -> None:
    call(window, "600")
    await desk.hears(OWN_HZ)
    engine = desk.engine()
    engine.suspend()
    await until(lambda: runs_again(desk, engine.pid), "another engine runs")
    window.wait_text("registration_label", "登録済み")
    said(window, "notice_phone_call", "切れました")
    call(window, "601")
    await desk.hears(OWN_HZ)
    hang_up(window)


def runs_again(desk: SoftphoneDesk, old_pid: int) -> bool:
    try:
        return desk.engine().pid != old_pid
    except (ValueError, psutil.NoSuchProcess):
        return False
