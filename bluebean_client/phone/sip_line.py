"""The line to the SIP server: transport, account and registration of the one phone, on the owner thread."""

from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from bluebean_client.domain.phone import Account, DtmfMethod
from bluebean_client.domain.sip_address import first_hop
from bluebean_client.phone import sip_config
from bluebean_client.phone.call_port import SipRefused
from bluebean_client.phone.sip_objects import SipAccount

MakeAccount = Callable[[], SipAccount]


class SipLine:
    """`endpoint` is PJSIP's, started; `make_account` gives a new account that posts to the stack."""

    def __init__(self, endpoint: Any, make_account: MakeAccount) -> None:
        self._endpoint, self._make_account = endpoint, make_account
        self._sip_account: SipAccount | None = None
        self._configuration: Any = None
        self._transport: int | None = None
        self._host_uri = ""
        self.dtmf = DtmfMethod.RFC4733

    @property
    def account(self) -> SipAccount:
        """Whom calls are made by. Raises `SipRefused` if there is none."""
        if self._sip_account is None:
            raise SipRefused("refused", "no account")
        return self._sip_account

    @property
    def waiting(self) -> bool:
        """A REGISTER is under way."""
        return self._sip_account is not None and self._sip_account.waiting

    def uri(self, number: str) -> str:
        """The address of `number` at the server of the account, unless it is an address already."""
        if number.startswith("sip:"):
            return f"<{number};{self._host_uri.partition(';')[2]}>"
        return f"<sip:{number.replace('#', '%23')}@{self._host_uri}>"

    def use_account(self, account: Account | None, address: str) -> None:
        self._drop()
        if account is None:
            return
        try:
            self._take(account, address)
        except pj.Error as problem:
            self._drop()
            raise SipRefused("refused", str(problem.reason)) from problem

    def _take(self, account: Account, address: str) -> None:
        sip_config.order_codecs(self._endpoint, account.codecs)
        local = sip_config.local_address(address, first_hop(account).port)
        self._transport = self._endpoint.transportCreate(
            sip_config.transport_kind(account.transport), sip_config.transport(local)
        )
        self._configuration = sip_config.account(account, address, local, self._transport)
        self._host_uri = sip_config.host_uri(account)
        self.dtmf = account.dtmf
        self._create()

    def register(self) -> None:
        if self._sip_account is None:
            return
        if self._sip_account.waiting:
            # PJSIP refuses a second REGISTER while one is under way, and gives that one up only after 32 s. Calls do not
            # need the account that they came by.
            self._sip_account.retire()
            self._create()
        self._sip_account.register()

    def unregister(self) -> None:
        if self._sip_account is not None:
            self._sip_account.unregister()

    def close(self) -> None:
        """Let go of everything that is PJSIP's; `unregister` comes before, if there is time for it."""
        if self._sip_account is not None:
            self._sip_account.retire()
            self._sip_account = None
        del self._configuration, self._endpoint, self._make_account

    def _create(self) -> None:
        account = self._make_account()
        account.create(self._configuration, True)
        self._sip_account = account

    def _drop(self) -> None:
        if self._sip_account is not None:
            self._sip_account.retire()
            self._sip_account = None
        if self._transport is not None:
            # Its last request (REGISTER with expiry 0) is on the way: closed only when PJSIP needs it no more.
            self._endpoint.transportClose(self._transport)
            self._transport = None
