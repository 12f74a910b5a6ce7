"""Calls by PJSIP: dial, answer, hold, hand on, and what is told of them; on the owner thread."""

import logging
import random
import re
import time
from collections.abc import Callable, Collection
from typing import Any

import pjsua2 as pj

from bluebean_client.domain.phone import DtmfMethod
from bluebean_client.phone.sip import config as sip_config
from bluebean_client.phone.sip.call_port import CallEvent, CallFollows, CallGone, CallMedia, SipRefused, StreamCounters
from bluebean_client.phone.sip.line import SipLine
from bluebean_client.phone.sip.mixer import Mixer
from bluebean_client.phone.sip.objects import CallChanged, CallRegister, SipCall

OFFER_AGAIN_SECONDS = 0.5
GLARE_SECONDS = 2.1, 4.0
"""How long to wait after 491, by chance in between: RFC 3261 §14.1, for whose Call-ID it is."""

REQUEST_PENDING = 491
RENEWALS = 3
RENEW_AGAIN_SECONDS = 2.0

_SRTP_ACTIVE = re.compile(r"SRTP status: Active", re.IGNORECASE)

_log = logging.getLogger(__name__)


class PjsipCalls:
    """Implements `SipCalls`."""

    def __init__(self, register: CallRegister, line: SipLine, mixer: Mixer) -> None:
        self._register, self._line, self._mixer = register, line, mixer
        self._talking: frozenset[int] = frozenset()

    @property
    def sounding(self) -> bool:
        """Whether any call has a stream."""
        return any(call.audio_index is not None for call in self._register.calls.values())

    # -- what happens

    def follow(self, change: CallChanged) -> list[CallEvent]:
        """Do what a call's news calls for, and say what is to be told on."""
        call = self._register.calls.get(change.call)
        if call is None:
            return []
        told: list[CallEvent] = [change.event] if change.event is not None else []
        if change.gone:
            del self._register.calls[change.call]
            self._mixer.forget(change.call)
        elif change.media:
            self._mixer.forget(change.call)
            told.append(self._media(call))
        elif change.offer_answered:
            self._offer_answered(call, change.offer_answered)
        elif isinstance(change.event, CallFollows):
            told += self._unless_under_way(change.event.new_call)
        self._mix()
        return told

    def settle(self) -> None:
        """Send what could not be sent before."""
        for call in list(self._register.calls.values()):
            self._offer(call)

    def _media(self, call: SipCall) -> CallMedia:
        codec, encrypted = "", False
        if call.audio_index is not None:
            try:
                media = call.getStreamInfo(call.audio_index)
                codec, encrypted = f"{media.codecName}/{media.codecClockRate}", _encrypted(call)
            except pj.Error as problem:
                _log.warning("call %s does not tell its media: %s", call.number, problem.reason)
        return CallMedia(call.number, call.held_by_far, codec, encrypted)

    def _unless_under_way(self, number: int) -> list[CallEvent]:
        """The call that PJSIP was to make for a REFER; it says nothing of one that it could not make."""
        call = self._register.live(number)
        if call is None or call.getId() != pj.PJSUA_INVALID_ID:
            return []
        del self._register.calls[number]
        return [CallGone(number, pj.PJSIP_SC_INTERNAL_SERVER_ERROR)]

    # -- beginning and end

    def dial(self, number: str) -> int:
        account = self._line.account
        if len(self._register.calls) >= sip_config.CALLS_MAX:
            raise SipRefused("too_many_calls", f"{sip_config.CALLS_MAX} calls at once are the limit")
        call = self._register.new(account)
        try:
            call.makeCall(self._line.uri(number), sip_config.call_options())
        except pj.Error as problem:
            del self._register.calls[call.number]
            raise SipRefused("refused", str(problem.reason)) from problem
        return call.number

    def ring(self, call: int) -> None:
        self._try(call, lambda found: found.answer(sip_config.call_options(pj.PJSIP_SC_RINGING)))

    def answer(self, call: int) -> None:
        self._try(call, lambda found: found.answer(sip_config.call_options(pj.PJSIP_SC_OK)))

    def hang_up(self, call: int, code: int) -> None:
        self._try(call, lambda found: found.hangup(sip_config.call_options(code)))

    def probe(self, call: int) -> None:
        request = pj.CallSendRequestParam()
        request.method = "OPTIONS"
        self._try(call, lambda found: found.sendRequest(request))

    # -- hold

    def hold(self, call: int, on: bool) -> None:
        found = self._register.live(call)
        if found is not None:
            found.hold_wanted = on
            self._offer(found)

    def _offer(self, call: SipCall) -> None:
        """One re-INVITE at a time, and none while the far side's is under way."""
        if call.over or call.offering or time.monotonic() < call.offer_at:
            return
        if call.hold_wanted == call.hold_offered and not call.renewals_left:
            return
        options = sip_config.call_options()
        options.opt.flag |= _renewal_flags(call)
        try:
            if call.hold_wanted and not call.hold_offered:
                call.setHold(options)
            else:
                options.opt.flag |= 0 if call.hold_wanted else pj.PJSUA_CALL_UNHOLD
                call.reinvite(options)
        except pj.Error as problem:
            _log.info("call %s cannot be held or resumed just now: %s", call.number, problem.reason)
            call.offer_at = time.monotonic() + OFFER_AGAIN_SECONDS
        else:
            call.offering, call.hold_offered = True, call.hold_wanted

    def _offer_answered(self, call: SipCall, code: int) -> None:
        call.offering = False
        failed = code >= pj.PJSIP_SC_MULTIPLE_CHOICES
        call.renewals_left = max(0, call.renewals_left - 1) if failed else 0
        if failed:
            call.offer_at = time.monotonic() + RENEW_AGAIN_SECONDS
        if code == REQUEST_PENDING:
            call.hold_offered = not call.hold_offered
            call.offer_at = time.monotonic() + random.uniform(*GLARE_SECONDS)  # noqa: S311 - no secret
        self._offer(call)

    # -- another network or connection

    def drop_ringing(self) -> None:
        for call in list(self._register.calls.values()):
            if call.rings:
                self.hang_up(call.number, pj.PJSIP_SC_TEMPORARILY_UNAVAILABLE)

    def renew(self, *, moved: bool) -> None:
        for call in self._register.calls.values():
            if call.connected:
                call.renewals_left, call.moved = RENEWALS, moved
                self._offer(call)

    # -- sound

    def talk_with(self, calls: Collection[int]) -> None:
        self._talking = frozenset(calls)
        self._mix()

    def mute(self, call: int, on: bool) -> None:
        found = self._register.live(call)
        if found is not None:
            found.muted = on
            self._mix()

    def _mix(self) -> None:
        self._mixer.follow(self._register.calls.values(), self._talking)

    def send_dtmf(self, call: int, digits: str) -> None:
        info = self._line.dtmf is DtmfMethod.INFO or not self._takes_telephone_events(call)
        order = pj.CallSendDtmfParam()
        order.digits = digits
        order.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if info else pj.PJSUA_DTMF_METHOD_RFC2833
        self._ask(call, lambda found: found.sendDtmf(order))

    def _takes_telephone_events(self, call: int) -> bool:
        """Whether the far side has agreed to digits among the voice (RFC 4733); if it has not, INFO is the only other way."""
        found = self._register.live(call)
        if found is None or found.audio_index is None:
            return True
        try:
            return bool(found.getStreamInfo(found.audio_index).audTxEventPt >= 0)
        except pj.Error:
            return True

    def counters(self, call: int) -> StreamCounters | None:
        found = self._register.live(call)
        if found is None or found.audio_index is None:
            return None
        try:
            statistics = found.getStreamStat(found.audio_index).rtcp
            received = statistics.rxStat
            return StreamCounters(
                packets=received.pkt,
                lost=received.loss,
                jitter_ms=received.jitterUsec.last / 1000,
                round_trip_ms=statistics.rttUsec.last / 1000,
            )
        except pj.Error:
            return None

    # -- handing on

    def transfer(self, call: int, target: str) -> None:
        self._ask(call, lambda found: found.xfer(self._line.uri(target), pj.CallOpParam(True)))

    def transfer_between(self, call: int, to_call: int) -> None:
        other = self._register.live(to_call)
        if other is not None:
            self._ask(call, lambda found: found.xferReplaces(other, pj.CallOpParam(True)))

    # -- common

    def _try(self, number: int, action: Callable[[SipCall], Any]) -> None:
        try:
            self._ask(number, action)
        except SipRefused as refusal:
            _log.warning("call %s: %s", number, refusal)

    def _ask(self, number: int, action: Callable[[SipCall], Any]) -> None:
        call = self._register.live(number)
        if call is None:
            return
        try:
            action(call)
        except pj.Error as problem:
            raise SipRefused("refused", str(problem.reason)) from problem


def _renewal_flags(call: SipCall) -> int:
    if not call.renewals_left:
        return 0
    media = pj.PJSUA_CALL_REINIT_MEDIA if call.moved else 0
    return int(pj.PJSUA_CALL_UPDATE_CONTACT | pj.PJSUA_CALL_UPDATE_VIA | media)


def _encrypted(call: SipCall) -> bool:
    # WORKAROUND pjsua2 2.15.1: nothing but the dump for people tells whether SRTP is in use; with optional SRTP the profile of the
    # stream stays RTP/AVP.
    return _SRTP_ACTIVE.search(call.dump(True, "")) is not None
