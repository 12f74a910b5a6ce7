"""The card of the new contact record with 全て保存, which is always in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, RecordDraft, Tab
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time
from bluebean_client.ui.record_fields import RecordFields
from bluebean_client.ui.widgets.basics import button, label, with_icon
from bluebean_client.ui.widgets.scroll import ContentScroll


class RecordCard(QFrame):
    """Signals: `record_edited(tab_id, draft)`, `save_wanted(tab_id)`."""

    record_edited = Signal(str, object)
    save_wanted = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._tab_id = ""
        self.fields = RecordFields(ui)
        self._scroll = ContentScroll(self.fields)
        self._kept = label("", "small")
        self._head = QWidget()
        self._problem = label("", "error", name="save_problem", wrap=True)
        self._shortcut = label("Ctrl+Enter", "small")
        self.save = with_icon(
            button(self.tr("Save all"), "primary", name="save_all_button"), ui.theme, "check", "#FFFFFF"
        )
        self.save.setToolTip(self.tr("Save customer and contact record (Ctrl+Enter)"))
        self._top = top = QHBoxLayout(self._head)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(label(self.tr("New contact record"), "section"))
        top.addStretch()
        top.addWidget(self._kept)
        self._bottom = bottom = QHBoxLayout()
        self.save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bottom.setSpacing(10)
        bottom.addWidget(self._shortcut)
        bottom.addStretch()
        bottom.addWidget(self._problem, 1)
        bottom.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._scroll)
        column.addStretch(1)
        column.addLayout(bottom)
        self.fields.edited.connect(self._on_edited)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._tab_id))

    def set_headless(self, headless: bool) -> None:
        """Under a tab that is its title already; when the draft was kept is said beside the button then."""
        self._head.setVisible(not headless)
        if headless:
            self._bottom.insertWidget(0, self._kept)
        else:
            self._top.addWidget(self._kept)
        self._share_bottom()

    def set_scrolling(self, scrolls: bool) -> None:
        """Where the window may be lower than the fields are high."""
        self._scroll.set_scrolling(scrolls)
        edge = 6 if scrolls else 12
        self._column.setSpacing(6 if scrolls else 8)
        self._column.setContentsMargins(16, edge, 16, edge)

    def _share_bottom(self) -> None:
        """What went wrong needs the whole line beside the button."""
        wrong, headless = bool(self._problem.text()), self._head.isHidden()
        self._problem.setVisible(wrong)
        self._shortcut.setVisible(not wrong and not headless)
        self._kept.setVisible(not (wrong and headless))

    def show_desk(self, desk: Desk) -> None:
        tab = desk.tab
        if tab is None:
            return
        self._tab_id = tab.tab_id
        me = (desk.identity.operator_id, desk.identity.name) if desk.identity else ("", "")
        self.fields.show_draft(tab.record, desk.group(tab.work_group_id), me)
        self.fields.show_problems(tab.field_problems)
        self._kept.setText(self._kept_words(tab))
        self.save.setEnabled(not tab.saving and "save_all_button" not in desk.busy)
        text = words.said(tab.problem).whole if tab.problem and tab.problem.code != "version_conflict" else ""
        self._problem.setText(text)
        self._share_bottom()

    def _kept_words(self, tab: Tab) -> str:
        if tab.saving:
            return self.tr("Saving")
        if tab.drafted_at and (tab.saved_at is None or tab.drafted_at > tab.saved_at):
            return self.tr("Draft kept {time}").format(time=clock_time(tab.drafted_at))
        if tab.saved_at:
            return self.tr("Saved {time}").format(time=clock_time(tab.saved_at))
        return ""

    def _on_edited(self, draft: RecordDraft) -> None:
        self.record_edited.emit(self._tab_id, draft)
