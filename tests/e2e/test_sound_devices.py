"""A sound device that is pulled out in a call, and a machine without any: the voice goes on, and the window says what is the matter."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.centre import until
from tests.e2e.softphone import FIRST_HZ, OWN_HZ, SECOND_HZ, SoftphoneDesk, hears
from tests.support.softswitch import softswitch
from tests.support.sound_server import DESK, HEADSET, SoundServer, sound_server
from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

DESK_HZ, HEADSET_HZ = OWN_HZ, SECOND_HZ
"""What is said into each of the two microphones."""
CHOSEN = {"microphone": HEADSET, "speaker": HEADSET, "ringers": HEADSET}


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
async def card() -> AsyncIterator[SoundServer]:
    async with sound_server(DESK_HZ, HEADSET_HZ) as card:
        await card.plug(HEADSET)
        yield card


@pytest.fixture
async def desk(tmp_path: Path, desktop: VirtualDesktop, card: SoundServer) -> AsyncIterator[SoftphoneDesk]:
    async with AsyncExitStack() as stack:
        exchange = await stack.enter_async_context(softswitch(tmp_path / "exchange"))
        desk = SoftphoneDesk(tmp_path, desktop, exchange.server, stack)
        desk.use(card)
        yield desk


async def plays(card: SoundServer, device: str) -> None:
    """The other's voice goes on to be heard from that device."""
    before = card.heard_seconds(FIRST_HZ, device)
    await until(lambda: card.heard_seconds(FIRST_HZ, device) >= before + 0.5, f"{device} plays the other's voice")


def said(window: Window, notice: str) -> str:
    return " ".join(window.texts(notice))


async def test_a_headset_pulled_out_in_a_call_is_named_with_what_stands_in_until_it_is_back(
    desk: SoftphoneDesk, card: SoundServer
) -> None:
    other = await desk.telephone("102", FIRST_HZ)
    desk.settings(**CHOSEN)
    with desk.running() as window:
        window.set_text("dial_number", "102")
        window.press("dial_button")
        await plays(card, HEADSET)
        await hears(other, HEADSET_HZ)

        await card.unplug(HEADSET)
        window.wait_for("notice_devices")
        assert said(window, "notice_devices") == f"音声機器が外れました {HEADSET} が戻るまで {DESK} を使います。"
        await plays(card, DESK)
        await hears(other, DESK_HZ)
        assert window.is_showing("notice_devices")

        await card.plug(HEADSET)
        window.wait_until(
            lambda: f"音声機器が戻りました {HEADSET}" in said(window, "notice_devices"),
            "the headset is said to be back",
        )
        await plays(card, HEADSET)
        await hears(other, HEADSET_HZ)
        window.wait_gone("notice_devices")
        window.press("hang_up_button")
        await other.expect("ended")


async def test_without_any_device_a_call_goes_on_and_the_window_says_what_is_missing(
    desk: SoftphoneDesk, card: SoundServer
) -> None:
    other = await desk.telephone("102", FIRST_HZ)
    await card.kill()
    desk.settings(**CHOSEN)
    with desk.running() as window:
        window.wait_for("notice_no_sound_devices")
        assert said(window, "notice_no_sound_devices").startswith("マイクもスピーカーも見つかりません")
        window.set_text("dial_number", "102")
        window.press("dial_button")
        await other.expect("answered")
        await hears(other)
        assert window.is_showing("notice_no_sound_devices")

        await card.start()
        await card.plug(HEADSET)
        window.wait_gone("notice_no_sound_devices")
        await plays(card, HEADSET)
        await hears(other, HEADSET_HZ)
        window.press("hang_up_button")
        await other.expect("ended")
