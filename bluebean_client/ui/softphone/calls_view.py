"""The softphone during calls: cards, levels, the six buttons of a call and 切断."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_list import CallList
from bluebean_client.ui.softphone.levels import LevelRows
from bluebean_client.ui.softphone.reading import CONNECTED, MOST_CALLS, connected, current, in_order
from bluebean_client.ui.softphone.tiles import LOWEST_TILE_PX, TALLEST_TILE_PX, CallTile
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import button, icon_button, label, with_icon

BESIDE_CARDS_PX = 140
"""Height of head, 切断, margins and gaps."""
LEVELS_PX = 44
FIGURES_FROM_PX = 360
"""Below this height of the view there is no room for loss, jitter and round trip."""


class CallsView(QWidget):
    """Signals: `keypad_wanted()`, `transfer_wanted()`, `add_wanted()`, `volumes_wanted()`, `hang_up_wanted()`."""

    keypad_wanted = Signal()
    transfer_wanted = Signal()
    add_wanted = Signal()
    volumes_wanted = Signal()
    hang_up_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._count = label("", "secondary")
        self.volumes = icon_button(ui.theme, "speaker", self.tr("Volumes"), name="call_volumes_button")
        self.add = with_icon(
            button(self.tr("Add call"), "link", name="add_call_button"), ui.theme, "plus", "accent_text", 14
        )
        self.calls = CallList(ui)
        self._levels = LevelRows(ui)
        self._make_tiles(ui)
        self.hang_up = with_icon(
            button(self.tr("Hang up"), "hang_up", name="hang_up_button", size="large"), ui.theme, "hang-up", "#FFFFFF"
        )
        self._lay_out()
        self._connect()

    def _make_tiles(self, ui: UiContext) -> None:
        theme = ui.theme
        self.mute = CallTile(theme, self.tr("Mute"), "mic", "mute_button")
        self.keypad = CallTile(theme, self.tr("Keypad"), "dialpad", "keypad_button")
        self.hold = CallTile(theme, self.tr("Hold"), "pause", "hold_button")
        self.swap = CallTile(theme, self.tr("Swap"), "swap", "swap_button")
        self.transfer = CallTile(theme, self.tr("Transfer"), "transfer", "transfer_button")
        self.conference = CallTile(theme, self.tr("Conference"), "conference", "conference_button")
        self._tiles = (self.mute, self.keypad, self.hold, self.swap, self.transfer, self.conference)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._count, 1)
        head.addWidget(self.volumes)
        head.addWidget(self.add)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // 3, place % 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.calls, 1)
        column.addSpacing(4)
        column.addWidget(self._levels)
        column.addStretch()
        column.addLayout(grid)
        column.addWidget(self.hang_up)

    def _connect(self) -> None:
        phone = self._ui.actions.phone
        self.keypad.clicked.connect(self.keypad_wanted)
        self.transfer.clicked.connect(self.transfer_wanted)
        self.add.clicked.connect(self.add_wanted)
        self.volumes.clicked.connect(self.volumes_wanted)
        self.hang_up.clicked.connect(self.hang_up_wanted)
        self.swap.clicked.connect(lambda: phone.swap_calls())
        self.conference.clicked.connect(lambda: phone.join_calls())
        self.mute.clicked.connect(self._toggle_mute)
        self.hold.clicked.connect(self._toggle_hold)
        self.calls.chosen.connect(phone.resume_call)
        self.calls.answer_wanted.connect(phone.answer_call)
        self.calls.end_wanted.connect(phone.hang_up_call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Where it is low the tiles shrink first, then the levels give their room to the cards."""
        self.calls.set_low(self.height() < FIGURES_FROM_PX)
        room = self.height() - BESIDE_CARDS_PX - self.calls.maximumHeight()
        low = room < 2 * TALLEST_TILE_PX + LEVELS_PX
        self.calls.set_least_room(self.height() - BESIDE_CARDS_PX - 2 * LOWEST_TILE_PX)
        for tile in self._tiles:
            tile.set_low(low)
        self._levels.setVisible(room >= 2 * LOWEST_TILE_PX + LEVELS_PX)

    def buttons_top(self) -> int:
        """From there down nothing may be covered."""
        return self.mute.y()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        calls = living_phone_calls(desk)
        self._count.setText(self.tr("1 call") if len(calls) == 1 else self.tr("{count} calls").format(count=len(calls)))
        self.calls.show_calls(in_order(desk))
        full = len(calls) >= MOST_CALLS
        self.add.setEnabled(bool(connected(desk)) and not full)
        self.add.setToolTip(self.tr("Four calls are the most at a time") if full else "")
        self._show_tiles(current(desk), connected(desk))
        self._share_height()

    def _show_tiles(self, call: PhoneCall | None, up: tuple[PhoneCall, ...]) -> None:
        talking = call is not None and call.state in CONNECTED
        held = call is not None and call.state is PhoneCallState.HELD
        muted = any(each.muted for each in up)
        joined = any(each.in_conference for each in up)
        waiting = any(each.state is PhoneCallState.HELD for each in up)
        self.mute.setEnabled(talking)
        self.mute.show_word(self.tr("Unmute") if muted else self.tr("Mute"), "mic-off" if muted else "mic")
        self.mute.show_on(Tone.DANGER if muted else None)
        self.keypad.setEnabled(talking)
        self.hold.setEnabled(talking)
        self.hold.show_word(self.tr("Resume") if held else self.tr("Hold"), "play" if held else "pause")
        self.hold.show_on(Tone.WAIT if held else None)
        self.swap.setEnabled(waiting and len(up) > 1)
        self.swap.setToolTip("" if self.swap.isEnabled() else self.tr("Swapping needs a second call."))
        self.transfer.setEnabled(talking)
        self.conference.setEnabled(len(up) > 1 and not all(each.in_conference for each in up))
        self.conference.show_on(Tone.TALK if joined else None)
        self.conference.setToolTip("" if len(up) > 1 else self.tr("A conference needs a second call."))

    def _toggle_mute(self) -> None:
        self._ui.actions.phone.mute_all(not any(call.muted for call in connected(self._desk)))

    def _toggle_hold(self) -> None:
        call = current(self._desk)
        if call is None:
            return
        phone = self._ui.actions.phone
        if call.state is PhoneCallState.HELD:
            phone.resume_call(call.call)
        else:
            phone.hold_call(call.call)
