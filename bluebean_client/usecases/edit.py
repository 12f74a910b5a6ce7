"""Typing into a customer's form or a contact record: on the desk at once, on disk within a second."""

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import RecordDraft, Tab
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from server.protocol.types import FieldValue


class EditField:
    def __init__(self, keeper: DeskKeeper, drafts: DraftKeeper) -> None:
        self._keeper = keeper
        self._drafts = drafts

    def execute(self, tab_id: str, key: str, value: FieldValue) -> None:
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is not None and tab.values.get(key, "") != value:
            _put(self._keeper, self._drafts, tabs.type_field(tab, key, value))


class EditRecord:
    def __init__(self, keeper: DeskKeeper, drafts: DraftKeeper) -> None:
        self._keeper = keeper
        self._drafts = drafts

    def execute(self, tab_id: str, draft: RecordDraft) -> None:
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is not None and tab.record != draft:
            _put(self._keeper, self._drafts, tabs.type_record(tab, draft))


def _put(keeper: DeskKeeper, drafts: DraftKeeper, tab: Tab) -> None:
    keeper.put(keeper.desk.with_tab(tab))
    drafts.note(tab)
