"""Two see each other in the seat list; one sets the other's status and calls him out of it, and changes what belongs to himself."""

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.centre import HERE, Centre
from tests.support.site import PASSWORD, Rest

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

NEW_PASSWORD = "Blue-Heron-2027"
COLOUR = [32, 64, 128]
FACE = (20, 24)
"""A place on a desk's tile that belongs to the picture."""
FADED, MARGIN = [118, 137, 176], (10, 150)
"""The same colour behind the desks, and a place on the plan where there is none."""


def picture(path: Path) -> str:
    Image.new("RGB", (640, 480), tuple(COLOUR)).save(path, "JPEG")
    return str(path)


MEETING = """
[[site.away_reasons]]
key = "meeting"
label = "打合せ"

[[operators]]
"""


def furnish(centre: Centre) -> None:
    """The administrator gives the floor a picture, and declares a reason for being away."""
    picture(centre.folder / "floor1.jpg")
    site, text = centre.folder / "site.toml", (HERE / "site.toml").read_text("utf-8")
    text = text.replace("[[operators]]\n", MEETING, 1)
    site.write_text(text.replace('name = "1 階"\n', 'name = "1 階"\npicture = "floor1.jpg"\n'), "utf-8")
    centre.server.admin("apply", str(site))


async def test_a_colleague_is_seen_live_led_found_and_called(centre: Centre) -> None:
    furnish(centre)
    first, second = centre.ready_operator("sv001", "2009"), centre.ready_operator("op002", "2002")
    # Given the supervisor looks at the office, whose floor is drawn
    first.click("seat_list_button")
    first.wait("desk_2002", lambda seen: seen.name == "渡辺 直樹 2002 受付中")
    first.wait("seat_layout", lambda _: first.colour("seat_layout", *MARGIN) == pytest.approx(FADED, abs=8))
    # When B takes a break, then he sees it in the layout and in the table
    second.click("break_button")
    first.wait("desk_2002", lambda seen: seen.name == "渡辺 直樹 2002 休憩", seconds=2)
    first.click("seat_table_button")
    first.wait("seat_table", lambda seen: "渡辺 直樹 2002 休憩" in seen.text)
    # When B goes to a meeting, he says so, and it is seen
    second.menu("away_button", "&1  打合せ")
    first.wait("seat_table", lambda seen: "渡辺 直樹 2002 離席（打合せ）" in seen.text, seconds=2)
    # When the supervisor calls him back, B is available and reads who did it
    first.click("seat_layout_button")
    first.click("desk_2002")
    first.menu("desk_card_status_button", "受付中")
    second.wait_text("status_label", "受付中")
    second.wait("notice_status", lambda seen: "藤井 誠 さんがあなたの状態を変更しました：受付中" in seen.name)
    # The other colleague is not at work
    first.click("seat_table_button")
    assert "高橋 由美 — オフライン — サポート窓口" in first.look("seat_table").text
    # The supervisor finds B by the reading of his name, and calls him with Enter
    first.type("seat_search", "わたなべ")
    first.wait("seat_table", lambda seen: seen.text.startswith("渡辺 直樹") and "高橋" not in seen.text)
    first.key("Return")
    first.wait("seat_table", lambda seen: seen.focus)
    first.key("Return")
    second.click("answer_button")
    first.wait_text("status_label", "通話中（発信）")


async def test_a_new_password_logs_in_and_a_new_picture_is_seen_by_the_colleague(
    centre: Centre, tmp_path: Path
) -> None:
    first, second = centre.ready_operator(), centre.ready_operator("op002", "2002")
    second.click("seat_list_button")
    second.wait_for("desk_2001")
    # A changes the picture
    first.menu("operator_menu_button", "画像の変更")
    first.click("choose_picture_button")
    first.type("fileNameEdit", picture(tmp_path / "me.jpg"))
    first.key("Return")
    first.click("change_picture_button")
    first.wait_gone("picture_dialog")
    # Then B sees it at A's desk
    second.wait("desk_2001", lambda _: second.colour("desk_2001", *FACE) == pytest.approx(COLOUR, abs=8))
    # A changes the password; with a wrong present one it is refused in place
    first.menu("operator_menu_button", "パスワード変更")
    first.type("old_password", "Wrong-1234")
    first.type("new_password", NEW_PASSWORD)
    first.type("repeat_password", NEW_PASSWORD)
    first.click("change_password_button")
    first.wait("password_dialog", lambda seen: any("現在のパスワードが違います" in text for text in seen.texts))
    first.type("old_password", PASSWORD)
    first.click("change_password_button")
    first.wait_gone("password_dialog")
    assert first.look("status_label").text == "受付中", "who changed it stays at work"
    # Then only the new one logs in
    rest = Rest(centre.server.url)
    with pytest.raises(Exception, match="401"):
        rest.login("op001", "2009")
    first.end()
    again = centre.open_window()
    again.type("password", NEW_PASSWORD)
    again.click("login_button")
    again.wait_for("start_work_button")
