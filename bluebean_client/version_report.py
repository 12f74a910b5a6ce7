"""Versions of the program, of what it is built on, and of the system; loaded when the diagnostics are written."""

import importlib.metadata
import os
import platform

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from bluebean_client.version import VERSION

DISTRIBUTIONS = {"PJSIP": "pjsua2-python", "sounddevice": "sounddevice", "hidapi": "hidapi", "qasync": "qasync"}


def versions() -> dict[str, str]:
    """By the name that people know each by."""
    return {
        "BlueBean Client": VERSION,
        "system": platform.platform(),
        "desktop": f"{QApplication.platformName()}, {os.environ.get('XDG_CURRENT_DESKTOP', 'unknown')}",
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "PySide6": PySide6.__version__,
        **{name: _version_of(distribution) for name, distribution in DISTRIBUTIONS.items()},
    }


def _version_of(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
