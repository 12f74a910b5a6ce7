"""PJSIP's account and call with our callbacks: each copies values, posts one event and returns.

An exception that leaves a callback would stay in `sys.last_traceback`, hold the call for ever and abort the process at its end:
every callback is guarded.
"""

import functools
import ipaddress
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pjsua2 as pj

from bluebean_client.phone.sip import headers as sip_headers
from bluebean_client.phone.sip import sdp
from bluebean_client.phone.sip.call_port import (
    CallConnected,
    CallEvent,
    CallFollows,
    CallGone,
    CallRinging,
    IncomingCall,
    ProbeAnswered,
    TransferAnswered,
)
from bluebean_client.phone.sip.config import CALLS_MAX
from bluebean_client.phone.sip.offer_guard import STREAMS_MAX
from bluebean_client.phone.sip.port import RegistrationAnswered, SipEvent

AGREED = frozenset({pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_LOCAL_HOLD, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD})
"""Voice that both sides have agreed on, whichever way it flows, if at all."""

TEXT_MAX = 128
"""Of what a stranger may put on the screen."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CallChanged:
    """A call's news for the stack: what to tell on, whether its media changed, how its re-INVITE ended, whether it is over."""

    call: int
    event: CallEvent | None = None
    media: bool = False
    offer_answered: int = 0
    gone: bool = False


Post = Callable[[SipEvent | CallChanged], None]


def guarded(callback: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(callback)
    def safe(self: Any, parameter: Any) -> None:
        try:
            callback(self, parameter)
        except Exception:
            _log.exception("in %s", callback.__name__)

    return safe


class CallRegister:
    """Every call that PJSIP has, by the engine's number. Kept until PJSIP has said DISCONNECTED: it must not go earlier."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.calls: dict[int, SipCall] = {}
        self._numbers = itertools.count(1)

    def make(self, account: "SipAccount", pjsip_id: int = pj.PJSUA_INVALID_ID) -> "SipCall":
        """One that PJSIP may yet refuse: who makes it keeps it."""
        return SipCall(account, pjsip_id, self, next(self._numbers))

    def new(self, account: "SipAccount", pjsip_id: int = pj.PJSUA_INVALID_ID) -> "SipCall":
        call = self.make(account, pjsip_id)
        self.calls[call.number] = call
        return call

    def live(self, number: int) -> "SipCall | None":
        call = self.calls.get(number)
        return None if call is None or call.over else call


class SipAccount(pj.Account):  # type: ignore[misc]
    """One registration. After `retire` it is mute: an answer to an old REGISTER must not be taken for the new one's."""

    def __init__(self, register: CallRegister) -> None:
        super().__init__()
        self._register = register
        self._retired = False
        self.waiting = False

    def register(self) -> None:
        self.waiting = True
        try:
            self.setRegistration(True)
        except pj.Error as problem:
            self.waiting = False
            _log.warning("REGISTER could not be sent: %s", problem.info())
            self._register.post(RegistrationAnswered(503, 0, False, "", detail=str(problem.reason)))

    def unregister(self) -> None:
        """Only if the registrar knows of us; PJSIP would send it anyway."""
        try:
            if self.getInfo().regIsActive:
                self.setRegistration(False)
                self.waiting = True
        except pj.Error as problem:
            _log.warning("could not unregister: %s", problem.reason)

    @property
    def needed(self) -> bool:
        """Whether a call came or went by this account."""
        return any(call.account is self for call in self._register.calls.values())

    def retire(self) -> None:
        """Be gone for PJSIP, which unregisters if it is registered; nothing is posted any more."""
        self._retired = True
        self.shutdown()

    @guarded
    def onRegState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        self.waiting = False
        if not self._retired:
            message, source = prm.rdata.wholeMsg, prm.rdata.srcAddress
            self._register.post(
                RegistrationAnswered(
                    code=prm.code,
                    expires_seconds=prm.expiration,
                    from_server=bool(message),
                    source=origin(source),
                    detail=f"{prm.code} {prm.reason}",
                    retry_after_seconds=sip_headers.retry_after_seconds(message),
                )
            )

    @guarded
    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        # What fails before there is a `SipCall` is answered 500 by pjsua2.
        event = incoming(prm.rdata)
        call = self._register.new(self, prm.callId)
        self._register.post(replace(event, call=call.number))


class SipCall(pj.Call):  # type: ignore[misc]
    """One call of the stack. `number` is the engine's, PJSIP's own ids are used again.

    Attributes:
        agreed: both sides have a codec in common.
        audio_index: of the voice among the call's media; None while there is no stream.
        hold_wanted, hold_offered: whether the far side is to be held, and what it was told last.
        offering: a re-INVITE of ours is under way.
        offer_at: when the next may be sent, monotonic.
        renewals_left: how often to try yet to tell the far side how this phone is reached; 0 once it knows.
        moved: the voice of the far side must go to another address, too.
    """

    def __init__(self, account: SipAccount, pjsip_id: int, register: CallRegister, number: int) -> None:
        super().__init__(account, pjsip_id)
        self._register = register
        self._post = register.post
        self.number = number
        self.muted = False
        self.over = False
        self.agreed = self.held_by_far = False
        self.audio_index: int | None = None
        self.hold_wanted = self.hold_offered = False
        self.offering = False
        self.offer_at = 0.0
        self.renewals_left = 0
        self.moved = False
        self._taken_elsewhere = self._told_gone = False
        self._replaced_by: tuple[SipCall, IncomingCall] | None = None
        # A call belongs to its account in C++, which Python does not know.
        self.account = account

    @property
    def connected(self) -> bool:
        return bool(self._has_dialog and self.getInfo().state == pj.PJSIP_INV_STATE_CONFIRMED)

    @property
    def rings(self) -> bool:
        """Here; not at the far side."""
        if not self._has_dialog:
            return False
        info = self.getInfo()
        return bool(info.role == pj.PJSIP_ROLE_UAS and info.state < pj.PJSIP_INV_STATE_CONNECTING)

    @property
    def _has_dialog(self) -> bool:
        return bool(not self.over and self.getId() != pj.PJSUA_INVALID_ID)

    @guarded
    def onCallState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_EARLY and info.role == pj.PJSIP_ROLE_UAC:
            self._tell(CallRinging(self.number, early_media=self.audio_index is not None))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED and self.agreed:
            self._tell(CallConnected(self.number))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            # PJSIP says goodbye by itself where there is no codec in common: whether or not that is answered, it was no call.
            self._told_gone = True
            self._tell(CallGone(self.number, pj.PJSIP_SC_NOT_ACCEPTABLE_HERE))
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.over = True
            self.audio_index = None
            gone = None if self._told_gone else CallGone(self.number, info.lastStatusCode, self._taken_elsewhere)
            self._post(CallChanged(self.number, gone, gone=True))

    @guarded
    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        # The list of media lives inside the info: it has to be kept while the list is read.
        info = self.getInfo()
        self.audio_index = None
        for index, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in AGREED:
                self.agreed = True
                self.held_by_far = not media.dir & pj.PJMEDIA_DIR_ENCODING
                # There is no stream, and so no slot in the bridge, while neither side sends.
                self.audio_index = index if media.audioConfSlot >= 0 else None
                break
        early = info.state == pj.PJSIP_INV_STATE_EARLY and info.role == pj.PJSIP_ROLE_UAC
        ringing = CallRinging(self.number, early_media=True) if early and self.audio_index is not None else None
        self._post(CallChanged(self.number, ringing, media=True))

    @guarded
    def onCallRxOffer(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        # WORKAROUND pjsip 2.15.1: it answers 500 to an offer within a call that has no codec in common with the phone, and aborts
        # on too many streams (see `OfferGuard`).
        offer = prm.offer.wholeSdp
        if not sdp.offered_codecs(offer) & codecs_in_use() or sdp.voice_streams(offer) > STREAMS_MAX:
            prm.statusCode = pj.PJSIP_SC_NOT_ACCEPTABLE_HERE

    @guarded
    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        state = prm.e.body.tsxState
        transaction = state.tsx
        ours = transaction.role == pj.PJSIP_ROLE_UAC
        if transaction.method == "OPTIONS" and ours and transaction.statusCode >= 200:
            self._tell(ProbeAnswered(self.number, transaction.statusCode))
        elif transaction.method == "INVITE" and ours and self.offering and transaction.statusCode >= 200:
            self._post(CallChanged(self.number, offer_answered=transaction.statusCode))
        elif transaction.method == "CANCEL" and not ours and state.type == pj.PJSIP_EVENT_RX_MSG:
            self._taken_elsewhere = sip_headers.answered_elsewhere(state.src.rdata.wholeMsg)

    @guarded
    def onCallTransferStatus(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        if prm.finalNotify or prm.statusCode >= 200:
            prm.cont = False
            self._tell(TransferAnswered(self.number, prm.statusCode))

    @guarded
    def onCallTransferRequest(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        target = sip_headers.readable(sip_headers.transfer_target(prm.dstUri), TEXT_MAX)
        if not target or self.getInfo().state != pj.PJSIP_INV_STATE_CONFIRMED:
            prm.statusCode = pj.PJSIP_SC_FORBIDDEN
        elif len(self._register.calls) >= CALLS_MAX:
            prm.statusCode = pj.PJSIP_SC_BUSY_HERE
        else:
            call = self._register.new(self.account)
            prm.newCall = call
            prm.statusCode = pj.PJSIP_SC_ACCEPTED
            self._tell(CallFollows(self.number, call.number, target))

    @guarded
    def onCallReplaceRequest(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        event = incoming(prm.rdata)
        call = self._register.make(self.account)
        prm.newCall = call
        self._replaced_by = call, replace(event, call=call.number, replaces=self.number)

    @guarded
    def onCallReplaced(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        """Only now: of a replacement that PJSIP refuses for itself, nothing more is heard."""
        if self._replaced_by is not None:
            call, event = self._replaced_by
            self._register.calls[call.number] = call
            self._post(event)

    def _tell(self, event: CallEvent) -> None:
        self._post(CallChanged(self.number, event))


def incoming(rdata: Any) -> IncomingCall:
    """What an INVITE says, for a call that has no number yet; `rdata` is PJSIP's."""
    message = rdata.wholeMsg
    sender = sip_headers.header_values(message, "From") or sip_headers.header_values(message, "f")
    number, name = sip_headers.caller(sender[0] if sender else "")
    return IncomingCall(
        call=0,
        number=sip_headers.readable(number, TEXT_MAX),
        name=sip_headers.readable(name, TEXT_MAX),
        server_call_id=sip_headers.readable(sip_headers.server_call_id(message), TEXT_MAX),
        wants_auto_answer=sip_headers.wants_auto_answer(message),
        source=origin(rdata.srcAddress),
    )


def codecs_in_use() -> set[str]:
    """As SDP names them: G.722 with the clock rate 8000 for the sake of old mistakes (RFC 3551 §4.5.2)."""
    codecs = pj.Endpoint.instance().codecEnum2()
    names = {codec.codecId.rpartition("/")[0].upper() for codec in codecs if codec.priority > 0}
    return {"G722/8000" if name == "G722/16000" else name for name in names}


def origin(source: str) -> str:
    """Whom a message is from, out of PJSIP's host:port; two messages of one server have the same.

    On the loopback it takes the port to tell programs apart: the gate, that speaks for the server, from any other.
    """
    host = source.rpartition(":")[0].strip("[]")
    return source if host and ipaddress.ip_address(host).is_loopback else host
