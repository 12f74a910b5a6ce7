"""The built-in music on hold: a quiet arpeggio, computed here so that no licence is needed and no file is shipped."""

import array
import math
import wave
from pathlib import Path

SAMPLE_RATE_HZ = 8000
BEAT_SECONDS = 0.4
PEAK = 7000
"""About -13 dBFS: comfortable beside speech on a telephone line."""

CHORDS = (
    (48, 55, 60, 64, 67, 72, 67, 64),  # C
    (45, 52, 57, 60, 64, 69, 64, 60),  # Am
    (41, 48, 53, 57, 60, 65, 60, 57),  # F
    (43, 50, 55, 59, 62, 67, 62, 59),  # G
)
"""MIDI note numbers, one per beat."""
PARTIALS = ((1, 1.0), (2, 0.35), (3, 0.12))
DECAY_PER_SECOND = 2.2
RING_BEATS = 4


def frequency_hz(midi_note: int) -> float:
    return 440.0 * 2 ** ((midi_note - 69) / 12)


def write_hold_music(path: Path) -> None:
    """Write the loop as mono WAV, unless it is there already."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with wave.open(str(unfinished), "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
        wav.writeframes(_loop().tobytes())
    unfinished.replace(path)


def _loop() -> "array.array[int]":
    """All notes laid over each other; what rings on past the end goes to the start, so that the loop has no seam."""
    notes = [note for chord in CHORDS for note in chord]
    beat = int(BEAT_SECONDS * SAMPLE_RATE_HZ)
    total = beat * len(notes)
    mixed = [0.0] * total
    tones = {note: _tone(frequency_hz(note), beat * RING_BEATS) for note in set(notes)}
    for position, note in enumerate(notes):
        for offset, sample in enumerate(tones[note], start=position * beat):
            mixed[offset % total] += sample
    scale = PEAK / max(abs(sample) for sample in mixed)
    return array.array("h", (int(sample * scale) for sample in mixed))


def _tone(hz: float, samples: int) -> list[float]:
    """A plucked note: soft start, exponential decay, a straight line to silence at the end."""
    step = 2 * math.pi * hz / SAMPLE_RATE_HZ
    attack = SAMPLE_RATE_HZ // 100
    return [
        sum(weight * math.sin(step * number * n) for number, weight in PARTIALS)
        * min(1.0, n / attack)
        * math.exp(-DECAY_PER_SECOND * n / SAMPLE_RATE_HZ)
        * (1 - n / samples)
        for n in range(samples)
    ]
