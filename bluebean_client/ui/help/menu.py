"""The dialog of ヘルプ as a menu, where there is no room for the dialog."""

from datetime import datetime

from PySide6.QtWidgets import QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.help.words import (
    asker_facts,
    asker_words,
    is_mine,
    reaction_words,
    requests_to_hear,
    told_words,
)
from bluebean_client.ui.views import refusal_words
from server.protocol.types import Command


def help_menu(ui: UiContext, parent: QWidget, desk: Desk, now: datetime) -> QMenu:
    """What is so now in words, then what can be done."""
    menu, shift = QMenu(parent), ui.actions.shift
    menu.setObjectName("help_menu")
    menu.setToolTipsVisible(True)
    me = desk.live.me if desk.live else None
    if me is None or me.help is None:
        asked = menu.addAction(parent.tr("Request help"))
        why = refusal_words(desk, Command.HELP)
        asked.setEnabled(not why)
        asked.setToolTip(why)
        asked.triggered.connect(lambda: ui.slots.start(shift.request_help()))
    else:
        for words in (told_words(me), reaction_words(me.help, now)):
            if words:
                menu.addAction(words).setEnabled(False)
        cancelled = menu.addAction(parent.tr("Cancel request"))
        cancelled.triggered.connect(lambda: ui.slots.start(shift.cancel_help()))
    for request in requests_to_hear(desk):
        menu.addSeparator()
        menu.addAction(f"{asker_words(request)} ・ {asker_facts(desk, request, now)}").setEnabled(False)
        taken = menu.addAction(parent.tr("See to it"))
        taken.setEnabled(not is_mine(desk, request))
        asker_id = request.operator.operator_id
        taken.triggered.connect(lambda _, asker_id=asker_id: ui.slots.start(shift.take_help(asker_id)))
    return menu
