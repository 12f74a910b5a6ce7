"""Where a headset's reports carry its buttons and lamps: read an input report, make the output reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from bluebean_client.phone.headset.port import Button, Lamp, Lamps

NO_ID = 0
"""Of reports that a device does not number."""


class NotUnderstood(Exception):
    """The report descriptor is broken, or says things that the parser does not know."""


class Way(Enum):
    """How a switch of two positions is reported, by its flags (usage tables §3.4.1.2)."""

    STATE = auto()
    """Absolute without a preferred state: the value is the state, and follows the host's lamp."""
    PULSE = auto()
    """Relative: 1 turns the state over, 0 means nothing."""
    EITHER = auto()
    """Absolute with a preferred state: a key by the letter, but there are devices that mean a state."""


@dataclass(frozen=True, slots=True)
class Field:
    """`bit` counts from the first data bit of the report. In an array the field holds a number that `choices` gives a meaning."""

    report_id: int
    bit: int
    bits: int
    way: Way = Way.EITHER
    choices: Mapping[int, Button] = field(default_factory=dict)

    def value(self, data: int) -> int:
        return data >> self.bit & ((1 << self.bits) - 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """Attributes: `buttons`, all fields that can carry a button; `ways`, how it is reported; `output_bits`, length by report id."""

    numbered: bool
    buttons: tuple[tuple[Button | None, Field], ...] = ()
    lamps: Mapping[Lamp, Field] = field(default_factory=dict)
    output_bits: Mapping[int, int] = field(default_factory=dict)

    @property
    def ways(self) -> dict[Button, Way]:
        found: dict[Button, Way] = {}
        for button, place in self.buttons:
            for each in (button, *place.choices.values()):
                if each is not None:
                    found.setdefault(each, place.way)
        return found

    def values(self, report: bytes) -> dict[Button, bool]:
        """What an input report says of each button that it carries."""
        if not report:
            return {}
        report_id, data = (report[0], report[1:]) if self.numbered else (NO_ID, report)
        number = int.from_bytes(data, "little")
        values: dict[Button, bool] = {}
        for button, place in self.buttons:
            if place.report_id != report_id or place.bit + place.bits > 8 * len(data):
                continue
            value = place.value(number)
            if button is not None:
                values[button] = bool(value)
            for chosen, choice in place.choices.items():
                values[choice] = values.get(choice, False) or value == chosen
        return values

    def reports(self, lit: Lamps) -> tuple[bytes, ...]:
        """The output reports that light these lamps and put the others out, in the order of `Lamp`."""
        by_id: dict[int, int] = {}
        for lamp in Lamp:
            place = self.lamps.get(lamp)
            if place is not None:
                bit = int(lamp in lit) << place.bit
                by_id[place.report_id] = by_id.get(place.report_id, 0) | bit
        lengths = {report_id: (bits + 7) // 8 for report_id, bits in self.output_bits.items()}
        return tuple(bytes([each]) + data.to_bytes(lengths[each], "little") for each, data in by_id.items())
