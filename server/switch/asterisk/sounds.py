"""The sounds of a site as files that Asterisk reads: prompts by path, music as classes of musiconhold.conf.

Each lies in a folder named by its content, so that no file changes while somebody hears it.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from server.ports.switch import SwitchError
from server.switch.asterisk.config import MUSIC_CLASSES_FILE, Folders, music_classes
from server.switch.asterisk.files import write_private

TONE = "tone:"
FILE = "sound.wav"


class SoundShelf:
    """`put` says what there is to be, `write` brings it to the disk; it blocks, and may be called from any thread."""

    def __init__(self, folders: Folders) -> None:
        self._folder = folders.sounds
        self._classes = folders.etc / MUSIC_CLASSES_FILE
        self._prompts: Mapping[str, Path] = {}
        self._music: Mapping[str, Path] = {}
        self._contents: Mapping[Path, bytes] = {}
        self._heard: frozenset[Path] = frozenset()
        """Folders that may be in use since they were written last."""

    def put(self, prompts: Mapping[str, bytes], music: Mapping[str, bytes]) -> None:
        self._prompts = {name: self._place(wav) for name, wav in prompts.items()}
        self._music = {name: self._place(wav) for name, wav in music.items()}
        self._contents = {self._place(wav): wav for wav in (*prompts.values(), *music.values())}

    def write(self) -> None:
        """What was written before the last time and is not wanted any more goes."""
        contents = self._contents
        for place, wav in contents.items():
            if not (place / FILE).exists():
                place.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_private(place / FILE, wav)
        kept = self._heard | contents.keys()
        for place in self._folder.iterdir():
            if place not in kept:
                shutil.rmtree(place)
        self._heard = frozenset(contents)
        write_private(self._classes, music_classes(self._music).encode())

    def address(self, name: str) -> str:
        """As ARI wants it. Raises `SwitchError` for a sound that is not there."""
        if name.startswith(TONE):
            return name
        if name not in self._prompts:
            raise SwitchError(f"cannot play {name}: there is no such sound")
        return f"sound:{self._prompts[name] / Path(FILE).stem}"

    def _place(self, wav: bytes) -> Path:
        return self._folder / hashlib.sha256(wav).hexdigest()
