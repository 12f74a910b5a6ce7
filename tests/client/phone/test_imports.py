"""What is loaded where: the window must not load SIP or sound, the engine must not load Qt."""

import subprocess
import sys

import pytest

CASES = [
    ("bluebean_client.phone.link.window_side", {"pjsua2", "sounddevice", "numpy", "PySide6"}),
    ("bluebean_client.phone.engine_process", {"pjsua2", "sounddevice", "numpy", "PySide6"}),
    (
        "bluebean_client.phone.engine_assembly",
        {"sounddevice", "numpy", "PySide6", "asyncio", "server", "hid", "hidraw"},
    ),
]


@pytest.mark.parametrize(("module", "unwanted"), CASES)
def test_importing_loads_nothing_that_is_not_its_own(module: str, unwanted: set[str]) -> None:
    code = f"import sys, {module}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & unwanted
