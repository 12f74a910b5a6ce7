"""The tokens keep the contrast that the design promises, in both schemes."""

import PySide6
import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bluebean_client.ui.resources import icon_path, resources_dir
from bluebean_client.ui.theme.fonts import application_font, has_even_digits
from bluebean_client.ui.theme.icons import IconStore
from bluebean_client.ui.theme.sheet import style_sheet
from bluebean_client.ui.theme.tokens import AVATAR_FILLS, TOKENS, Scheme, Tone, contrast

SCHEMES = list(Scheme)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_readable_on_every_ground(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    for ground in (tokens.bg, tokens.surface, tokens.sunken, tokens.hover):
        assert contrast(tokens.text, ground) >= 7
        assert contrast(tokens.text2, ground) >= 4.5
        assert contrast(tokens.text3, ground) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("tone", list(Tone))
def test_status_colours_are_readable(scheme: Scheme, tone: Tone) -> None:
    colours = TOKENS[scheme].tones[tone]
    assert contrast("#FFFFFF", colours.fill) >= 4.5
    assert contrast(colours.text, colours.soft) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_of_fields_are_seen(scheme: Scheme) -> None:
    assert contrast(TOKENS[scheme].control, TOKENS[scheme].surface) >= 3.0


@pytest.mark.parametrize("fill", AVATAR_FILLS)
def test_initials_are_readable(fill: str) -> None:
    assert contrast("#FFFFFF", fill) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sheet_has_no_gap_left(scheme: Scheme) -> None:
    assert "$" not in style_sheet(TOKENS[scheme])


def test_every_icon_can_be_drawn_in_every_state(qapp: QApplication) -> None:
    store = IconStore("#99A1AE")
    names = [path.stem for path in (resources_dir() / "icons").glob("*.svg")]
    assert len(names) > 40
    for name in names:
        icon = store.icon(name, "#1A1E26")
        normal = icon.pixmap(20, QIcon.Mode.Normal).toImage()
        disabled = icon.pixmap(20, QIcon.Mode.Disabled).toImage()
        assert normal != disabled, name
        assert any(normal.pixelColor(x, y).alpha() > 0 for x in range(20) for y in range(20)), name
        assert "currentColor" in icon_path(name).read_text(encoding="utf-8"), name


def test_running_figures_keep_their_width(dressed: object) -> None:
    assert has_even_digits(application_font())


def test_the_qt_version_that_does_not_abort_on_python_3_11_is_in_use() -> None:
    assert PySide6.__version__ == "6.11.3"
