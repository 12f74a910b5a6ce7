"""Where buttons and lamps lie in reports like those of three makers, and that no descriptor of a strange device breaks anything."""

import warnings

import hid_parser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluebean_client.phone.headset.descriptor import BUTTON_USAGES, layout_of
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


def test_pushed_globals_come_back_and_long_items_are_passed_over() -> None:
    descriptor = bytes.fromhex("050b 8501 1500 2501 7501 9501 a4 050c 8507 7508 09e9 8102 b4 fe02aabbcc 0920 8122 c0")
    assert layout_of(descriptor).values(bytes([1, 1])) == {HOOK: True}


def test_a_usage_of_four_bytes_has_its_own_page() -> None:
    descriptor = bytes.fromhex("050c 8501 1500 2501 7501 9502 0b20000b00 09e9 8122 c0")
    assert layout_of(descriptor).values(bytes([1, 1])) == {HOOK: True}


@pytest.mark.parametrize("descriptor", [LIKE_JABRA, LIKE_POLY, LIKE_EPOS])
def test_places_are_those_that_another_parser_finds(descriptor: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", hid_parser.HIDWarning)
        other = hid_parser.ReportDescriptor(descriptor)
    places = {
        (int(item.usage), report_id, int(item.offset), int(item.size))
        for report_id in other.input_report_ids
        for item in other.get_input_items(report_id)
        if isinstance(item, hid_parser.VariableItem)
    }
    usages = {button: usage for usage, button in BUTTON_USAGES.items()}
    found = layout_of(descriptor).buttons
    assert found and all((usages[button], at.report_id, at.bit, at.bits) in places for button, at in found if button)


def test_a_device_that_is_no_headset_has_no_buttons() -> None:
    assert layout_of(A_MOUSE).ways == {}


@pytest.mark.parametrize("report", [b"", b"\x02", b"\x63\x01\x01"])
def test_short_and_strange_reports_say_nothing(report: bytes) -> None:
    assert layout_of(LIKE_JABRA).values(report) == {}


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("27ff", id="cut off"),
        pytest.param("fe", id="a long item cut off"),
        pytest.param("b4", id="a pop without a push"),
        pytest.param("8500", id="report id 0"),
        pytest.param("050b 0920 7501 97ffffff7f 8102", id="a report without end"),
        pytest.param("1900 2aff0f" * 3, id="usages without end"),
    ],
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
@settings(max_examples=400)
def test_no_descriptor_does_harm(descriptor: bytes) -> None:
    try:
        layout = layout_of(descriptor)
    except NotUnderstood:
        return
    for report in (b"", b"\x01", bytes(range(16))):
        layout.values(report)
    for report in layout.reports(frozenset(Lamp)):
        assert report
