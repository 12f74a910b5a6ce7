"""Fails when a committed file holds what belongs to one machine: download addresses, home folders, conflict marks, notes to oneself."""

import re
import subprocess
import sys
from pathlib import Path

RULES = {
    "address of a package registry or mirror": re.compile(
        r"https?://[^\s\"'<>)]*\b(?:py[p]i|python[h]osted|npm[j]s|deb\.[d]ebian|archive\.[u]buntu|snapshot\.[d]ebian)\b"
    ),
    "absolute path of one machine": re.compile(r"(?<![\w./-])/(?:home/[a-z]|root/|Users/|workspace/|work/[a-z])"),
    "conflict mark": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
    "note to oneself": re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b"),
    "test that may be skipped": re.compile(r"pytest\.(?:ski[p]|importorski[p]|xfai[l])|mark\.(?:ski[p]|xfai[l])"),
}
MAX_LINES, MAX_LINES_OF_TESTS = 400, 600
LONGER_FOR_A_REASON = {
    # All orders and events of one port; what stands alone (dialplan objects, AMI, recordings) is beside it already.
    "server/switch/asterisk/switch.py": 420,
}


def tracked_files() -> list[Path]:
    """Files that git knows, or would take up."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, check=True
    )
    return [Path(name) for name in listed.stdout.decode().split("\0") if name and Path(name).is_file()]


def limit_of(name: str) -> int:
    """How many lines a Python file may have."""
    return LONGER_FOR_A_REASON.get(name, MAX_LINES_OF_TESTS if name.startswith("tests/") else MAX_LINES)


def problems_of(path: Path) -> list[str]:
    """What is wrong with one file, as `path:line: words`; a binary file has nothing wrong."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return []
    found = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match.group().strip()}"
        for what, pattern in RULES.items()
        for match in pattern.finditer(text)
    ]
    lines = text.count("\n")
    if path.suffix == ".py":
        limit = limit_of(path.as_posix())
        if lines > limit:
            found.append(f"{path}:1: {lines} lines, more than {limit}: look for the cut")
        if lines > 3 and not text.startswith(('"""', "#!")):
            found.append(f"{path}:1: the first line says in a sentence what the file is for")
    return found


def main() -> int:
    problems = [problem for path in tracked_files() for problem in problems_of(path)]
    print("\n".join(problems) or "tree: nothing of one machine in it")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
