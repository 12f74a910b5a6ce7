"""Keeps the phone registered: when to send REGISTER, and what to tell the operator about it.

One try is under way at most. It fails by its answer or, long before PJSIP gives up, by `ANSWER_SECONDS`; then the next try waits
as `retry_seconds` says. Registered, it refreshes early, so that a dead switch shows within half a minute.
"""

from collections.abc import Callable

from bluebean_client.domain.phone import Account, Registration
from bluebean_client.domain.sip_address import first_hop
from bluebean_client.phone.line.registration import refresh_seconds, retry_seconds, verdict
from bluebean_client.phone.line.resolver import Resolution
from bluebean_client.phone.sip.call_port import SipRefused
from bluebean_client.phone.sip.port import RegistrationAnswered, SipStack

ANSWER_SECONDS = 5.0
RENEW_EVERY_SECONDS = 2.0
"""A lost connection is renewed at once, but not one after the other."""

REQUEST_TIMEOUT = 408
SERVICE_UNAVAILABLE = 503

ResolveHost = Callable[[str], None]


class Registrar:
    """Driven by the owner thread: orders, events, and `tick` with the monotonic time."""

    def __init__(self, stack: SipStack, resolve: ResolveHost, chance: Callable[[], float]) -> None:
        self._stack, self._resolve, self._chance = stack, resolve, chance
        self._account: Account | None = None
        self._address = ""
        self._try_at: float | None = None
        self._answer_by: float | None = None
        self._failures = 0
        self._renewed_at = -RENEW_EVERY_SECONDS
        self.state = Registration.NONE
        self.reason = ""
        self.sip_code = 0
        self.detail = ""
        self.server = ""
        """Where the last good answer came from."""

    def use(self, account: Account | None, now: float) -> None:
        if account == self._account:
            return
        self._stack.use_account(None, "")
        self._account, self._address, self.server = account, "", ""
        self._failures, self._try_at, self._answer_by = 0, None, None
        if account is None:
            self._set(Registration.NONE)
            return
        self._set(Registration.TRYING)
        self._start(now)

    def register_now(self, now: float) -> None:
        """Try at once and begin the waiting times anew."""
        if self._account is not None:
            self._failures = 0
            self._start(now)

    def network_changed(self, now: float) -> None:
        """Try at once; names may have other addresses in another network."""
        if self._account is not None:
            self._failures = 0
            self._start(now, look_up=True)

    def check_line(self, now: float) -> None:
        """Find out whether the switch is there, without cutting short a try that is under way."""
        if self._account is not None and self._answer_by is None:
            self._start(now)

    def resolved(self, found: Resolution, now: float) -> None:
        """The look-up of the account's first hop is done."""
        if self._account is None or first_hop(self._account).host != found.host:
            return
        if not found.address:
            self._fail(_made_up(SERVICE_UNAVAILABLE, found.detail, found.reason), now)
            return
        if found.address != self._address:
            try:
                self._stack.use_account(self._account, found.address)
            except SipRefused as refusal:
                self._fail(_made_up(SERVICE_UNAVAILABLE, refusal.detail, "server_error"), now)
                return
            self._address = found.address
        self._stack.register()

    def answered(self, answer: RegistrationAnswered, now: float) -> None:
        if self._account is None:
            return
        if verdict(answer)[0] is not Registration.REGISTERED:
            self._fail(answer, now)
            return
        self._answer_by, self._failures = None, 0
        self._try_at = now + refresh_seconds(min(answer.expires_seconds, self._account.register_seconds))
        self.server = answer.source
        self._set(Registration.REGISTERED, sip_code=answer.code)

    def transport_lost(self, now: float) -> None:
        """Try at once, unless connections do not last: then wait as after any failure."""
        if self.state is not Registration.REGISTERED:
            return
        if now - self._renewed_at >= RENEW_EVERY_SECONDS:
            self._renewed_at = now
            self._start(now)
        else:
            self._fail(_made_up(SERVICE_UNAVAILABLE, "the connection to the server was lost"), now)

    def tick(self, now: float) -> None:
        if self._answer_by is not None and now >= self._answer_by:
            self._fail(_made_up(REQUEST_TIMEOUT, f"no answer within {ANSWER_SECONDS:.0f} s"), now)
        elif self._try_at is not None and now >= self._try_at:
            self._start(now)

    def _start(self, now: float, *, look_up: bool = False) -> None:
        if self._account is None:
            return
        self._try_at, self._answer_by = None, now + ANSWER_SECONDS
        if self._address and self.state is Registration.REGISTERED and not look_up:
            self._stack.register()
        else:
            self._resolve(first_hop(self._account).host)

    def _fail(self, answer: RegistrationAnswered, now: float) -> None:
        self._failures += 1
        self._answer_by = None
        self._try_at = now + retry_seconds(self._failures, self._chance(), answer.retry_after_seconds)
        self._set(*verdict(answer), answer.code, answer.detail)

    def _set(self, state: Registration, reason: str = "", sip_code: int = 0, detail: str = "") -> None:
        self.state, self.reason, self.sip_code, self.detail = state, reason, sip_code, detail


def _made_up(code: int, detail: str, fault: str = "") -> RegistrationAnswered:
    """An answer where nobody answered."""
    return RegistrationAnswered(code, 0, False, "", detail=detail, fault=fault)
