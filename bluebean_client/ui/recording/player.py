"""The player in the sheet of a contact record. It opens the recording, and closes it when it goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.recording import SPEEDS, Playing, Recording
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration
from bluebean_client.ui.recording.waveform import Waveform
from bluebean_client.ui.views import current_call
from bluebean_client.ui.widgets.basics import button, icon_button, label
from bluebean_client.ui.widgets.inputs import ChoiceBox
from server.protocol.types import ContactRecord

SKIP_SECONDS = 10.0
SPEED_PX = 92


class RecordingPlayer(QWidget):
    """Attributes: `call_id`, whose recording it is."""

    def __init__(self, ui: UiContext, record: ContactRecord, *, may_download: bool) -> None:
        super().__init__()
        self.call_id = record.call_id or ""
        self._ui, self._actions = ui, ui.actions.recordings
        self._record = record
        self._shown: Recording | None = None
        self._play_at_once = False
        self.setObjectName("recording_player")
        self._time = label("", "secondary", name="recording_time")
        self._state = label("", "small", name="recording_state", wrap=True)
        self._wave = Waveform(ui.theme)
        self._wave.wanted.connect(self._actions.seek)
        self._toggle = button("", "primary", name="play_recording_button")
        self._toggle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._toggle.clicked.connect(self._actions.toggle)
        self._speed = ChoiceBox("recording_speed")
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speed.set_choices([(str(speed), self.tr("{speed}×").format(speed=f"{speed:g}")) for speed in SPEEDS])
        self._speed.setFixedWidth(SPEED_PX)
        self._speed.chosen.connect(lambda key: self._actions.set_speed(float(key)))
        self._download = icon_button(
            ui.theme, "download", self.tr("Save the recording as a file"), name="download_recording_button"
        )
        self._download.clicked.connect(self._ask_path)
        self._may_download = may_download
        self._lay_out()
        self._download.setVisible(may_download)  # once it has a parent: it would be a window
        self._stop_watching: Callable[[], None] = self._actions.watch(self._on_place)
        ui.slots.start(self._actions.open(self.call_id))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Recording"), "strong"), 1)
        head.addWidget(self._time)
        skips = QHBoxLayout()
        skips.setSpacing(8)
        for icon, words, name, seconds in (
            ("rewind", self.tr("10 seconds back"), "skip_back_button", -SKIP_SECONDS),
            ("forward", self.tr("10 seconds forward"), "skip_forward_button", SKIP_SECONDS),
        ):
            made = icon_button(self._ui.theme, icon, words, name=name)
            made.clicked.connect(lambda _, seconds=seconds: self._actions.skip(seconds))
            skips.addWidget(made)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._toggle)
        row.addLayout(skips)
        row.addStretch()
        row.addWidget(self._speed)
        if self._may_download:
            row.addWidget(self._download)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._wave)
        column.addLayout(row)
        column.addWidget(self._state)

    def show_desk(self, desk: Desk) -> None:
        recording = desk.recording
        if recording is None or recording.call_id != self.call_id:
            return
        busy = current_call(desk) is not None or bool(living_phone_calls(desk))
        playing = recording.state is Playing.PLAYING
        words = self.tr("Pause") if playing else self.tr("Play")
        self._toggle.setIcon(self._ui.theme.icon("pause" if playing else "play", "#FFFFFF"))
        self._toggle.setAccessibleName(words)
        self._toggle.setEnabled(recording.info is not None and not (busy and not playing))
        self._toggle.setToolTip(self.tr("Not during a call: the customer would be drowned out.") if busy else words)
        self._speed.set_value(str(recording.speed))
        self._download.setEnabled(recording.info is not None and recording.taken is None)
        self._state.setText(self._state_words(recording))
        self._state.setVisible(bool(self._state.text()))
        if self._shown is None or recording.info != self._shown.info:
            self._wave.show_recording(recording.info.peaks if recording.info else (), recording.seconds)
        if self._shown is None or (recording.position_seconds, recording.state) != (
            self._shown.position_seconds,
            self._shown.state,
        ):
            self._shown = recording
            self._on_place(recording.position_seconds)
        self._shown = recording
        if self._play_at_once and recording.state is Playing.PAUSED:
            self._play_at_once = False
            self._actions.toggle()

    def _state_words(self, recording: Recording) -> str:
        if recording.taken is not None:
            return self.tr("Saving as a file: {percent} %").format(percent=round(100 * recording.taken))
        if recording.state is not Playing.FAILED:
            return ""
        told = {
            "no_speaker": self.tr("There is no speaker. Plug one in and play again."),
            "player_gone": self.tr("The player has stopped. Play again."),
            "no_such_recording": self.tr("The recording is not there any more."),
        }
        return told.get(recording.why, self.tr("The server can't be reached. Play again in a moment."))

    def _on_place(self, seconds: float) -> None:
        whole = self._shown.seconds if self._shown else 0.0
        self._wave.show_place(seconds)
        self._time.setText(f"{duration(seconds)} / {duration(whole)}")

    def play_when_ready(self) -> None:
        """The recording in the list was pressed: it is heard as soon as it is known."""
        self._play_at_once = True

    def close_recording(self) -> None:
        """Before the player goes."""
        self._stop_watching()
        self._actions.close()

    def _ask_path(self) -> None:
        moment = self._record.saved_at.astimezone()
        proposed = Path.home() / f"{moment:%Y%m%d-%H%M}-{self._record.record_id}.wav"
        title, kind = self.tr("Save the recording"), self.tr("WAV files (*.wav)")
        path, _ = QFileDialog.getSaveFileName(self, title, str(proposed), kind)
        if path:
            self._ui.slots.start(self._actions.download(Path(path)))
