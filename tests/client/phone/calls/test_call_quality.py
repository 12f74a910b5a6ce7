"""The E-model against published values, and what a meter makes of the counters of a stream."""

import pytest

from bluebean_client.phone.calls.quality import BEST_RATING, Impairment, QualityMeter, mean_opinion_score, rating
from bluebean_client.phone.sip.call_port import StreamCounters


@pytest.mark.parametrize(
    ("r", "mos"), [(93.2, 4.41), (90, 4.34), (80, 4.03), (70, 3.60), (60, 3.10), (50, 2.58), (0, 1.0), (-5, 1.0)]
)
def test_opinion_scores_are_those_of_g107_and_g109(r: float, mos: float) -> None:
    assert mean_opinion_score(r) == pytest.approx(mos, abs=0.011)


def test_the_score_never_leaves_its_range() -> None:
    scores = [mean_opinion_score(r) for r in range(-10, 121)]
    assert min(scores) == 1.0 and max(scores) == 4.5


@pytest.mark.parametrize(
    ("loss_percent", "impairment", "r"),
    [
        (0.0, Impairment(0, 25.1), 93.2),
        (1.0, Impairment(0, 25.1), 89.56),
        (5.0, Impairment(0, 25.1), 77.42),
        (2.0, Impairment(0, 4.3), 63.04),
        (0.0, Impairment(11, 19.0), 82.2),
        (2.0, Impairment(11, 19.0), 74.2),
    ],
)
def test_losses_cost_as_much_as_g107_says(loss_percent: float, impairment: Impairment, r: float) -> None:
    """G.711 with and without concealment and G.729A, with the Ie and Bpl of G.113."""
    assert rating(loss_percent, 0.0, impairment) == pytest.approx(r, abs=0.01)


@pytest.mark.parametrize(("delay_ms", "cost"), [(0, 0.0), (100, 2.4), (177.3, 4.26), (277.3, 17.66)])
def test_delay_costs_little_up_to_177_ms_and_then_much(delay_ms: float, cost: float) -> None:
    assert BEST_RATING - rating(0.0, delay_ms) == pytest.approx(cost, abs=0.01)


def test_an_interval_counts_only_what_came_in_it() -> None:
    meter = QualityMeter()
    meter.feed(StreamCounters(900, 100, 5.0, 40.0), "PCMU/8000")
    bad = meter.end_interval()
    meter.feed(StreamCounters(1100, 100, 1.0, 20.0), "PCMU/8000")
    good = meter.end_interval()
    assert bad is not None and good is not None
    assert (bad.loss_percent, bad.jitter_ms, bad.round_trip_ms) == (10.0, 5.0, 40.0)
    assert (good.loss_percent, good.jitter_ms, good.round_trip_ms) == (0.0, 1.0, 20.0)
    assert bad.mos < 3.4 < 4.3 < good.mos
    assert meter.whole is not None and meter.whole.loss_percent == pytest.approx(8.33)


def test_a_new_stream_begins_at_zero_and_silence_counts_for_nothing() -> None:
    meter = QualityMeter()
    assert meter.end_interval() is None
    meter.feed(StreamCounters(500, 0, 2.0, 0.0), "PCMU/8000")
    meter.feed(StreamCounters(50, 0, 2.0, 0.0), "G722/16000")
    assert meter.whole is not None and meter.whole.loss_percent == 0.0
    assert meter.end_interval() is not None
    meter.feed(StreamCounters(50, 0, 2.0, 0.0), "G722/16000")
    assert meter.end_interval() is None


def test_a_packet_that_comes_late_after_all_is_no_negative_loss() -> None:
    meter = QualityMeter()
    meter.feed(StreamCounters(98, 2, 1.0, 0.0), "PCMU/8000")
    meter.end_interval()
    meter.feed(StreamCounters(150, 0, 1.0, 0.0), "PCMU/8000")
    quality = meter.end_interval()
    assert quality is not None and quality.loss_percent == 0.0


def test_the_codec_has_its_say() -> None:
    scores = {}
    for codec in ("PCMU/8000", "iLBC/8000", "GSM/8000"):
        meter = QualityMeter()
        meter.feed(StreamCounters(250, 0, 0.0, 0.0), codec)
        quality = meter.end_interval()
        assert quality is not None
        scores[codec] = quality.mos
    assert scores["PCMU/8000"] > scores["iLBC/8000"] > scores["GSM/8000"]
