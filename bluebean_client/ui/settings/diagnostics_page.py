"""診断: how the phone is in words, versions, the log, and one file with all of it for who helps."""

import platform
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import Quality, Registration
from bluebean_client.ui import phone_words, words
from bluebean_client.ui.quality import quality_facts, quality_look
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import button, label, line, with_icon
from server.protocol.types import UsageMode


class DiagnosticsPage(SettingsPage):
    def __init__(self, form: Form, mode: UsageMode, version: str) -> None:
        super().__init__(
            form, self.tr("Diagnostics"), self.tr("What to look at, and to send, when something does not work.")
        )
        self._facts: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        if mode is not UsageMode.OPERATOR:
            self._add_fact("registration", self.tr("Registration"))
            self._add_fact("quality", self.tr("Last call"))
            self._add_fact("devices", self.tr("Devices in use"))
        self._add_fact("versions", self.tr("Versions"))
        self._facts["versions"].setText(
            f"BlueBean {version} ・ Qt {qVersion()} ・ Python {platform.python_version()}\n{platform.platform(terse=True)}"
        )
        self.column.addWidget(line())
        levels = [
            ("warning", self.tr("Warnings only")),
            ("info", self.tr("Usual")),
            ("debug", self.tr("All (for the search of a fault)")),
        ]
        form.choice(self.column, "log_level", self.tr("What is logged"), levels)
        self.column.addWidget(line())
        self._add_export()
        self.column.addStretch()

    def _add_fact(self, name: str, words: str) -> None:
        row = self._grid.rowCount()
        self._facts[name] = label("", "secondary", name=f"diagnostics_{name}", wrap=True, select=True)
        self._grid.addWidget(label(words, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._facts[name], row, 1)

    def _add_export(self) -> None:
        self.column.addWidget(
            label(
                self.tr("One file with log, settings and versions. Passwords and phone numbers are masked."),
                "small",
                wrap=True,
            )
        )
        export = with_icon(
            button(self.tr("Export diagnostics"), name="export_diagnostics_button"), self.form.ui.theme, "download"
        )
        export.clicked.connect(self._ask_path)
        self._result = label("", "small", name="export_result", wrap=True, select=True)
        row = QHBoxLayout()
        row.addWidget(export)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addWidget(self._result)

    def _ask_path(self) -> None:
        proposed = Path.home() / f"bluebean-{self.form.ui.ticker.local_now():%Y%m%d-%H%M}.zip"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export diagnostics"), str(proposed), self.tr("ZIP files (*.zip)")
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        self.form.ui.slots.start(self._export(path))

    async def _export(self, path: Path) -> None:
        self._say(self.tr("Collecting …"), "small")
        problem = await self.form.ui.actions.phone.export_diagnostics(path)
        if problem is None:
            self._say(self.tr("Written to {path}").format(path=path), "free_small")
        else:
            self._say(words.said(problem).whole, "danger_small")

    def _say(self, sentence: str, role: str) -> None:
        self._result.setText(sentence)
        set_property(self._result, "role", role)

    def show_desk(self, desk: Desk) -> None:
        if "registration" not in self._facts:
            return
        phone = desk.phone
        told = phone_words.registration_reason(phone)
        if desk.engine is not EngineLink.RUNNING:
            told = self.tr("The phone is starting.")
        elif phone.registration is Registration.REGISTERED:
            told = phone_words.registration(phone.registration.value)
        self._facts["registration"].setText(told)
        self._facts["quality"].setText(self._last_quality(desk))
        devices = [phone.devices.microphone_in_use, phone.devices.speaker_in_use, phone.headset]
        self._facts["devices"].setText(" ・ ".join(dict.fromkeys(name for name in devices if name)) or "–")

    def _last_quality(self, desk: Desk) -> str:
        current = [call.quality for call in living_phone_calls(desk) if call.quality is not None]
        entries = desk.history.entries if desk.history is not None else ()
        past = [(entry.quality, entry.began_at) for entry in entries if entry.quality is not None]
        if current:
            return self._quality_words(current[0])
        if past:
            quality, began = past[0]
            when = f"{datetime.fromtimestamp(began).astimezone():%H:%M}"
            return f"{when} ・ {self._quality_words(quality)}"
        return self.tr("No call has been measured yet")

    @staticmethod
    def _quality_words(quality: Quality) -> str:
        return f"{quality_look(quality).word} ・ {quality_facts(quality)}"
