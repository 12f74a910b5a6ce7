"""Where a SIP message goes first: the host and port that a person writes down, and the account's next hop. Pure."""

from dataclasses import dataclass

from bluebean_client.domain.phone import Account, Transport

SIP_PORT = 5060
SIPS_PORT = 5061


@dataclass(frozen=True, slots=True)
class Hop:
    """`host` is a name or an IP address without brackets."""

    host: str
    port: int


def host_and_port(server: str, default_port: int = SIP_PORT) -> tuple[str, int]:
    """`host`, `host:port` or `[ipv6]:port`."""
    host, colon, port = server.rpartition(":")
    if colon and port.isdigit() and (":" not in host or host.endswith("]")):
        return host.strip("[]"), int(port)
    return server.strip("[]"), default_port


def first_hop(account: Account) -> Hop:
    """The outbound proxy if there is one, or else the server itself."""
    if not account.proxy:
        return Hop(account.host, account.port)
    return Hop(*host_and_port(account.proxy, SIPS_PORT if account.transport is Transport.TLS else SIP_PORT))
