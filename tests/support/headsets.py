"""Headsets that are played: report descriptors of the telephony layout as their makers publish it, and devices that answer as theirs do.

The descriptors are like those of the makers' devices, put together from published dumps; they are not byte-exact copies of one product.
"""

import queue
from dataclasses import dataclass, field

from bluebean_client.phone.headset.port import HidInfo

LIKE_JABRA = bytes.fromhex(
    "050c 0901 a101 8501 1500 2501 09e9 09ea 7501 9502 8102 9506 8101 c0"
    # one report each way; hook and line busy "constant" and without preferred state, the keys relative, a key pad as an array
    "050b 0905 a101 8502 1500 2501 0920 0997 7501 9502 8123 092f 0921 0924 0950 9504 8107"
    "0906 a102 19b0 29bb 150c 2517 7505 9501 8140 c0 1500 2501 7501 9505 8101"
    "0508 0917 0909 0918 0920 0921 7501 9505 9122 050b 099e 9501 9122 950a 9101 c0"
)
"""Report 2 in: bit 0 hook, 1 line busy, 2 mute, 3 flash. Report 2 out: 0 off-hook, 1 mute, 2 ring, 3 hold."""

LIKE_POLY = bytes.fromhex(
    # vendor data before it in the same interface: one usage for many fields
    "06a0ff 0903 a101 8504 1500 26ff00 0930 7508 951f 8102 8505 0931 951f 9102 c0"
    "050b 0905 a101 8520 1500 2501 7501 9501 0920 8122 092f 8106 0921 8102 0924 8106 0907 0509 0901 8106 9503 8101"
    # a report for each lamp
    "8521 0508 0918 9501 9122 9507 9101 8522 091e 9501 9122 9507 9101 8523 0909 9501 9122 9507 9101"
    "8524 0917 9501 9122 9507 9101 8525 0920 9501 9122 9507 9101 c0"
)
"""Report 0x20 in: bit 0 hook, 1 mute (relative), 2 flash. Reports out: 0x21 ring, 0x23 mute, 0x24 off-hook, 0x25 hold."""

LIKE_EPOS = bytes.fromhex(
    "050b 0905 a101 8501 1500 2501 7501 9503 0920 092f 0926 8102 9505 8103"
    "8502 0508 0917 0909 0918 0920 9504 9102 9504 9103 c0"
)
"""Report 1 in: bit 0 hook, 1 mute, 2 drop, all absolute with a preferred state. Report 2 out: off-hook, mute, ring, hold."""

WITHOUT_IDS = bytes.fromhex(
    "050b 0905 a101 1501 2502 7508 9501 0920 092f 8100 0508 0917 0918 1500 2501 7501 9502 9102 9506 9103 c0"
)
"""A plain handset: no report ids, the buttons as an array (1 hook, 2 mute), lamps off-hook and ring."""

A_MOUSE = bytes.fromhex("0501 0902 a101 0901 a100 0509 1901 2903 1500 2501 9503 7501 8102 9501 7505 8103 c0 c0")


@dataclass
class PlayedHeadset:
    """Implements `HidDevice`.

    Attributes: `written`, every output report; `rights`, False to refuse it to be opened; `present`, False once it is pulled out.
    """

    name: str
    report_descriptor: bytes
    path: bytes = b"/dev/hidraw1"
    written: list[bytes] = field(default_factory=list)
    present: bool = True
    rights: bool = True
    opened: int = 0
    closed: int = 0

    def __post_init__(self) -> None:
        self._reports: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def say(self, *reports: bytes) -> None:
        for report in reports:
            self._reports.put(report)

    def pull_out(self) -> None:
        self.present = False
        self._reports.put(b"")

    # -- as the headset thread sees it

    def descriptor(self) -> bytes:
        return self.report_descriptor

    def read(self, milliseconds: int) -> bytes:
        try:
            report = self._reports.get(timeout=milliseconds / 1000)
        except queue.Empty:
            report = b""
        if not self.present:
            raise OSError("read error")
        return report

    def write(self, report: bytes) -> None:
        if not self.present:
            raise OSError("write error")
        self.written.append(report)
        self.follow(report)

    def follow(self, report: bytes) -> None:
        """What the device says to a lamp: most follow, see the kinds below."""

    def close(self) -> None:
        self.closed += 1


class EchoingJabra(PlayedHeadset):
    """Holds the hook state together with the host: says it back whenever the host changes it, and presses turn it over."""

    def __init__(self, name: str = "Jabra EVOLVE 20", **more: object) -> None:
        super().__init__(name, LIKE_JABRA, **more)  # type: ignore[arg-type]
        self._off_hook = False

    def press_hook(self) -> None:
        self._set(not self._off_hook)

    def press_mute(self) -> None:
        self.say(bytes([2, int(self._off_hook) | 0b100, 0]), bytes([2, int(self._off_hook), 0]))

    def follow(self, report: bytes) -> None:
        if bool(report[1] & 1) != self._off_hook:
            self._set(bool(report[1] & 1))

    def _set(self, off_hook: bool) -> None:
        self._off_hook = off_hook
        self.say(bytes([2, int(off_hook), 0]))


class Shelf:
    """Implements `HidBackend`: the headsets that are plugged in."""

    def __init__(self, *plugged: PlayedHeadset) -> None:
        self.plugged = list(plugged)
        self.searches = 0

    def headsets(self) -> tuple[HidInfo, ...]:
        self.searches += 1
        return tuple(HidInfo(each.path, each.name) for each in self.plugged if each.present)

    def open(self, path: bytes) -> PlayedHeadset:
        found = next(each for each in self.plugged if each.path == path)
        if not found.rights:
            raise OSError("open failed")
        found.opened += 1
        return found
