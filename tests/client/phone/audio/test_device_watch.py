"""The helper process that lists devices while streams are open."""

import subprocess
import sys
import threading

import msgspec

from bluebean_client.phone.audio.device_watch import DeviceWatch
from bluebean_client.phone.audio.found_devices import FoundDevices
from bluebean_client.phone.audio.sound_card import watch_command

PATIENCE_SECONDS = 20.0
SCRIPT = """
import sys
print('{"inputs": ["a"], "outputs": []}', flush=True)
print('nonsense', flush=True)
print('{"inputs": ["a", "b"], "outputs": []}', flush=True)
sys.stdin.read()
"""


def test_the_newest_list_counts_and_nonsense_is_left_out() -> None:
    watch = DeviceWatch([sys.executable, "-c", SCRIPT])
    changed = threading.Semaphore(0)
    watch.tell(changed.release)
    assert watch.newest() is None
    watch.start()
    watch.start()
    for _ in range(2):
        assert changed.acquire(timeout=PATIENCE_SECONDS)
    assert watch.newest() == FoundDevices(inputs=("a", "b"))
    watch.stop()
    assert watch.newest() is None


def test_a_helper_that_cannot_be_started_costs_nothing_but_the_news() -> None:
    watch = DeviceWatch(["/nowhere/to/be/found"])
    watch.start()
    assert watch.newest() is None
    watch.stop()


def test_the_programs_own_helper_lists_devices_and_ends_with_its_input() -> None:
    with subprocess.Popen(
        watch_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as helper:
        assert helper.stdin is not None and helper.stdout is not None
        assert isinstance(msgspec.json.decode(helper.stdout.readline(), type=FoundDevices), FoundDevices)
        helper.stdin.close()
        assert helper.wait(PATIENCE_SECONDS) == 0
