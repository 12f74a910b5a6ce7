"""Finding an Asterisk, and saying what to do when there is none."""

from pathlib import Path

import pytest

from server.switch.asterisk.locate import AsteriskNotFound, inspect, private_executable


def program(folder: Path, output: str) -> Path:
    path = folder / "sbin" / "asterisk"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho '{output}'\n")
    path.chmod(0o755)
    return path


def test_a_program_with_modules_and_data_is_taken(tmp_path: Path) -> None:
    (tmp_path / "lib" / "asterisk" / "modules").mkdir(parents=True)
    (tmp_path / "share" / "asterisk").mkdir(parents=True)
    found = inspect(program(tmp_path, "Asterisk 20.6.0~dfsg"))
    assert found.version == "20.6.0~dfsg"
    assert found.modules_dir == tmp_path / "lib" / "asterisk" / "modules"


def test_an_old_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AsteriskNotFound, match="too old"):
        inspect(program(tmp_path, "Asterisk 18.1.0"))


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(AsteriskNotFound, match="nowhere does not exist"):
        inspect(tmp_path / "nowhere")


def test_the_private_one_is_in_the_cache_folder() -> None:
    assert private_executable({"XDG_CACHE_HOME": "/cache"}) == Path("/cache/bluebean/asterisk/asterisk")
