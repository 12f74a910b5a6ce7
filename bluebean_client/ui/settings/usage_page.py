"""用途設定: what this PC is used for."""

from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.rows import ModeCards, lock_row
from server.protocol.types import UsageMode


class UsagePage(SettingsPage):
    def __init__(self, form: Form) -> None:
        super().__init__(
            form, self.tr("Usage"), self.tr("How this PC is used. A change takes effect at the next start.")
        )
        locked = form.settings.locked("usage_mode")
        stored = UsageMode(form.settings.get("usage_mode") or UsageMode.SOFTPHONE_OPERATOR)
        cards = ModeCards(form.ui, stored, locked=locked)
        form.add("usage_mode", cards, lambda: cards.mode.value)
        self.column.addWidget(cards)
        if locked:
            self.column.addLayout(lock_row(form.ui))
        self.column.addStretch()
