"""Writes pictures of every screen to build/screens/, from made-up desks, in both languages and both colour schemes."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
os.environ["TZ"] = "Asia/Tokyo"
time.tzset()
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QFontMetrics  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from bluebean_client.domain.desk import Desk  # noqa: E402
from bluebean_client.domain.recording import Playing  # noqa: E402
from bluebean_client.ui.i18n import Translations  # noqa: E402
from bluebean_client.ui.main_window import MainWindow  # noqa: E402
from bluebean_client.ui.phone_panel.panel import PanelPage  # noqa: E402
from bluebean_client.ui.slots import Slots  # noqa: E402
from bluebean_client.ui.theme.theme import Theme  # noqa: E402
from bluebean_client.ui.theme.tokens import Scheme  # noqa: E402
from server.protocol.transfer import TransferStage  # noqa: E402
from server.protocol.types import Status  # noqa: E402
from tests.support import (  # noqa: E402
    customer_desks,
    desks,
    outbound_desks,
    panel_desks,
    sample_centre,
    seat_desks,
    shift_desks,
    softphone_desks,
    status_desks,
    transfer_desks,
    worklist_desks,
)
from tests.support.fake_actions import FakeActions, FakeDeskSource, FakeSettings, StillClock, run_at_once  # noqa: E402
from tools.screen_acts import (  # noqa: E402
    begin_consultation,
    change_first_callback,
    choose_a_picture,
    choose_queue,
    choose_reason,
    choose_target,
    key_tones,
    let_it_stay_poor,
    look_for_a_colleague,
    look_for_nobody,
    make_loud,
    open_call_detail,
    open_desk_card,
    open_detail,
    open_offers,
    open_seat_statuses,
    open_seat_table,
    open_tray_menu,
    panel_page,
    press,
    search_for,
    settings_page,
    show_alert,
    show_all_abandoned,
    show_differences,
    show_drawn_floor,
    show_led_callbacks,
    show_slim_bar,
    show_slim_shelf,
    show_tray_icons,
    type_a_password,
    type_number,
)

OUT = ROOT / "build" / "screens"
WIDE, MINIMUM, NARROW, PHONE = (1440, 900), (1280, 720), (1024, 700), (336, 640)
PHONES = (PHONE, (336, 480))
LARGE_TEXT, LARGER_TEXT, LARGEST_TEXT = (853, 480), (731, 411), (640, 360)
SCALES = {LARGE_TEXT: "150", LARGER_TEXT: "175", LARGEST_TEXT: "200"}
"""What is left of 1280×720 at these text scales in percent."""


@dataclass(frozen=True)
class Picture:
    name: str
    desk: Callable[[], Desk]
    sizes: tuple[tuple[int, int], ...] = (WIDE,)
    dark: bool = False
    act: Callable[[MainWindow], object] = lambda window: None


ALL = (WIDE, MINIMUM, NARROW, LARGE_TEXT, LARGER_TEXT, LARGEST_TEXT)
PICTURES = (
    Picture("login", desks.login, ALL, dark=True),
    Picture("login-refused", desks.login_refused),
    Picture(
        "work-groups", desks.work_groups, (WIDE, NARROW), dark=True, act=lambda w: w.work_groups.select_all.click()
    ),
    Picture("idle", worklist_desks.overdue, ALL, dark=True),
    Picture("idle-nothing-planned", worklist_desks.nothing_waits),
    Picture("card-menu", desks.talking, act=lambda w: w.work.customer.open_menu()),
    Picture("new-customer-menu", worklist_desks.planned, act=lambda w: w.work.new_customer()),
    Picture("ringing-unknown", desks.ringing, ALL),
    Picture("ringing-two", lambda: desks.ringing((sample_centre.SATO, sample_centre.KEIKO)), ALL, dark=True),
    Picture("talking", desks.talking, ((1720, 960), *ALL), dark=True),
    Picture("held", desks.held),
    Picture("new-customer", desks.new_customer),
    Picture("dial-box", outbound_desks.idle, ALL, dark=True, act=type_number("０９０-1234-5678")),
    Picture("dial-from-form", outbound_desks.wrap_up, ALL),
    Picture("dialing-known", lambda: outbound_desks.dialing(sample_centre.SATO), ALL, dark=True),
    Picture("dialing-unknown", outbound_desks.dialing),
    Picture("dialing-colleague", lambda: outbound_desks.dialing(number="2016")),
    Picture("dialing-from-form", outbound_desks.dialing_from_form, ALL),
    Picture("talking-out", outbound_desks.talking, ALL, dark=True),
    Picture("not-reached", outbound_desks.not_reached, ALL),
    Picture("number-refused", outbound_desks.refused, (WIDE, LARGE_TEXT), act=type_number("110")),
    Picture("wrap-up", desks.wrap_up, ALL),
    Picture("after-save", desks.after_save, ALL, dark=True),
    Picture("invalid", desks.invalid, ALL),
    Picture("version-conflict", desks.version_conflict),
    Picture("differences", customer_desks.conflict, ALL, dark=True, act=show_differences),
    Picture("help", shift_desks.quiet, act=lambda w: press(w, "help_button")),
    Picture("help-requested", shift_desks.asked, act=lambda w: press(w, "help_button")),
    Picture("help-nobody", lambda: shift_desks.asked(0), act=lambda w: press(w, "help_button")),
    Picture("help-taken-up", shift_desks.taken_up, ALL, dark=True, act=lambda w: press(w, "help_button")),
    Picture("help-escalated", shift_desks.unheard, act=lambda w: press(w, "help_button")),
    Picture("help-of-colleagues", shift_desks.colleagues_ask, ALL, dark=True),
    Picture("help-of-colleagues-dialog", shift_desks.colleagues_ask, act=lambda w: press(w, "help_button")),
    Picture("wrap-up-countdown", shift_desks.counting_down, ALL, dark=True),
    Picture("wrap-up-then-break", lambda: shift_desks.counting_down(0, next_status=Status.BREAK), (WIDE, MINIMUM)),
    Picture("away-reasons", status_desks.available, dark=True, act=choose_reason("away_button")),
    Picture("away-for-a-reason", status_desks.away, (WIDE, MINIMUM, LARGEST_TEXT), dark=True),
    Picture("break-too-long", status_desks.gone_for_too_long, dark=True),
    Picture("lunch-after-call", status_desks.lunch_after_call, (WIDE, NARROW)),
    Picture("status-set-by-supervisor", status_desks.set_by_supervisor, dark=True),
    Picture("seats-reasons", status_desks.supervised_office, dark=True, act=open_seat_table),
    Picture("seats-reasons-layout", status_desks.supervised_office, dark=True, act=open_desk_card),
    Picture("seats-set-status", status_desks.supervised_office, (WIDE, LARGE_TEXT), dark=True, act=open_seat_statuses),
    Picture("break-after-call", shift_desks.break_chosen_in_call, ALL, dark=True),
    *(
        Picture(f"slim-{name}", desk, act=show_slim_bar(width), dark=width == 1120)
        for width in (1120, 880, 853, 640)
        for name, desk in (
            (f"available-{width}", shift_desks.quiet),
            (f"ringing-{width}", shift_desks.ringing),
            (f"held-{width}", shift_desks.held),
            (f"wrap-up-{width}", shift_desks.counting_down),
            (f"away-{width}", status_desks.away),
        )
    ),
    Picture("slim-shelf-notices", shift_desks.much_to_tell, dark=True, act=show_slim_shelf()),
    Picture("slim-shelf-callbacks", worklist_desks.overdue, dark=True, act=show_slim_shelf("callbacks_button")),
    Picture("slim-shelf-waiting", desks.talking, act=show_slim_shelf("waiting_calls_button")),
    Picture("server-lost", desks.server_lost, (WIDE, MINIMUM), dark=True),
    Picture("phone-lost", desks.phone_lost),
    Picture("draft-found", desks.draft_found),
    Picture("draft-without-group", desks.draft_without_group, (WIDE, MINIMUM), dark=True),
    Picture("draft-without-customer", desks.draft_without_customer, (WIDE, MINIMUM)),
    Picture("disks-full", desks.disks_full, (WIDE, MINIMUM), dark=True),
    Picture("call-given-up", desks.call_given_up, dark=True),
    Picture("call-taken", desks.call_taken, (WIDE, MINIMUM, LARGE_TEXT), dark=True),
    Picture("waiting-list", desks.talking, (WIDE, NARROW), dark=True, act=lambda w: press(w, "waiting_calls_button")),
    Picture(
        "waiting-list-with-the-day",
        worklist_desks.planned,
        ALL,
        dark=True,
        act=lambda w: press(w, "waiting_calls_button"),
    ),
    Picture("abandoned-list", worklist_desks.overdue, ALL, dark=True, act=lambda w: press(w, "abandoned_calls_button")),
    Picture("abandoned-today", worklist_desks.overdue, act=show_all_abandoned),
    Picture("callbacks-list", worklist_desks.overdue, ALL, dark=True, act=lambda w: press(w, "callbacks_button")),
    Picture("callbacks-planned", worklist_desks.planned, act=lambda w: press(w, "callbacks_button")),
    Picture("callbacks-led", worklist_desks.led, dark=True, act=show_led_callbacks),
    Picture(
        "callbacks-time",
        worklist_desks.planned,
        act=change_first_callback(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, "2020/01/01 10:00"),
    ),
    Picture(
        "callbacks-cancel",
        worklist_desks.planned,
        act=change_first_callback(Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, ""),
    ),
    Picture("callbacks-none", worklist_desks.nothing_waits, act=lambda w: press(w, "callbacks_button")),
    Picture("callback-notice", worklist_desks.told, ALL, dark=True),
    Picture("my-customers", worklist_desks.my_customers, dark=True, act=lambda w: press(w, "my_customers_button")),
    Picture("record-detail", desks.talking, (WIDE, MINIMUM), dark=True, act=open_detail),
    Picture("seats-layout", seat_desks.office, ALL, dark=True, act=lambda w: w.work.toggle_seats()),
    Picture("seats-drawn", seat_desks.drawn_office, ALL, dark=True, act=show_drawn_floor),
    Picture("seats-card", seat_desks.office, dark=True, act=open_desk_card),
    Picture("seats-found", seat_desks.office, act=look_for_a_colleague),
    Picture("seats-table", seat_desks.office, ALL, dark=True, act=open_seat_table),
    Picture("seats-no-layout", seat_desks.without_floors, act=lambda w: w.work.toggle_seats()),
    Picture("password", seat_desks.office, dark=True, act=type_a_password),
    Picture("picture", seat_desks.office, dark=True, act=choose_a_picture),
    Picture("transfer-choose", transfer_desks.talking, ALL, dark=True, act=lambda w: w.transfers.press()),
    Picture("transfer-queues", transfer_desks.talking, act=choose_queue),
    Picture("transfer-how", transfer_desks.talking, (WIDE, LARGE_TEXT), dark=True, act=choose_target),
    Picture("transfer-calling", transfer_desks.calling),
    Picture("transfer-talking", transfer_desks.consulted, ALL, dark=True),
    Picture("transfer-conference", transfer_desks.conference, (WIDE, LARGE_TEXT), dark=True),
    Picture("transfer-asked", lambda: transfer_desks.asked(TransferStage.TALKING), (WIDE, MINIMUM)),
    Picture("transfer-receiver-in-conference", lambda: transfer_desks.asked(TransferStage.CONFERENCE)),
    Picture("transfer-back", transfer_desks.customer_is_back),
    Picture("transfer-offered", transfer_desks.offered, (WIDE, MINIMUM), dark=True),
    Picture("transfer-returning", transfer_desks.returning),
    Picture("log-off", desks.wrap_up, act=lambda w: w.ask_log_off()),
    Picture("settings-usage", desks.idle, (WIDE, LARGE_TEXT), dark=True, act=settings_page(0)),
    Picture("settings-connection", desks.idle, act=settings_page(1)),
    Picture("settings-audio", desks.idle, (WIDE, LARGE_TEXT), dark=True, act=settings_page(2)),
    Picture("settings-incoming", desks.idle, act=settings_page(3)),
    Picture("settings-keys", desks.idle, act=settings_page(4)),
    Picture("settings-display", desks.idle, act=settings_page(5)),
    Picture("settings-diagnostics", desks.idle, act=settings_page(6)),
    *(
        Picture(
            f"phone-settings-{name}", softphone_desks.idle, (PHONE,), dark=number in (1, 2), act=settings_page(number)
        )
        for number, name in enumerate(("usage", "account", "audio", "incoming", "keys", "display", "diagnostics"))
    ),
    Picture("softphone-idle", softphone_desks.idle, PHONES, dark=True),
    Picture("softphone-new", softphone_desks.new, (PHONE,)),
    Picture("softphone-keypad", softphone_desks.idle, PHONES, act=lambda w: press(w, "keypad_tab_button")),
    Picture("softphone-incoming", softphone_desks.incoming, PHONES, dark=True),
    Picture("softphone-dialing", softphone_desks.dialing, (PHONE,)),
    Picture("softphone-call", softphone_desks.one_call, PHONES, dark=True),
    Picture("softphone-two-calls", softphone_desks.two_calls, PHONES, dark=True, act=make_loud),
    Picture("softphone-second-incoming", softphone_desks.second_incoming, PHONES),
    Picture("softphone-four-calls", softphone_desks.four_calls, PHONES),
    Picture("softphone-conference", softphone_desks.conference, (PHONE,)),
    Picture("softphone-tones", softphone_desks.one_call, PHONES, dark=True, act=key_tones),
    Picture(
        "softphone-transfer", softphone_desks.two_calls, PHONES, dark=True, act=lambda w: press(w, "transfer_button")
    ),
    Picture("softphone-consultation", softphone_desks.two_calls, PHONES, act=begin_consultation),
    Picture("softphone-add-call", softphone_desks.one_call, (PHONE,), act=lambda w: press(w, "add_call_button")),
    Picture("softphone-detail", softphone_desks.idle, (PHONE,), dark=True, act=open_call_detail),
    Picture("softphone-volumes", softphone_desks.idle, (PHONE,), dark=True, act=lambda w: press(w, "volumes_button")),
    Picture("softphone-poor", softphone_desks.poor_call, PHONES, dark=True, act=let_it_stay_poor),
    Picture("softphone-busy", softphone_desks.busy, (PHONE,)),
    Picture("softphone-device-back", softphone_desks.device_back, (PHONE,)),
    Picture("softphone-quiet", softphone_desks.quiet, (PHONE,), dark=True),
    Picture("softphone-refused", softphone_desks.refused, PHONES),
    Picture("softphone-certificate", softphone_desks.certificate, PHONES, dark=True),
    Picture("alert", softphone_desks.incoming, (PHONE,), dark=True, act=show_alert),
    Picture("alert-two-calls", softphone_desks.two_ring, (PHONE,), dark=True, act=show_alert),
    Picture("alert-customer", lambda: desks.ringing((sample_centre.SATO,)), dark=True, act=show_alert),
    Picture("alert-customers", lambda: desks.ringing((sample_centre.SATO, sample_centre.KEIKO)), act=show_alert),
    Picture("alert-hard-phone", desks.ringing_hard_phone, act=show_alert),
    Picture("tray-icons", softphone_desks.idle, (PHONE,), act=show_tray_icons),
    Picture("tray-menu", softphone_desks.second_incoming, (PHONE,), dark=True, act=open_tray_menu),
    Picture("softphone-no-devices", softphone_desks.without_devices, PHONES),
    Picture("softphone-transfer-failed", softphone_desks.transfer_failed, PHONES),
    Picture("softphone-engine-lost", softphone_desks.engine_lost, PHONES),
    Picture("softphone-nothing-found", softphone_desks.nothing_found, (PHONE,), act=look_for_nobody),
    Picture("softphone-long-names", softphone_desks.long_names, PHONES),
    Picture("panel-calls", panel_desks.talking, ALL, dark=True, act=panel_page(PanelPage.CALLS)),
    Picture("panel-none", panel_desks.idle, (WIDE, LARGE_TEXT), act=panel_page(PanelPage.CALLS)),
    Picture("panel-tones", panel_desks.talking, (WIDE, LARGE_TEXT), dark=True, act=panel_page(PanelPage.TONES)),
    Picture("panel-history", panel_desks.idle, (WIDE, LARGE_TEXT), dark=True, act=panel_page(PanelPage.HISTORY)),
    Picture("panel-sound", panel_desks.talking, (WIDE, LARGE_TEXT), dark=True, act=panel_page(PanelPage.SOUND)),
    Picture("panel-direct-ringing", panel_desks.direct_ringing, (WIDE,), dark=True),
    Picture("panel-direct-talking", panel_desks.direct_talking, (WIDE, MINIMUM), act=panel_page(PanelPage.CALLS)),
    Picture("panel-two-calls", panel_desks.direct_beside_the_server, (WIDE,), act=panel_page(PanelPage.CALLS)),
    Picture("panel-not-registered", panel_desks.not_registered, (WIDE,), act=panel_page(PanelPage.CALLS)),
    Picture("panel-no-devices", panel_desks.no_devices, (WIDE,), act=panel_page(PanelPage.SOUND)),
    Picture("customer-search", customer_desks.searching, ALL, dark=True, act=search_for("佐藤")),
    Picture("customer-search-nothing", customer_desks.nothing_found, act=search_for("ほげほげ")),
    Picture(
        "history-filtered",
        customer_desks.filtered_history,
        ((1720, 960), *ALL),
        dark=True,
        act=lambda w: w.work.focus_region(3),
    ),
    Picture("why-this-operator", customer_desks.asked_why, (WIDE, MINIMUM), dark=True, act=open_offers),
    Picture("recording", customer_desks.playing, (WIDE, MINIMUM, NARROW), dark=True, act=open_detail),
    Picture(
        "recording-without-a-speaker",
        lambda: customer_desks.recorded(state=Playing.FAILED, why="no_speaker"),
        act=open_detail,
    ),
    Picture("history-nothing-matches", customer_desks.nothing_matches),
    Picture("talking-poor", panel_desks.talking_poorly, (WIDE, MINIMUM), act=let_it_stay_poor),
)


def check_glyphs(application: QApplication) -> None:
    """Without a Japanese font everything would still be drawn, as boxes."""
    metrics = QFontMetrics(application.font())
    missing = [character for character in "着信中顧客対応記録電話機未接続" if not metrics.inFontUcs4(ord(character))]
    if missing:
        raise SystemExit(f"no font has {''.join(missing)}; install fonts-noto-cjk")


def take(picture: Picture, theme: Theme, size: tuple[int, int], path: Path) -> None:
    clock = StillClock(sample_centre.NOW)
    mode = picture.desk().mode.value
    scale = SCALES.get(size, "100")
    settings = FakeSettings(frozenset({"server_url", "noise_suppression"}), text_scale=scale, usage_mode=mode)
    slots = Slots(run_at_once)
    window = MainWindow(
        FakeDeskSource(picture.desk()), FakeActions(), settings, clock, theme=theme, slots=slots, version="1.0.0"
    )
    window.clock_for_pictures = clock
    window.show()
    window.resize(*size)
    QTest.qWait(30)
    picture.act(window)
    QTest.qWait(30)
    beside = [other for other in QApplication.topLevelWidgets() if other.isVisible() and other is not window]
    (beside[0] if beside else window).grab().save(str(path))
    for other in beside:
        other.close()
    if "work" in vars(window):
        window.work.leave()
    window.deleteLater()


def main(wanted: list[str]) -> None:
    """`wanted`: names of the pictures to draw; none for all."""
    unknown = set(wanted) - {picture.name for picture in PICTURES}
    if unknown:
        raise SystemExit(
            f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(p.name for p in PICTURES)}"
        )
    OUT.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    translations = Translations(application)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme = Theme(scheme)
        theme.apply(application)
        check_glyphs(application)
        for language in ("ja", "en"):
            translations.use(language)
            for picture in PICTURES:
                if (wanted and picture.name not in wanted) or (scheme is Scheme.DARK and not picture.dark):
                    continue
                for size in picture.sizes if scheme is Scheme.LIGHT else picture.sizes[:1]:
                    take(picture, theme, size, OUT / f"{picture.name}-{language}-{scheme}-{size[0]}x{size[1]}.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
