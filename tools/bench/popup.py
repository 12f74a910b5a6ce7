"""First INVITE to the visible pop-up: seen in the pixels of the screen, so that looking costs the window nothing."""

import time

from tools.bench.crowd import crowd
from tools.bench.report import Figure, percentile
from tools.bench.scene import AVAILABLE, Scene
from tools.blackbox.desktop import wait_until

CALLS = 40
POLL_SECONDS = 0.0005
GOAL_P50_MS, GOAL_P99_MS = 60.0, 200.0
OTHERS = 49


def measure(scene: Scene) -> list[Figure]:
    alone = _calls(scene)
    with crowd(scene.server.url, OTHERS):
        among_fifty = _calls(scene)
    figures = []
    for what, times in (("1 operator", alone), (f"{OTHERS + 1} operators", among_fifty)):
        spread = f"{len(times)} calls, {min(times):.0f} to {max(times):.0f} ms"
        figures.append(Figure(f"INVITE → pop-up, {what}, p50", percentile(times, 0.5), "ms", GOAL_P50_MS, spread))
        figures.append(Figure(f"INVITE → pop-up, {what}, p99", percentile(times, 0.99), "ms", GOAL_P99_MS, spread))
    return figures


def _calls(scene: Scene) -> list[float]:
    """Milliseconds of each call. The first one only shows where the pop-up is."""
    with scene.caller():
        button = scene.window.box("answer_button")
        spot = (button.x + 8, button.centre[1])
        wanted = _settled_pixel(scene, spot)
    times = []
    for _ in range(CALLS):
        wait_until(lambda: scene.server.metric(AVAILABLE) == 1, "the operator is available again", 20)
        wait_until(lambda: scene.pixel(*spot) != wanted, "the pop-up is gone", 10)
        with scene.caller() as caller:
            deadline = caller.invited_at + 10
            while scene.pixel(*spot) != wanted and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
            times.append(1000 * (time.monotonic() - caller.invited_at))
    return times


def _settled_pixel(scene: Scene, spot: tuple[int, int]) -> bytes:
    """The button's colour once nothing moves any more."""
    seen = b""
    for _ in range(20):
        now = scene.pixel(*spot)
        if now == seen:
            return now
        seen = now
        time.sleep(0.15)
    return seen
