"""`python -m tools.package`: the frozen client and its .deb in dist/, with their sizes held against the goals."""

import sys

from tools.package.deb import build_deb
from tools.package.freeze import freeze, size_of

MAX_INSTALLED_MB = 200
MAX_PACKAGE_MB = 60
LARGEST_SHOWN = 12
MB = 1_000_000


def main() -> int:
    bundle = freeze()
    package = build_deb(bundle)
    figures = (
        ("installed", bundle, size_of(bundle) / MB, MAX_INSTALLED_MB),
        ("package", package, package.stat().st_size / MB, MAX_PACKAGE_MB),
    )
    for what, path, megabytes, limit in figures:
        verdict = "ok" if megabytes <= limit else "TOO LARGE"
        print(f"{what:10} {megabytes:6.1f} MB of {limit} MB  {verdict:9}  {path}")
    print("largest:")
    files = sorted(
        (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()),
        key=lambda path: -path.stat().st_size,
    )
    for path in files[:LARGEST_SHOWN]:
        print(f"  {path.stat().st_size / MB:6.1f} MB  {path.relative_to(bundle)}")
    return 0 if all(megabytes <= limit for _, _, megabytes, limit in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
