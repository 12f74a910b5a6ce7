"""Find the Asterisk program and the folders that belong to it."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.ports.switch import SwitchError

OLDEST_USABLE_MAJOR = 20
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")
VERSION_TIMEOUT_SECONDS = 10


class AsteriskNotFound(SwitchError):
    """There is no usable Asterisk. The text says where it was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class Installation:
    """One Asterisk program. `modules_dir` and `data_dir` are its own, read-only."""

    executable: Path
    version: str
    modules_dir: Path
    data_dir: Path


def private_executable(environment: Mapping[str, str] = os.environ) -> Path:
    """Where `fetch.sh` puts the private Asterisk of this user."""
    cache = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "bluebean" / "asterisk" / "asterisk"


def locate(configured: Path | None = None, environment: Mapping[str, str] = os.environ) -> Installation:
    """An Asterisk of the system comes first, then the configured path, then the private one. Raises `AsteriskNotFound`."""
    search_path = os.pathsep.join([environment.get("PATH", ""), *SYSTEM_FOLDERS])
    on_path = shutil.which("asterisk", path=search_path)
    candidates = [Path(on_path)] if on_path else []
    candidates += [configured] if configured else []
    candidates.append(private_executable(environment))
    faults: list[str] = []
    for candidate in candidates:
        try:
            return inspect(candidate)
        except AsteriskNotFound as fault:
            faults.append(str(fault))
    raise AsteriskNotFound(
        "No usable Asterisk was found, so calls cannot be handled. "
        + " ".join(faults)
        + f" Install Asterisk {OLDEST_USABLE_MAJOR} or newer (Ubuntu: apt-get install asterisk), or run"
        " `make asterisk` to fetch a private one, or set switch.asterisk_path in the configuration."
    )


def inspect(executable: Path) -> Installation:
    """Check one program. Raises `AsteriskNotFound` with the fault in words."""
    version = _version(executable)
    major = version.split(".", maxsplit=1)[0]
    if not major.isdigit() or int(major) < OLDEST_USABLE_MAJOR:
        raise AsteriskNotFound(f"{executable} is version {version}, which is too old.")
    prefix = _prefix(executable)
    modules = _first_folder([*sorted(prefix.glob("lib*/*/asterisk/modules")), *prefix.glob("lib*/asterisk/modules")])
    data = _first_folder([prefix / "share" / "asterisk", Path("/var/lib/asterisk")])
    if modules is None or data is None:
        raise AsteriskNotFound(f"{executable} has no modules or data folder below {prefix}.")
    return Installation(executable, version, modules, data)


def _version(executable: Path) -> str:
    try:
        done = subprocess.run(
            [executable, "-V"], capture_output=True, text=True, timeout=VERSION_TIMEOUT_SECONDS, check=True
        )
    except FileNotFoundError:
        raise AsteriskNotFound(f"{executable} does not exist.") from None
    except (OSError, subprocess.SubprocessError) as fault:
        raise AsteriskNotFound(f"{executable} does not run ({fault}).") from fault
    return done.stdout.removeprefix("Asterisk").strip()


def _prefix(executable: Path) -> Path:
    """The folder that plays the part of `/usr`: of the private copy beside its launcher, else above `sbin`."""
    beside = executable.resolve().parent / "root" / "usr"
    return beside if beside.is_dir() else executable.resolve().parent.parent


def _first_folder(candidates: list[Path]) -> Path | None:
    return next((folder for folder in candidates if folder.is_dir()), None)
