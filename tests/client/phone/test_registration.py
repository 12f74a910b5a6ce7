"""When to try registering again, and what a SIP answer means in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.phone import Registration
from bluebean_client.phone.registration import RETRY_SECONDS, retry_seconds, verdict


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_retries_wait_longer_and_longer_within_the_jitter(failures: int, chance: float) -> None:
    base = RETRY_SECONDS[min(failures, 6) - 1]
    assert 0.8 * base <= retry_seconds(failures, chance) <= 1.2 * base


@pytest.mark.parametrize(
    ("code", "from_server", "state", "reason"),
    [
        (200, True, Registration.REGISTERED, ""),
        (401, True, Registration.REFUSED, "password_refused"),
        (403, True, Registration.REFUSED, "password_refused"),
        (404, True, Registration.REFUSED, "not_found"),
        (408, False, Registration.UNREACHABLE, "no_answer"),
        (503, False, Registration.UNREACHABLE, "unreachable"),
        (502, False, Registration.UNREACHABLE, "unreachable"),
        (503, True, Registration.REFUSED, "server_error"),
        (500, True, Registration.REFUSED, "server_error"),
    ],
)
def test_the_answer_to_register_in_words(code: int, from_server: bool, state: Registration, reason: str) -> None:
    assert verdict(code, from_server=from_server) == (state, reason)
