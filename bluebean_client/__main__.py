"""`bluebean-client`: runs the window, or with `--phone-engine` the phone engine, in this process."""

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

ENGINE_OPTION = "--phone-engine"
WINDOW = "bluebean_client.app"
ENGINE = "bluebean_client.phone.engine_process"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. Either half is loaded only by the process that runs it: no Qt in the engine, no PJSIP in the window."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    os.umask(0o077)
    half = _load(ENGINE if ENGINE_OPTION in given else WINDOW)
    code: int = half.main(given)
    return code


def _load(name: str) -> ModuleType:
    """The module and all that it imports, which stays for ever: a tenth of the time would go into looking for garbage there.

    Frozen, it is not looked through later either: a full collection, which stops the window, took 50 ms more.
    """
    gc.disable()
    module = importlib.import_module(name)
    gc.freeze()
    gc.enable()
    return module


if __name__ == "__main__":
    sys.exit(main())
