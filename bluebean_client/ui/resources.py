"""Where icons and translations lie: in a checkout, an installed wheel, or a frozen bundle."""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve()


def _candidates() -> list[Path]:
    bundle = getattr(sys, "_MEIPASS", None)
    found = [Path(bundle) / "resources"] if bundle else []
    return [*found, _HERE.parents[2] / "resources", Path(sys.prefix) / "share" / "bluebean" / "resources"]


def resources_dir() -> Path:
    """The folder `resources`; raises `FileNotFoundError` naming the places looked at."""
    places = _candidates()
    for place in places:
        if (place / "icons").is_dir():
            return place
    raise FileNotFoundError("no folder 'resources' in any of: " + ", ".join(map(str, places)))


def icon_path(name: str) -> Path:
    return resources_dir() / "icons" / f"{name}.svg"


def translation_path(language: str) -> Path:
    return resources_dir() / "translations" / f"bluebean_{language}.qm"
