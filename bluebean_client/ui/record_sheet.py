"""The sheet beside the history with all of one contact record: facts, the three times as a bar, text, and editing."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, RecordDraft
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration, full_moment
from bluebean_client.ui.history import record_chips
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.offers.list import OfferList
from bluebean_client.ui.record_fields import RecordFields
from bluebean_client.ui.recording.player import RecordingPlayer
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import IconLabel, button, clear, icon_button, label, line
from bluebean_client.ui.widgets.painted import Avatar
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from server.protocol.types import CallTimes, ContactRecord, Direction

WIDTH = 460


class TimeBar(QWidget):
    """Ring, talk and record time as one bar."""

    def __init__(self, ui: UiContext, times: CallTimes) -> None:
        super().__init__()
        self.setFixedHeight(12)
        tokens = ui.theme.tokens
        self._parts = [
            (times.ring_seconds, tokens.bar_ring),
            (times.talk_seconds, tokens.bar_talk),
            (times.record_seconds, tokens.bar_record),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setClipPath(shape)
        shown = [(seconds, colour) for seconds, colour in self._parts if seconds > 0]
        whole = sum(seconds for seconds, _ in shown)
        room = self.width() - 1.5 * (len(shown) - 1)
        left = 0.0
        for seconds, colour in shown:
            width = max(4.0, room * seconds / whole)
            painter.fillRect(QRectF(left, 0, width, self.height()), QColor(colour))
            left += width + 1.5


class RecordSheet(Popup):
    """Signals: `moved(record)`, to the record above or below in the list; `left()`, by a person."""

    moved = Signal(object)
    left = Signal()
    _offers: OfferList | None = None
    _player: RecordingPlayer | None = None
    """Before `__init__`, since a pop-up is hidden as it is made."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "record_sheet", radius=10)
        self._ui = ui
        self._record: ContactRecord | None = None
        self._draft = RecordDraft()
        self._tab_id: str | None = None
        self._desk = Desk()
        self._close = icon_button(ui.theme, "close", self.tr("Close"), name="close_record_sheet_button")
        self._close.clicked.connect(self._leave)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 12, 8)
        head.addWidget(label(self.tr("Contact record"), "section"), 1)
        self._newer = icon_button(ui.theme, "chevron-up", self.tr("Newer record"), name="newer_record_button")
        self._older = icon_button(ui.theme, "chevron-down", self.tr("Older record"), name="older_record_button")
        for made, step in ((self._newer, -1), (self._older, 1)):
            made.clicked.connect(lambda _, step=step: self._go(step))
            head.addWidget(made)
        head.addWidget(self._close)
        self.body.addLayout(head)
        content = QWidget()
        content.setProperty("clear", True)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 0, 20, 16)
        self._column.setSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        self.body.addWidget(area, 1)

    def place_sheet(self, left: int, top: int, height: int) -> None:
        self.setFixedSize(WIDTH + 2 * SHADOW, height + 2 * SHADOW)
        self.move(left - SHADOW, top - SHADOW)

    def open(self, desk: Desk, record: ContactRecord, *, edit: bool, play: bool = False) -> None:
        self._record, self._desk, self._tab_id = record, desk, desk.active_tab
        self._show_way()
        self._fill(edit=edit and record.editable)
        if play and self._player is not None:
            self._player.play_when_ready()
        arrows = (self._newer, self._older)
        focused = next((made for made in arrows if made.hasFocus() and made.isEnabled()), self._close)
        self.show()
        self.raise_()
        focused.setFocus()

    def show_desk(self, desk: Desk) -> None:
        """Another customer in front closes the sheet; a new version of its record is shown."""
        self._desk = desk
        if self._record is None or not self.isVisible():
            return
        self._show_way()
        if self._player is not None:
            self._player.show_desk(desk)
        if self._offers is not None:
            self._offers.show_desk(desk)
        if desk.active_tab != self._tab_id or desk.tab is None:
            self.hide()
            return
        known = {record.record_id: record for record in desk.tab.history or ()}
        newer = known.get(self._record.record_id)
        if newer is not None and newer != self._record:
            self._record = newer
            self._fill(edit=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _place_in_list(self) -> tuple[int, tuple[ContactRecord, ...]]:
        """Where the record is among those that are loaded; -1 if it is not among them."""
        records = (self._desk.tab.history if self._desk.tab else None) or ()
        ids = [record.record_id for record in records]
        here = self._record.record_id if self._record else 0
        return (ids.index(here) if here in ids else -1), records

    def _go(self, step: int) -> None:
        place, records = self._place_in_list()
        if place >= 0 and 0 <= place + step < len(records):
            self.moved.emit(records[place + step])

    def _show_way(self) -> None:
        place, records = self._place_in_list()
        self._newer.setEnabled(place > 0)
        self._older.setEnabled(0 <= place < len(records) - 1)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave_player()

    def _leave_player(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.close_recording()

    def _fill(self, *, edit: bool) -> None:
        record = self._record
        self._leave_player()
        self._offers = None
        clear(self._column)
        if record is None:
            return
        self._add_author(record)
        if edit:
            self._add_editing(record)
        else:
            self._add_facts(record)
            self._add_cancellation(record)
            self._add_times(record.times)
            self._add_recording(record)
            self._add_text(record)
            self._add_offers(record)
        self._column.addStretch()

    def _add_author(self, record: ContactRecord) -> None:
        avatar = Avatar(self._ui.theme, 36)
        avatar.show_person(record.author.name, face=self._ui.faces.of(record.author.operator_id, 36, avatar))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(record.author.name, "strong"))
        words.addWidget(label(group_name(self._desk, record.work_group_id), "small"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(avatar)
        row.addLayout(words, 1)
        for chip in record_chips(record, self._desk.group(record.work_group_id)):
            row.addWidget(label(chip, "tag"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        self._column.addWidget(line())

    def _facts(self, record: ContactRecord) -> list[tuple[str, str]]:
        ways = {
            Direction.IN: self.tr("Incoming call"),
            Direction.OUT: self.tr("Outgoing call"),
            None: self.tr("Without a call"),
        }
        group = self._desk.group(record.work_group_id)
        reached = {choice.key: choice.label for choice in group.respondents} if group else {}
        way = self.tr("Incoming call, called back") if record.callback else ways[record.direction]
        facts = [(self.tr("Contact by"), way)]
        if record.from_number or record.to_number:
            numbers = f"{phone_number(record.from_number) or '–'} → {phone_number(record.to_number) or '–'}"
            facts.append((self.tr("From → to"), numbers))
        facts.append((self.tr("Reached"), reached.get(record.respondent, record.respondent) or "–"))
        if record.next_action_time:
            facts.append((self.tr("Next action at"), full_moment(record.next_action_time)[:-3]))
        if record.call_started_at:
            facts.append((self.tr("Call started"), full_moment(record.call_started_at)))
        for name, seconds in (
            (self.tr("Waited"), record.times.wait_seconds),
            (self.tr("On hold"), record.times.hold_seconds),
        ):
            if seconds:
                facts.append((name, duration(seconds)))
        facts.append((self.tr("Saved at"), full_moment(record.saved_at)))
        facts.append((self.tr("Edited"), full_moment(record.edited_at)))
        return facts

    def _add_facts(self, record: ContactRecord) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts(record)):
            grid.addWidget(label(name, "secondary"), row, 0)
            told = label(value, select=True)
            told.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(told, row, 1)
        self._column.addLayout(grid)
        self._column.addWidget(line())

    def _add_cancellation(self, record: ContactRecord) -> None:
        if (called_off := record.cancellation) is None:
            return
        self._column.addWidget(label(self.tr("Callback called off"), "strong"))
        self._column.addWidget(label(called_off.reason, wrap=True, select=True))
        moment = full_moment(called_off.at)[:-3]
        by_whom = self.tr("{name}, {time}").format(name=called_off.by.name, time=moment)
        self._column.addWidget(label(by_whom, "small", name="callback_called_off_by"))
        self._column.addWidget(line())

    def _add_times(self, times: CallTimes) -> None:
        whole = times.ring_seconds + times.talk_seconds + times.record_seconds
        if not whole:
            return
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Times of the call"), "strong"), 1)
        head.addWidget(label(self.tr("total {time}").format(time=duration(whole)), "secondary"))
        self._column.addLayout(head)
        self._column.addWidget(TimeBar(self._ui, times))
        tokens = self._ui.theme.tokens
        legend = QHBoxLayout()
        legend.setSpacing(28)
        for name, seconds, colour in (
            (self.tr("Ring"), times.ring_seconds, tokens.bar_ring),
            (self.tr("Talk"), times.talk_seconds, tokens.bar_talk),
            (self.tr("Record time"), times.record_seconds, tokens.bar_record),
        ):
            legend.addLayout(self._legend(name, seconds, colour))
        legend.addStretch()
        self._column.addLayout(legend)
        self._column.addWidget(line())

    def _legend(self, name: str, seconds: int, colour: str) -> QHBoxLayout:
        square = IconLabel(self._ui.theme, 14)
        square.show_icon("square", colour)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, "small"))
        words.addWidget(label(duration(seconds), "section"))
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(square, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words)
        return row

    def _add_recording(self, record: ContactRecord) -> None:
        rights = self._desk.capabilities
        if not record.has_recording or "recording_player" not in rights:
            return
        self._player = RecordingPlayer(self._ui, record, may_download="download_recordings" in rights)
        self._player.show_desk(self._desk)
        self._column.addWidget(self._player)
        self._column.addWidget(line())

    def _add_offers(self, record: ContactRecord) -> None:
        if record.direction is not Direction.IN or not record.call_id or "call_offers" not in self._desk.capabilities:
            return
        self._offers = OfferList(self._ui, record.call_id)
        self._offers.show_desk(self._desk)
        self._column.addWidget(line())
        self._column.addWidget(self._offers)

    def _add_text(self, record: ContactRecord) -> None:
        self._column.addWidget(label(self.tr("Record"), "strong"))
        self._column.addWidget(label(record.text or "–", wrap=True, select=True))
        if record.editable:
            edit = button(self.tr("Edit"), name="edit_record_button")
            edit.clicked.connect(lambda: self._fill(edit=True))
            self._column.addWidget(edit, 0, Qt.AlignmentFlag.AlignLeft)
            return
        note = QHBoxLayout()
        lock = IconLabel(self._ui.theme, 14)
        lock.show_icon("lock", "text3")
        note.addWidget(lock)
        note.addWidget(label(self.tr("Only the author can edit a record, on the same day."), "small", wrap=True), 1)
        self._column.addLayout(note)

    def _add_editing(self, record: ContactRecord) -> None:
        identity = self._desk.identity
        me = (identity.operator_id, identity.name) if identity else ("", "")
        self._draft = draft_of(record)
        fields = RecordFields(self._ui, "edit_", narrow=True)
        fields.show_draft(self._draft, self._desk.group(record.work_group_id), me)
        fields.edited.connect(self._keep)
        cancel = button(self.tr("Cancel"), name="cancel_edit_button")
        cancel.clicked.connect(lambda: self._fill(edit=False))
        save = button(self.tr("Save"), "primary", name="save_edit_button")
        save.clicked.connect(lambda: self._save(record))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(save)
        self._column.addWidget(fields)
        self._column.addLayout(row)
        fields.text.setFocus()

    def _keep(self, draft: RecordDraft) -> None:
        self._draft = draft

    def _save(self, record: ContactRecord) -> None:
        self._ui.slots.start(self._ui.actions.edit_saved_record(record.record_id, self._draft))


def draft_of(record: ContactRecord) -> RecordDraft:
    moment = record.next_action_time
    return RecordDraft(
        respondent=record.respondent,
        reaction=record.reaction,
        next_action=record.next_action,
        next_assignee=record.next_assignee,
        text=record.text,
        next_action_time=moment.replace(second=0, microsecond=0) if moment else None,
    )
