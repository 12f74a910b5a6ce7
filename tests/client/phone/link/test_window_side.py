"""The window's link to the engine: who starts it, who outlives whom, and what a crash on either side leaves."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bluebean_client.domain.phone import Account, PhoneCallState, Registration
from bluebean_client.domain.phone_messages import ALIVE_SECONDS, Dial, Keep, Quit, UseAccount
from bluebean_client.phone.link.rendezvous import Rendezvous
from bluebean_client.phone.link.window_side import SILENCES_MAX, EngineProcess
from bluebean_client.phone.single_instance import ProfileLock
from bluebean_client.ports.outside import EngineDidNotStart
from tests.support.asterisk import free_port
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine, engine_command
from tests.support.softswitch import PASSWORD, softswitch


def engine_processes(profile: Path) -> list[psutil.Process]:
    """Engines of this profile that run."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = process.info["cmdline"] or []
        if "bluebean_client.phone" in command and str(profile) in command and process.info["status"] != "zombie":
            found.append(process)
    return found


def has_socket(profile: Path) -> bool:
    return Path(Rendezvous(profile).address).exists()


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="null") as attached:
        yield attached


async def test_meeting_place_is_the_users_own(window: TestWindow) -> None:
    folder = Rendezvous(window.profile).folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "phone.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((window.profile / "logs" / "phone.log").stat().st_mode) == 0o600


async def test_a_second_window_takes_the_place_of_the_first_in_the_same_engine(window: TestWindow) -> None:
    window.send(Keep(b"token"))
    second = TestWindow(window.profile, engine_command(window.profile, audio="null"))
    await second.start()
    await window.until(lambda: window.gone)
    assert second.attached is not None and second.attached.blob == b"token"
    assert len(engine_processes(window.profile)) == 1
    second.send(Quit())
    await second.until(lambda: second.gone)
    await second.leave()


async def test_an_engine_without_window_and_call_ends_and_leaves_nothing(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    window = TestWindow(profile, engine_command(profile, audio="null", linger_seconds=0.3))
    await window.start()
    assert engine_processes(profile)
    await window.leave()
    await becomes_true(lambda: not engine_processes(profile))
    assert not has_socket(profile)


async def test_a_killed_engine_is_noticed_and_a_new_one_takes_its_place(window: TestWindow) -> None:
    (first,) = engine_processes(window.profile)
    first.kill()
    await window.until(lambda: window.gone)
    assert has_socket(window.profile), "there is no stale socket to try this with"
    window.attached = None
    await window.link.start()
    await window.until(lambda: window.attached is not None)
    (second,) = engine_processes(window.profile)
    assert second.pid != first.pid


async def test_an_engine_that_hangs_is_noticed_and_ended_and_a_new_one_takes_its_place(window: TestWindow) -> None:
    (first,) = engine_processes(window.profile)
    first.suspend()
    await window.until(lambda: window.gone)
    await becomes_true(lambda: first not in engine_processes(window.profile))
    await window.link.start()
    await window.until(lambda: not window.gone)
    assert len(engine_processes(window.profile)) == 1


async def test_a_window_that_starts_ends_an_engine_that_hangs(window: TestWindow) -> None:
    (first,) = engine_processes(window.profile)
    await window.leave()
    first.suspend()
    successor = TestWindow(window.profile, engine_command(window.profile, audio="null"))
    await successor.start()
    assert first not in engine_processes(window.profile)
    successor.send(Quit())
    await successor.until(lambda: successor.gone)
    await successor.leave()
    window.gone = True


async def test_an_engine_with_nothing_to_tell_is_not_taken_for_one_that_hangs(window: TestWindow) -> None:
    with pytest.raises(AssertionError, match="did not come true"):
        await window.until(lambda: window.gone, seconds=(SILENCES_MAX + 2) * ALIVE_SECONDS)


async def test_an_engine_whose_predecessor_has_not_let_go_of_the_profile_is_started_again(tmp_path: Path) -> None:
    profile, starts = tmp_path / "profile", tmp_path / "starts"
    counted = ["sh", "-c", f'echo >> "{starts}"; exec "$@"', "sh", *engine_command(profile, audio="null")]
    window = TestWindow(profile, counted)
    rendezvous = Rendezvous(profile)
    rendezvous.prepare()
    predecessor = ProfileLock(rendezvous.lock_path)
    starting = asyncio.create_task(window.start())
    await becomes_true(lambda: starts.exists() and len(starts.read_text()) >= 2)
    predecessor.release()
    await starting
    window.send(Quit())
    await window.until(lambda: window.gone)
    await window.leave()


@pytest.mark.switch
async def test_a_killed_window_costs_no_voice_and_the_next_finds_call_and_secret(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    async with softswitch(tmp_path / "switch") as switch:
        script = tmp_path / "window.py"
        script.write_text(WINDOW_THAT_TALKS)
        port = str(switch.port)
        process = await asyncio.create_subprocess_exec(
            sys.executable, script, profile, port, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[4]
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"talking\n"
        process.kill()
        await process.wait()

        successor = TestWindow(profile, engine_command(profile))
        before = successor.heard_seconds(OPERATOR_HZ)
        await becomes_true(lambda: successor.heard_seconds(OPERATOR_HZ) >= before + 1.0)
        await successor.start()
        assert successor.attached is not None
        assert successor.attached.blob == b"session"
        (call,) = successor.state.calls
        assert call.state is PhoneCallState.TALKING
        assert successor.state.registration is Registration.REGISTERED
        successor.send(Quit())
        await successor.until(lambda: successor.gone)
        await successor.leave()


WINDOW_THAT_TALKS = """
import asyncio, sys
sys.path.insert(0, ".")
from pathlib import Path
from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import Dial, Keep
from tests.support.engine import TestWindow, engine_command
from tests.support.softswitch import Softswitch

class Switch:
    host = "127.0.0.1"
    port = int(sys.argv[2])

async def main():
    profile = Path(sys.argv[1])
    window = TestWindow(profile, engine_command(profile))
    await window.start()
    window.send(Keep(b"session"))
    await window.register(Switch())
    window.send(Dial("600"))
    await window.call_in(PhoneCallState.TALKING)
    print("talking", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.switch
async def test_a_wrong_password_is_told_from_a_server_that_does_not_answer(tmp_path: Path, window: TestWindow) -> None:
    async with softswitch(tmp_path / "switch") as switch:
        window.send(UseAccount(Account("101", "wrong", "127.0.0.1", switch.port)))
        await window.until(lambda: window.state.registration is Registration.REFUSED)
        assert (window.state.reason, window.state.sip_code) == ("password_refused", 401)
        window.send(UseAccount(Account("101", PASSWORD, "127.0.0.1", switch.port)))
        await window.until(lambda: window.state.registration is Registration.REGISTERED)
        window.send(UseAccount(None))
        await window.until(lambda: window.state.registration is Registration.NONE)
    window.send(UseAccount(Account("101", PASSWORD, "127.0.0.1", free_port())))
    await window.until(lambda: window.state.reason == "no_answer")
    window.send(UseAccount(Account("101", PASSWORD, "no-such-host.invalid")))
    await window.until(lambda: window.state.reason == "name_unknown")
    assert window.state.registration is Registration.UNREACHABLE


async def test_a_call_without_an_account_is_refused(window: TestWindow) -> None:
    window.send(Dial("600"))
    assert (await window.failure()).reason == "refused"


async def test_garbage_from_a_window_is_answered_and_does_no_harm(window: TestWindow) -> None:
    connection = Rendezvous(window.profile).connect()
    assert connection is not None
    with connection:
        for garbage in (b"", b"{}", b"\xff\x00", b'{"type":"dial"}', b'{"type":"dial","number":7}', b"[" * 10_000):
            connection.send_bytes(garbage)
            replies = [await asyncio.to_thread(connection.recv_bytes)]
            while b"malformed" not in replies[-1]:
                replies.append(await asyncio.to_thread(connection.recv_bytes))
    assert len(engine_processes(window.profile)) == 1


async def test_a_stranger_without_the_key_learns_nothing(window: TestWindow) -> None:
    key = Rendezvous(window.profile).folder / "phone.key"
    real = key.read_bytes()
    key.write_bytes(bytes(32))
    assert Rendezvous(window.profile).connect() is None
    key.write_bytes(real)
    window.send(Keep(b"still here"))
    window.send(Dial("x y z@"))
    assert (await window.failure()).reason == "bad_number"


async def test_an_engine_that_cannot_start_says_so(tmp_path: Path) -> None:
    missing = EngineProcess([str(tmp_path / "nothing")], tmp_path / "profile")
    with pytest.raises(EngineDidNotStart):
        await missing.start()
    failing = EngineProcess([sys.executable, "-c", "raise SystemExit(1)"], tmp_path / "profile")
    with pytest.raises(EngineDidNotStart, match="exit code 1"):
        await failing.start()


async def test_a_profile_deep_in_the_folders_still_gets_a_socket(tmp_path: Path) -> None:
    async with engine(tmp_path / ("深い" * 20) / ("folder" * 10), audio="null") as window:
        assert window.attached is not None
        assert len(os.fsencode(Rendezvous(window.profile).address)) <= 104


async def test_terminating_the_engine_is_orderly(window: TestWindow) -> None:
    (process,) = engine_processes(window.profile)
    process.send_signal(signal.SIGTERM)
    await window.until(lambda: window.gone)
    await becomes_true(lambda: not engine_processes(window.profile))
    assert "phone engine ends" in (window.profile / "logs" / "phone.log").read_text()
