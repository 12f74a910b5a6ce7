"""How a call sounds: the E-model's judgement of loss, jitter and delay, for the last interval and for the whole call."""

from dataclasses import dataclass
from typing import NamedTuple

from bluebean_client.domain.phone import Quality
from bluebean_client.phone.sip.call_port import StreamCounters

BEST_RATING = 93.2
"""R of an undisturbed call with every value of ITU-T G.107 at its default."""

PHONE_DELAY_MS = 40.0
"""One frame to be filled here, one to be played there."""


class Impairment(NamedTuple):
    """Of a codec: `ie` without loss, `bpl` its robustness against loss that comes by chance (ITU-T G.113, Appendix I)."""

    ie: float
    bpl: float


G711 = Impairment(0.0, 25.1)
"""With concealment of losses, which PJSIP has. On this narrow-band scale G.722 is taken for no worse."""
GSM_EFR = Impairment(5.0, 10.0)
IMPAIRMENTS = {"PCMU": G711, "PCMA": G711, "G722": G711, "GSM": Impairment(20.0, GSM_EFR.bpl)}
"""By the name of the codec. G.113 knows no Speex or iLBC: GSM-EFR stands in for them."""


def rating(loss_percent: float, delay_ms: float, impairment: Impairment = G711) -> float:
    """R, 0 to 93.2, by the E-model with every other value at its default; `delay_ms` is one way, mouth to ear.

    `R = 93.2 - Id - Ie,eff` with `Ie,eff = Ie + (95 - Ie) Ppl / (Ppl + Bpl)` (ITU-T G.107 §7.5, losses by chance) and
    `Id = 0.024 d + 0.11 (d - 177.3) H(d - 177.3)` (Cole and Rosenbluth, Voice over IP performance monitoring, 2001).
    """
    delay = 0.024 * delay_ms + 0.11 * max(0.0, delay_ms - 177.3)
    equipment = impairment.ie + (95.0 - impairment.ie) * loss_percent / (loss_percent + impairment.bpl)
    return max(0.0, BEST_RATING - delay - equipment)


def mean_opinion_score(r: float) -> float:
    """1 to 4.5 (ITU-T G.107, Annex B)."""
    if r <= 0:
        return 1.0
    if r >= 100:
        return 4.5
    return max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)


@dataclass(slots=True)
class _Sums:
    received: int = 0
    lost: int = 0
    jitter_ms: float = 0.0
    round_trip_ms: float = 0.0
    round_trips: int = 0
    samples: int = 0

    def add(self, received: int, lost: int, counters: StreamCounters) -> None:
        self.received += received
        self.lost += lost
        self.samples += 1
        self.jitter_ms += counters.jitter_ms
        if counters.round_trip_ms > 0:
            self.round_trip_ms += counters.round_trip_ms
            self.round_trips += 1

    def quality(self, codec: str) -> Quality | None:
        """None if nothing was heard."""
        if self.received == 0:
            return None
        loss_percent = 100.0 * self.lost / (self.received + self.lost)
        jitter_ms = self.jitter_ms / self.samples
        round_trip_ms = self.round_trip_ms / self.round_trips if self.round_trips else 0.0
        # The jitter buffer holds about twice the jitter.
        delay_ms = round_trip_ms / 2 + 2 * jitter_ms + PHONE_DELAY_MS
        r = rating(loss_percent, delay_ms, IMPAIRMENTS.get(codec.partition("/")[0], GSM_EFR))
        return Quality(
            loss_percent=round(loss_percent, 2),
            jitter_ms=round(jitter_ms, 1),
            round_trip_ms=round(round_trip_ms, 1),
            mos=round(mean_opinion_score(r), 2),
        )


class QualityMeter:
    """Fed with the counters of one call's stream about once a second."""

    def __init__(self) -> None:
        self._last: StreamCounters | None = None
        self._interval, self._whole = _Sums(), _Sums()
        self._codec = ""

    @property
    def whole(self) -> Quality | None:
        """Of the call so far."""
        return self._whole.quality(self._codec)

    def feed(self, counters: StreamCounters, codec: str) -> None:
        """Seconds without a packet do not count: the far side holds, or is silent on purpose."""
        last = self._last
        if last is None or counters.packets < last.packets:
            received, lost = counters.packets, counters.lost
        else:
            # A packet that came late after all is taken off the lost ones.
            received, lost = counters.packets - last.packets, max(0, counters.lost - last.lost)
        self._last = counters
        if received == 0 and lost == 0:
            return
        self._codec = codec
        self._interval.add(received, lost, counters)
        self._whole.add(received, lost, counters)

    def end_interval(self) -> Quality | None:
        """What was heard since the last time this was asked; None if nothing."""
        quality = self._interval.quality(self._codec)
        self._interval = _Sums()
        return quality
