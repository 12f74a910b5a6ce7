"""The line to the SIP server: transport, account and registration of the one phone, on the owner thread."""

from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from bluebean_client.domain.phone import Account, DtmfMethod, Transport
from bluebean_client.domain.sip_address import first_hop
from bluebean_client.phone.sip import config as sip_config
from bluebean_client.phone.sip.call_port import SipRefused
from bluebean_client.phone.sip.gate_port import Gate, GateServer, LineFault, MakeGate
from bluebean_client.phone.sip.objects import SipAccount
from bluebean_client.phone.sip.port import TransportLost

LAST_WORDS_SECONDS = 1.0
"""How long an account that is given up may still say its good-bye (REGISTER with expiry 0)."""

LOOPBACK = "127.0.0.1"

MakeAccount = Callable[[], SipAccount]


class SipLine:
    """`endpoint` is PJSIP's, started; `make_account` gives a new account that posts to the stack, `make_gate` a gate.

    UDP is PJSIP's own. TCP and TLS go by a gate, to which PJSIP speaks on the loopback.
    """

    def __init__(self, endpoint: Any, make_account: MakeAccount, make_gate: MakeGate) -> None:
        self._endpoint, self._make_account, self._make_gate = endpoint, make_account, make_gate
        self._wanted: Account | None = None
        self._address = ""
        self._sip_account: SipAccount | None = None
        self._retired: list[SipAccount] = []
        self._configuration: Any = None
        self._transport: int | None = None
        self._gate: Gate | None = None
        self._cutting = False
        self._register_when_cut = False
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

    @property
    def fault(self) -> LineFault | None:
        """What the way to the server failed by, where more is known of it than PJSIP knows."""
        return self._gate.fault if self._gate is not None else None

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

    def register(self) -> None:
        if self._sip_account is None:
            return
        if self._sip_account.waiting:
            # PJSIP refuses a second REGISTER while one is under way, and gives that one up only after 32 s. Calls do not
            # need the account that they came by.
            self._retire()
            self._create()
            self._cut()  # a connection that brought no answer may be a dead one
        if self._cutting:
            self._register_when_cut = True
        else:
            self._sip_account.register()

    def own_address(self) -> str | None:
        """This machine's address on the way to the server, empty if there is no way just now; None without an account."""
        return None if self._wanted is None else sip_config.local_address(self._address, first_hop(self._wanted).port)

    def move(self) -> None:
        """The network has changed: go by the address that this machine has now, and by a new connection."""
        own_address = self.own_address()
        if own_address is None or self._sip_account is None:
            return
        sip_config.show_media_at(self._configuration, own_address)
        self._sip_account.modify(self._configuration)
        self._cut()

    def connection_gone(self) -> TransportLost | None:
        """PJSIP has lost a connection. None if the line does not go by it (any more)."""
        if self._gate is None or self._gate.open:
            return None
        lost, self._cutting = TransportLost(planned=self._cutting), False
        if self._register_when_cut and self._sip_account is not None:
            self._register_when_cut = False
            self._sip_account.register()
        return lost

    def unregister(self) -> None:
        if self._sip_account is not None:
            self._sip_account.unregister()

    def close(self) -> None:
        """Let go of everything that is PJSIP's; `unregister` comes before, if there is time for it."""
        self._retire()
        if self._gate is not None:
            self._gate.close()
        self._retired.clear()
        del self._configuration, self._endpoint, self._make_account

    def _take(self, account: Account, address: str) -> None:
        sip_config.order_codecs(self._endpoint, account.codecs)
        self._wanted, self._address = account, address
        local = self.own_address() or ""
        if account.transport is Transport.UDP:
            self._transport = self._create_transport(pj.PJSIP_TRANSPORT_UDP, local)
            routes = sip_config.routes_over_udp(account, address)
        else:
            self._transport = self._create_transport(pj.PJSIP_TRANSPORT_TCP, LOOPBACK)
            self._gate = self._make_gate(
                self._server(account), self._endpoint.transportGetInfo(self._transport).localAddress
            )
            routes = [self._gate.route, *([sip_config.proxy_route(account)] if account.proxy else [])]
        self._configuration = sip_config.account(account, routes, local, self._transport)
        self._host_uri = sip_config.host_uri(account)
        self.dtmf = account.dtmf
        self._create()

    def _server(self, account: Account) -> GateServer:
        hop = first_hop(account)
        return GateServer(self._address, hop.port, hop.host, account.transport is Transport.TLS)

    def _create_transport(self, kind: int, local: str) -> int:
        return int(self._endpoint.transportCreate(kind, sip_config.transport(local)))

    def _retire(self) -> None:
        if self._sip_account is not None:
            self._sip_account.retire()
            self._retired.append(self._sip_account)
            self._sip_account = None

    def _create(self) -> None:
        # WORKAROUND pjsua2 2.15.1: the destructor of an account deletes whichever account has its id then, and ids are used again.
        # Retired accounts go now that their id is nobody's, and those of calls that are up at another such time.
        self._retired = [account for account in self._retired if account.needed]
        account = self._make_account()
        account.create(self._configuration, True)
        self._sip_account = account

    def _cut(self) -> None:
        if self._gate is not None and self._gate.open:
            self._cutting = True
            self._gate.cut()

    def _drop(self) -> None:
        self._wanted = None
        self._cutting = self._register_when_cut = False
        self._retire()
        if self._transport is not None:
            # Its last request (REGISTER with expiry 0) is on the way: closed only when PJSIP needs it no more.
            self._endpoint.transportClose(self._transport)
            self._transport = None
        if self._gate is not None:
            self._gate.close(LAST_WORDS_SECONDS)
            self._gate = None
