"""One past call in full: when, how long, how it ended, how it sounded."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.call_ends import is_missed
from bluebean_client.domain.phone import HistoryEntry
from bluebean_client.ui import phone_words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration, long_moment
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.quality import quality_facts, quality_look
from bluebean_client.ui.softphone.history_rows import entry_icon, entry_title
from bluebean_client.ui.softphone.reading import shown_number
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import button, icon_button, label, with_icon
from bluebean_client.ui.widgets.painted import Disc

WIDTH_PX = 300


class CallDetail(Modal):
    """Its scrim begins at `top`; without `dials` there is no calling again.

    Signals: `call_wanted(number: str)`, `delete_wanted(entry_id: int)`.
    """

    call_wanted = Signal(str)
    delete_wanted = Signal(int)

    def __init__(
        self, ui: UiContext, window: QWidget, entry: HistoryEntry, *, top: int = 0, dials: bool = True
    ) -> None:
        super().__init__(ui, window, "call_detail", top)
        self._ui, self._entry = ui, entry
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addLayout(self._facts())
        column.addLayout(self._buttons())
        self.panel.body.addLayout(column)
        self.open(WIDTH_PX)
        self.call.setVisible(dials)
        (self.call if dials else self._close).setFocus()

    def _head(self) -> QHBoxLayout:
        entry = self._entry
        disc = Disc(self._ui.theme, 40, 20)
        disc.show_icon(entry_icon(entry), Tone.DANGER if is_missed(entry) else Tone.TALK)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(entry_title(entry), "section", wrap=True))
        if entry.name and entry.number:
            words.addWidget(label(shown_number(entry.number), "secondary", select=True))
        self._close = icon_button(self._ui.theme, "close", self.tr("Close"), name="close_detail_button")
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _facts(self) -> QGridLayout:
        entry = self._entry
        way = self.tr("Outgoing") if entry.outgoing else self.tr("Incoming")
        facts = [
            (self.tr("Direction"), way),
            (self.tr("Begun"), long_moment(datetime.fromtimestamp(entry.began_at, UTC))),
            (self.tr("Ringing"), duration((entry.answered_at or entry.ended_at) - entry.began_at)),
        ]
        if entry.answered_at:
            facts.append((self.tr("Talking"), duration(entry.ended_at - entry.answered_at)))
        facts.append((self.tr("End"), phone_words.call_end(entry.end, entry.sip_code)))
        if entry.quality is not None:
            facts.append((self.tr("Quality"), f"{quality_look(entry.quality).word}\n{quality_facts(entry.quality)}"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, "small", wrap=True, select=True), row, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        self.call = with_icon(
            button(self.tr("Call"), "answer", name="call_again_button"), self._ui.theme, "phone-filled", "#FFFFFF"
        )
        copy = icon_button(self._ui.theme, "copy", self.tr("Copy number"), name="copy_number_button")
        delete = icon_button(self._ui.theme, "trash", self.tr("Delete"), name="delete_entry_button")
        for made in (self.call, copy):
            made.setEnabled(bool(self._entry.number))
        self.call.clicked.connect(self._on_call)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._entry.number))
        delete.clicked.connect(self._on_delete)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(delete)
        row.addWidget(copy)
        row.addStretch()
        row.addWidget(self.call)
        return row

    def _on_call(self) -> None:
        self.dismiss()
        self.call_wanted.emit(self._entry.number)

    def _on_delete(self) -> None:
        self.dismiss()
        self.delete_wanted.emit(self._entry.entry_id)
