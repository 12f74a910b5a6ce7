"""SIP by PJSIP: the only place that drives pjsua2, and only on the owner thread.

PJSIP runs without threads of its own for signalling (`threadCnt=0`, `mainThreadOnly`): everything happens inside
`libHandleEvents`. Callbacks copy values into events and return; what they call for is done after `libHandleEvents` has returned.
References to calls are kept until PJSIP has said DISCONNECTED, and everything is gone before `libDestroy`.
"""

import gc
import itertools
import logging
import time
from typing import Any

import pjsua2 as pj

from bluebean_client.domain.phone import Account
from bluebean_client.phone import sip_config
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.pcm_port import CapturePort, PlaybackPort, pointers_work
from bluebean_client.phone.doorbell import Doorbell
from bluebean_client.phone.sip_line import SipLine
from bluebean_client.phone.sip_objects import CallChanged, SipAccount, SipCall
from bluebean_client.phone.sip_port import SipEvent, SipRefused, TransportLost

TEARDOWN_SECONDS = 0.5

_log = logging.getLogger(__name__)


class _LogBridge(pj.LogWriter):  # type: ignore[misc]
    """PJSIP's own log, into ours."""

    def write(self, entry: Any) -> None:
        _log.info("pjsip: %s", entry.msg.rstrip())


class _Endpoint(pj.Endpoint):  # type: ignore[misc]
    """Counts the connections that were lost."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_connections = 0

    def onTransportState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        if prm.state == pj.PJSIP_TP_STATE_DISCONNECTED:
            self.lost_connections += 1


class PjsipStack:
    """Implements `SipStack`."""

    def __init__(self, capture: PcmFifo, playback: PcmFifo, user_agent: str) -> None:
        self._posted: list[SipEvent | CallChanged] = []
        self._numbers = itertools.count(1)
        self._calls: dict[int, SipCall] = {}
        self._clock_runs = False
        self._log_bridge = _LogBridge()
        self._endpoint = _Endpoint()
        self._endpoint.libCreate()
        self._endpoint.libInit(sip_config.endpoint(user_agent, self._log_bridge))
        # WORKAROUND pjsua2-python 2.15.1: its OpenSSL 1.0.2 knows no MD5 until somebody initialises it, and every password is
        # refused with PJ_ENOTSUP. Asking for ciphers initialises it.
        self._endpoint.utilSslGetAvailableCiphers()
        self._devices = self._endpoint.audDevManager()
        self._devices.setNoDev()
        self._endpoint.libStart()
        doorbell = self._endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, sip_config.transport("127.0.0.1"))
        self._doorbell = Doorbell(self._endpoint.transportGetInfo(doorbell).localAddress)
        sip_config.order_codecs(self._endpoint)
        self._line = SipLine(self._endpoint, lambda: SipAccount(self._posted.append, self._numbers, self._calls))
        by_pointer = pointers_work()
        if not by_pointer:
            _log.warning("frames cannot be copied by pointer here, the slow way is taken")
        self._capture = CapturePort(capture, by_pointer=by_pointer)
        self._playback = PlaybackPort(playback, by_pointer=by_pointer)

    # -- events

    def poll(self, seconds: float) -> list[SipEvent]:
        self._endpoint.libHandleEvents(int(seconds * 1000))
        posted = self._posted[:]
        self._posted.clear()
        told: list[SipEvent] = []
        for event in posted:
            told += self._follow(event) if isinstance(event, CallChanged) else [event]
        if self._endpoint.lost_connections:
            self._endpoint.lost_connections = 0
            told.append(TransportLost())
        return told

    def wake(self) -> None:
        self._doorbell.ring()

    def _follow(self, change: CallChanged) -> list[SipEvent]:
        call = self._calls.get(change.call)
        if call is None:
            return []
        if change.gone:
            del self._calls[change.call]
        elif change.media:
            self._connect_sound(call)
        self._run_clock_as_needed()
        return [change.event] if change.event is not None else []

    # -- the line

    def use_account(self, account: Account | None, address: str) -> None:
        self._line.use_account(account, address)

    def register(self) -> None:
        self._line.register()

    # -- calls

    def dial(self, number: str) -> int:
        account = self._line.account
        if len(self._calls) >= sip_config.CALLS_MAX:
            raise SipRefused("too_many_calls", f"{sip_config.CALLS_MAX} calls at once are the limit")
        call = SipCall(account, pj.PJSUA_INVALID_ID, self._posted.append, next(self._numbers))
        try:
            call.makeCall(self._line.uri(number), sip_config.call_options())
        except pj.Error as problem:
            raise SipRefused("refused", str(problem.reason)) from problem
        self._calls[call.number] = call
        return call.number

    def ring(self, call: int) -> None:
        self._answer(call, pj.PJSIP_SC_RINGING)

    def answer(self, call: int) -> None:
        self._answer(call, pj.PJSIP_SC_OK)

    def _answer(self, number: int, code: int) -> None:
        call = self._live(number)
        if call is None:
            return
        try:
            call.answer(sip_config.call_options(code))
        except pj.Error as problem:
            _log.warning("call %s could not be answered with %s: %s", number, code, problem.reason)

    def hang_up(self, call: int, code: int) -> None:
        found = self._live(call)
        if found is None:
            return
        try:
            found.hangup(sip_config.call_options(code))
        except pj.Error as problem:
            _log.warning("call %s could not be hung up: %s", call, problem.reason)

    def mute(self, call: int, on: bool) -> None:
        found = self._live(call)
        if found is not None:
            found.muted = on
            self._connect_sound(found)

    def send_dtmf(self, call: int, digits: str) -> None:
        found = self._live(call)
        if found is None:
            return
        try:
            found.dialDtmf(digits)
        except pj.Error as problem:
            raise SipRefused("refused", str(problem.reason)) from problem

    def packets_received(self, call: int) -> int | None:
        found = self._live(call)
        if found is None or found.audio_index is None:
            return None
        try:
            statistics = found.getStreamStat(found.audio_index)
            return int(statistics.rtcp.rxStat.pkt)
        except pj.Error:
            return None

    def probe(self, call: int) -> None:
        found = self._live(call)
        if found is None:
            return
        request = pj.CallSendRequestParam()
        request.method = "OPTIONS"
        try:
            found.sendRequest(request)
        except pj.Error as problem:
            _log.warning("call %s could not be asked after: %s", call, problem.reason)

    def _live(self, number: int) -> SipCall | None:
        call = self._calls.get(number)
        return None if call is None or call.over else call

    # -- sound

    def _connect_sound(self, call: SipCall) -> None:
        if call.audio_index is None:
            return
        try:
            media = call.getAudioMedia(call.audio_index)
            media.startTransmit(self._playback)
            if call.muted:
                self._capture.stopTransmit(media)
            else:
                self._capture.startTransmit(media)
        except pj.Error as problem:
            _log.warning("call %s stays without sound: %s", call.number, problem.reason)

    def _run_clock_as_needed(self) -> None:
        """PJSIP's mixer needs a clock while there is sound; without calls it would only cost power."""
        needed = any(call.audio_index is not None for call in self._calls.values())
        if needed and not self._clock_runs:
            self._devices.setNullDev()
        elif self._clock_runs and not needed:
            self._devices.setNoDev()
        self._clock_runs = needed

    # -- the end

    def close(self) -> None:
        """Hang up, unregister, let PJSIP go; in this order, or it aborts the process."""
        for number in list(self._calls):
            self.hang_up(number, 0)
        self._line.unregister()
        until = time.monotonic() + TEARDOWN_SECONDS
        while time.monotonic() < until and (self._calls or self._line.waiting):
            self.poll(0.02)
        self._devices.setNoDev()
        self._calls.clear()
        self._posted.clear()
        self._line.close()
        del self._capture, self._playback, self._devices, self._line
        self._doorbell.close()
        gc.collect()
        self._endpoint.libDestroy(pj.PJSUA_DESTROY_NO_NETWORK)
        del self._endpoint
        gc.collect()
