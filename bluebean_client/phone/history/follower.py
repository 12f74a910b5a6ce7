"""What has to be written down of the calls: when each began, was answered and ended."""

from collections.abc import Callable, Iterable

from bluebean_client.domain.phone import HistoryEntry, PhoneCall, PhoneCallState

NUMBER_MAX = 80
NAME_MAX = 80
"""What a stranger may put into the history; a page of the longest entries still is one message to the window."""


class CallFollower:
    """Sees every state of every call; says which of them make another entry."""

    def __init__(self, unix_time: Callable[[], float]) -> None:
        self._unix_time = unix_time
        self._entries: dict[int, HistoryEntry] = {}

    def changes(self, calls: Iterable[PhoneCall]) -> dict[int, HistoryEntry]:
        """The new entry of each call whose entry has changed, by the number of the call; `entry_id` is 0."""
        before = self._entries
        self._entries = {call.call: self._entry(call, before.get(call.call)) for call in calls}
        return {call: entry for call, entry in self._entries.items() if entry != before.get(call)}

    def _entry(self, call: PhoneCall, before: HistoryEntry | None) -> HistoryEntry:
        if before is not None and before.ended_at:
            return before
        ended = call.state is PhoneCallState.ENDED
        return HistoryEntry(
            entry_id=0,
            number=call.number[:NUMBER_MAX],
            name=call.name[:NAME_MAX],
            outgoing=call.outgoing,
            began_at=before.began_at if before is not None else call.began_at or self._unix_time(),
            answered_at=call.started_at,
            ended_at=self._unix_time() if ended else 0.0,
            end=call.end,
            sip_code=call.sip_code,
            quality=call.quality if ended else None,
        )
