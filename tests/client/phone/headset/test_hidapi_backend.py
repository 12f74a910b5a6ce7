"""The way to the hardware, as far as a machine without a headset can tell."""

import subprocess
import sys

import pytest

from bluebean_client.phone.headset.hidapi_backend import HidapiBackend


def test_looking_for_headsets_works_and_finds_named_devices() -> None:
    assert all(info.path and info.name for info in HidapiBackend().headsets())


def test_what_may_not_be_opened_is_refused_in_words() -> None:
    with pytest.raises(PermissionError, match="Permission denied"):
        HidapiBackend().open(b"/dev/hidraw4077")


def test_on_linux_the_kernel_keeps_the_device_and_libusb_is_not_loaded() -> None:
    code = "import bluebean_client.phone.headset.hidapi_backend; print(open('/proc/self/maps').read())"
    maps = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "hidraw" in maps and "libusb" not in maps
