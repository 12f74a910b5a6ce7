"""Who hears whom: the wires between microphone, speaker and calls in PJSIP's conference bridge."""

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import pjsua2 as pj

from bluebean_client.phone.sip.objects import SipCall

PERSON = 0
"""Microphone as a source, speaker as a sink; calls are numbered from 1."""

_log = logging.getLogger(__name__)


class Wire(NamedTuple):
    """One way, from a call or the person to another. `level` 0 carries silence."""

    source: int
    sink: int
    level: float = 1.0


def wires(muted: Mapping[int, bool], talking: Collection[int]) -> set[Wire]:
    """What is to be connected. `muted` has every call that has sound, and whether the microphone is off towards it.

    A call that hears nobody is sent silence all the same: routers keep its way open, and the far side does not take it for dead.
    """
    wanted = set()
    for call, mute in muted.items():
        heard = call in talking
        wanted.add(Wire(PERSON, call, 1.0 if heard and not mute else 0.0))
        if heard:
            wanted.add(Wire(call, PERSON))
            wanted |= {Wire(call, other) for other in muted if other in talking and other != call}
    return wanted


class Mixer:
    """Moves wires as far as they differ from what is wanted."""

    def __init__(self, capture: Any, playback: Any) -> None:
        self._capture, self._playback = capture, playback
        self._wires: set[Wire] = set()

    def forget(self, call: int) -> None:
        """Its stream is a new one, or none: PJSIP has cut its wires itself."""
        self._wires = {wire for wire in self._wires if call not in (wire.source, wire.sink)}

    def follow(self, calls: Iterable[SipCall], talking: Collection[int]) -> None:
        sounding = {call.number: call for call in calls if call.audio_index is not None and not call.over}
        wanted = wires({number: call.muted for number, call in sounding.items()}, talking)
        for gone in {end for wire in self._wires for end in (wire.source, wire.sink)} - {PERSON, *sounding}:
            self.forget(gone)
        for wire in self._wires - wanted:
            self._set(wire, sounding, connect=False)
        for wire in wanted - self._wires:
            self._set(wire, sounding, connect=True)
        self._wires = wanted

    def close(self) -> None:
        del self._capture, self._playback

    def _set(self, wire: Wire, calls: Mapping[int, SipCall], *, connect: bool) -> None:
        try:
            source = self._capture if wire.source == PERSON else _media(calls[wire.source])
            sink = self._playback if wire.sink == PERSON else _media(calls[wire.sink])
            if connect:
                level = pj.AudioMediaTransmitParam()
                level.level = wire.level
                source.startTransmit2(sink, level)
            else:
                source.stopTransmit(sink)
        except (pj.Error, KeyError) as problem:
            _log.warning("%s could not be %s: %r", wire, "connected" if connect else "cut", problem)


def _media(call: SipCall) -> Any:
    return call.getAudioMedia(call.audio_index)
