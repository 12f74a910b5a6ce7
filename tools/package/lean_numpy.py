"""Takes the linear algebra out of the numpy that is frozen into the client: 28 MB for what nobody calls.

numpy is there because `pywebrtc_audio` takes its frames as numpy arrays; they are made and read as bytes, nothing is computed.

WORKAROUND numpy: its Linux wheels are linked with OpenBLAS, the largest part of them (MacPython/openblas-libs#175). In its place comes a
library with the same symbols that ends the process when one is called, but for the dot product, by which numpy tries itself when it is
imported.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

OPENBLAS = "libscipy_openblas*.so"
ONLY_FOR_OPENBLAS = ("libgfortran-*.so*", "libquadmath-*.so*")
PREFIX = "scipy_"
DOT_PRODUCT = """\
float scipy_cblas_sdot64_(long count, const float *x, long x_step, const float *y, long y_step)
{
    float sum = 0;
    for (long index = 0; index < count; index++)
        sum += x[index * x_step] * y[index * y_step];
    return sum;
}
"""


def drop_linear_algebra(folder: Path) -> None:
    """Below `folder` numpy is as PyInstaller leaves it. Needs a C compiler. May raise `subprocess.CalledProcessError`."""
    libraries = [path for path in folder.rglob(OPENBLAS) if not path.is_symlink()]
    symbols = _wanted_symbols(path for path in folder.rglob("numpy/**/*.so"))
    for library in libraries:
        _compile(_source(symbols), library)
    for pattern in ONLY_FOR_OPENBLAS:
        for path in folder.rglob(pattern):
            path.unlink()


def _wanted_symbols(users: Iterable[Path]) -> list[str]:
    found: set[str] = set()
    for user in users:
        command = ["nm", "--dynamic", "--undefined-only", "--format=posix", str(user)]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found |= {line.split()[0] for line in listed.splitlines() if line.startswith(PREFIX)}
    return sorted(found)


def _source(symbols: Iterable[str]) -> str:
    traps = (f"void {symbol}(void) {{ __builtin_trap(); }}\n" for symbol in symbols if symbol not in DOT_PRODUCT)
    return DOT_PRODUCT + "".join(traps)


def _compile(source: str, library: Path) -> None:
    command = ["cc", "-shared", "-fPIC", "-O2", "-s", f"-Wl,-soname,{library.name}", "-x", "c", "-", "-o", str(library)]
    subprocess.run(command, input=source, check=True, text=True, capture_output=True)
