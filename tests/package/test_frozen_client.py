"""The frozen client, as users install it, takes a call: real window, real engine, real server, real Asterisk."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tools.blackbox.desktop import VirtualDesktop, wait_until
from tools.blackbox.window import Window
from tools.package.deb import QUICK, build_deb
from tools.package.freeze import size_of
from tools.stage import sound
from tools.stage.caller import Caller
from tools.stage.client import running_client, start_work
from tools.stage.sample import PASSWORD, SUPPORT_NUMBER, apply_sample
from tools.stage.server import StagedServer

pytestmark = [pytest.mark.timeout(900), pytest.mark.e2e]

CUSTOMER_HZ, OPERATOR_HZ = 1000.0, 620.0
LISTENED_FRAMES = 50
ENGINE_RATE_HZ = 16000
CLEAR_SHARE = 0.8
MAX_INSTALLED_BYTES, MAX_QUICKLY_PACKED_BYTES = 200_000_000, 72_000_000
"""Packed quickly the package is a fifth larger; `make package` packs it for users and holds it to 60 MB."""


@dataclass
class Stage:
    """A frozen client that is ready for calls, and what is around it."""

    server: StagedServer
    window: Window
    profile: Path
    heard: Path


@pytest.fixture
def stage(bundle: Path, tmp_path: Path) -> Iterator[Stage]:
    server = StagedServer(tmp_path)
    apply_sample(server)
    voice, heard, profile = tmp_path / "voice.wav", tmp_path / "heard.wav", tmp_path / "profile"
    sound.write_wav(voice, sound.tone(OPERATOR_HZ, 1.0))
    program = (str(bundle / "bluebean-client"),)
    with (
        server.running(),
        VirtualDesktop() as desktop,
        running_client(desktop, profile, server.url, audio=f"file:{voice},{heard},", program=program) as window,
    ):
        start_work(window, PASSWORD)
        yield Stage(server, window, profile, heard)


def engine_of(profile: Path) -> psutil.Process:
    """The phone engine that works for a profile."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "--phone-engine" in words and str(profile) in words:
            return process
    raise AssertionError(f"no phone engine runs for {profile}")


def libraries_of(process: psutil.Process) -> str:
    return " ".join(mapping.path for mapping in process.memory_maps())


def test_frozen_window_and_engine_take_a_call(stage: Stage) -> None:
    """Given the installed client is ready; when a customer calls and the operator answers; then each hears the other."""
    with Caller(stage.server.sip, "09055502000", SUPPORT_NUMBER, sound.encode(sound.tone(CUSTOMER_HZ, 1.0))) as caller:
        stage.window.wait_for("incoming_popup")
        stage.window.press("answer_button")

        def hears_operator() -> bool:
            last = b"".join(packet.payload for packet in caller.heard[-LISTENED_FRAMES:])
            return sound.share_of_tone(sound.decode(last), OPERATOR_HZ) > CLEAR_SHARE

        wait_until(hears_operator, "the customer hears the operator", 15)
        stage.window.press("load_customer_button")
        stage.window.wait_text("field_name", "佐藤 健一")
        stage.window.press("hang_up_button")
        assert caller.ended.wait(10), "the customer's line was not closed"
    stage.window.wait_enabled("save_all_button")
    (heard,) = sound.read_wav(stage.heard)
    seconds = [heard[start : start + ENGINE_RATE_HZ] for start in range(0, len(heard), ENGINE_RATE_HZ)]
    clearest = max(sound.share_of_tone(second, CUSTOMER_HZ, ENGINE_RATE_HZ) for second in seconds)
    assert clearest > CLEAR_SHARE, "the operator did not hear the customer"


def test_window_process_never_loads_pjsip(stage: Stage) -> None:
    """The telephone is a process of its own, the same program called with --phone-engine."""
    window = psutil.Process(stage.window.pid)
    engine = engine_of(stage.profile)
    assert engine.exe() == window.exe()
    assert "_pjsua2" in libraries_of(engine)
    assert "_pjsua2" not in libraries_of(window)
    assert "QtWidgets" not in libraries_of(engine)


def test_debian_package_holds_the_program_and_keeps_its_size(bundle: Path, tmp_path: Path) -> None:
    package = build_deb(bundle, tmp_path, QUICK)
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], check=True, capture_output=True, text=True).stdout
    for path in (
        "./usr/bin/bluebean-client -> ../lib/bluebean-client/bluebean-client",
        "./usr/lib/bluebean-client/bluebean-client",
        "./usr/share/applications/bluebean-client.desktop",
        "./usr/share/icons/hicolor/scalable/apps/bluebean-client.svg",
    ):
        assert path in listed
    assert size_of(bundle) <= MAX_INSTALLED_BYTES
    assert package.stat().st_size <= MAX_QUICKLY_PACKED_BYTES
