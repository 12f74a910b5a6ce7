"""Names are looked up with a reason where there is no address."""

import socket

import pytest

from bluebean_client.phone.line.resolver import Resolution, look_up


def test_an_address_needs_no_look_up_and_localhost_has_one() -> None:
    assert look_up("192.0.2.7") == Resolution("192.0.2.7", "192.0.2.7")
    assert look_up("localhost").address == "127.0.0.1"


@pytest.mark.parametrize(("errno", "reason"), [(socket.EAI_NONAME, "name_unknown"), (socket.EAI_AGAIN, "unreachable")])
def test_no_such_name_is_told_from_no_name_server(monkeypatch: pytest.MonkeyPatch, errno: int, reason: str) -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "the words of the system")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    found = look_up("pbx.example")
    assert (found.address, found.reason) == ("", reason)
    assert found.detail == "pbx.example: the words of the system"


def test_a_text_that_can_be_no_name_is_an_unknown_one() -> None:
    assert look_up("a" * 300 + ".example").reason == "name_unknown"
