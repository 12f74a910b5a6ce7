"""Draws the status table as `docs/statuses.md`: `python -m server.domain.status_diagram > docs/statuses.md`."""

import sys
from collections.abc import Iterable

from server.domain.statuses import TABLE, Back, Event
from server.protocol.types import Status

HEAD = """# Statuses of an operator

Drawn from the table in `server/domain/statuses.py`; `python -m server.domain.status_diagram > docs/statuses.md` draws it
again, and a test holds it current. An event that is not listed for a status is refused and changes nothing.
"""

WAY_IN = {Event.PHONE_BACK: Event.PHONE_LOST, Event.COLLEAGUE_LEFT: Event.COLLEAGUE_RINGS}
"""By which event somebody came whom this one leads back; to all others a call was offered."""


def as_markdown() -> str:
    """The whole page: a state diagram and the table."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), ""])


def _diagram() -> Iterable[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {Status.OFFLINE}"
    for status, row in TABLE.items():
        for event, target in row.items():
            for reached in _reached(status, event, target):
                yield f"    {status} --> {reached}: {event}"
    yield "```"


def _reached(status: Status, event: Event, target: Status | Back) -> list[Status]:
    """Statuses at the end of an arrow; the way back leads to each from which the way here leads."""
    if isinstance(target, Status):
        return [target]
    left_at = WAY_IN.get(event, Event.CALL_OFFERED)
    return [before for before, row in TABLE.items() if left_at in row]


def _table() -> Iterable[str]:
    yield "| status | event | next status |"
    yield "|---|---|---|"
    for status, row in TABLE.items():
        for event, target in row.items():
            yield f"| `{status}` | `{event}` | {target if isinstance(target, Back) else f'`{target}`'} |"


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
