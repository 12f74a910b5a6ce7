"""Fails when the locks in requirements/ no longer satisfy pyproject.toml, lack hashes or hold addresses."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {"client": ("client",), "server": ("server",), "dev": ("client", "server", "dev")}
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE)


def declared(project: dict, extras: tuple[str, ...]) -> list[Requirement]:
    """Direct dependencies of the project with these extras."""
    optional = project["optional-dependencies"]
    words = [*project["dependencies"], *(word for extra in extras for word in optional[extra])]
    return [Requirement(word) for word in words]


def problems_of_lock(name: str, text: str, wanted: list[Requirement]) -> list[str]:
    """What is wrong with one lock, in sentences."""
    pins: dict[str, list[str]] = {}
    for match in PINNED.finditer(text):
        pins.setdefault(canonicalize_name(match["name"]), []).append(match["version"])
    problems = []
    for requirement in wanted:
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not versions:
            problems.append(f"{name}: {requirement} is missing")
        problems += [
            f"{name}: {requirement.name}=={version} does not satisfy {requirement}"
            for version in versions
            if not requirement.specifier.contains(version, prereleases=True)
        ]
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    problems += [f"{name}: no hash for {block.split()[0]}" for block in blocks if "--hash=sha256:" not in block]
    if "://" in text:
        problems.append(f"{name}: holds an address")
    return problems


def main() -> int:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    problems = []
    for lock, extras in LOCKS.items():
        path = Path("requirements") / f"{lock}.txt"
        problems += problems_of_lock(str(path), path.read_text("utf-8"), declared(project, extras))
    if problems:
        problems.append("run `make requirements` to write the locks again")
    print("\n".join(problems) or "locks: in step with pyproject.toml")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
