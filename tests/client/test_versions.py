"""What the diagnostics say of versions."""

from PySide6.QtWidgets import QApplication

from bluebean_client.app import versions


def test_every_version_is_known(qapp: QApplication) -> None:
    told = versions()
    assert {"BlueBean Client", "system", "Python", "Qt", "PySide6", "PJSIP", "hidapi"} <= set(told)
    assert [name for name, version in told.items() if not version or version == "unknown"] == []
