"""The frozen client, frozen once for all tests of the package."""

import fcntl
from pathlib import Path

import pytest

from tools.package.freeze import freeze

LOCK = Path("build/freeze.lock")


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder of the program. Workers take turns: two that freeze at the same time would do so into the same folder."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return freeze().resolve()
