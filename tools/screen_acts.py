"""What is done in a window before its picture is taken: a list opened, a word typed, a page turned."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea

from bluebean_client.domain.phone import QUALITY_SECONDS
from bluebean_client.domain.seats import Column
from bluebean_client.ui.alert.reading import ringing_calls
from bluebean_client.ui.alert.window import AlertWindow
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.own_account.picture_dialog import PictureDialog
from bluebean_client.ui.phone_panel.panel import PanelPage, PhonePanel
from bluebean_client.ui.seats.table import SeatTable
from bluebean_client.ui.settings.dialog import SettingsPanel
from bluebean_client.ui.softphone.consultation import Consultation
from bluebean_client.ui.transfer.target import Target
from bluebean_client.ui.tray.icon import TrayIcon
from bluebean_client.ui.tray.picture import tray_pixmap
from bluebean_client.ui.tray.reading import TrayStatus
from bluebean_client.ui.widgets.meter import LevelMeter
from bluebean_client.ui.worklists.callbacks import CallbackRow
from tests.support import (
    softphone_desks,
    transfer_desks,
)
from tests.support.fake_actions import FakeSettings


def type_a_password(window: MainWindow) -> None:
    window.work.account_wanted.emit("own_password")
    for name, text in (("old_password", "BlueBean-2026"), ("new_password", "Blue-"), ("repeat_password", "Red")):
        window.findChild(QLineEdit, name).setText(text)


def choose_a_picture(window: MainWindow) -> None:
    """A landscape painted for it: a photograph would be somebody's."""
    window.work.account_wanted.emit("pictures")
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(0, 0, 800, 300, "#BFDDF2")
    painter.fillRect(0, 300, 800, 200, "#5E8C4A")
    painter.setBrush(QColor("#F2C14E"))
    painter.drawEllipse(470, 70, 120, 120)
    painter.end()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "landscape.jpg")
        image.save(path)
        window.findChild(PictureDialog).take_file(path)


def open_desk_card(window: MainWindow) -> None:
    window.work.toggle_seats()
    QTest.qWait(30)
    press(window, "desk_2017")


def show_drawn_floor(window: MainWindow) -> None:
    window.work.toggle_seats()
    QTest.qWait(30)
    QThreadPool.globalInstance().waitForDone()


def look_for_a_colleague(window: MainWindow) -> None:
    window.work.toggle_seats()
    window.findChild(QLineEdit, "seat_search").setText("まえだ")


def open_seat_table(window: MainWindow) -> None:
    window.work.toggle_seats()
    press(window, "seat_table_button")


def choose_reason(opener: str) -> Callable[[MainWindow], None]:
    return lambda window: press(window, opener)


def open_seat_statuses(window: MainWindow) -> None:
    """Of somebody who is in a call."""
    open_seat_table(window)
    table = window.findChild(SeatTable, "seat_table")
    row = next(row for row, seat in enumerate(table.seats) if seat.name == "小林 陽子")
    place = table.visualRect(table.model().index(row, Column.STATUS)).center()
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), menu)


def choose_target(window: MainWindow) -> None:
    """As far as the question how: the desk says that the customer is on hold."""
    window.transfers.press()
    dialog = window.transfers.dialog
    seat = next(seat for seat in dialog.choose.table.seats if seat.name == "渡辺 直樹")
    dialog._choose(Target.colleague(seat))
    window.show_desk(transfer_desks.held())


def choose_queue(window: MainWindow) -> None:
    window.transfers.press()
    press(window, "transfer_groups_button")


def open_detail(window: MainWindow) -> None:
    history = window.work.history
    history.wanted.emit("detail", history.model.records[0])


def open_offers(window: MainWindow) -> None:
    """They are at the end of the sheet."""
    open_detail(window)
    bar = window.work.sheet.findChild(QScrollArea).verticalScrollBar()
    QTest.qWait(10)
    bar.setValue(bar.maximum())


def settings_page(index: int) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.open_settings()
        window.findChild(SettingsPanel).choose_page(index)

    return act


def press(window: MainWindow, name: str) -> None:
    next(b for b in window.findChildren(QAbstractButton, name) if b.isVisible()).click()


def show_all_abandoned(window: MainWindow) -> None:
    press(window, "abandoned_calls_button")
    press(window, "all_abandoned_button")


def show_led_callbacks(window: MainWindow) -> None:
    press(window, "callbacks_button")
    press(window, "led_callbacks_tab")


def change_first_callback(key: Qt.Key, modifier: Qt.KeyboardModifier, wrong: str) -> Callable[[MainWindow], None]:
    """Opens the form that the key stands for, with something in it that is refused."""

    def act(window: MainWindow) -> None:
        press(window, "callbacks_button")
        row = window.findChild(CallbackRow)
        QTest.keyClick(row, key, modifier)
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit):
            line.setText(wrong)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return act


def make_loud(window: MainWindow) -> None:
    for meter, loud, now in (("microphone_level", -12.0, -22.0), ("speaker_level", -7.0, -14.0)):
        for found in window.findChildren(LevelMeter, meter):
            found.show_level(loud)
            found.show_level(now)


def key_tones(window: MainWindow) -> None:
    for key in "12#4":
        QTest.keyClick(window.phone, key)


def begin_consultation(window: MainWindow) -> None:
    window.phone.sheet.consult_wanted.emit(2, "0312345678")
    window.phone._consultation = Consultation(2, frozenset(), 1)
    window.phone.show_desk(window.desk)


def open_call_detail(window: MainWindow) -> None:
    window.phone.dialer.detail_wanted.emit(softphone_desks.CALLS[0])


def let_it_stay_poor(window: MainWindow) -> None:
    window.clock_for_pictures.move(QUALITY_SECONDS)
    window.show_desk(window.desk)


def panel_page(page: PanelPage) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.work.toggle_phone_panel()
        window.findChild(PhonePanel).bring(window.desk, page)
        make_loud(window)

    return act


def look_for_nobody(window: MainWindow) -> None:
    window.phone.dialer.number.setText("佐々木")
    window.show_desk(window.desk)


def show_alert(window: MainWindow) -> None:
    """As the person sees it whose phone is behind another window and has a key for answering."""
    window.beside = AlertWindow(window.ui)
    window.beside.show_calls(ringing_calls(window.desk), "2014", "Ctrl+Alt+A")


def show_slim_bar(width: int) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.slim.toggle()
        window.beside = window.slim.bar
        window.beside.setFixedWidth(width)
        if window.slim.shelf is not None:
            window.slim.shelf.hide()

    return act


def show_slim_shelf(button: str = "") -> Callable[[MainWindow], None]:
    """What stands beside the bar, and the list of this button."""

    def act(window: MainWindow) -> None:
        window.slim.toggle()
        bar = window.slim.bar
        assert bar is not None
        bar.setFixedWidth(1120)
        if button:
            press(bar, button)
        bar.hide()

    return act


def open_tray_menu(window: MainWindow) -> None:
    window.beside = TrayIcon(window.ui, FakeSettings())
    window.beside.show_desk(window.desk)
    window.beside.icon.contextMenu().popup(window.pos())


def show_tray_icons(window: MainWindow) -> None:
    """Each state with and without missed calls, in the sizes of panels, on a light and on a dark one."""
    window.beside = sheet = QLabel()
    states = list(TrayStatus)
    pixmap = QPixmap(2 * TRAY_COLUMN, TRAY_ROW * len(states))
    painter = QPainter(pixmap)
    for column, ground in enumerate(("#F0F0F0", "#202326")):
        painter.fillRect(column * TRAY_COLUMN, 0, TRAY_COLUMN, pixmap.height(), ground)
        for row, state in enumerate(states):
            left = column * TRAY_COLUMN + 16
            for missed in (False, True):
                for size in (48, 32, 22, 16):
                    icon = tray_pixmap(window.ui.theme, state, size, missed=missed)
                    painter.drawPixmap(left, row * TRAY_ROW + (TRAY_ROW - size) // 2, icon)
                    left += size + 12
    painter.end()
    sheet.setPixmap(pixmap)
    sheet.setFixedSize(pixmap.size())
    sheet.show()


def search_for(text: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.activateWindow()
        window.work.search.take_focus()
        window.work.search.setText(text)
        window.show_desk(window.desk)

    return act


def type_number(number: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.work.bar.dial.focus_number()
        window.work.bar.dial.number.setText(number)

    return act


def show_differences(window: MainWindow) -> None:
    window.work.difference_wanted.emit(window.desk.notices[0])


TRAY_ROW, TRAY_COLUMN = 64, 360
