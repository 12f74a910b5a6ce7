"""When to try registering again, and what a SIP answer means for the person at the phone. Pure."""

from bluebean_client.domain.phone import Registration
from bluebean_client.phone.sip.port import RegistrationAnswered

RETRY_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
JITTER = 0.2
"""Up to this part is added or taken away, so that an office's phones do not come back in one instant."""

RETRY_AFTER_SECONDS_MAX = 3600.0
"""A server that asks for more than that has miscalculated: the phone would be dead for the day."""

REFRESH_PART = 1 / 3
REFRESH_SECONDS_MIN = 10.0


def retry_seconds(failures: int, chance: float, asked_seconds: float = 0.0) -> float:
    """Wait before the next try after `failures` in a row (1 or more); `chance` is evenly spread over [0, 1).

    `asked_seconds` is the server's Retry-After (RFC 3261, 20.33), which is never undercut.
    """
    base = RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1]
    return max(base * (1 + JITTER * (2 * chance - 1)), min(asked_seconds, RETRY_AFTER_SECONDS_MAX))


def refresh_seconds(expires_seconds: int) -> float:
    """Wait before registering anew. A third of the life, so that a dead switch is noticed long before the life is over."""
    return max(REFRESH_SECONDS_MIN, expires_seconds * REFRESH_PART)


def verdict(answer: RegistrationAnswered) -> tuple[Registration, str]:
    """State and stable reason word for the final answer to REGISTER."""
    if 200 <= answer.code < 300:
        if answer.expires_seconds:
            return Registration.REGISTERED, ""
        return Registration.REFUSED, "server_error"  # an answer 200 that keeps no registration is no success
    if answer.fault:
        return Registration.UNREACHABLE, answer.fault
    if answer.code in (401, 403, 407):
        return Registration.REFUSED, "password_refused"
    if answer.code == 404:
        return Registration.REFUSED, "not_found"
    if answer.code == 408:
        return Registration.UNREACHABLE, "no_answer"
    return (Registration.REFUSED, "server_error") if answer.from_server else (Registration.UNREACHABLE, "unreachable")
