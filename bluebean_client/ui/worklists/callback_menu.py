"""What can be done with a callback but load it: it is done, or another makes the call."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from server.protocol.worklists import CallbackStage, CallbackView

translate = QCoreApplication.translate


def callback_menu(ui: UiContext, parent: QWidget, desk: Desk, callback: CallbackView) -> QMenu:
    """The same entries in the same places for every callback; what would change nothing is disabled."""
    menu, lists = QMenu(parent), ui.actions.lists
    menu.setObjectName("callback_menu")
    done = menu.addAction(translate("callback_menu", "Mark as done"))
    done.triggered.connect(lambda: ui.slots.start(lists.finish_callback(callback.callback_id)))
    if "assign_callbacks" in desk.capabilities:
        menu.addSeparator()
        _offer_assignees(ui, menu, desk, callback)
    return menu


def _offer_assignees(ui: UiContext, menu: QMenu, desk: Desk, callback: CallbackView) -> None:
    """Oneself, the group, and for who leads it any of its members."""
    me, assign = desk.identity.operator_id if desk.identity else "", ui.actions.lists.assign_callback

    def offer(into: QMenu, words: str, operator_id: str, *, enabled: bool = True) -> None:
        action = into.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: ui.slots.start(assign(callback.callback_id, operator_id)))

    offer(menu, translate("callback_menu", "Take it over"), me, enabled=callback.assignee.operator_id != me)
    with_group = callback.stage in (CallbackStage.GROUP, CallbackStage.SUPERVISORS) and callback.taken_by is None
    offer(menu, translate("callback_menu", "Give it to the group"), "", enabled=not with_group)
    if callback.may_assign:
        others = menu.addMenu(translate("callback_menu", "Give it to a colleague"))
        for colleague in sorted(desk.colleagues(callback.work_group_id), key=lambda one: one.name):
            if colleague.operator_id not in (me, callback.assignee.operator_id):
                offer(others, colleague.name, colleague.operator_id)
        others.setEnabled(not others.isEmpty())
