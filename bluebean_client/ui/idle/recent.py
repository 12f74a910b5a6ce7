"""直近の対応: whom I dealt with last, with how it ended and how long it took; a click opens the customer."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QResizeEvent

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, duration, short_moment
from bluebean_client.ui.idle.card import IdleCard
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.worklists.row import ListRow
from server.protocol.types import Direction
from server.protocol.worklists import RecentContact

ROW_HEIGHT, TAG_WIDTH, TALK_WIDTH = 41, 30, 52
ALL_FROM, REACTION_FROM = 420, 300
"""Narrower, number and duration are left out, then how it ended."""


class RecentRow(ListRow):
    """Opened by one click as well: there is nothing else in it to click at."""

    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, ROW_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.icon.hide()
        self.facts.hide()
        self.lead.show()
        self.lead.setFixedSize(TAG_WIDTH, 22)
        self.lead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reaction, self.talk, self.time = label("", "tag"), label("", "secondary"), label("", "secondary")
        self.talk.setFixedWidth(TALK_WIDTH)
        for part in (self.talk, self.time):
            part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.reaction, self.talk, self.time):
            self.right.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.acted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Its first click has opened it."""


class RecentContacts(IdleCard):
    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "recent_contacts", self.tr("Latest contacts"), ROW_HEIGHT)
        self._contacts: dict[str, RecentContact] = {}
        self._time_width = 0

    def show_desk(self, desk: Desk) -> None:
        self._contacts = {str(one.record.record_id): one for one in desk.recent_contacts or ()}
        super().show_desk(desk)
        self.setVisible("recent_contacts" in desk.capabilities)

    def draw(self) -> None:
        now, metrics = self._ui.ticker.now(), QFontMetrics(self._ui.theme.font(13))
        times = (short_moment(contact.record.saved_at, now) for contact in self._contacts.values())
        self._time_width = max((metrics.horizontalAdvance(time) for time in times), default=0)
        super().draw()

    def items(self) -> Iterable[str]:
        return self._contacts

    def make_row(self, key: str) -> ListRow:
        row = RecentRow(self._ui, key)
        row.acted.connect(lambda: self._open(key))
        return row

    def _open(self, key: str) -> None:
        contact = self._contacts.get(key)
        if contact is not None:
            self._ui.slots.start(self._ui.actions.lists.open_customer(contact.record.customer_id))

    def fill_row(self, row: ListRow) -> bool:
        contact = self._contacts.get(row.key)
        if contact is None or not isinstance(row, RecentRow):
            return False
        record, wide = contact.record, self.width() >= ALL_FROM
        self._show_way(row, record.direction)
        name = customer_name(contact.customer_name) if contact.customer_name else self.tr("Without a name")
        row.show_who(name, phone_number(contact.number) if contact.number else "")
        row.number.setVisible(wide and bool(contact.number))
        reaction = self._reaction(contact)
        row.reaction.setText(reaction)
        row.reaction.setVisible(bool(reaction) and self.width() >= REACTION_FROM)
        row.talk.setText(duration(record.times.talk_seconds) if record.direction and record.times else "")
        row.talk.setVisible(wide)
        row.time.setFixedWidth(self._time_width)
        row.time.setText(short_moment(record.saved_at, self._ui.ticker.now()))
        row.say(row.lead.text(), row.name.text(), row.reaction.text(), row.time.text())
        return True

    def _show_way(self, row: ListRow, direction: Direction | None) -> None:
        words = {Direction.IN: self.tr("In"), Direction.OUT: self.tr("Out"), None: ""}[direction]
        row.lead.setText(words)
        set_property(row.lead, "role", {Direction.IN: "in_tag", Direction.OUT: "out_tag", None: ""}[direction])

    def _reaction(self, contact: RecentContact) -> str:
        group = self._desk.group(contact.record.work_group_id)
        labels = {choice.key: choice.label for choice in group.reactions} if group else {}
        return labels.get(contact.record.reaction, contact.record.reaction)

    def empty_words(self) -> str:
        return self.tr("What you save is listed here") if self._desk.recent_contacts is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw()
