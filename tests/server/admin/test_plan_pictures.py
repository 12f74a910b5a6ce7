"""Pictures of floors as an administrator applies and exports them: kept once by their content, refused with file, key and reason."""

import io
from pathlib import Path

import pytest
from PIL import Image

from server.protocol.seats import LARGEST_PLAN_PICTURE_BYTES
from tests.server.admin.test_command_line import done, refused, run

SITE = """
[site]
name = "x"
[[layouts]]
key = "first"
name = "1 F"
picture = "plans/first.png"
"""


def picture(colour: str = "#204080", form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "first.png").write_bytes(picture())
    (tmp_path / "site.toml").write_text(SITE, "utf-8")
    return tmp_path / "site.toml"


def test_another_picture_is_a_change_and_the_same_one_is_none(tmp_path: Path, site: Path) -> None:
    assert "layout first added" in done(tmp_path, "admin", "apply", str(site))
    assert done(tmp_path, "admin", "apply", str(site)) == "nothing to change\n"
    (tmp_path / "plans" / "first.png").write_bytes(picture("#802020"))
    assert done(tmp_path, "admin", "apply", str(site)) == "layout first changed (picture)\n"


def test_exported_pictures_stand_beside_the_file_and_can_be_applied_elsewhere(tmp_path: Path, site: Path) -> None:
    done(tmp_path, "admin", "apply", str(site))
    exported, elsewhere = tmp_path / "out" / "site.toml", tmp_path / "elsewhere"
    exported.parent.mkdir()
    elsewhere.mkdir()
    done(tmp_path, "admin", "export", str(exported))
    (written,) = exported.parent.glob("*.png")
    assert written.read_bytes() == picture() and written.name in exported.read_text("utf-8")
    assert done(tmp_path, "admin", "apply", str(exported)) == "nothing to change\n"
    assert "layout first added" in done(elsewhere, "admin", "apply", str(exported))
    assert done(elsewhere, "admin", "export") == exported.read_text("utf-8")


def test_an_export_without_files_is_good_for_the_same_database_only(tmp_path: Path, site: Path) -> None:
    done(tmp_path, "admin", "apply", str(site))
    printed = run(tmp_path, "admin", "export")
    assert "pictures of floors are written only beside a file" in printed.stderr
    alone, elsewhere = tmp_path / "alone.toml", tmp_path / "elsewhere"
    alone.write_text(printed.stdout, "utf-8")
    assert done(tmp_path, "admin", "apply", str(alone)) == "nothing to change\n"
    elsewhere.mkdir()
    assert "No such file" in refused(run(elsewhere, "admin", "apply", str(alone)))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a" + bytes(50), "it is no whole PNG or JPEG picture"),
        (picture(form="JPEG", size=(900, 900))[:-4000], "it is no whole PNG or JPEG picture"),
        (picture(size=(4097, 1)), "it has more than 4096 pixels a side"),
        (picture() + bytes(LARGEST_PLAN_PICTURE_BYTES), "it has more than 2048 KiB"),
        (None, "No such file or directory"),
    ],
    ids=["another-format", "cut-off", "too-many-pixels", "too-many-bytes", "missing"],
)
def test_what_cannot_be_used_is_told_with_file_key_and_reason(
    tmp_path: Path, site: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "plans" / "first.png"
    file.unlink() if content is None else file.write_bytes(content)
    said = refused(run(tmp_path, "admin", "apply", str(site)))
    assert f"{site}: layouts[0].picture: cannot use {file}: {why}\n" in said and "nothing was changed" in said
    assert "no site has been applied yet" in refused(run(tmp_path, "admin", "export"))
