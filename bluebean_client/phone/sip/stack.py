"""SIP by PJSIP: the only place that drives pjsua2, and only on the owner thread.

PJSIP runs without threads of its own for signalling (`threadCnt=0`, `mainThreadOnly`): everything happens inside
`libHandleEvents`. Callbacks copy values into events and return; what they call for is done after `libHandleEvents` has returned.
References to calls are kept until PJSIP has said DISCONNECTED, and everything is gone before `libDestroy`.
"""

import gc
import logging
import time
from dataclasses import replace
from typing import Any

import pjsua2 as pj

from bluebean_client.domain.phone import Account
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.pcm_port import CapturePort, PlaybackPort, pointers_work
from bluebean_client.phone.sip import config as sip_config
from bluebean_client.phone.sip.calls import PjsipCalls
from bluebean_client.phone.sip.doorbell import Doorbell
from bluebean_client.phone.sip.gate_port import MakeGate
from bluebean_client.phone.sip.line import SipLine
from bluebean_client.phone.sip.mixer import Mixer
from bluebean_client.phone.sip.objects import CallChanged, CallRegister, SipAccount, guarded
from bluebean_client.phone.sip.offer_guard import OfferGuard
from bluebean_client.phone.sip.port import RegistrationAnswered, SipEvent

TEARDOWN_SECONDS = 0.5

_log = logging.getLogger(__name__)


class _LogBridge(pj.LogWriter):  # type: ignore[misc]
    """PJSIP's own log, into ours."""

    def write(self, entry: Any) -> None:
        _log.info("pjsip: %s", entry.msg.rstrip())


class _Endpoint(pj.Endpoint):  # type: ignore[misc]
    """Counts the connections that were lost, and lets no flood of offers in."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_connections = 0
        self.dump: Any = None
        self._guard = OfferGuard()

    def onTransportState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        if prm.state == pj.PJSIP_TP_STATE_DISCONNECTED:
            self.lost_connections += 1

    @guarded
    def onSelectAccount(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        """What the guard does not admit is for an account that opens no sockets; PJSIP refuses (500) what that does not handle."""
        message = prm.rdata.wholeMsg
        if self.dump is not None and message.startswith("INVITE") and not self._guard.admits(message, time.monotonic()):
            _log.warning("an INVITE from %s asks for too much", prm.rdata.srcAddress)
            prm.accountIndex = self.dump.getId()


class PjsipStack:
    """Implements `SipStack`."""

    def __init__(self, capture: PcmFifo, playback: PcmFifo, user_agent: str, make_gate: MakeGate) -> None:
        self._posted: list[SipEvent | CallChanged] = []
        self._register = CallRegister(self._posted.append)
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
        self._endpoint.dump = pj.Account()
        self._endpoint.dump.create(sip_config.dump_account())
        self._line = SipLine(self._endpoint, lambda: SipAccount(self._register), make_gate)
        by_pointer = pointers_work()
        if not by_pointer:
            _log.warning("frames cannot be copied by pointer here, the slow way is taken")
        self._mixer = Mixer(CapturePort(capture, by_pointer=by_pointer), PlaybackPort(playback, by_pointer=by_pointer))
        self.calls = PjsipCalls(self._register, self._line, self._mixer)

    # -- events

    def poll(self, seconds: float) -> list[SipEvent]:
        self._endpoint.libHandleEvents(int(seconds * 1000))
        posted = self._posted[:]
        self._posted.clear()
        told: list[SipEvent] = []
        for event in posted:
            told += self.calls.follow(event) if isinstance(event, CallChanged) else [self._with_fault(event)]
        self.calls.settle()
        self._run_clock_as_needed()
        if self._endpoint.lost_connections:
            self._endpoint.lost_connections = 0
            lost = self._line.connection_gone()
            told += [lost] if lost is not None else []
        return told

    def wake(self) -> None:
        self._doorbell.ring()

    # -- the line

    def use_account(self, account: Account | None, address: str) -> None:
        self._line.use_account(account, address)

    def register(self) -> None:
        self._line.register()

    def own_address(self) -> str | None:
        return self._line.own_address()

    def move(self) -> None:
        self._line.move()

    def _with_fault(self, event: SipEvent) -> SipEvent:
        """PJSIP says of a connection that failed no more than 503."""
        fault = self._line.fault
        if not isinstance(event, RegistrationAnswered) or event.from_server or fault is None:
            return event
        return replace(event, fault=fault.reason, detail=fault.detail)

    def _run_clock_as_needed(self) -> None:
        """PJSIP's mixer needs a clock while there is sound; without calls it would only cost power."""
        needed = self.calls.sounding
        if needed and not self._clock_runs:
            self._devices.setNullDev()
        elif self._clock_runs and not needed:
            self._devices.setNoDev()
        self._clock_runs = needed

    # -- the end

    def close(self) -> None:
        """Hang up, unregister, let PJSIP go; in this order, or it aborts the process."""
        for number in list(self._register.calls):
            self.calls.hang_up(number, 0)
        self._line.unregister()
        until = time.monotonic() + TEARDOWN_SECONDS
        while time.monotonic() < until and (self._register.calls or self._line.waiting):
            self.poll(0.02)
        self._devices.setNoDev()
        self._register.calls.clear()
        self._posted.clear()
        self._line.close()
        self._endpoint.dump.shutdown()
        self._endpoint.dump = None
        self._mixer.close()
        del self.calls, self._register, self._devices, self._line
        self._doorbell.close()
        gc.collect()
        self._endpoint.libDestroy(pj.PJSUA_DESTROY_NO_NETWORK)
        del self._endpoint
        gc.collect()
