"""The engine itself: obeys the window's orders, hears the SIP stack, and knows the one state that windows are shown."""

import logging
from collections.abc import Callable
from dataclasses import replace

from bluebean_client.domain.phone import AudioDevices, EngineState, Registration, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import (
    Answer,
    AskHistory,
    Chime,
    ChooseSound,
    Dial,
    DoNotDisturb,
    ForgetHistory,
    HangUp,
    Hold,
    Join,
    Keep,
    Mute,
    Order,
    OrderFailed,
    Quit,
    RegisterNow,
    Resume,
    SeeMissed,
    SendDtmf,
    TestSound,
    TransferBetween,
    TransferTo,
    UseAccount,
    UseHeadset,
    WatchLevels,
)
from bluebean_client.phone.audio.port import Cue, Sound
from bluebean_client.phone.calls.book import CallBook, NoSuchCall
from bluebean_client.phone.headset import rules
from bluebean_client.phone.headset.port import Button, Headset
from bluebean_client.phone.history.port import History, HistoryBusy
from bluebean_client.phone.line.network_watch import NetworkWatch
from bluebean_client.phone.line.registrar import Registrar, ResolveHost
from bluebean_client.phone.line.resolver import Resolution
from bluebean_client.phone.sip import call_port
from bluebean_client.phone.sip import port as sip_port
from bluebean_client.phone.sip.call_port import CallEvent, SipRefused
from bluebean_client.phone.sip.headers import dialable, dtmf_digits
from bluebean_client.phone.sip.port import SipEvent, SipStack

BLOB_BYTES_MAX = 64 * 1024
LINE_CHECK_SECONDS = 4.0

_log = logging.getLogger(__name__)


class Engine:
    """Everything here runs on the owner thread; times are monotonic seconds."""

    def __init__(
        self,
        stack: SipStack,
        sound: Sound,
        history: History,
        headset: Headset,
        resolve: ResolveHost,
        unix_time: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._sound, self._history = sound, history
        self._calls = CallBook(stack.calls, sound, unix_time)
        self._registrar = Registrar(stack, resolve, chance)
        self._devices = AudioDevices()
        self._sound_settings, self._sound_test = SoundSettings(), SoundTest.NONE
        self._do_not_disturb = False
        self._missed = self._history_revision = 0
        self._headset, self._headset_name = headset, ""
        self._sip_calls = stack.calls
        self._stack = stack
        self._network = NetworkWatch(stack.own_address, unix_time)
        self._calls_stale = self._moved = False
        self._next_line_check = 0.0
        self.blob = b""
        self.quitting = False

    @property
    def state(self) -> EngineState:
        registrar = self._registrar
        return EngineState(
            registration=registrar.state,
            reason=registrar.reason,
            sip_code=registrar.sip_code,
            detail=registrar.detail,
            calls=self._calls.views,
            devices=self._devices,
            sound=self._sound_settings,
            sound_test=self._sound_test,
            missed=self._missed,
            history_revision=self._history_revision,
            do_not_disturb=self._do_not_disturb,
            headset=self._headset_name,
        )

    @property
    def in_call(self) -> bool:
        return self._calls.alive

    def obey(self, order: Order, now: float) -> OrderFailed | None:
        """Carry the order out, or say why not; nothing is half-done then."""
        tag = str(order.__struct_config__.tag)
        try:
            self._obey(order, now)
        except NoSuchCall as missing:
            return OrderFailed(tag, "no_such_call", str(missing))
        except SipRefused as refusal:
            return OrderFailed(tag, refusal.reason, refusal.detail)
        except HistoryBusy:
            return OrderFailed(tag, "refused", "the history is busy")
        return None

    def _obey(self, order: Order, now: float) -> None:
        match order:
            case UseAccount(account):
                self._network.forget()
                self._registrar.use(account, now)
            case RegisterNow():
                self._registrar.register_now(now)
            case ChooseSound(sound):
                self._sound_settings = sound
                self._sound.choose(sound)
            case TestSound(test):
                if self._calls.alive and test is not SoundTest.NONE:
                    raise SipRefused("in_call")
                self._sound.test(test)
            case WatchLevels(on):
                self._sound.watch_levels(on)
            case Chime():
                self._sound.cue(Cue.CHIME)
            case AskHistory() | ForgetHistory() | SeeMissed():
                self._history.obey(order)
            case UseHeadset(on):
                self._headset.use(on)
            case Keep(blob):
                if len(blob) > BLOB_BYTES_MAX:
                    raise SipRefused("refused", f"at most {BLOB_BYTES_MAX} bytes are kept")
                self.blob = blob
            case Quit():
                self._calls.hang_up_all(now)
                self.quitting = True
            case DoNotDisturb(on):
                self._do_not_disturb = on
            case _:
                self._obey_for_call(order, now)

    def _obey_for_call(self, order: Order, now: float) -> None:
        calls = self._calls
        match order:
            case Dial(number):
                calls.dial(_valid(dialable(number), "bad_number"), now)
            case Answer(call):
                calls.answer(call, now)
            case HangUp(call):
                calls.hang_up(call, now)
            case Mute(call, on):
                calls.mute(call, on)
            case SendDtmf(call, digits):
                calls.send_dtmf(call, _valid(dtmf_digits(digits), "refused"))
            case Hold(call):
                calls.hold(call, now)
            case Resume(call):
                calls.resume(call, now)
            case Join():
                calls.join(now)
            case TransferTo(call, target):
                calls.transfer_to(call, _valid(dialable(target), "bad_number"), now)
            case TransferBetween(call, to_call):
                calls.transfer_between(call, to_call)

    def hear(self, event: SipEvent, now: float) -> None:
        match event:
            case sip_port.RegistrationAnswered():
                self._registrar.answered(event, now)
                if self._registrar.state is Registration.REGISTERED:
                    self._renew_calls()
                    self._calls.ask_after_silent_calls(now)
            case sip_port.TransportLost(planned):
                self._sip_calls.drop_ringing()
                self._calls_stale = True
                if not planned:
                    self._registrar.transport_lost(now)
            case _:
                self._hear_of_call(event, now)

    def _hear_of_call(self, event: CallEvent, now: float) -> None:
        calls = self._calls
        match event:
            case call_port.IncomingCall():
                trusted = event.source != "" and event.source == self._registrar.server
                auto_answer = event.wants_auto_answer and trusted
                known = event if trusted else replace(event, server_call_id="")  # anybody can write that header
                calls.incoming(known, now, auto_answer=auto_answer, do_not_disturb=self._do_not_disturb)
            case call_port.CallRinging(call, early_media):
                calls.ringing(call, now, early_media=early_media)
            case call_port.CallConnected(call):
                calls.connected(call, now)
            case call_port.CallMedia():
                calls.media(event)
            case call_port.CallGone():
                calls.gone(event, now)
            case call_port.ProbeAnswered(call, code):
                calls.probe_answered(call, code, now)
            case call_port.TransferAnswered(call, code):
                calls.transfer_answered(call, code, now)
            case call_port.CallFollows():
                calls.follows(event, now)

    def devices_changed(self, devices: AudioDevices) -> None:
        self._devices = devices
        self._headset.prefer((devices.speaker_in_use, devices.microphone_in_use))

    def headset_found(self, name: str) -> None:
        """Empty when it is gone."""
        self._headset_name = name

    def headset_pressed(self, button: Button, now: float) -> None:
        for order in rules.orders_for(button, self._calls.views):
            failure = self.obey(order, now)
            _log.info("headset %s: %r %s", button.name.lower(), order, failure or "")

    def sound_tested(self, test: SoundTest) -> None:
        """Which test runs now; each ends by itself."""
        self._sound_test = test

    def window_left(self) -> None:
        """Nobody looks at the levels any more: the microphone must not stay open for them."""
        self._sound.watch_levels(False)
        self._sound.test(SoundTest.NONE)

    def history_changed(self, missed: int, revision: int) -> None:
        self._missed, self._history_revision = missed, revision

    def host_resolved(self, found: Resolution, now: float) -> None:
        self._registrar.resolved(found, now)

    def _watch_network(self, now: float) -> None:
        away = self._network.away
        if self._network.look(now):
            self._stack.move()
            self._calls_stale = self._moved = True
            self._registrar.network_changed(now)
        elif self._network.away and not away:
            self._registrar.check_line(now)

    def _renew_calls(self) -> None:
        """Only now, with the registrar answering, do the far sides have a chance to hear of it."""
        if self._calls_stale:
            self._sip_calls.renew(moved=self._moved)
        self._calls_stale = self._moved = False

    def tick(self, now: float) -> None:
        """The line and the calls come first: a fault in what is beside them must not keep them waiting."""
        self._watch_network(now)
        self._registrar.tick(now)
        if self._calls.tick(now) and now >= self._next_line_check:
            self._next_line_check = now + LINE_CHECK_SECONDS
            self._registrar.check_line(now)
            if self._registrar.state is not Registration.REGISTERED:
                # There may be no registrar to ask, as with calls from one phone to another.
                self._calls.ask_after_silent_calls(now)
        self._history.follow(self._calls.views)
        self._headset.show(rules.lamps_of(self._calls.views))


def _valid(value: str | None, reason: str) -> str:
    if value is None:
        raise SipRefused(reason)
    return value
