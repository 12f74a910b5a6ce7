"""What the window does not load before the login: each of these costs time at every start, and most of them memory that is never used."""

import os
import subprocess
import sys

LATE = {
    "Xlib": "global keys, off as delivered",
    "bluebean_client.ui.settings.dialog": "the settings",
    "bluebean_client.ui.softphone.page": "the softphone's page",
    "bluebean_client.ui.work_page": "the page of work",
    "email": "read by installed metadata and HTTP",
    "httpx": "the first request",
    "keyring": "the first password",
    "phonenumbers": "the first number",
    "websockets": "the push channel",
}


def test_the_window_loads_no_page_and_no_library_before_it_is_wanted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, bluebean_client.app; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert {name: LATE[name] for name in done.stdout.split() if name in LATE} == {}
