"""パスワード変更 and 画像の変更: rules ticked off, refusals in place, a picture cut to a square, faces in place of initials."""

import io
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QMenu

from bluebean_client.domain.desk import Desk, Picture, Problem
from bluebean_client.ui.own_account.picture_dialog import PictureDialog
from server.protocol.errors import ErrorCode
from tests.client.ui.conftest import Stage
from tests.support import desks
from tests.support.seat_desks import office

OLD, NEW = "BlueBean-2026", "Blue-Heron-2027"


def with_account(desk: Desk) -> Desk:
    return replace(desk, capabilities=desk.capabilities | {"own_password", "pictures"})


def open_dialog(stage: Stage, words: str) -> None:
    stage.put(with_account(stage.source.desk))
    stage.click("operator_menu_button")
    menu = next(menu for menu in stage.window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def fill(stage: Stage, **fields: str) -> None:
    for name, text in fields.items():
        field = stage.find(name)
        assert isinstance(field, QLineEdit)
        field.setText(text)


def png(size: tuple[int, int], path: Path, colour: str = "#204080") -> Path:
    Image.new("RGB", size, colour).save(path, "PNG")
    return path


def test_a_server_that_cannot_is_not_offered(stage: Stage) -> None:
    stage.click("operator_menu_button")
    menu = next(menu for menu in stage.window.findChildren(QMenu) if menu.isVisible())
    assert {"パスワード変更", "画像の変更"}.isdisjoint(action.text() for action in menu.actions())
    menu.close()


def test_the_password_is_changed_once_every_rule_is_kept(stage: Stage) -> None:
    open_dialog(stage, "パスワード変更")
    change = stage.find("change_password_button")
    fill(stage, old_password=OLD, new_password="blue-heron-2027", repeat_password="blue-heron-2027")
    assert not change.isEnabled()
    fill(stage, new_password=NEW, repeat_password="Blue-Heron-2028")
    assert not change.isEnabled() and "新しいパスワードが確認用と一致しません。" in stage.texts("password_dialog")
    fill(stage, repeat_password=NEW)
    stage.click("change_password_button")
    assert ("change_password", OLD, NEW) in stage.actions.asked
    assert not stage.sees("password_dialog")


def test_a_wrong_present_password_is_said_in_place_and_can_be_typed_again(stage: Stage) -> None:
    stage.actions.account_problem = Problem(ErrorCode.WRONG_PASSWORD)
    open_dialog(stage, "パスワード変更")
    fill(stage, old_password="wrong", new_password=NEW, repeat_password=NEW)
    stage.press(Qt.Key.Key_Return)
    assert "現在のパスワードが違います。 もう一度入力してください。" in stage.texts("password_dialog")
    assert stage.find("change_password_button").isEnabled()
    stage.press(Qt.Key.Key_Escape)
    assert not stage.sees("password_dialog")


def picture_dialog(stage: Stage) -> PictureDialog:
    open_dialog(stage, "画像の変更")
    dialog = stage.window.findChild(PictureDialog)
    assert dialog is not None
    return dialog


def test_a_picture_is_cut_to_a_square_before_it_is_sent(stage: Stage, tmp_path: Path) -> None:
    dialog = picture_dialog(stage)
    assert not stage.find("change_picture_button").isEnabled()
    dialog.take_file(str(png((900, 600), tmp_path / "me.png")))
    stage.click("change_picture_button")
    [sent] = [asked[1] for asked in stage.actions.asked if asked[0] == "change_picture"]
    with Image.open(io.BytesIO(sent)) as shown:
        assert shown.size == (512, 512)
    assert not stage.sees("picture_dialog")


def test_the_square_follows_hand_and_keys_and_stays_within_the_picture(stage: Stage, tmp_path: Path) -> None:
    dialog = picture_dialog(stage)
    dialog.take_file(str(png((900, 600), tmp_path / "me.png")))
    assert dialog.crop.square().toRect().getRect() == (150, 0, 600, 600)
    for _ in range(40):
        stage.press(Qt.Key.Key_Left)
    assert dialog.crop.square().left() == pytest.approx(0)
    dialog.crop.set_zoom(2.0)
    assert dialog.crop.square().width() == pytest.approx(300)
    for _ in range(60):
        stage.press(Qt.Key.Key_Down)
    assert dialog.crop.square().bottom() == pytest.approx(600)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture at all", "この画像は使えません。PNG または JPEG を選んでください。"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1024 * 1024), "ファイルが 1 MiB を超えています。小さい画像を選んでください。"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(
    stage: Stage, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(content)
    picture_dialog(stage).take_file(str(path))
    assert words in stage.texts("picture_dialog")
    assert not stage.find("change_picture_button").isEnabled()


def with_picture(desk: Desk, operator_id: str, version: int, image: bytes = b"") -> Desk:
    assert desk.live is not None
    seat = msgspec.structs.replace(desk.live.seats[operator_id], picture=version)
    live = msgspec.structs.replace(desk.live, seats={**desk.live.seats, operator_id: seat})
    return replace(desk, live=live, pictures={operator_id: Picture(version, image)} if image else {})


def test_a_colleagues_picture_is_asked_for_when_it_is_first_shown_and_takes_the_place_of_the_initial(
    stage: Stage, tmp_path: Path
) -> None:
    stage.put(with_picture(office(), "op-1", 1))
    assert "want_picture" not in stage.actions.names(), "nobody shows him yet"
    stage.click("seat_list_button")
    stage.window.grab()
    assert ("want_picture", "op-1") in stage.actions.asked
    stage.put(with_picture(office(), "op-1", 1, png((64, 64), tmp_path / "a.png", "#ff0000").read_bytes()))
    shown: QImage = stage.find("desk_2011").grab().toImage()
    assert any(shown.pixelColor(x, 24).name() == "#ff0000" for x in range(12, 40))


def test_a_new_version_is_asked_for_again(stage: Stage) -> None:
    stage.put(with_picture(office(), "op-1", 1))
    stage.click("seat_list_button")
    stage.window.grab()
    stage.put(with_picture(office(), "op-1", 2))
    assert stage.actions.asked.count(("want_picture", "op-1")) == 2


def test_ones_own_picture_is_in_the_bar(stage: Stage, tmp_path: Path) -> None:
    own = with_picture(office(), "op-2014", 1, png((64, 64), tmp_path / "a.png", "#ff0000").read_bytes())
    stage.put(own)
    bar: QImage = stage.find("operator_menu_button").grab().toImage()
    assert any(bar.pixelColor(x, 24).name() == "#ff0000" for x in range(8, 38))
    stage.put(desks.idle())
