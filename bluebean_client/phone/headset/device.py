"""One headset in use, and the search for the best one."""

import logging
import re
from collections.abc import Callable, Iterable

from bluebean_client.phone.headset.descriptor import layout_of
from bluebean_client.phone.headset.layout import Layout, NotUnderstood
from bluebean_client.phone.headset.port import Button, HidBackend, HidDevice, HidInfo, Lamp, Lamps
from bluebean_client.phone.headset.switch import Switch

IDLE_READ_MILLISECONDS, CALL_READ_MILLISECONDS = 250, 50
"""How late a lamp may be. A press wakes the thread at once, a change of lamps can't; a wireless headset opens its voice link by one."""
TELL_AGAIN_SECONDS = 1.0
"""How long the engine may take to answer a press by a lamp, before the device is put right."""

NEVER = float("inf")

SHOWN_BY = {Button.HOOK: Lamp.OFF_HOOK, Button.MUTE: Lamp.MUTE}
"""The lamps whose state the device holds together with the host."""

_COMMON_WORDS = frozenset(
    {"usb", "audio", "device", "headset", "analog", "stereo", "mono", "series", "microphone", "speaker"}
)

_log = logging.getLogger(__name__)


class OpenHeadset:
    """A headset in use. Every method but `leave` raises `OSError` when the device is gone."""

    def __init__(self, info: HidInfo, device: HidDevice, layout: Layout) -> None:
        self.path, self.name = info.path, info.name
        self._device, self._layout = device, layout
        self._shown_by = {button: lamp for button, lamp in SHOWN_BY.items() if lamp in layout.lamps}
        self._switches = {button: Switch(way, told=button in self._shown_by) for button, way in layout.ways.items()}
        self._written: tuple[bytes, ...] = ()
        self._lamps: Lamps | None = None
        self._tell_again_at = NEVER

    def show(self, lamps: Lamps, now: float) -> None:
        astray = False
        if now >= self._tell_again_at:
            astray, self._tell_again_at = any(switch.astray for switch in self._switches.values()), NEVER
        if lamps == self._lamps and not astray:
            return
        self._lamps = lamps
        for button, switch in self._switches.items():
            if button in self._shown_by:
                switch.show(self._shown_by[button] in lamps, now)
        self._write(lamps, again=astray)

    def presses(self, monotonic: Callable[[], float]) -> list[Button]:
        """What was pressed; waits a moment for it."""
        values = self._layout.values(
            self._device.read(CALL_READ_MILLISECONDS if self._lamps else IDLE_READ_MILLISECONDS)
        )
        now = monotonic()
        pressed = [button for button, value in values.items() if self._switches[button].heard(value, now)]
        if pressed:
            self._tell_again_at = now + TELL_AGAIN_SECONDS
        return pressed

    def leave(self) -> None:
        """Put the lamps out, so that no headset stays off the hook, and close the device."""
        try:
            self._write(frozenset(), again=True)
        except OSError as error:
            _log.info("headset %s: its lamps could not be put out: %s", self.name, error)
        self._device.close()

    def _write(self, lamps: Lamps, *, again: bool) -> None:
        reports = self._layout.reports(lamps)
        for report in reports:
            if again or report not in self._written:
                self._device.write(report)
        self._written = reports


class HeadsetSearch:
    """Looks for headsets; what can't be used is said once."""

    def __init__(self, backend: HidBackend) -> None:
        self._backend = backend
        self._complained: set[bytes] = set()
        self._useless: set[bytes] = set()

    def best(self, sound_devices: tuple[str, ...], current: OpenHeadset | None) -> OpenHeadset | None:
        """The open headset that fits the sound devices best; `current` if that is it, or if no other can be opened."""
        there = self._backend.headsets()
        for seen in (self._complained, self._useless):
            seen &= {info.path for info in there}
        current_path = current.path if current is not None else b""
        for info in sorted(there, key=lambda info: (-likeness(info.name, sound_devices), info.path != current_path)):
            if info.path == current_path:
                break
            opened = self._open(info)
            if opened is not None:
                return opened
        return current

    def _open(self, info: HidInfo) -> OpenHeadset | None:
        if info.path in self._useless:
            return None
        try:
            device = self._backend.open(info.path)
        except OSError as error:
            self._complain(
                info, f"cannot be opened ({error}); on Linux its user needs the right to it, see docs/headsets.md"
            )
            return None
        try:
            layout = layout_of(device.descriptor())
        except (OSError, NotUnderstood) as error:
            self._complain(info, f"is not understood: {error}")
            layout = Layout(numbered=False)
        if not layout.ways:
            self._complain(info, "has no button that means anything here")
            self._useless.add(info.path)
            device.close()
            return None
        _log.info("headset %s: buttons %s, lamps %s", info.name, _names(layout.ways), _names(layout.lamps))
        return OpenHeadset(info, device, layout)

    def _complain(self, info: HidInfo, what: str) -> None:
        if info.path not in self._complained:
            self._complained.add(info.path)
            _log.warning("headset %s %s", info.name, what)


def likeness(headset: str, sound_devices: tuple[str, ...]) -> int:
    """How many words the headset's name has in common with the most similar of the sound devices' names."""
    words = _words(headset)
    return max((len(words & _words(device)) for device in sound_devices), default=0)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.casefold())) - _COMMON_WORDS


def _names(members: Iterable[Button | Lamp]) -> str:
    return ", ".join(sorted(each.name.lower() for each in members)) or "none"
