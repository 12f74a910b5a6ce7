"""The diagnostics log can be sent to others: no numbers, no secrets."""

import pytest

from bluebean_client.phone.engine_log import mask


@pytest.mark.parametrize(
    ("text", "hidden", "kept"),
    [
        ("call from sip:09012345678@192.0.2.1", "09012345", "678@192.0.2.1"),
        ('Authorization: Digest username="101", response="abcdef"', "abcdef", "Authorization"),
        ("SendDtmf(call=1, digits='4711')", "4711", "call=1"),
        ("Account(password=geheim, host='x')", "geheim", "host"),
    ],
)
def test_the_log_hides_numbers_and_secrets(text: str, hidden: str, kept: str) -> None:
    assert hidden not in mask(text)
    assert kept in mask(text)
