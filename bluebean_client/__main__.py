"""`bluebean-client`: runs the window, the phone engine (`--phone-engine`) or the player of recordings (`--sound-player`)."""

import os
import sys
from collections.abc import Sequence

from bluebean_client.loading import load

ENGINE_OPTION = "--phone-engine"
WINDOW = "bluebean_client.app"
ENGINE = "bluebean_client.phone.engine_process"
PLAYER_OPTION = "--sound-player"
PLAYER = "bluebean_client.phone.playback.player_process"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. Each part is loaded only by the process that runs it: no Qt in the engine, no PJSIP in the window."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    os.umask(0o077)
    part = load(PLAYER if PLAYER_OPTION in given else ENGINE if ENGINE_OPTION in given else WINDOW)
    code: int = part.main(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
