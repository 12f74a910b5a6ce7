"""Mode softphone: which of its views is in front, and what its keys do."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import HistoryEntry, PhoneCall, PhoneCallState
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.focus import keep_focus
from bluebean_client.ui.quality import QualityWatch
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.softphone.call_detail import CallDetail
from bluebean_client.ui.softphone.call_list import CallList
from bluebean_client.ui.softphone.calls_view import CallsView
from bluebean_client.ui.softphone.consultation import Consultation, ConsultationStrip
from bluebean_client.ui.softphone.dialer import Dialer
from bluebean_client.ui.softphone.footer import PhoneFooter
from bluebean_client.ui.softphone.header import PhoneHeader
from bluebean_client.ui.softphone.history_panel import ask_to_clear_history
from bluebean_client.ui.softphone.incoming_view import IncomingView
from bluebean_client.ui.softphone.keypad_view import KeypadView
from bluebean_client.ui.softphone.number_sheet import NumberSheet
from bluebean_client.ui.softphone.reading import CONNECTED, by_id, connected, current, incoming
from bluebean_client.ui.softphone.tiles import KEYS
from bluebean_client.ui.toasts import Toasts
from bluebean_client.ui.volumes import VolumesPopover
from bluebean_client.ui.widgets.basics import give_way
from bluebean_client.ui.widgets.popup import SHADOW

TOAST_PX = 304


class SoftphonePage(QWidget):
    """Without a call: dialer. While one rings: who it is. With calls: their cards, and on demand keypad or number sheet.

    Signals: `settings_wanted()`.
    """

    settings_wanted = Signal()

    def __init__(self, ui: UiContext, settings: SettingsAccess) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._wish: QWidget | None = None
        self._consultation: Consultation | None = None
        self._watch = QualityWatch()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Phone"))
        self.header, self.footer = PhoneHeader(ui, settings), PhoneFooter(ui)
        self.banners = Banners(ui, narrow=True)
        self._ringing = CallList(ui)
        self._strip = ConsultationStrip(ui)
        self.dialer, self.ringing = Dialer(ui), IncomingView(ui)
        self.calls, self.keypad, self.sheet = CallsView(ui), KeypadView(ui), NumberSheet(ui)
        self._views = QStackedWidget()
        self._lay_out()
        self.volumes = VolumesPopover(ui, self, settings)
        self.toasts = Toasts(ui, self, width=TOAST_PX)
        self._connect()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.setSpacing(8)
        for part in (self.banners, self._ringing, self._strip):
            top.addWidget(part)
        for view in (self.dialer, self.ringing, self.calls, self.keypad, self.sheet):
            give_way(view)
            self._views.addWidget(view)
        self._top = QWidget()
        self._top.setLayout(top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._top)
        column.addWidget(self._views, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        phone = self._ui.actions.phone
        self.header.settings_wanted.connect(self.settings_wanted)
        self.banners.acted.connect(self._on_notice)
        self.toasts.over.connect(self._ui.actions.dismiss_notice)
        self.banners.dismissed.connect(lambda notice: self._ui.actions.dismiss_notice(notice.key))
        self.footer.volumes_wanted.connect(lambda: self._open_volumes(self.footer.volumes))
        self.calls.volumes_wanted.connect(lambda: self._open_volumes(self.calls.volumes))
        self.dialer.detail_wanted.connect(self._open_detail)
        self.dialer.clear_wanted.connect(lambda: ask_to_clear_history(self._ui, self.window(), 0))
        self.ringing.answer_wanted.connect(phone.answer_call)
        self.ringing.decline_wanted.connect(phone.hang_up_call)
        self._ringing.answer_wanted.connect(phone.answer_call)
        self._ringing.end_wanted.connect(phone.hang_up_call)
        self.calls.keypad_wanted.connect(lambda: self._bring(self.keypad))
        self.calls.transfer_wanted.connect(self.transfer_by_key)
        self.calls.add_wanted.connect(self._add_call)
        for view in (self.calls, self.keypad):
            view.hang_up_wanted.connect(self.hang_up_by_key)
        self.keypad.keyed.connect(self._ui.actions.send_dtmf)
        self.keypad.closed.connect(lambda: self._bring(None))
        self._connect_sheet()

    def _connect_sheet(self) -> None:
        self.sheet.closed.connect(lambda: self._bring(None))
        self.sheet.call_wanted.connect(self._dial_second)
        self.sheet.blind_wanted.connect(self._transfer_blind)
        self.sheet.consult_wanted.connect(self._consult)
        self.sheet.join_wanted.connect(self._transfer_between)
        self._strip.completed.connect(self._complete_transfer)
        self._strip.abandoned.connect(self._abandon_transfer)

    # ---- what is in front ---------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        calls = living_phone_calls(desk)
        if not calls:
            self._wish = None
            self.keypad.forget()
        if self._consultation is not None:
            self._consultation = self._consultation.follow(desk)
        self.header.show_desk(desk)
        self.footer.show_desk(desk)
        poor = self._watch.notices(connected(desk), self._ui.ticker.monotonic())
        keep_focus(self, self.banners, lambda: self.banners.show_desk(desk, poor))
        self.footer.setVisible(not calls)
        self.toasts.show_desk(desk)
        self._take_link(desk)
        self._show_view()

    def _front(self) -> QWidget:
        calls = living_phone_calls(self._desk)
        if not calls:
            return self.dialer
        if len(calls) == 1 and calls[0].state is PhoneCallState.INCOMING:
            return self.ringing
        now = current(self._desk)
        if self._wish is self.keypad and (now is None or now.state not in CONNECTED):
            return self.calls
        return self._wish or self.calls

    def _show_view(self) -> None:
        desk, front = self._desk, self._front()
        rings = incoming(desk)
        if front is self.ringing and rings is not None:
            self.ringing.show_call(rings)
        elif front is self.keypad and (call := current(desk)) is not None:
            self.keypad.show_call(call)
        elif front is self.sheet:
            self.sheet.show_desk(desk)
        elif front is self.calls:
            self.calls.show_desk(desk)
        beside = rings if front in (self.keypad, self.sheet) else None
        self._ringing.show_calls([beside] if beside is not None else [])
        self._ringing.setVisible(beside is not None)
        self._strip.show_consultation(desk, self._consultation if front is self.calls else None)
        changed = self._views.currentWidget() is not front
        if changed:
            self._views.setCurrentWidget(front)
        self.dialer.show_desk(desk)
        self._space_top()
        self._place_toasts()
        if changed:
            self._guide_focus(front)

    def _space_top(self) -> None:
        shown = any(not part.isHidden() for part in (self.banners, self._ringing, self._strip))
        layout = self._top.layout()
        if layout is not None:
            layout.setContentsMargins(16, 12 if shown else 0, 16, 0)

    def _bring(self, wish: QWidget | None) -> None:
        self._wish = wish
        self._show_view()

    def _guide_focus(self, front: QWidget) -> None:
        """During a call the page itself has the focus, so that Space presses nothing by accident."""
        if front is self.dialer:
            self.dialer.number.setFocus()
        elif front is not self.sheet:
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_toasts()

    def _place_toasts(self) -> None:
        """Above the buttons of a call: news must not cover them for as long as it is shown."""
        front = self._views.currentWidget()
        bottom = self.height() - self.footer.height()
        if isinstance(front, CallsView | IncomingView | KeypadView | NumberSheet):
            bottom = front.mapTo(self, QPoint(0, front.buttons_top())).y()
        self.toasts.place((self.width() - TOAST_PX) // 2, bottom - SHADOW)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._guide_focus(self._front())

    def changeEvent(self, event: QEvent) -> None:
        """Missed calls are seen once the window is looked at."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self.dialer.show_desk(self._desk)

    # ---- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of the keyboard go where those of the pad go; Esc leaves keypad and sheet."""
        front = self._front()
        if event.key() == Qt.Key.Key_Escape and front in (self.keypad, self.sheet):
            self._bring(None)
        elif event.text() and event.text() in KEYS and not event.isAutoRepeat():
            self._type(event.text(), front)
        else:
            super().keyPressEvent(event)

    def _type(self, key: str, front: QWidget) -> None:
        now = current(self._desk)
        if front is self.dialer:
            self.dialer.number.insert(key)
            self.dialer.number.setFocus()
        elif front is not self.sheet and now is not None and now.state in CONNECTED:
            self._bring(self.keypad)
            self.keypad.press(key)

    def answer_by_key(self) -> None:
        call = incoming(self._desk)
        if call is not None:
            self._ui.actions.phone.answer_call(call.call)

    def hang_up_by_key(self) -> None:
        """What is talked on ends, in a conference all of it; a call that rings alone is declined."""
        call = current(self._desk)
        if call is None:
            return
        together = [each for each in connected(self._desk) if each.in_conference] if call.in_conference else [call]
        for each in together:
            self._ui.actions.phone.hang_up_call(each.call)

    def press_tile(self, name: str) -> None:
        """`mute` or `hold`, from whichever view is in front."""
        self.calls.show_desk(self._desk)
        (self.calls.mute if name == "mute" else self.calls.hold).click()

    def transfer_by_key(self) -> None:
        call = current(self._desk)
        if call is not None and call.state in CONNECTED:
            self.sheet.open(self._desk, call)
            self._bring(self.sheet)

    def focus_number(self) -> None:
        if self._front() is self.dialer:
            self.dialer.number.setFocus()
            self.dialer.number.selectAll()
        elif connected(self._desk):
            self._add_call()

    # ---- second calls and transfers -----------------------------------------------------------------------------

    def _add_call(self, number: str = "") -> None:
        self.sheet.open(self._desk, None, number or "")
        self._bring(self.sheet)

    def _dial_second(self, number: str) -> None:
        if self._ui.actions.phone.dial(number):
            self._bring(None)

    def _transfer_blind(self, call: int, number: str) -> None:
        if self._ui.actions.phone.transfer_to(call, number):
            self._bring(None)

    def _consult(self, call: int, number: str) -> None:
        before = self._desk
        if self._ui.actions.phone.dial(number):
            self._consultation = Consultation.begin(call, before)
            self._bring(None)

    def _transfer_between(self, call: int, to_call: int) -> None:
        self._ui.actions.phone.transfer_between(call, to_call)
        self._bring(None)

    def _complete_transfer(self) -> None:
        now = self._consultation
        if now is not None and now.target is not None:
            self._consultation = None
            self._transfer_between(now.call, now.target)

    def _abandon_transfer(self) -> None:
        """Back to who was to be handed on."""
        now, self._consultation = self._consultation, None
        if now is None:
            return
        phone = self._ui.actions.phone
        if now.target is not None:
            phone.hang_up_call(now.target)
        caller: PhoneCall | None = by_id(self._desk, now.call)
        if caller is not None and caller.state is PhoneCallState.HELD:
            phone.resume_call(caller.call)
        self._show_view()

    # ---- the rest -----------------------------------------------------------------------------------------------

    def _take_link(self, desk: Desk) -> None:
        """A number that another program wants dialed: into the field, or as a second call."""
        if not desk.link_number:
            return
        number = desk.link_number
        self._ui.actions.phone.link_taken()
        if connected(desk):
            self._add_call(number)
        else:
            self.dialer.put_number(number)

    def _open_volumes(self, opener: QWidget) -> None:
        if self.volumes.isVisible():
            self.volumes.dismiss()
        else:
            self.volumes.open(opener, self._desk.phone.sound)

    def _open_detail(self, entry: HistoryEntry) -> None:
        detail = CallDetail(self._ui, self.window(), entry)
        detail.call_wanted.connect(self.dialer.call)
        detail.delete_wanted.connect(self._ui.actions.phone.forget_history)

    def _on_notice(self, notice: Notice) -> None:
        if notice.action == "open_settings":
            self.settings_wanted.emit()
        else:
            self._ui.actions.dismiss_notice(notice.key)
