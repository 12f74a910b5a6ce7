"""Arithmetic on samples."""

import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.audio.pcm import Meter, Volume, best_match, loudness_dbfs, mixed

SAMPLES = st.lists(st.integers(-32_768, 32_767), max_size=50)


def pcm(samples: list[int]) -> bytes:
    return array.array("h", samples).tobytes()


def applied(percent: int, samples: list[int]) -> list[int]:
    return list(array.array("h", Volume(percent).apply(pcm(samples))))


def test_100_percent_leaves_the_sound_as_it_is_and_0_is_silence() -> None:
    assert applied(100, [-32_768, 1, 32_767]) == [-32_768, 1, 32_767]
    assert applied(0, [-32_768, 1, 32_767]) == [0, 0, 0]
    assert applied(50, [-1_000, 1_000]) == [-500, 500]


def test_a_raised_volume_is_straight_below_the_limit_and_bent_above() -> None:
    assert applied(200, [5_000, -5_000]) == [10_000, -10_000]
    (loud,) = applied(200, [20_000])
    assert 26_000 < loud < 32_767


@pytest.mark.parametrize("percent", [101, 150, 200])
def test_a_raised_volume_never_wraps_around_and_keeps_the_order(percent: int) -> None:
    samples = list(range(-32_768, 32_768, 7))
    louder = applied(percent, samples)
    assert louder == sorted(louder)
    assert all(new * old >= 0 and abs(new) >= 0.9 * abs(old) for old, new in zip(samples, louder, strict=True))


@given(SAMPLES, SAMPLES)
def test_mixing_clips_and_is_as_long_as_the_longer(one: list[int], other: list[int]) -> None:
    both = array.array("h", mixed(pcm(one), pcm(other)))
    assert len(both) == max(len(one), len(other))
    for index, sample in enumerate(both):
        total = sum(part[index] for part in (one, other) if index < len(part))
        assert sample == max(-32_768, min(32_767, total))


def test_the_best_match_is_alike_and_never_upside_down() -> None:
    pattern = [0, 900, 1500, 900, -200, -1500, -700, 300]
    rest = [40, -10, 60, 20, -30, 10]
    fainter, upside_down = [sample // 3 for sample in pattern], [-sample for sample in pattern]
    sound = pcm([*upside_down, *rest, *fainter, *rest])
    assert best_match(sound, pcm(pattern)) == 2 * (len(upside_down) + len(rest))
    assert best_match(sound, bytes(16)) == 0
    assert best_match(bytes(40), pcm(pattern)) == 0


def test_loudness_is_told_in_dbfs_from_silence_to_full_scale() -> None:
    assert loudness_dbfs(bytes(640)) == -90
    assert loudness_dbfs(b"") == -90
    assert -0.1 <= loudness_dbfs(pcm([32_767, -32_768] * 100)) <= 0
    assert -6.1 <= loudness_dbfs(pcm([16_384, -16_384] * 100)) <= -5.9


def test_a_meter_keeps_the_loudest_until_it_is_read_and_costs_nothing_when_off() -> None:
    meter = Meter()
    meter.hear(pcm([16_384] * 100))
    assert meter.read() == -90
    meter.on = True
    meter.hear(pcm([16_384] * 100))
    meter.hear(pcm([1] * 100))
    assert -6.1 <= meter.read() <= -5.9
    assert meter.read() == -90
