"""The phone beside its window, on a desktop with a window manager and a notification area: the alert and the tray, from outside."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.centre import KNOWN, Centre, talking_both_ways
from tests.e2e.softphone import FIRST_HZ, OWN, OWN_HZ, SoftphoneDesk, hears
from tests.support.softswitch import softswitch
from tools.blackbox.desktop import Box, VirtualDesktop, wait_until
from tools.blackbox.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

OUTSIDER = "0312345678"
WAIT_SECONDS = 20.0
PANEL_PX = 32
TYPED = "typed.log"


class Windows:
    """The windows of one program, as the X server has them, each by its id."""

    def __init__(self, desktop: VirtualDesktop, pid: int) -> None:
        self._desktop, self._pid = desktop, pid

    @property
    def phone(self) -> str:
        return self._named("^BlueBean Client$")

    @property
    def alert(self) -> str:
        return self._named("^着信$")

    def _named(self, name: str) -> str:
        (window,) = self._desktop.xdotool("search", "--all", "--pid", str(self._pid), "--name", name).split()
        return window

    def in_panel(self) -> list[Box]:
        """Where the icon stands in the notification area, once it does."""
        visible = self._desktop.xdotool("search", "--onlyvisible", "--pid", str(self._pid)).split()
        return [box for box in map(self.box, visible) if box.y < PANEL_PX and 0 < box.height <= PANEL_PX]

    def box(self, window: str) -> Box:
        lines = self._desktop.xdotool("getwindowgeometry", "--shell", window).splitlines()
        found = dict(line.split("=") for line in lines)
        return Box(*(int(found[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualDesktop]:
    log = tmp_path_factory.mktemp("desktop") / "desktop.log"
    with VirtualDesktop() as desktop, desktop.run(["openbox"], log=log):
        panel = ["trayer", "--edge", "top", "--align", "right", "--height", str(PANEL_PX)]
        with desktop.run(panel, log=log):
            yield desktop


@pytest.fixture
async def desk(tmp_path: Path, desktop: VirtualDesktop) -> AsyncIterator[SoftphoneDesk]:
    async with AsyncExitStack() as stack:
        exchange = await stack.enter_async_context(softswitch(tmp_path / "exchange"))
        desk = SoftphoneDesk(tmp_path, desktop, exchange.server, stack)
        desk.settings(keep_in_tray=True)
        yield desk


@pytest.fixture
def window(desk: SoftphoneDesk) -> Iterator[Window]:
    with desk.running() as window:
        yield window


@pytest.fixture
def windows(desktop: VirtualDesktop, window: Window) -> Windows:
    return Windows(desktop, window.pid)


@pytest.fixture
def other(tmp_path: Path, desktop: VirtualDesktop, window: Window) -> Iterator[str]:
    """The window of another program, which is typed into."""
    with desktop.run(["xev", "-name", "other"], log=tmp_path / TYPED):
        found = desktop.xdotool("search", "--sync", "--name", "^other$").split()[0]
        desktop.xdotool("windowactivate", "--sync", found)
        yield found


async def test_a_call_is_answered_from_the_corner_while_the_window_is_minimised(
    desk: SoftphoneDesk, window: Window, windows: Windows, other: str
) -> None:
    desktop = desk.desktop
    desktop.xdotool("windowminimize", windows.phone)
    desktop.xdotool("windowactivate", "--sync", other)
    caller = await desk.caller()
    await caller.call(OUTSIDER, OWN)
    window.wait_for("alert_answer_button")
    assert window.value("alert_name") == "03-1234-5678"
    assert windows.box(windows.alert).x > desktop.width / 2
    assert desktop.xdotool("getwindowfocus") == other
    desktop.key("a")
    wait_until(lambda: "keysym 0x61, a" in (desk.folder / TYPED).read_text(), "the other window hears", WAIT_SECONDS)
    window.press("alert_answer_button")
    await caller.expect("answered")
    await desk.hears(FIRST_HZ)
    await hears(caller, OWN_HZ)
    window.wait_gone("alert_window")
    window.click("hang_up_button")  # the window has come with the answer
    await caller.expect("ended")


async def test_an_operator_answers_from_the_corner_as_in_the_popup(centre: Centre) -> None:
    window = centre.ready_operator()
    window.minimize()
    first = await centre.call_from(KNOWN)
    shown = window.wait(
        "alert_window", lambda seen: "佐藤 健一 様" in seen.texts
    )  # the phone may ring before the server says who
    assert any("サポート" in text for text in shown.texts)
    window.click("alert_answer_button")
    window.wait_text("status_label", "通話中（着信）")
    await talking_both_ways(centre, first)
    window.wait_gone("alert_window")


async def test_a_closed_window_leaves_the_phone_in_the_tray_where_it_rings_and_comes_back(
    desk: SoftphoneDesk, window: Window, windows: Windows
) -> None:
    desktop = desk.desktop
    desktop.xdotool("windowactivate", "--sync", windows.phone)
    desktop.key("alt+F4")
    window.wait_gone("dial_number")
    caller = await desk.caller()
    await caller.call(OUTSIDER, OWN)
    window.click("alert_decline_button")
    assert (await caller.expect("ended"))["sip_code"] == 403  # so Asterisk hands a 603 on
    window.wait_gone("alert_window")
    wait_until(lambda: bool(windows.in_panel()), "the icon is in the panel", WAIT_SECONDS)
    desktop.click(*windows.in_panel()[0].centre)
    window.wait_for("dial_number")
