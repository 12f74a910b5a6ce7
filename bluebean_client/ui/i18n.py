"""Which language the window speaks, and loading its translation."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from bluebean_client.ui.resources import translation_path

LANGUAGES = ("ja", "en")


def choose_language(setting: str, system: QLocale | None = None) -> str:
    """The setting if it names a language, otherwise the system's: Japanese where that is Japanese."""
    if setting in LANGUAGES:
        return setting
    locale = system or QLocale.system()
    return "ja" if locale.language() == QLocale.Language.Japanese else "en"


class Translations:
    """Keeps the translators that are installed, so that another language can replace them."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Raises `FileNotFoundError` if the translation was not built."""
        for old in self._installed:
            self._application.removeTranslator(old)
        self._installed = []
        japanese = language == "ja"
        territory = QLocale.Country.Japan if japanese else QLocale.Country.UnitedKingdom
        QLocale.setDefault(QLocale(QLocale.Language.Japanese if japanese else QLocale.Language.English, territory))
        if japanese:
            self._install(str(translation_path("ja")), required=True)
            self._install(
                QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + "/qtbase_ja.qm", required=False
            )

    def _install(self, path: str, *, required: bool) -> None:
        translator = QTranslator(self._application)
        if translator.load(path):
            self._application.installTranslator(translator)
            self._installed.append(translator)
        elif required:
            raise FileNotFoundError(
                f"translation {path} is missing or broken; build it with tools/translations.py build"
            )
