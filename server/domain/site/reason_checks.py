"""What is wrong with the declared reasons for away and break."""

from collections.abc import Iterator, Sequence

from server.domain.site.problems import KEY, KEY_WORDS, SiteProblem, repeated
from server.protocol.reasons import NO_ANSWER, StatusReason

MOST_REASONS = 20
LONGEST_LABEL = 20
LONGEST_MINUTES = 1440


def reason_problems(where: str, reasons: Sequence[StatusReason]) -> Iterator[SiteProblem]:
    if len(reasons) > MOST_REASONS:
        yield SiteProblem(where, f"at most {MOST_REASONS} fit into a menu")
    yield from repeated(where, "key", (reason.key for reason in reasons))
    for index, reason in enumerate(reasons):
        if not KEY.fullmatch(reason.key):
            yield SiteProblem(f"{where}[{index}].key", KEY_WORDS)
        if reason.key == NO_ANSWER:
            yield SiteProblem(f"{where}[{index}].key", f"'{NO_ANSWER}' is what the server itself says of missed calls")
        if not 1 <= len(reason.label.strip()) <= LONGEST_LABEL:
            yield SiteProblem(f"{where}[{index}].label", f"must have 1 to {LONGEST_LABEL} characters")
        if reason.minutes is not None and not 1 <= reason.minutes <= LONGEST_MINUTES:
            yield SiteProblem(f"{where}[{index}].minutes", f"must be 1 to {LONGEST_MINUTES}")
