"""The window process as a whole: what it loads, what it starts, how it ends, and that there is one per profile."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.waiting import wait

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    processes: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        command = [sys.executable, "-m", "bluebean_client", "--profile", str(tmp_path / "p"), "--audio", "null"]
        processes.append(subprocess.Popen([*command, *arguments], env=environment, stderr=subprocess.PIPE))
        return processes[-1]

    yield run
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=10)


def loaded(process: subprocess.Popen[bytes], name: str) -> bool:
    return any(name in mapped.path for mapped in psutil.Process(process.pid).memory_maps())


def children(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children()


def is_up(process: subprocess.Popen[bytes]) -> bool:
    """The keychain is asked right after the window has been shown."""
    assert process.poll() is None
    return loaded(process, "libqoffscreen") and loaded(process, "QtNetwork")


def test_in_operator_mode_no_sip_stack_is_loaded_and_no_engine_runs(start: Start, tmp_path: Path) -> None:
    window = start("--mode", "operator")
    wait(lambda: is_up(window))
    wait(lambda: "no keychain" in (tmp_path / "p/logs/client.log").read_text())
    assert not loaded(window, "pjsua2")
    assert children(window) == []
    assert not (tmp_path / "p/run").exists()
    window.send_signal(signal.SIGTERM)
    assert window.wait(20) == 0


def test_the_window_never_loads_the_sip_stack_and_takes_the_idle_engine_with_it(start: Start) -> None:
    window = start("--mode", "softphone_operator")
    wait(lambda: is_up(window) and children(window))
    (engine,) = children(window)
    wait(lambda: any("pjsua2" in mapped.path for mapped in engine.memory_maps()))
    assert not any("PySide6" in mapped.path for mapped in engine.memory_maps())
    assert not loaded(window, "pjsua2")
    window.send_signal(signal.SIGTERM)
    assert window.wait(20) == 0
    wait(lambda: not engine.is_running() or engine.status() == psutil.STATUS_ZOMBIE)


def test_a_second_start_raises_the_first_window_and_ends(start: Start) -> None:
    first = start("--mode", "operator")
    wait(lambda: is_up(first))
    second = start("--mode", "operator")
    assert second.wait(30) == 0
    assert first.poll() is None


def test_a_killed_window_does_not_block_the_next_start(start: Start) -> None:
    first = start("--mode", "operator")
    wait(lambda: is_up(first))
    first.kill()
    first.wait()
    again = start("--mode", "operator")
    wait(lambda: is_up(again))


def test_a_profile_that_cannot_be_used_is_said(start: Start, tmp_path: Path) -> None:
    (tmp_path / "p").write_text("a file")
    window = start()
    _, said = window.communicate(timeout=30)
    assert window.returncode == 1
    assert b"can't be used" in said
    assert b"--profile" in said
