"""The diagnostics file: a ZIP of logs, settings, versions and state, masked again on the way out and bounded in size."""

import asyncio
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bluebean_client.domain.masking import MASK, mask
from bluebean_client.ports.outside import Settings
from bluebean_client.settings.schema import SETTINGS, Kind, Setting, as_text
from bluebean_client.store import atomic

LOG_BYTES_MAX = 2_000_000
"""Of each log the end."""
LOGS_MAX = 12
LOG_PATTERN = "*.log*"

PERSONAL = frozenset({"sip_user", "sip_auth_user", "sip_name", "login_id", "extension"})
"""Settings that say who works here."""

README = """\
Diagnostics of BlueBean Client

state.txt      registration, devices, calls and their quality at the moment of the export
settings.txt   every setting; user names and the extension are masked
versions.txt   versions of the program, of what it is built on, and of the system
logs/          the end of the logs of window (client), phone engine (phone) and of crashes (crash)

Passwords, keys and tokens are taken out. Telephone numbers are cut to their last three digits, names of callers, user names and
e-mail addresses are masked. Names of servers, addresses in the network and names of sound devices are in here.
Nothing was sent anywhere: pass this file on only to somebody who helps you.

BlueBean Client の診断ファイルです。パスワード・鍵・トークンは含まれません。
電話番号は下3桁のみ、氏名・ユーザー名・メールアドレスは伏せてあります。
サーバー名、ネットワークアドレス、音声機器名は含まれます。自動では送信されません。
"""


class DiagnosticsZip:
    """Implements `Diagnostics`. `versions` is asked on another thread than the window's; `home` is shown as `~`."""

    def __init__(self, logs: Path, settings: Settings, versions: Callable[[], Mapping[str, str]], home: Path) -> None:
        self._logs, self._settings, self._versions = logs, settings, versions
        self._home = str(home)

    async def write(self, path: Path, state: str) -> None:
        settings = "\n".join(settings_lines(self._settings))
        await asyncio.to_thread(self._write, path, state, settings)

    def _write(self, path: Path, state: str, settings: str) -> None:
        versions = "\n".join(f"{name}: {version}" for name, version in self._versions().items())
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("README.txt", README)
            file.writestr("state.txt", self._clean(state))
            file.writestr("settings.txt", settings.replace(self._home, "~") + "\n")
            file.writestr("versions.txt", versions + "\n")
            for log in sorted(self._logs.glob(LOG_PATTERN))[:LOGS_MAX]:
                file.writestr(f"logs/{log.name}", self._clean(_end_of(log)))
        atomic.write(path, content.getvalue())

    def _clean(self, text: str) -> str:
        return "\n".join(mask(line) for line in text.replace(self._home, "~").split("\n"))


def settings_lines(settings: Settings) -> Iterator[str]:
    for line in SETTINGS:
        locked = "  (fixed by the administrator)" if settings.locked(line.key) else ""
        yield f"{line.key} = {_shown(line, settings)}{locked}"


def _shown(line: Setting, settings: Settings) -> str:
    text = as_text(settings.value(line.key))
    if line.key in PERSONAL:
        return MASK if text else ""
    return mask(text) if line.kind is Kind.TEXT else text


def _end_of(log: Path) -> str:
    """From a whole line on, if the log is longer than it may be; a log that can't be read says so in its place."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(max(0, size - LOG_BYTES_MAX))
            content = file.read(LOG_BYTES_MAX)
    except OSError as error:
        return f"could not be read: {error.strerror}"
    text = content.decode(errors="replace")
    return text.partition("\n")[2] if size > LOG_BYTES_MAX else text
