"""PJSIP's account and call with our callbacks: each copies values, posts one event and returns.

An exception that leaves a callback would stay in `sys.last_traceback`, hold the call for ever and abort the process at its end:
every callback is guarded.
"""

import functools
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pjsua2 as pj

from bluebean_client.phone import sip_headers
from bluebean_client.phone.sip_port import (
    CallConnected,
    CallGone,
    CallRinging,
    IncomingCall,
    ProbeAnswered,
    RegistrationAnswered,
    SipEvent,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CallChanged:
    """A call's news for the stack: what to tell on, whether its media changed, whether it is over."""

    call: int
    event: SipEvent | None = None
    media: bool = False
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


class SipAccount(pj.Account):  # type: ignore[misc]
    """One registration. After `retire` it is mute: an answer to an old REGISTER must not be taken for the new one's."""

    def __init__(self, post: Post, numbers: "itertools.count[int]", calls: dict[int, "SipCall"]) -> None:
        super().__init__()
        self._post, self._numbers, self._calls = post, numbers, calls
        self._retired = False
        self.waiting = False

    def register(self) -> None:
        self.waiting = True
        try:
            self.setRegistration(True)
        except pj.Error as problem:
            self.waiting = False
            _log.warning("REGISTER could not be sent: %s", problem.info())
            self._post(RegistrationAnswered(503, 0, False, ""))

    def unregister(self) -> None:
        """Only if the registrar knows of us; PJSIP would send it anyway."""
        try:
            if self.getInfo().regIsActive:
                self.setRegistration(False)
                self.waiting = True
        except pj.Error as problem:
            _log.warning("could not unregister: %s", problem.reason)

    def retire(self) -> None:
        """Be gone for PJSIP, which unregisters if it is registered; nothing is posted any more."""
        self._retired = True
        self.shutdown()

    @guarded
    def onRegState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        self.waiting = False
        if not self._retired:
            message, source = prm.rdata.wholeMsg, prm.rdata.srcAddress
            self._post(RegistrationAnswered(prm.code, prm.expiration, bool(message), host_of(source)))

    @guarded
    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        message = prm.rdata.wholeMsg
        call = SipCall(self, prm.callId, self._post, next(self._numbers))
        self._calls[call.number] = call
        sender = sip_headers.header_values(message, "From") or sip_headers.header_values(message, "f")
        number, name = sip_headers.caller(sender[0] if sender else "")
        self._post(
            IncomingCall(
                call=call.number,
                number=number,
                name=name,
                server_call_id=sip_headers.server_call_id(message),
                wants_auto_answer=sip_headers.wants_auto_answer(message),
                source_ip=host_of(prm.rdata.srcAddress),
            )
        )


class SipCall(pj.Call):  # type: ignore[misc]
    """One call of the stack. `number` is the engine's, PJSIP's own ids are used again."""

    def __init__(self, account: SipAccount, pjsip_id: int, post: Post, number: int) -> None:
        super().__init__(account, pjsip_id)
        self._post = post
        self.number = number
        self.muted = False
        self.over = False
        self.audio_index: int | None = None
        # A call belongs to its account in C++, which Python does not know.
        self._account = account

    @guarded
    def onCallState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_EARLY and info.role == pj.PJSIP_ROLE_UAC:
            early_media = info.lastStatusCode == pj.PJSIP_SC_PROGRESS
            self._post(CallChanged(self.number, CallRinging(self.number, early_media)))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self._post(CallChanged(self.number, CallConnected(self.number)))
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.over = True
            self.audio_index = None
            self._post(CallChanged(self.number, CallGone(self.number, info.lastStatusCode), gone=True))

    @guarded
    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        # The list of media lives inside the info: it has to be kept while the list is read.
        info = self.getInfo()
        self.audio_index = None
        for index, media in enumerate(info.media):
            sounding = media.status in (pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD)
            if media.type == pj.PJMEDIA_TYPE_AUDIO and sounding:
                self.audio_index = index
                break
        self._post(CallChanged(self.number, media=True))

    @guarded
    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802 - PJSIP's name
        transaction = prm.e.body.tsxState.tsx
        if transaction.method == "OPTIONS" and transaction.role == pj.PJSIP_ROLE_UAC and transaction.statusCode >= 200:
            self._post(CallChanged(self.number, ProbeAnswered(self.number, transaction.statusCode)))


def host_of(source: str) -> str:
    """`192.0.2.1:5060` or `[2001:db8::1]:5060` without the port."""
    return source.rpartition(":")[0].strip("[]")
