"""表示と言語."""

from bluebean_client.ui.settings.form import Form, SettingsPage


class DisplayPage(SettingsPage):
    def __init__(self, form: Form) -> None:
        super().__init__(form, self.tr("Display and language"), self.tr("A change takes effect at the next start."))
        languages = [("", self.tr("As the system")), ("ja", "日本語"), ("en", "English")]
        themes = [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        scales = [(percent, f"{percent} %") for percent in ("100", "115", "125", "150", "175", "200")]
        motions = [("system", self.tr("As the system")), ("reduced", self.tr("Nothing blinks or moves"))]
        form.choice(self.column, "language", self.tr("Language"), languages)
        form.choice(self.column, "theme", self.tr("Colours"), themes)
        form.choice(self.column, "text_scale", self.tr("Size of the text"), scales)
        form.choice(self.column, "motion", self.tr("Motion"), motions)
        self.column.addStretch()
