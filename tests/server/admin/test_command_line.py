"""`bluebean-server` as an administrator runs it: each command, each refusal as a sentence with exit code 2 and nothing half-done."""

import io
import logging
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from server.__main__ import main
from tests.support.sample_site import SAMPLE

SITE, CUSTOMERS = SAMPLE / "site.toml", SAMPLE / "customers.csv"
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Result:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def process_settings() -> Iterator[None]:
    """The commands run inside the test's process, which takes a tenth of the time; what they set for it is put back."""
    umask, root, structured = os.umask(0o022), logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    yield
    os.umask(umask)
    root.handlers[:], root.level = handlers, level
    structlog.configure(**structured)


def run(folder: Path, *arguments: str) -> Result:
    out, errors, code = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            main([*arguments, "--data-dir", str(folder / "data")])
        except SystemExit as end:
            code = int(end.code or 0)
    return Result(code, out.getvalue(), errors.getvalue())


def run_program(folder: Path, *arguments: str, **environment: str) -> Result:
    """In a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "server", *arguments, "--data-dir", str(folder / "data")],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        env={**os.environ, **environment},
    )
    return Result(ended.returncode, ended.stdout, ended.stderr)


def done(folder: Path, *arguments: str) -> str:
    result = run(folder, *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def refused(result: Result) -> str:
    """What was said; never a stack trace."""
    assert result.returncode == 2, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert all(line.startswith("bluebean-server: ") for line in result.stderr.splitlines()), result.stderr
    return result.stderr


def test_applying_tells_what_changes_and_twice_is_once(tmp_path: Path) -> None:
    first = done(tmp_path, "admin", "apply", str(SITE)).splitlines()
    assert "operator op001 added" in first
    assert "work group support added" in first
    assert done(tmp_path, "admin", "apply", str(SITE)) == "nothing to change\n"


def test_what_is_exported_can_be_applied_here_and_elsewhere(tmp_path: Path) -> None:
    done(tmp_path, "admin", "apply", str(SITE))
    exported = tmp_path / "out.toml"
    done(tmp_path, "admin", "export", str(exported))
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    assert "BlueBean-2026" not in exported.read_text(encoding="utf-8")
    assert done(tmp_path, "admin", "apply", str(exported)) == "nothing to change\n"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done(elsewhere, "admin", "apply", str(exported))
    assert done(elsewhere, "admin", "export") == exported.read_text(encoding="utf-8")


def test_a_broken_site_changes_nothing(tmp_path: Path) -> None:
    done(tmp_path, "admin", "apply", str(SITE))
    before = done(tmp_path, "admin", "export")
    broken = tmp_path / "broken.toml"
    text = (
        SITE.read_text(encoding="utf-8")
        .replace("高橋 由美", "別の 名前")
        .replace("ring_seconds = 20", "ring_seconds = 1")
    )
    broken.write_text(text, encoding="utf-8")
    said = refused(run(tmp_path, "admin", "apply", str(broken)))
    assert f"{broken}: work_groups[0].ring_seconds: must be 5 to 120" in said
    assert "nothing was changed" in said
    assert done(tmp_path, "admin", "export") == before


def test_a_new_operator_without_password_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text('[site]\nname = "x"\n[[operators]]\nlogin_id = "a"\nname = "A"\n', encoding="utf-8")
    assert "operators[0].password: a new operator needs a password" in refused(
        run(tmp_path, "admin", "apply", str(site))
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_customers_are_added_from_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    done(tmp_path, "admin", "apply", str(SITE))
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS.read_text(encoding="utf-8").replace("〜", "-"), encoding=encoding)
    add = ("admin", "add-customers", "--work-group", "support", "--only-if-empty", str(file))
    assert done(tmp_path, *add) == "200 customers added to support\n"
    assert done(tmp_path, *add) == "200 customers are there already, nothing added\n"


def test_bad_rows_are_told_with_their_line_and_nothing_is_added(tmp_path: Path) -> None:
    done(tmp_path, "admin", "apply", str(SITE))
    file = tmp_path / "customers.csv"
    file.write_text("氏名,電話番号,契約プラン\n佐藤,0355501234,ライト 月額\n加藤,でんわ,猫\n鈴木\n", encoding="utf-8")
    add = ("admin", "add-customers", "--work-group", "support", str(file))
    said = refused(run(tmp_path, *add))
    assert "line 3: phone: bad_phone, plan: not_a_choice" in said
    assert "line 4: has 1 columns, the heading 3" in said
    database = sqlite3.connect(tmp_path / "data" / "bluebean.sqlite3")
    assert database.execute("SELECT count(*) FROM customers").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize(
    ("group", "content", "said"),
    [
        ("nowhere", b"x\n", "there is no work group 'nowhere' (there are: support, orders)"),
        ("support", "年齢\n3\n".encode(), "column '年齢' is no field of work group 'support'"),
        ("support", b"\x81\xff\xfe", "the file is neither UTF-8 nor CP932"),
        ("support", b"", "the first line must name each field once"),
        ("support", "氏名,name\na,b\n".encode(), "the first line must name each field once"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, group: str, content: bytes, said: str) -> None:
    done(tmp_path, "admin", "apply", str(SITE))
    file = tmp_path / "customers.csv"
    file.write_bytes(content)
    assert said in refused(run(tmp_path, "admin", "add-customers", "--work-group", group, str(file)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot read" in refused(run(tmp_path, "admin", "apply", str(tmp_path / "none.toml")))
    assert "cannot read" in refused(run(tmp_path, "serve", "--config", str(tmp_path / "none.toml")))


def test_a_wrong_configuration_is_told_with_file_and_key(tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text("port = 99999\nprot = 1\n", encoding="utf-8")
    said = refused(run(tmp_path, "check-config", "--config", str(config)))
    assert f"{config}: port: must be 0 to 65535, not 99999" in said
    assert f"{config}: prot: there is no such option; did you mean port?" in said
    assert not (tmp_path / "data").exists()


def test_a_good_configuration_is_said_to_be_good(tmp_path: Path) -> None:
    assert done(tmp_path, "check-config", "--port", "0").endswith("the configuration is good\n")


def test_a_certificate_that_cannot_be_used_is_told_by_option_and_file(tmp_path: Path) -> None:
    (tmp_path / "c.pem").write_text("no certificate")
    options = ("--sip-tls-cert", str(tmp_path / "c.pem"), "--sip-tls-key", str(tmp_path / "none.pem"))
    said = refused(run(tmp_path, "check-config", *options))
    assert f"cannot use sip_tls_cert {tmp_path}/c.pem with sip_tls_key {tmp_path}/none.pem: " in said


def test_a_port_in_use_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(run(tmp_path, "serve", "--port", str(port)))
    assert f"cannot listen on 127.0.0.1 port {port}" in said
    assert "set another port" in said
    assert not (tmp_path / "data").exists()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    done(tmp_path, "migrate")
    database = sqlite3.connect(tmp_path / "data" / "bluebean.sqlite3")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()
    assert "belongs to a newer BlueBean" in refused(run(tmp_path, "serve", "--port", "0"))


def test_without_an_asterisk_it_says_where_to_get_one(tmp_path: Path) -> None:
    empty = {"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    said = refused(run_program(tmp_path, "serve", "--port", "0", **empty))
    assert "No usable Asterisk was found" in said
    assert "make asterisk" in said


@pytest.mark.parametrize(
    ("host", "why"), [("256.1.1.1", "is no address of this machine"), ("192.0.2.1", "cannot listen")]
)
def test_a_foreign_address_is_told(tmp_path: Path, host: str, why: str) -> None:
    assert why in refused(run(tmp_path, "serve", "--host", host, "--port", "0"))


def test_a_broken_certificate_is_told(tmp_path: Path) -> None:
    pem = tmp_path / "x.pem"
    pem.write_text("nothing")
    said = refused(run(tmp_path, "serve", "--port", "0", "--tls-cert", str(pem), "--tls-key", str(pem)))
    assert "cannot use tls_cert" in said


@pytest.mark.switch
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_serving_prints_its_address_once_and_stops_in_order(tmp_path: Path, how: signal.Signals) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        sip_port = str(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "server",
        "serve",
        "--port",
        "0",
        "--sip-bind",
        "127.0.0.1",
        "--sip-port",
        sip_port,
    ]
    server = subprocess.Popen(
        [*command, "--data-dir", str(tmp_path / "data")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert re.fullmatch(r"BlueBean server ready at http://127\.0\.0\.1:\d+\n", line), line
        server.send_signal(how)
        rest, errors = server.communicate(timeout=TIMEOUT_SECONDS)
    finally:
        server.kill()
        server.wait()
    assert (server.returncode, rest) == (0, ""), errors
    assert "Traceback" not in errors
