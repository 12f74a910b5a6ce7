"""QPalette of a scheme: what Fusion draws by itself, and native pieces that no style sheet reaches."""

from PySide6.QtGui import QColor, QPalette

from bluebean_client.ui.theme.tokens import Tokens

_ROLE = QPalette.ColorRole


def palette_of(tokens: Tokens) -> QPalette:
    """All roles, with a Disabled group of its own."""
    colours = {
        _ROLE.Window: tokens.bg,
        _ROLE.WindowText: tokens.text,
        _ROLE.Base: tokens.surface,
        _ROLE.AlternateBase: tokens.sunken,
        _ROLE.Text: tokens.text,
        _ROLE.PlaceholderText: tokens.text3,
        _ROLE.Button: tokens.surface,
        _ROLE.ButtonText: tokens.text,
        _ROLE.BrightText: "#FFFFFF",
        _ROLE.ToolTipBase: tokens.surface,
        _ROLE.ToolTipText: tokens.text,
        _ROLE.Highlight: tokens.accent,
        _ROLE.HighlightedText: "#FFFFFF",
        _ROLE.Link: tokens.accent_text,
        _ROLE.LinkVisited: tokens.accent_text,
        _ROLE.Light: tokens.line,
        _ROLE.Midlight: tokens.line,
        _ROLE.Mid: tokens.line2,
        _ROLE.Dark: tokens.control,
        _ROLE.Shadow: tokens.line2,
        _ROLE.Accent: tokens.accent,
    }
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.PlaceholderText, _ROLE.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLE.Base, QColor(tokens.hover))
    return palette
