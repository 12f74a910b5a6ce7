"""When to try registering again, and what a SIP answer means in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.phone import Registration
from bluebean_client.phone.line.registration import RETRY_SECONDS, retry_seconds, verdict
from bluebean_client.phone.sip.port import RegistrationAnswered


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_retries_wait_longer_and_longer_within_the_jitter(failures: int, chance: float) -> None:
    base = RETRY_SECONDS[min(failures, 6) - 1]
    assert 0.8 * base <= retry_seconds(failures, chance) <= 1.2 * base


def test_a_wait_that_the_server_asks_for_is_kept_to_but_not_for_ever() -> None:
    assert retry_seconds(1, 0.5, 40.0) == 40.0
    assert retry_seconds(1, 0.5, 0.2) == 1.0
    assert retry_seconds(1, 0.5, 1e9) == 3600.0


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
    assert verdict(RegistrationAnswered(code, 60, from_server, "")) == (state, reason)


def test_the_way_to_the_server_knows_better_than_a_made_up_code() -> None:
    answer = RegistrationAnswered(503, 0, False, "", fault="certificate_name")
    assert verdict(answer) == (Registration.UNREACHABLE, "certificate_name")
