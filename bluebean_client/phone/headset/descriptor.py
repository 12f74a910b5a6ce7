"""Finds buttons and lamps in a report descriptor (HID 1.11 §6.2.2, usage tables 1.5). Slow to load, because of `hid_parser`."""

import struct
import warnings
from collections.abc import Iterator
from typing import Any

import hid_parser

from bluebean_client.phone.headset.layout import NO_ID, Field, Layout, NotUnderstood, Way
from bluebean_client.phone.headset.port import TELEPHONY_PAGE, Button, Lamp

LED_PAGE = 0x08

BUTTON_USAGES = {
    (TELEPHONY_PAGE, 0x20): Button.HOOK,
    (TELEPHONY_PAGE, 0x2F): Button.MUTE,
    (TELEPHONY_PAGE, 0x21): Button.FLASH,
    (TELEPHONY_PAGE, 0x26): Button.DROP,
}
LAMP_USAGES = {
    (LED_PAGE, 0x17): Lamp.OFF_HOOK,
    (LED_PAGE, 0x18): Lamp.RING,
    (LED_PAGE, 0x09): Lamp.MUTE,
    (LED_PAGE, 0x20): Lamp.HOLD,
}
REPORT_BITS_MAX = 8 * 4096


def layout_of(descriptor: bytes) -> Layout:
    """Raises `NotUnderstood`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", hid_parser.HIDWarning)
            parsed = _Descriptor(descriptor)
    except (
        hid_parser.InvalidReportDescriptor,
        NotImplementedError,
        ValueError,
        TypeError,
        KeyError,
        struct.error,
    ) as fault:
        raise NotUnderstood(str(fault)) from fault
    buttons = tuple(_buttons(parsed))
    lamps: dict[Lamp, Field] = {}
    for report_id in parsed.output_report_ids:
        for item in parsed.get_output_items(report_id):
            lamp = LAMP_USAGES.get(_usage(item))
            if lamp is not None and isinstance(item, hid_parser.VariableItem):
                lamps.setdefault(lamp, Field(report_id or NO_ID, int(item.offset), int(item.size)))
    output_bits = {
        report_id or NO_ID: int(parsed.get_output_report_size(report_id)) for report_id in parsed.output_report_ids
    }
    return Layout(None not in parsed.input_report_ids, buttons, lamps, output_bits)


def _buttons(parsed: hid_parser.ReportDescriptor) -> Iterator[tuple[Button | None, Field]]:
    for report_id in parsed.input_report_ids:
        for item in parsed.get_input_items(report_id):
            number, bit, bits = report_id or NO_ID, int(item.offset), int(item.size)
            button = BUTTON_USAGES.get(_usage(item))
            if isinstance(item, hid_parser.VariableItem) and button is not None:
                yield button, Field(number, bit, bits, _way(item))
            elif isinstance(item, hid_parser.ArrayItem):
                choices = tuple(BUTTON_USAGES.get((usage.page, usage.usage)) for usage in item.usages)
                if any(choices):
                    for position in range(item.count):
                        yield None, Field(number, bit + position * bits, bits, Way.EITHER, choices, item.logical_min)


def _usage(item: hid_parser.BaseItem) -> tuple[int, int]:
    return (item.usage.page, item.usage.usage) if isinstance(item, hid_parser.VariableItem) else (0, 0)


def _way(item: hid_parser.VariableItem) -> Way:
    if item.relative:
        return Way.PULSE
    # the bit says that there is no preferred state (HID 1.11 §6.2.2.5), the reverse of the library's name for it
    return Way.STATE if item.preferred_state else Way.EITHER


class _Descriptor(hid_parser.ReportDescriptor):  # type: ignore[misc]  # the library says nothing of its types
    """WORKAROUND for hid-parser 0.1 (usb-tools/python-hid-parser#10): with fewer usages than fields, or more, it makes as many fields
    as there are usages, and the places of all later ones are wrong. The last usage stands for the rest, surplus ones for nothing
    (HID 1.11 §6.2.2.8). It also believes any count of fields, which costs memory without bounds.
    """

    def _append_items(
        self,
        offset_list: dict[int | None, int],
        pool: Any,
        report_id: int | None,
        report_count: int,
        report_size: int,
        usages: list[hid_parser.Usage],
        flags: int,
        data: dict[str, Any],
    ) -> None:
        if report_count * report_size > REPORT_BITS_MAX or offset_list[report_id] > REPORT_BITS_MAX:
            raise hid_parser.InvalidReportDescriptor(f"a report of more than {REPORT_BITS_MAX} bits")
        if usages and flags & 0b10:
            usages = (usages + usages[-1:] * report_count)[:report_count]
        super()._append_items(offset_list, pool, report_id, report_count, report_size, usages, flags, data)
