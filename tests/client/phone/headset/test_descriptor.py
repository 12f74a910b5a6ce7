"""Where buttons and lamps lie in reports like those of three makers, and that no descriptor of a strange device breaks anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluebean_client.phone.headset.descriptor import layout_of
from bluebean_client.phone.headset.layout import NotUnderstood, Way
from bluebean_client.phone.headset.port import Button, Lamp
from tests.support.headsets import A_MOUSE, LIKE_EPOS, LIKE_JABRA, LIKE_POLY, WITHOUT_IDS

HOOK, MUTE, FLASH, DROP = Button.HOOK, Button.MUTE, Button.FLASH, Button.DROP


def test_like_jabra_one_report_carries_all() -> None:
    layout = layout_of(LIKE_JABRA)
    assert layout.ways == {HOOK: Way.STATE, MUTE: Way.PULSE, FLASH: Way.PULSE}
    assert layout.values(bytes([2, 0b001, 0])) == {HOOK: True, MUTE: False, FLASH: False}
    assert layout.values(bytes([2, 0b1100, 0])) == {HOOK: False, MUTE: True, FLASH: True}
    assert layout.values(bytes([1, 0b11])) == {}, "the volume keys"
    assert layout.reports(frozenset({Lamp.RING})) == (bytes([2, 0b0100, 0]),)
    assert layout.reports(frozenset({Lamp.OFF_HOOK, Lamp.MUTE, Lamp.HOLD})) == (bytes([2, 0b1011, 0]),)


def test_like_poly_each_lamp_has_a_report_and_ring_goes_first() -> None:
    layout = layout_of(LIKE_POLY)
    assert layout.ways == {HOOK: Way.STATE, MUTE: Way.PULSE, FLASH: Way.EITHER}
    assert layout.values(bytes([0x20, 0b010])) == {HOOK: False, MUTE: True, FLASH: False}
    lit = layout.reports(frozenset({Lamp.OFF_HOOK}))
    assert lit == (bytes([0x21, 0]), bytes([0x24, 1]), bytes([0x23, 0]), bytes([0x25, 0]))


def test_like_epos_absolute_bits_leave_the_way_open() -> None:
    layout = layout_of(LIKE_EPOS)
    assert layout.ways == {HOOK: Way.EITHER, MUTE: Way.EITHER, DROP: Way.EITHER}
    assert layout.values(bytes([1, 0b100])) == {HOOK: False, MUTE: False, DROP: True}
    assert layout.reports(frozenset({Lamp.OFF_HOOK, Lamp.RING})) == (bytes([2, 0b101]),)


def test_without_report_ids_and_with_an_array_of_buttons() -> None:
    layout = layout_of(WITHOUT_IDS)
    assert layout.values(bytes([1])) == {HOOK: True, MUTE: False}
    assert layout.values(bytes([2])) == {HOOK: False, MUTE: True}
    assert layout.values(bytes([0])) == {HOOK: False, MUTE: False}
    assert layout.reports(frozenset({Lamp.RING})) == (bytes([0, 0b10]),)


def test_one_usage_stands_for_many_fields_and_what_follows_keeps_its_place() -> None:
    descriptor = bytes.fromhex("050b 0905 a101 8501 1500 2501 7501 0950 9504 8102 0920 9501 8122 9503 8101 c0")
    assert layout_of(descriptor).values(bytes([1, 0b1_0000])) == {HOOK: True}


def test_a_device_that_is_no_headset_has_no_buttons() -> None:
    assert layout_of(A_MOUSE).ways == {}


@pytest.mark.parametrize("report", [b"", b"\x02", b"\x63\x01\x01"])
def test_short_and_strange_reports_say_nothing(report: bytes) -> None:
    assert layout_of(LIKE_JABRA).values(report) == {}


@pytest.mark.parametrize(
    "broken",
    ["050b 0905 a101 7501 0920 8102", "27ff", "050b 0920 7501 97ffffff7f 8102", "a4 b4", "050b 8501 0920 75ff 8122"],
)
def test_broken_descriptors_are_said_to_be_so(broken: str) -> None:
    with pytest.raises(NotUnderstood):
        layout_of(bytes.fromhex(broken))


ITEMS = st.sampled_from(
    [
        "050b",
        "0508",
        "0920",
        "0917",
        "092f",
        "7501",
        "9501",
        "8102",
        "9102",
        "8501",
        "8100",
        "c0",
        "a101",
        "2900",
        "1900",
    ]
)


@given(st.binary(max_size=80) | st.lists(ITEMS, max_size=40).map(lambda items: bytes.fromhex("".join(items))))
@settings(max_examples=400, deadline=None)
def test_no_descriptor_does_harm(descriptor: bytes) -> None:
    try:
        layout = layout_of(descriptor)
    except NotUnderstood:
        return
    for report in (b"", b"\x01", bytes(range(16))):
        layout.values(report)
    for report in layout.reports(frozenset(Lamp)):
        assert report
