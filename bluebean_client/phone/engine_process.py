"""The engine as a program: one instance per profile, log. Light to import: PJSIP is loaded only when it runs."""

import faulthandler
import importlib
import logging
import os
import sys
from collections.abc import Sequence

from bluebean_client.phone.engine_log import log_to
from bluebean_client.phone.engine_options import WATCH_DEVICES_OPTION, parse
from bluebean_client.phone.link.rendezvous import EXIT_ALREADY_RUNNING, NotPrivate, Rendezvous
from bluebean_client.phone.single_instance import AlreadyRunning, ProfileLock

EXIT_OK = 0
EXIT_FAILED = 1

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Run the engine; returns the exit code when it ends."""
    if WATCH_DEVICES_OPTION in arguments:
        # Loads PortAudio.
        watched: int = importlib.import_module("bluebean_client.phone.audio.device_lister").main()
        return watched
    options = parse(arguments)
    os.umask(0o077)
    if sys.stderr is not None:
        faulthandler.enable()
    rendezvous = Rendezvous(options.profile)
    try:
        rendezvous.prepare()
        lock = ProfileLock(rendezvous.lock_path)
        rendezvous.note_process()
    except AlreadyRunning:
        return EXIT_ALREADY_RUNNING
    except (NotPrivate, OSError) as problem:
        sys.stderr.write(f"The phone engine cannot use its profile: {problem}\n")
        return EXIT_FAILED
    log_to(options.profile / "logs")
    try:
        # Loads PJSIP: not before it is sure that this process runs the engine.
        importlib.import_module("bluebean_client.phone.engine_assembly").run(options, rendezvous)
    except Exception:
        _log.exception("the phone engine failed")
        return EXIT_FAILED
    finally:
        rendezvous.remove_socket()
        lock.release()
    return EXIT_OK
