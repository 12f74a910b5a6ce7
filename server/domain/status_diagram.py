"""Draws the status table as `docs/statuses.md`: `python -m server.domain.status_diagram > docs/statuses.md`."""

import sys
from collections.abc import Iterable

from server.domain.statuses import TABLE, Back, Event
from server.protocol.types import Status

HEAD = """# Statuses of an operator

Drawn from the table in `server/domain/statuses.py`; `python -m server.domain.status_diagram > docs/statuses.md` draws it
again, and a test holds it current. An event that is not listed for a status is refused and changes nothing.
"""

RULES = """
## Reasons, supervisors, the log

A site declares reasons for being away and for breaks; `minutes` is after how long it is marked that somebody is gone for too long.

```toml
[site]
name = "…"
reasons_required = false     # true: nobody goes away, or has a break, without one of the reasons that there are for it

[[site.away_reasons]]
key = "meeting"
label = "打合せ"

[[site.break_reasons]]
key = "lunch"
label = "昼食"
minutes = 60
```

A reason goes with the status, over a lost phone, a reconnect and a restart. Another reason for the same status begins anew
(`other_reason`). Who missed calls is away for a reason of the server's own, `no_answer`.

A supervisor sets the status of the members of his groups, an administrator everybody's: available, wrap-up, away, break, or he
logs them off. In a call it is what follows the call; in a call nobody is logged off. It is audited, and the operator's window says
who did it.

Each status is kept with its reason, its groups and who chose it for `status_log_days` ([ADR 14](adr/0014-status-log.md)).
"""

WAY_IN = {Event.PHONE_BACK: Event.PHONE_LOST, Event.COLLEAGUE_LEFT: Event.COLLEAGUE_RINGS}
"""By which event somebody came whom this one leads back; to all others a call was offered."""


def as_markdown() -> str:
    """The whole page: a state diagram and the table."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), RULES])


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
