"""音声: microphone and speaker with live levels and tests, volumes, echo and noise, the headset's buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import Processing, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.ui.settings.form import Form, SettingsPage
from bluebean_client.ui.settings.level_watch import LevelWatch
from bluebean_client.ui.settings.rows import setting_field
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import button, label, line, with_icon
from bluebean_client.ui.widgets.inputs import ChoiceBox
from bluebean_client.ui.widgets.meter import LevelMeter

TEST_PX, WORD_PX = 164, 64
QUIET_DB, HOT_DB = -50.0, -6.0


class SoundPage(SettingsPage):
    def __init__(self, form: Form) -> None:
        super().__init__(
            form,
            self.tr("Audio"),
            self.tr("Choose the devices, speak, and watch the levels."),
        )
        self._desk = Desk()
        self._add_microphone()
        self.column.addWidget(line())
        self._add_speaker()
        self.column.addWidget(line())
        self._add_processing()
        self.column.addWidget(line())
        form.toggle(
            self.column,
            "headset_buttons",
            self.tr("Buttons and lamps of the headset"),
            self.tr("Answer, hang up and mute on a USB headset."),
        )
        self._headset = label("", "small", name="headset_label")
        self.column.addWidget(self._headset)
        self.column.addStretch()
        self._levels = LevelWatch(form.ui, self, self._hear)

    def _add_microphone(self) -> None:
        form, theme = self.form, self.form.ui.theme
        self._microphone = form.choice_box("microphone", self.tr("Microphone"), [])
        self._test_microphone = with_icon(
            button(self.tr("Test microphone"), name="test_microphone_button"), theme, "mic"
        )
        self._test_microphone.clicked.connect(lambda: self._toggle_test(SoundTest.ECHO))
        self._with_button("microphone", self.tr("Microphone"), self._microphone, self._test_microphone)
        self._in = LevelMeter(theme, self.tr("Input level"), "microphone_level")
        self._in_word = label("", "small", name="microphone_level_label")
        self._add_level(self.tr("Input level"), self._in, self._in_word)
        self._told = label("", "small", name="echo_test_label", wrap=True)
        self._told.hide()
        self.column.addWidget(self._told)
        form.volume(self.column, "microphone_volume", "mic", self.tr("Volume of the microphone"))

    def _add_speaker(self) -> None:
        form, theme = self.form, self.form.ui.theme
        self._speaker = form.choice_box("speaker", self.tr("Speaker"), [])
        self._test_speaker = with_icon(button(self.tr("Play a sound"), name="test_speaker_button"), theme, "play")
        self._test_speaker.clicked.connect(lambda: self._toggle_test(SoundTest.SPEAKER))
        self._with_button("speaker", self.tr("Speaker"), self._speaker, self._test_speaker)
        self._out = LevelMeter(theme, self.tr("Output level"), "speaker_level")
        self._out_word = label("", "small", name="speaker_level_label")
        self._add_level(self.tr("Output level"), self._out, self._out_word)
        form.volume(self.column, "speaker_volume", "speaker", self.tr("Volume of the speaker"))

    def _add_processing(self) -> None:
        choices = [
            (Processing.AUTO, self.tr("Automatic (off for headsets)")),
            (Processing.ON, self.tr("On")),
            (Processing.OFF, self.tr("Off")),
        ]
        row = QHBoxLayout()
        row.setSpacing(12)
        for key, words in (
            ("echo_cancellation", self.tr("Echo cancellation")),
            ("noise_suppression", self.tr("Noise suppression")),
        ):
            half = QVBoxLayout()
            self.form.choice(half, key, words, choices)
            half.addStretch()
            row.addLayout(half, 1)
        self.column.addLayout(row)
        self._delay = label("", "small", name="processing_delay_label", wrap=True)
        self.column.addWidget(self._delay)

    def _with_button(self, key: str, words: str, box: ChoiceBox, test: QPushButton) -> None:
        test.setFixedWidth(TEST_PX)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(box, 1)
        row.addWidget(test)
        both.setFocusProxy(box)
        self.column.addLayout(setting_field(self.form.ui, words, both, locked=self.form.settings.locked(key)))
        box.setAccessibleName(words)

    def _add_level(self, words: str, meter: LevelMeter, word: QWidget) -> None:
        word.setFixedWidth(WORD_PX)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label(words, "label"))
        row.addWidget(meter, 1)
        row.addWidget(word)
        self.column.addLayout(row)

    def _toggle_test(self, test: SoundTest) -> None:
        running = self._desk.phone.sound_test is test
        self.form.ui.actions.phone.test_sound(SoundTest.NONE if running else test)

    def _hear(self, levels: Levels) -> None:
        self._in.show_level(levels.microphone)
        self._out.show_level(levels.speaker)
        hot = levels.microphone > HOT_DB
        word = self.tr("too loud") if hot else self.tr("too quiet") if levels.microphone < QUIET_DB else self.tr("good")
        if word != self._in_word.text():
            self._in_word.setText(word)
            good = QUIET_DB <= levels.microphone <= HOT_DB
            set_property(self._in_word, "role", "free_small" if good else "wait_small" if hot else "small")
        self._out_word.setText(f"{levels.speaker:.0f} dB")

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        devices, test = desk.phone.devices, desk.phone.sound_test
        for box, names, in_use in (
            (self._microphone, devices.microphones, devices.microphone_in_use),
            (self._speaker, devices.speakers, devices.speaker_in_use),
        ):
            default = self.tr("As the system ({device})").format(device=in_use) if in_use and not box.value() else ""
            box.set_choices([("", default or self.tr("As the system")), *((name, name) for name in names)])
        self._show_test(self._test_microphone, self.tr("Test microphone"), running=test is SoundTest.ECHO)
        self._show_test(self._test_speaker, self.tr("Play a sound"), running=test is SoundTest.SPEAKER)
        self._told.setText(self.tr("Speak now: after four seconds you hear yourself."))
        self._told.setVisible(test is SoundTest.ECHO)
        busy = bool(living_phone_calls(desk))
        for made in (self._test_microphone, self._test_speaker):
            made.setEnabled(not busy)
            made.setToolTip(self.tr("Not during a call") if busy else "")
        self._show_processing(desk)
        found = desk.phone.headset
        told = self.tr("Found: {headset}").format(headset=found) if found else self.tr("No headset with buttons found")
        self._headset.setText(told)

    def _show_test(self, made: QPushButton, words: str, *, running: bool) -> None:
        made.setText(self.tr("Stop") if running else words)
        made.setAccessibleName(made.text())

    def _show_processing(self, desk: Desk) -> None:
        devices = desk.phone.devices
        on = [
            words
            for words, used in (
                (self.tr("echo cancellation"), devices.echo_cancelled),
                (self.tr("noise suppression"), devices.noise_suppressed),
            )
            if used
        ]
        if on:
            told = self.tr("In use now: {what}. It delays the own voice by {ms} ms.")
            self._delay.setText(told.format(what=" ・ ".join(on), ms=devices.processing_delay_ms))
        else:
            self._delay.setText(self.tr("Not in use now; the own voice is not delayed."))
