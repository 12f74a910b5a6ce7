"""When to try registering again, and what a SIP answer means for the person at the phone. Pure."""

from bluebean_client.domain.phone import Registration

RETRY_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
JITTER = 0.2
"""Up to this part is added or taken away, so that an office's phones do not come back in one instant."""

REFRESH_PART = 1 / 3
REFRESH_SECONDS_MIN = 10.0


def retry_seconds(failures: int, chance: float) -> float:
    """Wait before the next try after `failures` in a row (1 or more); `chance` is evenly spread over [0, 1)."""
    base = RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1]
    return base * (1 + JITTER * (2 * chance - 1))


def refresh_seconds(expires_seconds: int) -> float:
    """Wait before registering anew. A third of the life, so that a dead switch is noticed long before the life is over."""
    return max(REFRESH_SECONDS_MIN, expires_seconds * REFRESH_PART)


def verdict(code: int, *, from_server: bool) -> tuple[Registration, str]:
    """State and stable reason word for the final answer to REGISTER. PJSIP makes up answers itself: `from_server` is False then."""
    if 200 <= code < 300:
        return Registration.REGISTERED, ""
    if code in (401, 403, 407):
        return Registration.REFUSED, "password_refused"
    if code == 404:
        return Registration.REFUSED, "not_found"
    if code == 408:
        return Registration.UNREACHABLE, "no_answer"
    if not from_server:
        return Registration.UNREACHABLE, "unreachable"
    return Registration.REFUSED, "server_error"
