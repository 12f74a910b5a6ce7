"""Secrets are sealed with a key that only the server's user may read."""

import stat
from pathlib import Path

import pytest

from server.storage.secrets import SecretKeyError, load_secret_box


def test_the_key_file_is_private_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    sealed = load_secret_box(path).seal("合言葉")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "合言葉" not in sealed
    assert load_secret_box(path).open(sealed) == "合言葉"


def test_another_key_is_told_in_a_sentence(tmp_path: Path) -> None:
    sealed = load_secret_box(tmp_path / "one.key").seal("x")
    with pytest.raises(SecretKeyError, match="does not fit this database"):
        load_secret_box(tmp_path / "other.key").open(sealed)


def test_a_broken_key_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text("no key")
    with pytest.raises(SecretKeyError, match="holds no key"):
        load_secret_box(path)
