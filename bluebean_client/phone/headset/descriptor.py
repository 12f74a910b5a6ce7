"""Finds buttons and lamps in a report descriptor (HID 1.11 §5.3, §6.2.2; usages of the HID usage tables 1.5).

A descriptor is a list of items. Global ones hold until they are changed, local ones until the next main item, and a main item makes the
fields of a report out of both. Reading it here takes no more lines than it took to put `hid-parser` right, which also costs 23 MB and
a third of a second; a test holds the two against each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bluebean_client.phone.headset.layout import NO_ID, Field, Layout, NotUnderstood, Way
from bluebean_client.phone.headset.port import TELEPHONY_PAGE, Button, Lamp

LED_PAGE = 0x08

BUTTON_USAGES = {
    TELEPHONY_PAGE << 16 | 0x20: Button.HOOK,
    TELEPHONY_PAGE << 16 | 0x2F: Button.MUTE,
    TELEPHONY_PAGE << 16 | 0x21: Button.FLASH,
    TELEPHONY_PAGE << 16 | 0x26: Button.DROP,
}
LAMP_USAGES = {
    LED_PAGE << 16 | 0x17: Lamp.OFF_HOOK,
    LED_PAGE << 16 | 0x18: Lamp.RING,
    LED_PAGE << 16 | 0x09: Lamp.MUTE,
    LED_PAGE << 16 | 0x20: Lamp.HOLD,
}
REPORT_BITS_MAX = 8 * 1024
USAGES_MAX = 4096

MAIN, GLOBAL, LOCAL = 0, 1, 2
INPUT, OUTPUT = (MAIN, 0x8), (MAIN, 0x9)
USAGE_PAGE, LOGICAL_MINIMUM, REPORT_SIZE, REPORT_ID, REPORT_COUNT, PUSH, POP = (
    (GLOBAL, tag) for tag in (0x0, 0x1, 0x7, 0x8, 0x9, 0xA, 0xB)
)
USAGE, USAGE_MINIMUM, USAGE_MAXIMUM = ((LOCAL, tag) for tag in (0x0, 0x1, 0x2))
VARIABLE, RELATIVE, NO_PREFERRED_STATE = 1 << 1, 1 << 2, 1 << 5
LONG_ITEM = 0xFE


def layout_of(descriptor: bytes) -> Layout:
    """Raises `NotUnderstood`."""
    reader = _Reader()
    for kind, data in _items(descriptor):
        reader.take(kind, data)
    return reader.layout()


def _items(descriptor: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Type and tag of each item, and its data, little-endian. A long item, of which none is defined, is passed over."""
    at = 0
    while at < len(descriptor):
        prefix = descriptor[at]
        size = (0, 1, 2, 4)[prefix & 0b11]
        if prefix == LONG_ITEM:
            size = 2 + (descriptor[at + 1] if at + 1 < len(descriptor) else 0)
        data = descriptor[at + 1 : at + 1 + size]
        if len(data) < size:
            raise NotUnderstood(f"the item at byte {at} is cut off")
        if prefix != LONG_ITEM:
            yield (prefix >> 2 & 0b11, prefix >> 4), data
        at += 1 + size


@dataclass(frozen=True, slots=True)
class _Globals:
    page: int = 0
    lowest: int = 0
    bits: int = 0
    count: int = 0
    report_id: int = NO_ID


class _Reader:
    """Takes the items one by one."""

    def __init__(self) -> None:
        self._globals = _Globals()
        self._pushed: list[_Globals] = []
        self._usages: list[int] = []
        self._usage_minimum = 0
        self._numbered = False
        self._input_bits: dict[int, int] = {}
        self._output_bits: dict[int, int] = {}
        self._buttons: list[tuple[Button | None, Field]] = []
        self._lamps: dict[Lamp, Field] = {}

    def layout(self) -> Layout:
        return Layout(self._numbered, tuple(self._buttons), self._lamps, self._output_bits)

    def take(self, kind: tuple[int, int], data: bytes) -> None:
        value = int.from_bytes(data, "little")
        if kind[0] == GLOBAL:
            self._take_global(kind, value, int.from_bytes(data, "little", signed=True))
        elif kind[0] == LOCAL:
            self._take_local(kind, value)
        elif kind[0] == MAIN:
            if kind == INPUT:
                self._add_input(value)
            elif kind == OUTPUT:
                self._add_output(value)
            self._usages = []

    def _take_global(self, kind: tuple[int, int], value: int, signed: int) -> None:
        now = self._globals
        if kind == USAGE_PAGE:
            self._globals = replace(now, page=value)
        elif kind == LOGICAL_MINIMUM:
            self._globals = replace(now, lowest=signed)
        elif kind == REPORT_SIZE:
            self._globals = replace(now, bits=value)
        elif kind == REPORT_COUNT:
            self._globals = replace(now, count=value)
        elif kind == REPORT_ID:
            if not 0 < value < 256:
                raise NotUnderstood(f"{value} is no report id")
            self._globals, self._numbered = replace(now, report_id=value), True
        elif kind == PUSH:
            self._pushed.append(now)
        elif kind == POP:
            if not self._pushed:
                raise NotUnderstood("a pop without a push")
            self._globals = self._pushed.pop()

    def _take_local(self, kind: tuple[int, int], value: int) -> None:
        if kind == USAGE:
            self._usages.append(value)
        elif kind == USAGE_MINIMUM:
            self._usage_minimum = value
        elif kind == USAGE_MAXIMUM:
            self._usages += range(self._usage_minimum, min(value, self._usage_minimum + USAGES_MAX) + 1)
        if len(self._usages) > 2 * USAGES_MAX:
            raise NotUnderstood("too many usages for one field")

    # -- main items

    def _add_input(self, flags: int) -> None:
        usages = self._full_usages()
        now = self._globals
        choices = {now.lowest + at: BUTTON_USAGES[usage] for at, usage in enumerate(usages) if usage in BUTTON_USAGES}
        for index, bit in enumerate(self._bits_of_fields(self._input_bits)):
            if not flags & VARIABLE:
                if choices:
                    self._buttons.append((None, Field(now.report_id, bit, now.bits, Way.EITHER, choices)))
            elif usages and (button := BUTTON_USAGES.get(_usage_of(index, usages))):
                self._buttons.append((button, Field(now.report_id, bit, now.bits, _way(flags))))

    def _add_output(self, flags: int) -> None:
        usages = self._full_usages()
        for index, bit in enumerate(self._bits_of_fields(self._output_bits)):
            lamp = LAMP_USAGES.get(_usage_of(index, usages)) if usages and flags & VARIABLE else None
            if lamp is not None:
                self._lamps.setdefault(lamp, Field(self._globals.report_id, bit, self._globals.bits))

    def _full_usages(self) -> list[int]:
        """With the page that holds at the main item, but for those of four bytes, which have their own (§6.2.2.8)."""
        page = self._globals.page << 16
        return [usage if usage > 0xFFFF else page | usage for usage in self._usages]

    def _bits_of_fields(self, lengths: dict[int, int]) -> range:
        """Where each field of this main item begins; the report grows by them."""
        now = self._globals
        begin = lengths.get(now.report_id, 0)
        end = begin + now.count * now.bits
        if end > REPORT_BITS_MAX:
            raise NotUnderstood(f"a report of more than {REPORT_BITS_MAX} bits")
        lengths[now.report_id] = end
        return range(begin, end, now.bits) if now.bits else range(0)


def _usage_of(index: int, usages: list[int]) -> int:
    """The last usage stands for all fields that have none of their own; surplus ones stand for nothing (§6.2.2.8)."""
    return usages[min(index, len(usages) - 1)]


def _way(flags: int) -> Way:
    if flags & RELATIVE:
        return Way.PULSE
    return Way.STATE if flags & NO_PREFERRED_STATE else Way.EITHER
