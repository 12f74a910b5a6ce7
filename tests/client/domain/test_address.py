"""Which addresses let a password out in the clear."""

import pytest

from bluebean_client.domain.address import travels_unencrypted


@pytest.mark.parametrize(
    "url",
    [
        "http://callcenter.example.jp",
        "http://192.168.1.20:8300",
        "http://[fe80::1]:8300",
        "http://127.0.0.1.example.jp",
        "http://localhost.example.jp",
    ],
)
def test_plain_http_to_another_machine_is_told(url: str) -> None:
    assert travels_unencrypted(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://callcenter.example.jp",
        "http://localhost:8300",
        "http://127.0.0.1:8300",
        "http://127.8.9.1",
        "http://[::1]:8300",
        "http://LOCALHOST",
    ],
)
def test_https_and_this_machine_are_not(url: str) -> None:
    assert not travels_unencrypted(url)
