"""`python -m tools.bench`: measures everything, prints the table and writes build/bench.md; any words choose the figures."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench import client_start, popup, voice
from tools.bench.report import Figure, write_report
from tools.bench.scene import Scene, scene

FOLDER = Path("build/bench")
REPORT = Path("build/bench.md")
PARTS: dict[str, Callable[[Scene], list[Figure]]] = {
    "start": client_start.measure,
    "popup": popup.measure,
    "voice": voice.measure,
}


def main() -> int:
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := [word for word in chosen if word not in PARTS]:
        print(f"bench: no figure is called {unknown[0]}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    figures: list[Figure] = []
    with scene(FOLDER) as stage:
        for name in chosen:
            print(f"measuring {name} …", flush=True)
            try:
                figures += PARTS[name](stage)
            except TimeoutError:
                stage.window.screenshot(FOLDER / "where-it-stopped.png")
                raise
    print(write_report(figures, REPORT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
