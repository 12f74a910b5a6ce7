"""How a call sounds, in words: looks for the card, what to do about a bad one, and when to say so."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Notice, Problem, Severity
from bluebean_client.domain.phone import QUALITY_SECONDS, PhoneCall, Quality
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui.theme.tokens import Tone

translate = QCoreApplication.translate

GOOD_MOS, FAIR_MOS, POOR_MOS = 4.0, 3.6, 3.1
"""Lower ends of “satisfied”, “some dissatisfied” and “many dissatisfied” (ITU-T G.107, Annex B)."""
HIGH_LOSS_PERCENT, HIGH_JITTER_MS = 2.0, 40.0
WARN_AFTER_SECONDS = QUALITY_SECONDS * 0.9
"""A second bad report in a row has come by then; less than the interval itself, because reports come a little early too."""


@dataclass(frozen=True, slots=True)
class QualityLook:
    """`bars` of four, a word, and the colour of both."""

    bars: int
    word: str
    tone: Tone

    @property
    def bad(self) -> bool:
        return self.bars <= 2


def quality_look(quality: Quality) -> QualityLook:
    if quality.mos >= GOOD_MOS:
        return QualityLook(4, translate("quality", "Good"), Tone.FREE)
    if quality.mos >= FAIR_MOS:
        return QualityLook(3, translate("quality", "Slightly unstable"), Tone.FREE)
    if quality.mos >= POOR_MOS:
        return QualityLook(2, translate("quality", "Unstable"), Tone.WAIT)
    return QualityLook(1, translate("quality", "Poor"), Tone.DANGER)


def quality_facts(quality: Quality) -> str:
    """All figures behind the word."""
    return f"MOS {quality.mos:.1f} ・ {network_facts(quality)}"


def network_facts(quality: Quality) -> str:
    """Loss, jitter and, where the far side reports it, round trip."""
    facts = [
        translate("quality", "loss {percent} %").format(percent=f"{quality.loss_percent:.1f}"),
        translate("quality", "jitter {ms} ms").format(ms=round(quality.jitter_ms)),
    ]
    if quality.round_trip_ms:
        facts.append(translate("quality", "round trip {ms} ms").format(ms=round(quality.round_trip_ms)))
    return " ・ ".join(facts)


def quality_advice(quality: Quality) -> str:
    """What is wrong and what helps, by the figure that stands out."""
    if quality.loss_percent >= HIGH_LOSS_PERCENT:
        return translate(
            "quality",
            "{percent} % of the voice is lost. Use a network cable instead of Wi-Fi, or stop other transfers.",
        ).format(percent=f"{quality.loss_percent:.0f}")
    if quality.jitter_ms >= HIGH_JITTER_MS:
        return translate(
            "quality", "The voice comes unevenly. Use a network cable instead of Wi-Fi, or stop other transfers."
        )
    return translate("quality", "The way through the network is long. Try without VPN, or call again later.")


class QualityWatch:
    """Says which calls have been bad for two intervals in a row, so that one bad moment is no alarm."""

    def __init__(self) -> None:
        self._bad_since: dict[int, float] = {}

    def bad_calls(self, calls: Iterable[PhoneCall], now: float) -> list[PhoneCall]:
        """`now` in seconds of a monotonic clock; to be asked at every change of the calls."""
        bad = [call for call in calls if call.quality is not None and quality_look(call.quality).bad]
        self._bad_since = {call.call: self._bad_since.get(call.call, now) for call in bad}
        return [call for call in bad if now - self._bad_since[call.call] >= WARN_AFTER_SECONDS]

    def notices(self, calls: Iterable[PhoneCall], now: float) -> tuple[Notice, ...]:
        """The warning about the first of the bad calls, if there is one."""
        bad = self.bad_calls(calls, now)
        advice = next((quality_advice(call.quality) for call in bad if call.quality is not None), "")
        problem = Problem(ClientProblem.POOR_QUALITY, {"advice": advice})
        return (Notice("poor_quality", Severity.WARNING, problem),) if advice else ()
