"""A key with its modifiers, as the settings write it: Ctrl+Alt+A."""

from collections.abc import Mapping
from dataclasses import dataclass

CTRL, ALT, SHIFT, META = "Ctrl", "Alt", "Shift", "Meta"


@dataclass(frozen=True, slots=True)
class Chord:
    """`key` is a capital letter, a digit, or F1 to F35."""

    modifiers: frozenset[str]
    key: str


def chord_of(text: str) -> Chord:
    *modifiers, key = text.split("+")
    return Chord(frozenset(modifiers), key)


def chords_of(keys: Mapping[str, str]) -> tuple[dict[str, Chord], set[str]]:
    """The chords by the names of their actions, without those left empty; and the names whose chord an earlier one has already."""
    chords: dict[str, Chord] = {}
    doubles: set[str] = set()
    for name, text in keys.items():
        if not text:
            continue
        chord = chord_of(text)
        if chord in chords.values():
            doubles.add(name)
        else:
            chords[name] = chord
    return chords, doubles
