"""Keeps the Japanese translation: `update` collects new strings, `check` names unfinished ones, `build` makes the .qm."""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TS = ROOT / "resources" / "translations" / "bluebean_ja.ts"
QM = TS.with_suffix(".qm")
BIN = Path(sys.executable).parent


def sources() -> list[str]:
    return sorted(str(path) for path in (ROOT / "bluebean_client" / "ui").rglob("*.py"))


def collect(ts: Path) -> None:
    command = [str(BIN / "pyside6-lupdate"), *sources(), "-ts", str(ts), "-no-obsolete", "-locations", "none"]
    subprocess.run([*command, "-source-language", "en", "-target-language", "ja"], check=True, capture_output=True)


def messages(ts: Path) -> dict[tuple[str, str], str]:
    """Context and source text → translation, empty where it is not finished."""
    found = {}
    for context in ET.parse(ts).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            text = translation.text or "" if translation is not None and finished else ""
            found[context.findtext("name") or "", message.findtext("source") or ""] = text
    return found


def unfinished() -> list[str]:
    """Strings of the code without a finished translation, and translations of strings that are gone."""
    known = messages(TS)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TS.name
        collect(fresh)
        wanted = set(messages(fresh))
    missing = [f"not translated: {context}: {source}" for context, source in wanted if not known.get((context, source))]
    gone = [f"no longer used: {context}: {source}" for context, source in known if (context, source) not in wanted]
    return sorted(missing + gone)


def build() -> None:
    """The old file is replaced, not written over: a window that runs has it mapped, and would die of a bus error."""
    with tempfile.TemporaryDirectory(dir=QM.parent, prefix=".build-") as folder:
        fresh = Path(folder) / QM.name
        subprocess.run([str(BIN / "pyside6-lrelease"), str(TS), "-qm", str(fresh), "-silent"], check=True)
        fresh.replace(QM)


def main(verb: str) -> int:
    match verb:
        case "update":
            TS.parent.mkdir(parents=True, exist_ok=True)
            collect(TS)
        case "check":
            problems = unfinished()
            print("\n".join(problems) or "every string is translated")
            return 1 if problems else 0
        case "build":
            build()
        case _:
            print("usage: tools/translations.py update | check | build")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
