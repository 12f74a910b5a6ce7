"""What can be done with a callback but load it: it is done, made at another time or by another, or called off."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.worklists.callback_forms import Ask, ReasonForm, TimeForm
from bluebean_client.ui.worklists.words import why_no_change
from server.protocol.worklists import CallbackStage, CallbackView

translate = QCoreApplication.translate

SOON = 10
LATER_MINUTES = (SOON, 30, 60)
SOON_KEY, TIME_KEY, CANCEL_KEY = "+", "Ctrl+E", "Del"


def callback_menu(ui: UiContext, parent: QWidget, desk: Desk, callback: CallbackView, ask: Ask) -> QMenu:
    """The same entries in the same places for every callback; what can't be done or would change nothing is disabled."""
    menu, lists = _menu(parent, "callback_menu"), ui.actions.lists
    done = menu.addAction(translate("callback_menu", "Mark as done"))
    done.triggered.connect(lambda: ui.slots.start(lists.finish_callback(callback.callback_id)))
    if "change_callbacks" in desk.capabilities:
        menu.addSeparator()
        _offer_times(ui, menu, callback, ask)
    if "assign_callbacks" in desk.capabilities:
        menu.addSeparator()
        _offer_assignees(ui, menu, desk, callback)
    if "change_callbacks" in desk.capabilities:
        menu.addSeparator()
        _offer_cancelling(menu, callback, ask)
    return menu


def later_menu(ui: UiContext, parent: QWidget, callback: CallbackView, ask: Ask) -> QMenu:
    """What a notice offers beside loading it now."""
    menu = _menu(parent, "callback_later_menu")
    _offer_times(ui, menu, callback, ask)
    menu.addSeparator()
    _offer_cancelling(menu, callback, ask)
    return menu


def put_off(ui: UiContext, callback: CallbackView, minutes: int) -> None:
    """Make it so many minutes from now."""
    due_at = worklists.in_minutes(ui.ticker.now(), minutes)
    ui.slots.start(ui.actions.lists.reschedule_callback(callback.callback_id, due_at))


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _enable(action: QAction, why_not: str) -> None:
    action.setEnabled(not why_not)
    action.setToolTip(why_not)


def _offer_times(ui: UiContext, menu: QMenu, callback: CallbackView, ask: Ask) -> None:
    why_not = why_no_change(callback)
    for minutes in LATER_MINUTES:
        words = translate("callback_menu", "In {count} minutes").format(count=minutes)
        action = menu.addAction(f"{words}\t{SOON_KEY}" if minutes == SOON else words)
        action.triggered.connect(lambda _checked=False, minutes=minutes: put_off(ui, callback, minutes))
        _enable(action, why_not)
    choose_words = translate("callback_menu", "Choose a time…")
    choose = menu.addAction(f"{choose_words}\t{TIME_KEY}")
    choose.triggered.connect(lambda: ask(TimeForm, callback))
    _enable(choose, why_not)


def _offer_cancelling(menu: QMenu, callback: CallbackView, ask: Ask) -> None:
    words = translate("callback_menu", "Call off…")
    cancel = menu.addAction(f"{words}\t{CANCEL_KEY}")
    cancel.triggered.connect(lambda: ask(ReasonForm, callback))
    _enable(cancel, why_no_change(callback))


def _offer_assignees(ui: UiContext, menu: QMenu, desk: Desk, callback: CallbackView) -> None:
    """Oneself, the group, and for who leads it any of its members."""
    me, assign = desk.identity.operator_id if desk.identity else "", ui.actions.lists.assign_callback

    def offer(into: QMenu, words: str, operator_id: str, why_not: str = "") -> None:
        action = into.addAction(words)
        action.triggered.connect(lambda: ui.slots.start(assign(callback.callback_id, operator_id)))
        _enable(action, why_not)

    is_mine = callback.assignee.operator_id == me
    already = translate("callback_menu", "It is yours already") if is_mine else ""
    offer(menu, translate("callback_menu", "Take it over"), me, already)
    with_group = callback.stage in (CallbackStage.GROUP, CallbackStage.SUPERVISORS) and callback.taken_by is None
    already = translate("callback_menu", "The group has been told already") if with_group else ""
    offer(menu, translate("callback_menu", "Give it to the group"), "", already)
    if callback.may_assign:
        others = menu.addMenu(translate("callback_menu", "Give it to a colleague"))
        for colleague in sorted(desk.colleagues(callback.work_group_id), key=lambda one: one.name):
            if colleague.operator_id not in (me, callback.assignee.operator_id):
                offer(others, colleague.name, colleague.operator_id)
        none = translate("callback_menu", "Nobody else works in the group") if others.isEmpty() else ""
        _enable(others.menuAction(), none)
