"""What the diagnostics say of versions, and that the build has the same."""

import importlib.metadata

from PySide6.QtWidgets import QApplication

from bluebean_client.app import versions
from bluebean_client.version import VERSION


def test_every_version_is_known(qapp: QApplication) -> None:
    told = versions()
    assert {"BlueBean Client", "system", "Python", "Qt", "PySide6", "PJSIP", "hidapi"} <= set(told)
    assert [name for name, version in told.items() if not version or version == "unknown"] == []


def test_the_installed_version_is_that_of_the_program() -> None:
    assert importlib.metadata.version("bluebean") == VERSION
