"""An operator's whole inbound call by the keyboard alone, and what a screen reader finds of it, from outside the program."""

import contextlib
from collections.abc import Iterable, Iterator

import pytest

from tests.e2e.centre import CALLER_HZ, KNOWN, OPERATOR_HZ, Centre, heard, until, write_tone
from tests.support.site import PASSWORD
from tools.blackbox.atspi import Announcements
from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window
from tools.stage.client import running_client

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

MOST_TABS = 8


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def heard_words(desktop: VirtualDesktop) -> Iterator[Announcements]:
    """A screen reader's ear; there before the program, which else says nothing."""
    with contextlib.closing(Announcements(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])) as listening:
        yield listening


@pytest.fixture
def window(centre: Centre, desktop: VirtualDesktop) -> Iterator[Window]:
    """The program as it is started for the first time: nothing is known of who will log in."""
    profile = centre.profile("op001")
    profile.mkdir()
    write_tone(profile / "speech.wav", OPERATOR_HZ)
    audio = f"file:{profile / 'speech.wav'},{centre.heard_by('op001')}"
    with running_client(desktop, profile, centre.server.url, login_id="", extension="", audio=audio) as window:
        window.wait_for("login_id")
        window.focus()  # what a window manager does
        yield window


class Hands:
    """On the keyboard, never on the mouse: every act is real keys of the X server."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, *keys: str) -> None:
        self.window.desktop.key(*keys)

    def type(self, text: str) -> None:
        self.window.desktop.xdotool("type", "--delay", "20", "--", text)

    def write(self, name: str, text: str) -> None:
        """Where the focus is, and see it stand there."""
        self.type(text)
        self.window.wait_until(lambda: text in self.window.value(name), f"{name} holds {text!r}")

    def is_at(self, name: str) -> None:
        """The focus comes there by itself."""
        seen: list[str] = []

        def has_focus() -> bool:
            seen.append(self.window.focused())
            return seen[-1] == name

        try:
            self.window.wait_until(has_focus, f"{name} has the focus", seconds=8)
        except TimeoutError as late:
            raise AssertionError(f"{name} should have the focus, {seen[-1]!r} has it") from late

    def tab_to(self, name: str, *, back: bool = False) -> None:
        passed: list[str] = []
        while (at := self.window.focused()) != name:
            assert len(passed) < MOST_TABS, f"Tab does not come to {name}, but to {passed}"
            passed.append(at)
            self.press("shift+Tab" if back else "Tab")

    def choose(self, name: str, label: str) -> None:
        """In the pull-down that has the focus."""
        for _ in range(10):
            if self.window.value(name) == label:
                return
            self.press("Down")
        raise AssertionError(f"{name} never says {label}")


TOOLBAR = {
    "available_button": ("check box", "受付可"),
    "phone_panel_button": ("push button", "電話機"),
    "hold_button": ("push button", "保留"),
    "mute_button": ("push button", "ミュート"),
    "transfer_button": ("push button", "転送"),
    "hang_up_button": ("push button", "切断"),
    "help_button": ("push button", "ヘルプ"),
}
FORM = {
    "field_name": ("text", "氏名"),
    "field_notes": ("text", "備考"),
    "record_text": ("text", "対応記録内容"),
    "respondent": ("combo box", "対応者情報"),
    "next_action": ("combo box", "次アクション"),
}


def spoken(window: Window, names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Role and name of widgets, as a screen reader has them."""
    return {name: (window.role(name), window.label(name)) for name in names}


async def test_a_whole_call_from_login_to_log_off_by_keyboard_alone(
    centre: Centre, heard_words: Announcements, window: Window
) -> None:
    hands = Hands(window)
    # The caret is where the hand begins
    hands.is_at("login_id")
    hands.type("op001")
    hands.press("Tab")
    hands.is_at("password")
    hands.type(PASSWORD)
    hands.tab_to("extension")
    hands.type("2001")
    hands.press("Return")
    hands.is_at("work_group_list")
    hands.press("Return")  # the only group is ticked already
    window.wait_for("status_label")
    window.wait_enabled("available_button")
    hands.press("ctrl+1")
    window.wait_text("status_label", "受付中")
    assert heard_words.wait_for("受付中")
    assert spoken(window, TOOLBAR) == TOOLBAR
    assert window.is_checked("available_button") and not window.is_enabled("hang_up_button")
    # A call comes, is answered, and its customer loaded
    caller = await centre.call_from(KNOWN)
    assert "佐藤 健一" in heard_words.wait_for("着信")
    window.wait_for("incoming_popup")
    assert "03-1111-2222" in window.read("incoming_popup")
    hands.press("F2")
    window.wait_text("status_label", "通話中")
    await until(lambda: heard(centre.heard_by("op001"), CALLER_HZ) > 0.5, "the operator hearing the caller")
    assert window.is_enabled("hang_up_button") and window.is_enabled("hold_button")
    hands.press("ctrl+r")
    window.wait_gone("incoming_popup")
    hands.is_at("record_text")
    assert spoken(window, FORM) == FORM
    hands.write("record_text", "Asked about the fee.")
    # A field of the customer is corrected
    hands.press("alt+1")
    hands.is_at("field_name")
    hands.press("End")
    hands.write("field_name", " K.")
    hands.press("Tab")
    hands.is_at("field_kana")
    # The call ends; the result is set and saved
    hands.press("shift+F2")
    window.wait_text("status_label", "後処理")
    await caller.expect("ended")
    hands.press("alt+2")
    hands.is_at("record_text")
    hands.tab_to("respondent", back=True)
    hands.choose("respondent", "本人")
    hands.press("Tab")
    hands.choose("reaction", "対応完了")
    hands.press("Tab")
    hands.choose("next_action", "完了")
    hands.press("ctrl+Return")
    hands.is_at("after_save_ok_button")
    window.wait_until(lambda: save_is_answered(hands), "the keys of the question live")
    # The wrap-up ends, and so does the day
    window.wait_text("status_label", "受付中")
    hands.press("ctrl+shift+q")
    hands.is_at("cancel_button")
    hands.press("Tab", "Return")
    window.wait_for("login_button")
    hands.is_at("password")
    rest = centre.rest()
    [customer] = rest.call("GET", f"/customers?work_group_id=support&phone={KNOWN}")["customers"]
    assert customer["name"] == "佐藤 健一 K."
    [record] = rest.call("GET", f"/customers/{customer['customer_id']}/records")["records"]
    assert (record["text"], record["author"]["operator_id"]) == ("Asked about the fee.", "op001")


def save_is_answered(hands: Hands) -> bool:
    """By Ctrl+Enter, which the question after the save does not take in its first moments."""
    hands.press("ctrl+Return")
    return not hands.window.is_showing("after_save_popup")
