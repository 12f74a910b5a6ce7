"""The client on a real X server holds the keys of its settings, says which it can't have, and lets go of them at its end."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bluebean_client.ports.outside import KeyRefusal
from tests.support.engine import becomes_true
from tests.support.sip_peers import Caller
from tests.support.sip_registrar import registrar
from tests.support.window import Window
from tests.support.x_server import Held, x_server


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Another program on the X server where the client will be."""
    with x_server() as screen:
        monkeypatch.setenv("DISPLAY", screen)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        program = Held(screen)
        yield program
        program.keys.close()


def test_the_window_holds_its_keys_and_tells_of_those_it_cannot_have(
    other: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLUEBEAN_CLIENT_GLOBAL_KEYS", "true")
    assert other.use({"theirs": "Ctrl+Alt+E"}) == {}
    window = Window(tmp_path / "pc", "--mode", "softphone", "--language", "en")
    try:
        told = window.wait_for("notice_global_key_taken")
        assert "Ctrl+Alt+E" in " ".join(told.texts)
        wanted = {"answer": "Ctrl+Alt+A", "mute": "Ctrl+Alt+X"}
        assert other.use(wanted) == dict.fromkeys(wanted, KeyRefusal.TAKEN)
    finally:
        window.end()
    assert other.use(wanted) == {}


async def test_a_call_is_answered_muted_and_hung_up_while_another_program_has_the_keyboard(
    other: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with registrar() as register:
        settings = {"GLOBAL_KEYS": "true", "SIP_SERVER": f"127.0.0.1:{register.port}", "SIP_USER": "101"}
        for name, value in settings.items():
            monkeypatch.setenv(f"BLUEBEAN_CLIENT_{name}", value)
        window = Window(tmp_path / "pc", "--mode", "softphone", "--language", "en")
        try:
            await becomes_true(lambda: "101" in register.phones)
            async with Caller(tmp_path / "caller", server=register.phones["101"], tone_hz=440.0) as caller:
                await caller.call("0312345678", "101")
                await asyncio.to_thread(window.wait_for, "answer_button")
                other.type("key", "ctrl+alt+a")
                await caller.expect("answered")
                await asyncio.to_thread(window.wait, "mute_button", lambda seen: seen.enabled)
                other.type("key", "ctrl+alt+x")
                await asyncio.to_thread(window.wait_text, "mute_button", "Unmute")
                other.type("key", "ctrl+alt+e")
                await caller.expect("ended")
        finally:
            await asyncio.to_thread(window.end)


def test_keys_are_left_to_others_until_they_are_wanted(other: Held, tmp_path: Path) -> None:
    window = Window(tmp_path / "pc", "--mode", "operator", "--language", "en")
    try:
        window.wait_for("login_button")
        assert other.use({"answer": "Ctrl+Alt+A"}) == {}
    finally:
        window.end()
