"""着信と通知: what rings where and how loud, what is shown of a call, the tray, tel: links."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import RING_TONES, SoundTest
from bluebean_client.settings.schema import NAMES_PARTED_BY
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.name_list import CheckList
from bluebean_client.ui.settings.rows import setting_field
from bluebean_client.ui.widgets.basics import button, line, with_icon
from server.protocol.types import UsageMode

OWN_FILE = "\n"
"""Key of the choice that asks for a file; no path has a line break."""


class IncomingPage(SettingsPage):
    def __init__(self, form: Form, mode: UsageMode) -> None:
        super().__init__(
            form, self.tr("Calls and notices"), self.tr("What rings where, and what is shown while you work elsewhere.")
        )
        self._desk = Desk()
        self._ringers: CheckList | None = None
        if mode is not UsageMode.OPERATOR:
            self._add_ringing()
            self.column.addWidget(line())
        form.toggle(
            self.column,
            "incoming_alert",
            self.tr("Show calls in the corner of the screen"),
            self.tr("While another window is in front. It takes no keys from what you type."),
        )
        if mode is not UsageMode.OPERATOR:
            form.toggle(
                self.column,
                "missed_message",
                self.tr("Tell of missed calls"),
                self.tr("By a message of the system, while another window is in front."),
            )
        if mode is UsageMode.SOFTPHONE:
            form.toggle(
                self.column,
                "keep_in_tray",
                self.tr("Go on in the notification area when the window is closed"),
                self.tr("The phone rings on; quit it from the menu of its icon."),
            )
            form.toggle(
                self.column,
                "dial_links",
                self.tr("Call tel: links at once"),
                self.tr("Otherwise the number is put into the field, and you press Call."),
            )
        self.column.addStretch()

    def _add_ringing(self) -> None:
        form = self.form
        self._ringers = CheckList("ringers", self.tr("Devices that ring"))
        self._ringers.edited.connect(lambda: form.edited.emit("ringers"))
        self._ringers.setEnabled(not form.settings.locked("ringers"))
        form.add("ringers", self._ringers, self._ringers.value)
        self.column.addLayout(
            setting_field(
                form.ui,
                self.tr("Devices that ring"),
                self._ringers,
                locked=form.settings.locked("ringers"),
                note=self.tr("All that are ticked ring at once; with none ticked the speaker rings."),
            )
        )
        self._add_tone()
        form.volume(self.column, "ringer_volume", "bell", self.tr("Volume of the ring tone"))

    def _add_tone(self) -> None:
        form = self.form
        self._tone = form.choice_box("ring_tone", self.tr("Ring tone"), [])
        self._last_tone = form.settings.get("ring_tone") or RING_TONES[0]
        self._tone.set_choices(self._tones(self._last_tone))
        self._tone.set_value(self._last_tone)
        self._tone.chosen.connect(self._on_tone)
        self._play = with_icon(button(self.tr("Listen"), name="test_ring_button"), form.ui.theme, "play")
        self._play.clicked.connect(self._toggle_ring)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._tone, 1)
        row.addWidget(self._play)
        both.setFocusProxy(self._tone)
        column: QVBoxLayout = setting_field(
            form.ui, self.tr("Ring tone"), both, locked=form.settings.locked("ring_tone")
        )
        self.column.addLayout(column)

    def _tones(self, chosen: str) -> list[tuple[str, str]]:
        words = {
            "bell": self.tr("Bell"),
            "soft": self.tr("Soft bell"),
            "chime": self.tr("Chime"),
            "digital": self.tr("Digital"),
        }
        own = [] if chosen in RING_TONES else [(chosen, Path(chosen).name)]
        built_in = [(name, words.get(name, name)) for name in RING_TONES]
        return [*built_in, *own, (OWN_FILE, self.tr("Own WAV file …"))]

    def _on_tone(self, tone: str) -> None:
        if tone != OWN_FILE:
            self._last_tone = tone
            return
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Own ring tone"), "", self.tr("WAV files (*.wav)"))
        self.choose_file(path)

    def choose_file(self, path: str) -> None:
        """`path` of a WAV file, or empty if the person thought better of it."""
        self._last_tone = path or self._last_tone
        self._tone.set_choices(self._tones(self._last_tone))
        self._tone.set_value(self._last_tone)
        self.form.edited.emit("ring_tone")

    def _toggle_ring(self) -> None:
        rings = self._desk.phone.sound_test is SoundTest.RING
        self.form.ui.actions.phone.test_sound(SoundTest.NONE if rings else SoundTest.RING)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        if self._ringers is None:
            return
        stored = [name for name in self.form.settings.get("ringers").split(NAMES_PARTED_BY) if name]
        ticked = self._ringers.ticked() if self._ringers.count() else stored
        there = desk.phone.devices.speakers
        gone = [name for name in ticked if name not in there]
        away = self.tr("{device} (not connected)")
        names = [(name, name) for name in there] + [(name, away.format(device=name)) for name in gone]
        self._ringers.show_names(names, ticked)
        busy = bool(living_phone_calls(desk))
        self._play.setEnabled(not busy)
        self._play.setToolTip(self.tr("Not during a call") if busy else "")
        self._play.setText(self.tr("Stop") if desk.phone.sound_test is SoundTest.RING else self.tr("Listen"))
