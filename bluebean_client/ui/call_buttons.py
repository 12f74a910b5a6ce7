"""The buttons of the call and of help: what they say, when they can be pressed and what they do is the same in every bar."""

from PySide6.QtCore import QObject, Signal

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.ui.blinker import Blinker
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import can_mute, current_call, direct_call, phone_call, refusal, refusal_words
from bluebean_client.ui.widgets.painted import BarButton
from server.protocol.types import CallState, Command, UsageMode


class CallButtons(QObject):
    """`slim` ones are icons only. Signals: `help_wanted()`, for its dialog: a press never requests by itself; `transfer_wanted()`."""

    help_wanted = Signal()
    transfer_wanted = Signal()

    def __init__(self, ui: UiContext, blinker: Blinker, *, slim: bool = False) -> None:
        super().__init__()
        self._ui, self._blinker, self._slim = ui, blinker, slim
        self._blinks = False
        self.hold = self._made((self.tr("Hold"), self.tr("Resume")), "pause", "hold_button")
        self.mute = self._made((self.tr("Mute"), self.tr("Unmute")), "mic", "mute_button")
        self.transfer = self._made((self.tr("Transfer"),), "transfer", "transfer_button")
        self.hang_up = self._made((self.tr("Hang up"),), "hang-up", "hang_up_button")
        self.help = self._made((self.tr("Help"), self.tr("Requested")), "lifebuoy", "help_button")
        self.hold.clicked.connect(lambda: ui.slots.start(ui.actions.toggle_hold()))
        self.mute.clicked.connect(ui.actions.toggle_mute)
        self.transfer.clicked.connect(self.transfer_wanted)
        self.hang_up.clicked.connect(lambda: ui.slots.start(ui.actions.hang_up()))
        self.help.clicked.connect(self.help_wanted)
        blinker.beat.connect(self._on_beat)

    def _made(self, words: tuple[str, ...], icon: str, name: str) -> BarButton:
        return BarButton(self._ui.theme, words, icon, name, slim=self._slim)

    def show_desk(self, desk: Desk) -> None:
        self._show_call(desk)
        self._show_mute(desk)
        self._show_transfer(desk)
        self._show_help(desk)

    def _show_call(self, desk: Desk) -> None:
        call, direct = current_call(desk), direct_call(desk)
        talked = call is not None and call.state is not CallState.OFFERED
        held = direct.state is PhoneCallState.HELD if direct else call is not None and call.state is CallState.HELD
        hold_command = Command.RESUME if held else Command.HOLD
        self.hold.show_word(self.tr("Resume") if held else self.tr("Hold"), "play" if held else "pause")
        self.hold.show_tone(Tone.WAIT if held and self._slim else None)
        for made, command, key in ((self.hold, hold_command, "F3"), (self.hang_up, Command.HANG_UP, "Shift+F2")):
            made.setEnabled(refusal(desk, command) is None and made.objectName() not in desk.busy)
            made.setToolTip(refusal_words(desk, command) or f"{made.text()}  {key}")
        self.hang_up.show_filled(talked or direct is not None)

    def _show_transfer(self, desk: Desk) -> None:
        """While a target is talked with it hands over, as the dialog's own button does."""
        call = current_call(desk)
        consults = call is not None and call.consultation is not None
        command = Command.COMPLETE_TRANSFER if consults else Command.TRANSFER
        allowed = direct_call(desk) is None and refusal(desk, command) is None
        self.transfer.setVisible("transfer" in desk.capabilities)
        self.transfer.setEnabled(allowed and self.transfer.objectName() not in desk.busy)
        words = refusal_words(desk, command) or f"{self.transfer.text()}  F4"
        direct = self.tr("This call came to the phone itself. Transfer it in the phone panel (Alt+8).")
        self.transfer.setToolTip(words if direct_call(desk) is None else direct)

    def _show_mute(self, desk: Desk) -> None:
        engine_call = phone_call(desk)
        muted = engine_call is not None and engine_call.muted
        self.mute.show_word(self.tr("Unmute") if muted else self.tr("Mute"), "mic-off" if muted else "mic")
        self.mute.setAccessibleName(self.tr("Unmute the microphone") if muted else self.tr("Mute"))
        self.mute.setEnabled(can_mute(desk))
        key = f"{self.mute.text()}  Ctrl+Shift+X"
        self.mute.setToolTip(key if can_mute(desk) else self._mute_words(desk))

    def _mute_words(self, desk: Desk) -> str:
        if desk.mode is UsageMode.OPERATOR:
            return self.tr("You talk on a hard phone: mute there.")
        return self.tr("There is no call to mute.")

    # ---- help ----------------------------------------------------------------------------------------------------

    def _show_help(self, desk: Desk) -> None:
        """Red while requested; it blinks until somebody has taken the request up."""
        request = desk.live.me.help if desk.live else None
        asked_of_me = bool(desk.live and any(one.taken_by is None for one in desk.live.help_requests))
        self.help.setVisible("help" in desk.capabilities)
        self.help.setEnabled(desk.live is not None and self.help.objectName() not in desk.busy)
        self.help.show_word(self.tr("Requested") if request else self.tr("Help"), "lifebuoy")
        self.help.show_alarm(request is not None or (asked_of_me and self._slim))
        self.help.setToolTip(f"{self.help.text()}  F1")
        self._blinks = (request is not None and request.taken_by is None) or (asked_of_me and self._slim)
        self.help.show_marked(self._blinks and self._blinker.still)
        self._blinker.want(f"help {id(self)}", self._blinks)

    def _on_beat(self, lit: bool) -> None:
        self.help.show_lit(lit and self._blinks)
