"""What a press on a desk tells: who sits there, in which groups, since when - and its one button."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bluebean_client.domain.seats import groups_text
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.desk_tile import DeskTile
from bluebean_client.ui.seats.status_menu import StatusSetting
from bluebean_client.ui.status_words import help_look, seat_look
from bluebean_client.ui.widgets.basics import IconLabel, button, label, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Avatar
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from server.protocol.seats import SeatView

WIDTH = 288


class DeskCard(Popup):
    """Beside its desk; Esc or a press elsewhere closes it."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "desk_card")
        self._ui, self._over = ui, parent
        self.tile: DeskTile | None = None
        self._action: SeatAction | None = None
        self._setting: StatusSetting | None = None
        self._avatar = Avatar(ui.theme, 40)
        self._name, self._facts = label("", "section"), label("", "secondary", wrap=True)
        self._icon, self._status = IconLabel(ui.theme, 16), label("", "strong")
        self._elapsed = ElapsedLabel(ui.ticker)
        self._help_icon, self._help = IconLabel(ui.theme, 16), label("", "danger_strong", name="desk_card_help")
        self._help_since = ElapsedLabel(ui.ticker)
        self.act = button("", name="desk_card_action_button")
        self.set_status = with_icon(button(self.tr("Set status"), name="desk_card_status_button"), ui.theme, "pencil")
        self._why: QLabel = label("", "small", wrap=True)
        self._lay_out()
        self.act.clicked.connect(self._do)
        self.set_status.clicked.connect(self._open_statuses)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        status = QHBoxLayout()
        status.setSpacing(6)
        status.addWidget(self._icon)
        status.addWidget(self._status)
        status.addStretch()
        status.addWidget(self._elapsed)
        asks = QHBoxLayout()
        asks.setSpacing(6)
        asks.addWidget(self._help_icon)
        asks.addWidget(self._help)
        asks.addStretch()
        asks.addWidget(self._help_since)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 14, 16, 14)
        inner.setSpacing(10)
        inner.addLayout(head)
        inner.addLayout(status)
        inner.addLayout(asks)
        inner.addWidget(self.act)
        inner.addWidget(self._why)
        inner.addWidget(self.set_status)
        self.body.addLayout(inner)

    def open(
        self, tile: DeskTile, action: SeatAction | None, setting: StatusSetting | None, names: dict[str, str]
    ) -> None:
        """Below the desk, or above it where there is no room."""
        self.tile, self._action, self._setting = tile, action, setting
        self.show_seat(names)
        if tile.seat is None:
            return
        room = self._over.rect()
        corner = tile.mapTo(self._over, QPoint(0, tile.height() + 4))
        left = max(4, min(corner.x(), room.width() - WIDTH - 4))
        self.place(left, corner.y(), WIDTH)
        height = self.height() - 2 * SHADOW
        if corner.y() + height > room.height():
            self.place(left, max(4, corner.y() - tile.height() - 8 - height), WIDTH)
        self.show()
        self.raise_()
        (self.act if self.act.isVisible() and self.act.isEnabled() else self).setFocus()

    def show_seat(self, names: dict[str, str]) -> None:
        """As the seat is now; closes when nobody sits there any more."""
        seat = self.tile.seat if self.tile else None
        if seat is None:
            self.dismiss()
            return
        look = seat_look(seat, self._ui.ticker.now())
        self._avatar.show_person(seat.name, face=self._ui.faces.of(seat.operator_id, 40, self._avatar))
        self._name.setText(seat.name)
        facts = (self.tr("Ext. {extension}").format(extension=seat.extension), groups_text(seat, names))
        self._facts.setText(" ・ ".join(fact for fact in facts if fact))
        self._icon.show_icon(look.icon, self._ui.theme.tone(look.tone).text)
        self._status.setText(look.word)
        self._elapsed.set_since(seat.since, "—")
        self._show_help(seat)
        self._show_action(seat)
        self.set_status.setVisible(self._setting is not None and self._setting.allows(seat))
        self.set_status.setAccessibleName(self.tr("Set the status of {name}").format(name=seat.name))

    def _show_help(self, seat: SeatView) -> None:
        """Since when he asks for help, and who sees to it."""
        asked = seat.help
        for part in (self._help_icon, self._help, self._help_since):
            part.setVisible(asked is not None)
        if asked is None:
            return
        look, by = help_look(asked), self.tr("{name} sees to it").format(name=asked.taken_by)
        self._help_icon.show_icon(look.icon, self._ui.theme.tone(look.tone).text)
        self._help.setText(by if asked.taken_by else look.word)
        self._help_since.set_since(asked.since, "")

    def _show_action(self, seat: SeatView) -> None:
        self.act.setVisible(self._action is not None)
        why = self._action.refusal(seat) if self._action else ""
        if self._action is not None:
            self.act.setText(self._action.words)
            self.act.setAccessibleName(f"{self._action.words} {seat.name}")
            with_icon(self.act, self._ui.theme, self._action.icon)
            self.act.setEnabled(not why)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _open_statuses(self) -> None:
        seat = self.tile.seat if self.tile else None
        if seat is None or self._setting is None:
            return
        menu = self._setting.menu(seat, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.set_status.mapToGlobal(QPoint(0, self.set_status.height() + 2)))

    def _do(self) -> None:
        seat, action = self.tile.seat if self.tile else None, self._action
        self.dismiss()
        if seat is not None and action is not None:
            action.act(seat)

    def dismiss(self) -> None:
        had_focus = self.isVisible() and (self.hasFocus() or self.act.hasFocus() or self.set_status.hasFocus())
        self.hide()
        if had_focus and self.tile is not None and self.tile.isVisible():
            self.tile.setFocus()
        self.tile = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
