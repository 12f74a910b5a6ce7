"""ショートカット: keys that act while another program is in front, and the list of the window's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from bluebean_client.ui.keys import window_keys
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.key_field import KeyField
from bluebean_client.ui.settings.rows import setting_field
from bluebean_client.ui.widgets.basics import label, line
from server.protocol.types import UsageMode


class KeysPage(SettingsPage):
    def __init__(self, form: Form, mode: UsageMode) -> None:
        super().__init__(form, self.tr("Shortcuts"), self.tr("Global keys act even while another program is in front."))
        if mode is not UsageMode.OPERATOR:
            self._add_global()
            self.column.addWidget(line())
        self.column.addWidget(label(self.tr("Keys in this window"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(window_keys(mode)):
            grid.addWidget(label(keys, "tag"), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, "secondary"), row, 1)
        self.column.addLayout(grid)
        self.column.addStretch()

    def _add_global(self) -> None:
        form = self.form
        switch = form.toggle(self.column, "global_keys", self.tr("Use global keys"))
        fields = []
        for key, words in (
            ("global_answer_key", self.tr("Answer")),
            ("global_hang_up_key", self.tr("Hang up or decline")),
            ("global_mute_key", self.tr("Mute, unmute")),
        ):
            field = KeyField(form.ui.theme, key)
            field.set_value(form.settings.get(key))
            form.add(key, field, field.value)
            locked = form.settings.locked(key)
            self.column.addLayout(setting_field(form.ui, words, field, locked=locked))
            fields.append((field, locked))

        def follow(on: bool) -> None:
            for field, locked in fields:
                field.setEnabled(on and not locked)

        switch.toggled.connect(follow)
        follow(switch.isChecked())
