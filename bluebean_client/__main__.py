"""`bluebean-client`: runs the window, or with `--phone-engine` the phone engine, in this process."""

import os
import sys
from collections.abc import Sequence

from bluebean_client.loading import load

ENGINE_OPTION = "--phone-engine"
WINDOW = "bluebean_client.app"
ENGINE = "bluebean_client.phone.engine_process"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. Either half is loaded only by the process that runs it: no Qt in the engine, no PJSIP in the window."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    os.umask(0o077)
    half = load(ENGINE if ENGINE_OPTION in given else WINDOW)
    code: int = half.main(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
