"""The settings of one profile: IT's policy, command line, environment, the profile's TOML file, defaults, in this order of weight.

A policy file locks keys and presets others:

    locked = ["usage_mode", "server_url"]
    [values]
    usage_mode = "operator"
    server_url = "https://bluebean.example.com"
    theme = "light"

A locked value outweighs everything; one that is only preset takes the place of the default.
"""

import json
import logging
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bluebean_client.settings.schema import (
    BY_KEY,
    SETTINGS,
    Reason,
    SettingProblem,
    SettingValue,
    parse,
    setting,
)
from bluebean_client.store import atomic

_log = logging.getLogger(__name__)

MAX_FILE_BYTES = 256 * 1024

Listener = Callable[[Mapping[str, SettingValue]], None]


class SettingsFile:
    """Implements `Settings`.

    Attributes:
        problems: what was wrong with the files and the environment, in English; those values were passed over.
    """

    def __init__(
        self,
        path: Path,
        *,
        policy: Path | None = None,
        environment: Mapping[str, str] | None = None,
        command_line: Mapping[str, SettingValue] | None = None,
    ) -> None:
        self._path = path
        self._listeners: list[Listener] = []
        self.problems: list[str] = []
        self._locked, preset = self._read_policy(policy)
        self._preset = {key: value for key, value in preset.items() if key not in self._locked}
        self._stored = self._known(self._read(path, own=True), path.name)
        self._given = {**self._from_environment(environment or {}), **(command_line or {})}

    def value(self, key: str) -> SettingValue:
        line = setting(key)
        for source in (self._locked, self._given, self._stored, self._preset):
            if key in source:
                return source[key]
        return line.default

    def text(self, key: str) -> str:
        return str(self.value(key))

    def number(self, key: str) -> int:
        value = self.value(key)
        assert isinstance(value, int)
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        assert isinstance(value, tuple)
        return value

    def flag(self, key: str) -> bool:
        return self.value(key) is True

    def locked(self, key: str) -> bool:
        return key in self._locked

    def save(self, changes: Mapping[str, SettingValue]) -> None:
        """Raises `SettingProblem` for a bad or locked value and `OSError` for a disk that refuses; then nothing has changed."""
        checked = {key: parse(key, value) for key, value in changes.items()}
        for key in checked:
            if self.locked(key):
                raise SettingProblem(key, Reason.LOCKED, "the administrator has fixed this setting")
        before = {key: self.value(key) for key in checked}
        stored = {**self._stored, **checked}
        if stored != self._stored:
            atomic.private_folder(self._path.parent)
            atomic.write(self._path, to_toml(stored).encode())
        self._stored = stored
        # what was chosen now outweighs what the program was started with
        self._given = {key: value for key, value in self._given.items() if key not in checked}
        changed = {key: value for key, value in checked.items() if value != before[key]}
        if changed:
            for listener in list(self._listeners):
                listener(changed)

    def listen(self, listener: Listener) -> None:
        """Called with the settings that a `save` has changed."""
        self._listeners.append(listener)

    # ---- sources --------------------------------------------------------------------------------------------------

    def _read_policy(self, path: Path | None) -> tuple[dict[str, SettingValue], dict[str, SettingValue]]:
        """Locked values and preset ones."""
        if path is None:
            return {}, {}
        table = self._read(path, own=False)
        values = table.get("values", {})
        names = table.get("locked", [])
        preset = self._known(values if isinstance(values, dict) else {}, path.name)
        locked: dict[str, SettingValue] = {}
        for name in names if isinstance(names, list) else []:
            line = BY_KEY.get(str(name))
            if line is None or not line.lockable:
                self._complain(f"{path.name}: {name!r} can't be locked")
            else:
                locked[line.key] = preset.get(line.key, line.default)
        return locked, preset

    def _read(self, path: Path, *, own: bool) -> dict[str, Any]:
        """The table in the file; a broken one of our own is set aside, somebody else's is left alone."""
        try:
            with path.open("rb") as file:
                content = file.read(MAX_FILE_BYTES + 1)
            if len(content) > MAX_FILE_BYTES:
                raise tomllib.TOMLDecodeError("the file is too large")
            return tomllib.loads(content.decode())
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self._complain(f"{path.name} can't be read, defaults are used: {error}")
            if own and path.is_file():
                self._set_aside(path)
            return {}

    def _set_aside(self, path: Path) -> None:
        try:
            atomic.set_aside(path)
        except OSError as error:
            self._complain(f"{path.name} can't be set aside: {error}")

    def _known(self, table: Mapping[str, object], where: str) -> dict[str, SettingValue]:
        good: dict[str, SettingValue] = {}
        for key, raw in table.items():
            try:
                good[key] = parse(key, raw)
            except SettingProblem as problem:
                self._complain(f"{where}: {problem}")
        return good

    def _from_environment(self, environment: Mapping[str, str]) -> dict[str, SettingValue]:
        found = {line.key: environment[line.environment] for line in SETTINGS if line.environment in environment}
        return self._known(found, "environment")

    def _complain(self, text: str) -> None:
        _log.warning("%s", text)
        self.problems.append(text)


def to_toml(values: Mapping[str, SettingValue]) -> str:
    """A flat TOML table. JSON's strings are TOML's basic strings but for U+007F, which no setting may hold."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in sorted(values.items())]
    return "\n".join(["# Settings of BlueBean Client; written by the program.", *lines, ""])
