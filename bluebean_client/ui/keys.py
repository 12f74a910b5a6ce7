"""The keys of the window in words, as the settings list them."""

from PySide6.QtCore import QCoreApplication

from server.protocol.types import UsageMode

translate = QCoreApplication.translate


def window_keys(mode: UsageMode) -> list[tuple[str, str]]:
    """Keys and what they do, those of this mode."""
    calls = [
        ("F2", translate("keys", "Answer")),
        ("Shift+F2", translate("keys", "Hang up or decline")),
        ("F3", translate("keys", "Hold, resume")),
        ("Ctrl+Shift+X", translate("keys", "Mute, unmute")),
    ]
    if mode is UsageMode.SOFTPHONE:
        return [
            *calls,
            ("F4", translate("keys", "Transfer")),
            ("Ctrl+D", translate("keys", "To the number field, or a second call")),
            ("0 – 9, *, #", translate("keys", "Dial; during a call tones")),
            ("↓", translate("keys", "From the number field into the history")),
            ("Esc", translate("keys", "Leave keypad, transfer or dialog")),
        ]
    return [
        *calls,
        ("Ctrl+R", translate("keys", "Load or create the caller's customer")),
        ("F4", translate("keys", "Transfer")),
        ("F1", translate("keys", "Help")),
        ("Ctrl+D", translate("keys", "To the number to call")),
        ("Ctrl+1, 2, 3, 4", translate("keys", "Available, wrap-up, away, break")),
        ("Ctrl+Shift+B", translate("keys", "Slim bar or window")),
        ("Ctrl+Shift+E", translate("keys", "Extend wrap-up")),
        ("Alt+9", translate("keys", "What follows the wrap-up")),
        ("Ctrl+Enter", translate("keys", "Save all")),
        ("Ctrl+F", translate("keys", "Find customer")),
        ("Ctrl+Shift+N", translate("keys", "New customer")),
        ("Ctrl+Shift+M", translate("keys", "More about the customer")),
        ("F5", translate("keys", "Load the customer again")),
        ("Ctrl+Shift+L", translate("keys", "Link the call to the customer")),
        ("Ctrl+Shift+C", translate("keys", "Copy name and numbers")),
        ("Ctrl+Tab", translate("keys", "Next customer")),
        ("Ctrl+W", translate("keys", "Close the customer")),
        ("Alt+1, 2, 3", translate("keys", "To form, record, history")),
        ("Alt+4, 5, 6", translate("keys", "Waiting calls, abandoned calls, callbacks")),
        ("Alt+7", translate("keys", "Seats")),
        ("Shift+F10", translate("keys", "In the seat list: set a colleague's status")),
        ("Alt+8", translate("keys", "Phone")),
        ("Alt+0", translate("keys", "My customers")),
        ("Ctrl+,", translate("keys", "Settings")),
        ("Ctrl+Shift+Q", translate("keys", "Log off")),
    ]
