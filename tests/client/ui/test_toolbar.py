"""Every item of the toolbar in every situation: what can't be used says why, what can be used names its key."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.keys import window_keys
from bluebean_client.ui.views import refusal
from server.protocol.types import Command, UsageMode
from tests.client.ui.conftest import Stage
from tests.support import desks, panel_desks, shift_desks, transfer_desks, worklist_desks

KEYS = {
    "available_button": "Ctrl+1",
    "wrap_up_button": "Ctrl+2",
    "away_button": "Ctrl+3",
    "break_button": "Ctrl+4",
    "hold_button": "F3",
    "mute_button": "Ctrl+Shift+X",
    "transfer_button": "F4",
    "hang_up_button": "Shift+F2",
    "help_button": "F1",
    "my_customers_button": "Alt+0",
    "waiting_calls_button": "Alt+4",
    "abandoned_calls_button": "Alt+5",
    "callbacks_button": "Alt+6",
    "seat_list_button": "Alt+7",
    "settings_button": "Ctrl+,",
    "log_off_button": "Ctrl+Shift+Q",
}
COMMANDS = {
    "available_button": Command.AVAILABLE,
    "wrap_up_button": Command.WRAP_UP,
    "away_button": Command.AWAY,
    "break_button": Command.BREAK,
    "hang_up_button": Command.HANG_UP,
    "transfer_button": Command.TRANSFER,
}
SITUATIONS: tuple[Callable[[], Desk], ...] = (
    shift_desks.quiet,
    shift_desks.ringing,
    shift_desks.held,
    shift_desks.counting_down,
    shift_desks.break_chosen_in_call,
    shift_desks.taken_up,
    transfer_desks.talking,
    transfer_desks.consulted,
    worklist_desks.overdue,
    panel_desks.direct_talking,
    desks.server_lost,
    desks.phone_lost,
    desks.ringing_hard_phone,
)


def buttons(stage: Stage) -> dict[str, QAbstractButton]:
    work = stage.window.work
    found = [made for part in (work.bar, work.rail) for made in part.findChildren(QAbstractButton)]
    return {made.objectName(): made for made in found if made.isVisible() and made.objectName() in KEYS}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_item_says_why_it_is_refused_or_which_key_it_has(stage: Stage, situation: Callable[[], Desk]) -> None:
    stage.put(situation())
    for name, made in buttons(stage).items():
        told = made.toolTip()
        if made.isEnabled():
            assert KEYS[name] in told or made.accessibleDescription() or "もう一度" in told or "あと" in told, (
                name,
                told,
            )
        else:
            assert told.endswith("。"), (name, told)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_the_servers_table_refuses_is_disabled(stage: Stage, situation: Callable[[], Desk]) -> None:
    desk = situation()
    stage.put(desk)
    for name, made in buttons(stage).items():
        command = COMMANDS.get(name)
        refused = command is not None and refusal(desk, command) is not None
        in_advance = "next_status" in desk.capabilities and refusal(desk, Command.NEXT_STATUS) is None
        completes = name == "transfer_button" and refusal(desk, Command.COMPLETE_TRANSFER) is None
        if refused and not completes and not in_advance:
            assert not made.isEnabled(), (name, made.toolTip())


def test_help_is_not_requested_while_the_server_is_away(stage: Stage) -> None:
    stage.put(shift_desks.much_to_tell())
    stage.click("help_button")
    request = stage.find("request_help_button")
    assert not request.isEnabled() and "サーバー" in request.toolTip()


def test_the_settings_list_every_key_of_the_window(stage: Stage) -> None:
    stage.put(desks.idle())
    listed = set()
    for keys, _ in window_keys(UsageMode.SOFTPHONE_OPERATOR):
        first, *more = keys.replace("Enter", "Return").split(", ")
        listed |= {first, *(first[: first.rindex("+") + 1] + key for key in more)}
    bound = {shortcut.key().toString() for shortcut in stage.window.findChildren(QShortcut)} - {"Ctrl+Enter"}
    assert bound - listed == set()
