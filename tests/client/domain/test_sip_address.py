"""How a SIP server is written down, and where the first message goes."""

import pytest

from bluebean_client.domain.phone import Account, Transport
from bluebean_client.domain.sip_address import Hop, first_hop, host_and_port


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("pbx.example", "pbx.example", 5060),
        ("pbx.example:5080", "pbx.example", 5080),
        ("192.0.2.1:5080", "192.0.2.1", 5080),
        ("[2001:db8::1]", "2001:db8::1", 5060),
        ("[2001:db8::1]:5080", "2001:db8::1", 5080),
    ],
)
def test_host_and_port_of_what_people_write(text: str, host: str, port: int) -> None:
    assert host_and_port(text) == (host, port)


def test_the_first_message_goes_to_the_server_or_to_its_proxy() -> None:
    assert first_hop(Account("101", "", "pbx.example", 5080)) == Hop("pbx.example", 5080)
    assert first_hop(Account("101", "", "pbx.example", proxy="edge.example")) == Hop("edge.example", 5060)
    assert first_hop(Account("101", "", "pbx.example", proxy="edge.example:5070")) == Hop("edge.example", 5070)


def test_over_tls_a_proxy_without_a_port_is_at_the_port_of_tls() -> None:
    account = Account("101", "", "pbx.example", 5061, Transport.TLS, proxy="edge.example")
    assert first_hop(account) == Hop("edge.example", 5061)
