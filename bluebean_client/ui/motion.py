"""Whether the person wants nothing on the screen to move or blink: the setting, or what the system says."""

import ctypes
import subprocess
import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bluebean_client.ui.settings_access import SettingsAccess

GET_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION, Windows' “Show animations”."""
ANSWER_SECONDS = 1.0
EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
)
QUESTIONS = {
    "linux": (["gsettings", "get", "org.gnome.desktop.interface", "enable-animations"], "false"),
    "darwin": (["defaults", "read", "com.apple.universalaccess", "reduceMotion"], "1"),
}
"""Program that knows it, and what it answers where nothing shall move."""


def stands_still(settings: SettingsAccess) -> bool:
    """Asks the system unless the setting says it already; a system that does not answer moves."""
    wanted = settings.get("motion")
    return wanted == "reduced" or (wanted == "system" and system_reduces_motion())


@cache
def system_reduces_motion() -> bool:
    if sys.platform == "win32":
        moves = ctypes.c_int(1)
        asked = ctypes.WinDLL("user32").SystemParametersInfoW(GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
        return bool(asked) and not moves.value
    return answers(*QUESTIONS.get(sys.platform, QUESTIONS["linux"]))


def answers(question: list[str], still: str) -> bool:
    """Whether the program of the system says it; a system that has none lets things move."""
    try:
        done = subprocess.run(question, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):  # another desktop, which has no such program
        return False
    return done.stdout.strip() == still


def stop_effects() -> None:
    """Qt's own: menus, pull-downs and tooltips appear at once."""
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, False)
