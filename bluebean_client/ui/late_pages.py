"""Pages and settings of the window, loaded when they are first shown: most windows show a part of them, and none before the login."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.loading import load
from bluebean_client.ui import numbering
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.settings_access import SettingsAccess

if TYPE_CHECKING:
    from bluebean_client.ui.seats.page import SeatsPage
    from bluebean_client.ui.settings.dialog import SettingsPanel
    from bluebean_client.ui.softphone.page import SoftphonePage
    from bluebean_client.ui.transfer.dialog import TransferDialog
    from bluebean_client.ui.transfer.target import Target
    from bluebean_client.ui.work_groups_page import WorkGroupsPage
    from bluebean_client.ui.work_page import WorkPage

SETTINGS = "bluebean_client.ui.settings.dialog"


def make_work_groups_page(ui: UiContext) -> "WorkGroupsPage":
    page: WorkGroupsPage = load("bluebean_client.ui.work_groups_page").WorkGroupsPage(ui)
    return page


def make_work_page(ui: UiContext, settings: SettingsAccess) -> "WorkPage":
    numbering.plans()  # its first call is not to wait for them
    page: WorkPage = load("bluebean_client.ui.work_page").WorkPage(ui, settings)
    return page


def make_seats_page(ui: UiContext) -> "SeatsPage":
    page: SeatsPage = load("bluebean_client.ui.seats.page").SeatsPage(ui)
    return page


def make_softphone_page(ui: UiContext, settings: SettingsAccess) -> "SoftphonePage":
    numbering.plans()  # its first call is not to wait for them
    page: SoftphonePage = load("bluebean_client.ui.softphone.page").SoftphonePage(ui, settings)
    return page


def open_transfer_dialog(
    ui: UiContext, window: QWidget, top: int, desk: Desk, recent: Sequence["Target"]
) -> "TransferDialog":
    """`top` is the height that stays uncovered, in pixels."""
    dialog: TransferDialog = load("bluebean_client.ui.transfer.dialog").TransferDialog(ui, window, top, desk, recent)
    return dialog


def make_settings_panel(ui: UiContext, settings: SettingsAccess, desk: Desk, version: str) -> "SettingsPanel":
    panel: SettingsPanel = load(SETTINGS).SettingsPanel(ui, settings, desk, version)
    return panel


def open_account_dialog(ui: UiContext, window: QWidget, top: int, what: str) -> None:
    """`what` is a capability of the server: `own_password` or `pictures`; `top` the height that stays uncovered, in pixels."""
    if what == "own_password":
        load("bluebean_client.ui.own_account.password_dialog").PasswordDialog(ui, window, top)
    else:
        load("bluebean_client.ui.own_account.picture_dialog").PictureDialog(ui, window, top)


def open_settings_window(window: QWidget, panel: "SettingsPanel") -> None:
    load(SETTINGS).SettingsWindow(window, panel)


def open_settings_dialog(ui: UiContext, window: QWidget, top: int, panel: "SettingsPanel") -> None:
    """`top` is the height that stays uncovered, in pixels."""
    load(SETTINGS).SettingsDialog(ui, window, top, panel)
