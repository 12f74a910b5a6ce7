"""To wait for what another thread or process brings about, and no event tells."""

import time
from collections.abc import Callable


def wait(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not come to it in time"
        time.sleep(0.01)
