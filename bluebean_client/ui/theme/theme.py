"""The look in use: tokens, icons and style sheet, applied to the application as a whole."""

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from bluebean_client.ui.resources import resources_dir
from bluebean_client.ui.theme.fonts import application_font, sized
from bluebean_client.ui.theme.icons import IconStore
from bluebean_client.ui.theme.palette import palette_of
from bluebean_client.ui.theme.sheet import style_sheet
from bluebean_client.ui.theme.tokens import TOKENS, Scheme, Tone, ToneColours


class Theme:
    """Colours and icons for widgets that paint themselves."""

    def __init__(self, scheme: Scheme = Scheme.LIGHT) -> None:
        self.tokens = TOKENS[scheme]
        self._icons = IconStore(self.tokens.disabled)

    def apply(self, application: QApplication) -> None:
        """Costs about a tenth of a second: at start and when the scheme changes only."""
        QDir.setSearchPaths("icons", [str(resources_dir() / "icons")])
        application.setStyle(QStyleFactory.create("Fusion"))
        dark = self.tokens.scheme is Scheme.DARK
        application.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        application.setPalette(palette_of(self.tokens))
        application.setFont(application_font())
        application.setStyleSheet(style_sheet(self.tokens))

    def tone(self, tone: Tone) -> ToneColours:
        return self.tokens.tones[tone]

    def colour(self, value: str) -> QColor:
        """A token by its name, or a colour as it is."""
        return QColor(value if value.startswith("#") else getattr(self.tokens, value))

    def icon(self, name: str, colour: str = "text2", size: int = 20, disabled: str = "", gap: int = 0) -> QIcon:
        return self._icons.icon(name, self.colour(colour).name(), size, disabled, gap)

    def pixmap(self, name: str, colour: str, size: int, widget: QWidget) -> QPixmap:
        """Sharp on the screen that `widget` is on."""
        return self._icons.pixmap(name, self.colour(colour).name(), size, widget.devicePixelRatioF())

    def mark(self, name: str, colour: str, pixels: int) -> QPixmap:
        """For what is drawn on no widget: `pixels` are the device's."""
        return self._icons.pixmap(name, self.colour(colour).name(), pixels)

    @staticmethod
    def font(pixels: int, *, bold: bool = False) -> QFont:
        return sized(QApplication.font(), pixels, bold=bold)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at, and style the widget anew only if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
