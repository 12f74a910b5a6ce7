"""放棄呼: callers who hung up before they reached anybody, or left a message, newest first, until done by hand or talk, or back."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.recording import Playing, Recording
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time, customer_name, duration
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import current_call, group_name, refusal_words
from bluebean_client.ui.widgets.basics import button, icon_button, label, with_icon
from bluebean_client.ui.worklists.popover import ListPopover, Look
from bluebean_client.ui.worklists.row import ListRow
from server.protocol.types import Command
from server.protocol.worklists import AbandonedCall

LOOK = Look("abandoned_calls_list", "close_abandoned_calls_button", "phone-missed", Tone.AWAY, width=500, row_height=58)


class AbandonedRow(ListRow):
    """Signals: `listen_wanted()`, `call_wanted()`, `done_wanted()`."""

    listen_wanted = Signal()
    call_wanted = Signal()
    done_wanted = Signal()

    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, LOOK.row_height)
        self.listen = icon_button(ui.theme, "play", "", name="play_message_button")
        self.open = button("", name="open_abandoned_button", size="small")
        self.call = with_icon(
            button(self.tr("Call"), name="call_abandoned_button", size="small"), ui.theme, "phone", size=14
        )
        self.done = icon_button(ui.theme, "check", self.tr("Mark as done"), name="finish_abandoned_button")
        self.who = label("", "small")
        for part in (self.listen, self.call, self.open, self.done, self.who):
            self.right.addWidget(part)
        self.listen.clicked.connect(self.listen_wanted)
        self.open.clicked.connect(self.acted)
        self.call.clicked.connect(self.call_wanted)
        self.done.clicked.connect(self.done_wanted)


class AbandonedList(ListPopover):
    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        self._calls: dict[str, tuple[str, AbandonedCall]] = {}
        self._all_of_today = False
        self._listens_to = ""
        super().__init__(ui, parent, LOOK, self.tr("Abandoned calls"))
        self._foot.addWidget(label(self.tr("✓ marks a call as done."), "small"))
        self._foot.addStretch()
        self._more = button("", "link", name="all_abandoned_button")
        self._more.clicked.connect(self._toggle_all)
        self._foot.addWidget(self._more)

    def show_desk(self, desk: Desk) -> None:
        self._calls = {call.call_id: (group_id, call) for group_id, call in worklists.abandoned(desk)}
        super().show_desk(desk)

    def _toggle_all(self) -> None:
        self._all_of_today = not self._all_of_today
        self._pointer_inside = False  # who asks for other rows wants them to move
        self._draw()

    def items(self) -> Iterable[str]:
        self._more.setText(self.tr("Open ones only") if self._all_of_today else self.tr("All of today"))
        shown = worklists.unhandled(self._calls.values())
        if self._all_of_today:
            shown = worklists.of_today(self._calls.values(), self._ui.ticker.now())
        return [call.call_id for _, call in shown]

    def make_row(self, key: str) -> ListRow:
        row = AbandonedRow(self._ui, key)
        lists, slots = self._ui.actions.lists, self._ui.slots
        row.acted.connect(lambda: self._open(key))
        row.listen_wanted.connect(lambda: self._listen(key))
        row.call_wanted.connect(lambda: self._call(key))
        row.done_wanted.connect(lambda: slots.start(lists.finish_abandoned(key)))
        return row

    def _open(self, call_id: str) -> None:
        _, call = self._calls.get(call_id, ("", None))
        if call is not None and call.is_open:
            self.dismiss()
            self._ui.slots.start(self._ui.actions.lists.open_abandoned(call_id))

    def _listen(self, call_id: str) -> None:
        """Play the caller's message, or pause it."""
        recording, recordings = self._desk.recording, self._ui.actions.recordings
        is_open = recording is not None and recording.call_id == call_id
        if is_open and recording is not None and recording.state in (Playing.PLAYING, Playing.PAUSED):
            recordings.toggle()
        else:
            self._listens_to = call_id
            self._ui.slots.start(self._open_message(call_id))

    async def _open_message(self, call_id: str) -> None:
        recordings = self._ui.actions.recordings
        await recordings.open(call_id)
        recordings.toggle()

    def dismiss(self) -> None:
        """What is heard out of this list ends with it."""
        super().dismiss()
        if self._desk.recording is not None and self._desk.recording.call_id == self._listens_to:
            self._ui.actions.recordings.close()
        self._listens_to = ""

    def _call(self, call_id: str) -> None:
        self.dismiss()
        self._ui.slots.start(self._ui.actions.lists.call_abandoned(call_id))

    def fill_row(self, row: ListRow, place: int) -> bool:
        if row.key not in self._calls or not isinstance(row, AbandonedRow):
            return False
        group_id, call = self._calls[row.key]
        done = not call.is_open
        colour = self._ui.theme.tone(Tone.FREE).text if done else "text2"
        row.icon.show_icon("check-disc" if done else "phone-missed", colour)
        name = customer_name(call.customer_name) if call.customer_name else ""
        row.show_who(name, caller(call.number))
        waited = self.tr("waited {time}").format(time=duration(call.waited_seconds))
        row.show_facts(group_name(self._desk, group_id), clock_time(call.at), self._message_words(call) or waited)
        self._fill_message(row, call)
        row.open.setText(self.tr("Load") if call.customer_id is not None else self.tr("Create"))
        row.open.setVisible(not done and bool(call.customer_id is not None or call.number))
        row.done.setVisible(not done)
        refused = refusal_words(self._desk, Command.DIAL)
        row.call.setVisible(not done and bool(call.number) and "outbound" in self._desk.capabilities)
        row.call.setEnabled(not refused)
        row.call.setToolTip(refused)
        row.who.setText(self._done_words(call))
        row.who.setVisible(done)
        row.say(row.name.text(), row.facts.text(), row.who.text())
        return True

    def _done_words(self, call: AbandonedCall) -> str:
        if call.handled_by is not None:
            return self.tr("done by {name}").format(name=call.handled_by.name)
        return self.tr("called again {time}").format(time=clock_time(call.back_at)) if call.back_at else ""

    def _recording(self, call: AbandonedCall) -> Recording | None:
        recording = self._desk.recording
        return recording if recording is not None and recording.call_id == call.call_id else None

    def _message_words(self, call: AbandonedCall) -> str:
        if not call.voicemail:
            return ""
        recording = self._recording(call)
        if recording is not None and recording.state is Playing.FAILED:
            return self.tr("The message can't be heard now: press play again in a moment")
        if recording is not None and recording.info is not None:
            return self.tr("Message of {time}").format(time=duration(recording.seconds))
        return self.tr("Message")

    def _fill_message(self, row: AbandonedRow, call: AbandonedCall) -> None:
        recording = self._recording(call)
        busy = current_call(self._desk) is not None or bool(living_phone_calls(self._desk))
        playing = recording is not None and recording.state is Playing.PLAYING
        words = self.tr("Pause the message") if playing else self.tr("Play the message")
        row.listen.setVisible(call.voicemail and "recording_player" in self._desk.capabilities)
        row.listen.setIcon(self._ui.theme.icon("pause" if playing else "play"))
        row.listen.setAccessibleName(words)
        row.listen.setEnabled(playing or not busy)
        row.listen.setToolTip(self.tr("Not during a call: the customer would be drowned out.") if busy else words)

    def facts(self) -> str:
        calls = self._calls.values()
        today = worklists.of_today(calls, self._ui.ticker.now())
        text = self.tr("{open} to call back ・ {today} today")
        return text.format(open=len(worklists.unhandled(calls)), today=len(today))

    def empty_words(self) -> str:
        return self.tr("No caller is left to call back")
