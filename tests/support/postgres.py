"""A private PostgreSQL of the installed binaries: a cluster in a temporary folder, reached over a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAM_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql")


def _program(name: str) -> str:
    versions = [path for root in PROGRAM_FOLDERS for path in Path(root).glob(f"*/bin/{name}")]
    found = str(max(versions, key=lambda path: float(path.parts[-3]))) if versions else shutil.which(name)
    assert found, f"PostgreSQL's {name} is missing: install the package postgresql"
    return found


class PostgresCluster:
    """Started once for a test session. PostgreSQL refuses to run as root, so root runs it as the user postgres."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bluebean-pg-"))
        self._count = 0
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run(_program("initdb"), "-D", str(self.folder / "data"), "-U", "bluebean", "-A", "trust", "-E", "UTF8")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def new_database(self) -> str:
        """Address of an empty database."""
        self._count += 1
        name = f"test{self._count}"
        self._run(_program("createdb"), "-h", str(self.folder), "-U", "bluebean", name)
        return f"postgresql+asyncpg://bluebean@/{name}?host={self.folder}"

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")
        shutil.rmtree(self.folder)

    def _control(self, *arguments: str) -> None:
        self._run(_program("pg_ctl"), "-D", str(self.folder / "data"), "-w", *arguments)

    def _run(self, *command: str) -> None:
        drop = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server that pg_ctl starts
            done = subprocess.run(
                [*drop, *command], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode(errors="replace")
