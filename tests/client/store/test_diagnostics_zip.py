"""The diagnostics file: what is in it, what never is, and what happens when the disk refuses."""

import stat
import zipfile
from pathlib import Path

import pytest

from bluebean_client.settings.schema import BY_KEY
from bluebean_client.store.diagnostics_zip import LOG_BYTES_MAX, PERSONAL, DiagnosticsZip
from tests.support.client_fakes import MemorySettings

VERSIONS = {"BlueBean Client": "1.0", "PJSIP": "2.15.1"}
NUMBER = "09012345678"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "client.log").write_text(f"2026-11-25 20:04:21,802 INFO dial {NUMBER}\n", "utf-8")
    (folder / "client.log.1").write_text("older\n", "utf-8")
    (folder / "phone.log").write_text(f'From: "佐藤" <sip:{NUMBER}@192.0.2.1>\nAuthorization: Digest x\n', "utf-8")
    (folder / "crash.old.log").write_text(f"File {tmp_path}/people/taro/x.py\n", "utf-8")
    (tmp_path / "logs" / "notes.txt").write_text("not a log", "utf-8")
    return folder


async def export(logs: Path, target: Path, state: str = "", **settings: str) -> dict[str, str]:
    home = logs.parent / "people" / "taro"
    await DiagnosticsZip(logs, MemorySettings(**settings), lambda: VERSIONS, home).write(target, state)
    with zipfile.ZipFile(target) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


async def test_everything_is_in_it_and_nobody_is(logs: Path, tmp_path: Path) -> None:
    personal = {"sip_user": "sato", "sip_auth_user": "sato-auth", "sip_name": "佐藤 健一", "login_id": "op001"}
    target = tmp_path / "diagnostics.zip"
    found = await export(
        logs,
        target,
        state=f"registration: refused for {NUMBER}",
        sip_server="pbx.example.jp",
        extension="2001",
        **personal,
    )
    assert sorted(found) == [
        *("README.txt", "logs/client.log", "logs/client.log.1", "logs/crash.old.log", "logs/phone.log"),
        *("settings.txt", "state.txt", "versions.txt"),
    ]
    whole = "\n".join(found.values())
    for secret in (NUMBER, "0901234", "佐藤", "sato", "op001", "2001", "Digest", str(tmp_path)):
        assert secret not in whole, secret
    for kept in (
        "pbx.example.jp",
        "192.0.2.1",
        "2026-11-25 20:04:21,802 INFO",
        "PJSIP: 2.15.1",
        "***678",
        "File ~/x.py",
    ):
        assert kept in whole, kept
    assert "theme = system" in found["settings.txt"] and "sip_register_seconds = 300" in found["settings.txt"]


async def test_the_file_is_for_its_owner_only(logs: Path, tmp_path: Path) -> None:
    await export(logs, tmp_path / "diagnostics.zip")
    assert stat.S_IMODE((tmp_path / "diagnostics.zip").stat().st_mode) == 0o600


async def test_of_a_long_log_the_end_is_taken_from_a_whole_line_on(logs: Path, tmp_path: Path) -> None:
    (logs / "client.log").write_text("x" * 50 + "\n" + "line\n" * (LOG_BYTES_MAX // 4), "utf-8")
    found = await export(logs, tmp_path / "diagnostics.zip")
    assert len(found["logs/client.log"]) <= LOG_BYTES_MAX
    assert set(found["logs/client.log"].split("\n")) == {"line", ""}


async def test_many_logs_do_not_make_it_grow_without_bounds(logs: Path, tmp_path: Path) -> None:
    for number in range(40):
        (logs / f"client.log.{number}").write_text("x", "utf-8")
    found = await export(logs, tmp_path / "diagnostics.zip")
    assert sum(name.startswith("logs/") for name in found) == 12


async def test_a_log_that_cannot_be_read_says_so_and_the_rest_is_there(logs: Path, tmp_path: Path) -> None:
    (logs / "phone.log").unlink()
    (logs / "phone.log").mkdir()
    found = await export(logs, tmp_path / "diagnostics.zip")
    assert "could not be read" in found["logs/phone.log"]
    assert "INFO" in found["logs/client.log"]


async def test_without_any_log_the_rest_is_there(tmp_path: Path) -> None:
    found = await export(tmp_path / "nothing", tmp_path / "diagnostics.zip", state="registered")
    assert found["state.txt"] == "registered"


async def test_a_disk_that_refuses_leaves_the_old_file_and_no_rubbish(logs: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "diagnostics.zip"
    with pytest.raises(FileNotFoundError):
        await export(logs, target)
    target.mkdir(parents=True)  # a folder is in the way: it can't be replaced by a file
    with pytest.raises(OSError, match="directory"):
        await export(logs, target)
    assert list(target.parent.iterdir()) == [target]


def test_personal_settings_are_settings() -> None:
    assert set(BY_KEY) >= PERSONAL
