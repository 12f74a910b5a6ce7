"""What the theme puts on what can be read and told apart: WCAG 2.2 AA, in light and in dark, and without red or green."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from bluebean_client.ui.status_words import status_look
from bluebean_client.ui.theme.sheet import style_sheet
from bluebean_client.ui.theme.tokens import TOKENS, Scheme, Tokens, Tone, contrast
from bluebean_client.ui.widgets.painted import LIT_SHARE, mixed
from server.protocol.types import Status

TEXT, GRAPHICS = 4.5, 3.0
"""Least ratios: of text (1.4.3), and of icons, borders of fields and the ring of the focus (1.4.11)."""
HEX = re.compile(r"#[0-9A-F]{6}|white", re.IGNORECASE)
WITHOUT = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
"""Linear RGB as it is seen then (Machado, Oliveira and Fernandes 2009, severity 1)."""

schemes = pytest.mark.parametrize("scheme", list(Scheme))


def grounds(tokens: Tokens) -> dict[str, str]:
    """All that text without a ground of its own may lie on."""
    plain = {name: getattr(tokens, name) for name in ("bg", "surface", "sunken", "hover", "accent_soft")}
    return plain | {f"{tone}_soft": tokens.tones[tone].soft for tone in Tone}


def rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the sheet with its declarations."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        said = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        for selector in selectors.split(","):
            yield selector.strip(), {name.strip(): value.strip() for name, value in said.items()}


def colour_of(value: str) -> str | None:
    found = HEX.search(value)
    return None if found is None else "#FFFFFF" if found.group() == "white" else found.group()


def texts(tokens: Tokens) -> Iterator[tuple[str, str, list[str]]]:
    """Every rule that colours text, with the grounds it can be on: its own, that of the rule without state, or any plain one."""
    known = dict(rules(style_sheet(tokens)))
    for selector, said in known.items():
        text = colour_of(said.get("color", ""))
        if text is None or ":disabled" in selector:  # disabled ones are exempt; their tooltip says why they are
            continue
        own = said.get("background") or known.get(selector.split(":")[0], {}).get("background", "")
        ground = colour_of(own)
        on_fill = [tokens.tones[tone].fill for tone in Tone] if "on_fill" in selector else []
        yield selector, text, on_fill or ([ground] if ground else [tokens.bg, tokens.surface, tokens.sunken])


@schemes
def test_every_text_of_the_style_sheet_is_readable(scheme: Scheme) -> None:
    found = list(texts(TOKENS[scheme]))
    assert len(found) > 50
    assert [
        (selector, text, ground, round(contrast(text, ground), 2))
        for selector, text, on in found
        for ground in on
        if contrast(text, ground) < TEXT
    ] == []


@schemes
def test_every_focus_ring_of_the_style_sheet_is_seen(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    rings = {
        selector: colour_of(said["border"])
        for selector, said in rules(style_sheet(tokens))
        if ":focus" in selector and "2px" in said.get("border", "")
    }
    assert len(rings) > 15
    fills = {
        "primary": tokens.accent,
        "answer": tokens.tones[Tone.FREE].fill,
        "hang_up": tokens.tones[Tone.DANGER].fill,
    }
    for selector, ring in rings.items():
        fill = next((colour for kind, colour in fills.items() if f'"{kind}"' in selector), None)
        for ground in [fill] if fill else grounds(tokens).values():
            assert ring is not None and contrast(ring, ground) >= GRAPHICS, (selector, ring, ground)


@schemes
def test_what_is_painted_is_readable(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    for name, ground in grounds(tokens).items():
        for text in (tokens.text, tokens.text2, tokens.text3):
            assert contrast(text, ground) >= TEXT, (text, name)
        for sign in (tokens.focus, tokens.text2):
            assert contrast(sign, ground) >= GRAPHICS, (sign, name)
        if not name.endswith("_soft"):
            for sign in (tokens.control, tokens.scroll, tokens.bar_ring, tokens.bar_talk, tokens.bar_record):
                assert contrast(sign, ground) >= GRAPHICS, (sign, name)
    for tone, colours in tokens.tones.items():
        for ground in (tokens.surface, tokens.sunken, tokens.bg, tokens.hover, colours.soft):
            assert contrast(colours.text, ground) >= TEXT, (tone, ground)
        for ring in ("#FFFFFF", tokens.focus_on_fill):
            assert contrast(ring, colours.fill) >= GRAPHICS, (tone, ring)
    danger = tokens.tones[Tone.DANGER]
    assert contrast(danger.text, mixed(danger.fill, danger.soft, LIT_SHARE).name()) >= TEXT


def test_every_status_has_a_sign_of_its_own_beside_its_colour() -> None:
    looks = [status_look(status) for status in Status]
    assert len({(look.icon, look.word) for look in looks}) == len({look.word for look in looks}) == len(looks)
    for first, second in combinations(looks, 2):
        assert first.icon != second.icon or first.tone is second.tone, (first, second)


@schemes
@pytest.mark.parametrize("vision", WITHOUT)
def test_the_bar_of_a_record_is_told_apart_without_red_or_green(scheme: Scheme, vision: str) -> None:
    tokens = TOKENS[scheme]
    parts = [lab(colour, vision) for colour in (tokens.bar_ring, tokens.bar_talk, tokens.bar_record)]
    for first, second in combinations(parts, 2):
        distance = sum((one - other) ** 2 for one, other in zip(first, second, strict=True)) ** 0.5
        assert distance > 20, (first, second)  # about 2 is just noticeable (CIE 1976)


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as it is seen with that vision."""
    encoded = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in encoded]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in WITHOUT[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089

    def scaled(share: float) -> float:
        return share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116

    return 116 * scaled(y) - 16, 500 * (scaled(x) - scaled(y)), 200 * (scaled(y) - scaled(z))
