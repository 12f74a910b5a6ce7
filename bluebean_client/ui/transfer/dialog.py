"""The transfer dialog: choose whom, choose how, talk with the target. It follows the desk and closes when all is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.transfer.choose import ChoosePage
from bluebean_client.ui.transfer.reading import consultation_of
from bluebean_client.ui.transfer.talk import TalkPage
from bluebean_client.ui.transfer.target import Target
from bluebean_client.ui.transfer.way import WayPage
from server.protocol.transfer import TransferMode, TransferStage
from server.protocol.types import CallState

CHOOSE_SIZE, WAY_SIZE, TALK_SIZE = (880, 660), (520, 330), (600, 384)


class TransferDialog(Modal):
    """Signals: `used(target)`, for the list of recent ones."""

    used = Signal(object)

    def __init__(self, ui: UiContext, window: QWidget, top: int, desk: Desk, recent: Sequence[Target]) -> None:
        super().__init__(ui, window, "transfer_dialog", top)
        self._ui, self._desk = ui, desk
        self.panel.setAccessibleName(self.tr("Transfer"))
        self._target: Target | None = None
        self._held_here = False
        """Whether the customer was put on hold by this dialog, so that leaving it brings him back."""
        self._choose_again = False
        self._pages = QStackedWidget()
        self.choose, self.way, self.talk = ChoosePage(ui, recent), WayPage(ui), TalkPage(ui)
        for page in (self.choose, self.way, self.talk):
            self._pages.addWidget(page)
        self.panel.body.addWidget(self._pages)
        self._connect()
        ui.slots.start(ui.actions.office.load_seat_plan())
        self._size = CHOOSE_SIZE
        self.choose.show_desk(desk)
        if consultation_of(desk) is None:
            self._show_page(self.choose)
        self.show_desk(desk)

    def _connect(self) -> None:
        actions, start = self._ui.actions, self._ui.slots.start
        self.choose.chosen.connect(self._choose)
        self.choose.cancelled.connect(self._cancel)
        self.way.begun.connect(self._begin)
        self.way.back.connect(lambda: self._show_page(self.choose))
        self.talk.completed.connect(lambda: start(actions.complete_transfer()))
        self.talk.dropped.connect(lambda: start(actions.drop_target(keep_holding=False)))
        self.talk.conference_wanted.connect(lambda: start(actions.start_conference()))
        self.talk.back.connect(self._back_from_target)
        self.talk.hidden.connect(self.dismiss)

    # ---- content ------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        old, self._desk = self._desk, desk
        asked, was_asked = consultation_of(desk), consultation_of(old)
        if connected_call(desk) is None:
            self.dismiss()
        elif asked is not None:
            self.talk.show_consultation(desk, asked)
            self._show_page(self.talk)
        elif was_asked is not None:
            self._target_is_gone()
        elif self._pages.currentWidget() is self.way and self._target is not None:
            self.way.show_target(desk, self._target)
        else:
            self.choose.show_desk(desk)

    def _target_is_gone(self) -> None:
        """Back with the customer, or at the choice if that was asked for."""
        if not self._choose_again:
            self.dismiss()
            return
        self._choose_again, self._held_here = False, True
        self.choose.show_desk(self._desk)
        self._show_page(self.choose)

    def _show_page(self, page: QWidget) -> None:
        if self.isVisible() and self._pages.currentWidget() is page:
            return
        for other in (self.choose, self.way, self.talk):  # only what is seen asks for room
            height = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(QSizePolicy.Policy.Preferred, height)
        self._pages.setCurrentWidget(page)
        self.open(*{self.choose: CHOOSE_SIZE, self.way: WAY_SIZE, self.talk: TALK_SIZE}[page])
        first = {self.choose: self.choose.number, self.way: self._first_way(), self.talk: self.talk}[page]
        first.setFocus()

    def _place(self) -> None:
        self.talk.fit(self._window.height())
        super()._place()

    def _first_way(self) -> QWidget:
        return self.way.attended if self._target and not self._target.work_group_id else self.way.blind

    # ---- acts ---------------------------------------------------------------------------------------------------

    def _choose(self, target: Target) -> None:
        self._target = target
        self._ui.actions.dismiss_notice("command:transfer_button")
        call = connected_call(self._desk)
        if call is not None and call.state is not CallState.HELD:
            self._held_here = True
            self._ui.slots.start(self._ui.actions.keep_customer_waiting(True))
        self.way.show_target(self._desk, target)
        self._show_page(self.way)

    def _begin(self, mode: TransferMode) -> None:
        if self._target is not None:
            self.used.emit(self._target)
            self._ui.slots.start(self._ui.actions.begin_transfer(self._target.request(mode)))

    def _back_from_target(self) -> None:
        self._choose_again = True
        self._ui.slots.start(self._ui.actions.drop_target(keep_holding=True))

    def _cancel(self) -> None:
        if self._held_here:
            self._ui.slots.start(self._ui.actions.keep_customer_waiting(False))
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a choice, or hides a conference; a target that is called or talked with is only dropped by its button."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        asked = consultation_of(self._desk)
        if asked is None:
            self._cancel()
        elif asked.stage is TransferStage.CONFERENCE:
            self.dismiss()
