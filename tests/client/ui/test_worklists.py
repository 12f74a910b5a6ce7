"""The lists beside the rail and the callback's notice: what they show, keys, the blinking, and that nothing steals the caret."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.recording import Playing, Recording
from bluebean_client.ui.blinker import HALF_PERIOD_MS, Blinker
from bluebean_client.ui.formats import clock_time
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.painted import RailButton
from bluebean_client.ui.worklists.callback_menu import callback_menu
from bluebean_client.ui.worklists.callbacks import CallbackRow
from bluebean_client.ui.worklists.popover import ListPopover, arranged
from server.protocol.errors import ErrorCode
from server.protocol.rest import RecordingInfo
from server.protocol.types import OperatorRef
from server.protocol.worklists import CallbackStage, CallbackView
from tests.client.ui.conftest import Stage
from tests.support import desks, worklist_desks
from tests.support.worklist_desks import AOBA, ISHIDA, LEADS, LED, NOTICE, OF_COLLEAGUE, TAKEN, YAMAMOTO, with_lists


def tile(stage: Stage, name: str) -> RailButton:
    found = stage.find(name)
    assert isinstance(found, RailButton)
    return found


def key(stage: Stage, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, pressed, modifier)


def alt(stage: Stage, digit: Qt.Key) -> None:
    key(stage, digit, Qt.KeyboardModifier.AltModifier)


def opened(stage: Stage, name: str) -> ListPopover:
    found = stage.find(name)
    assert isinstance(found, ListPopover)
    return found


def words_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def names_in(panel: ListPopover) -> list[str]:
    return [row.name.text() for row in panel._rows.values()]


def live_names_in(panel: ListPopover) -> list[str]:
    """Without those that are gone and only keep their place while the pointer is above."""
    return [row.name.text() for row in panel._rows.values() if row.isEnabled()]


def focused_name(panel: ListPopover) -> str:
    row = panel.focused_row()
    return row.name.text() if row else ""


def test_what_the_server_does_not_know_has_no_tile(stage: Stage) -> None:
    for name in ("callbacks_button", "abandoned_calls_button", "my_customers_button"):
        assert not stage.sees(name)
    stage.put(worklist_desks.planned())
    for name in ("callbacks_button", "abandoned_calls_button", "my_customers_button"):
        assert stage.sees(name)


def test_the_tile_counts_todays_callbacks_and_turns_red_when_one_is_overdue(stage: Stage) -> None:
    stage.put(worklist_desks.planned())
    shown = tile(stage, "callbacks_button")
    assert (shown.count, shown.tone) == (2, Tone.AWAY)
    stage.clock.move(1651)
    stage.window.ui.ticker.beat()
    assert (shown.count, shown.tone) == (2, Tone.DANGER)


def test_a_callback_that_is_told_of_counts_although_it_is_due_after_midnight(stage: Stage) -> None:
    tomorrow = worklist_desks.TOMORROW
    stage.put(with_lists(desks.idle(), tomorrow))
    assert tile(stage, "callbacks_button").count == 0
    stage.put(with_lists(desks.idle(), msgspec.structs.replace(tomorrow, notice=True)))
    assert tile(stage, "callbacks_button").count == 1


def test_the_tile_blinks_until_the_list_was_opened(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), ISHIDA))
    shown = tile(stage, "callbacks_button")
    blinker = stage.window.findChildren(Blinker)[0]
    blinker.beat.emit(True)
    assert shown.lit
    alt(stage, Qt.Key.Key_6)
    assert not blinker._timer.isActive()
    assert (shown.lit, shown.tone) == (False, Tone.DANGER)
    key(stage, Qt.Key.Key_Escape)
    stage.put(with_lists(desks.idle(), ISHIDA, msgspec.structs.replace(YAMAMOTO, due_at=ISHIDA.due_at)))
    assert blinker._timer.isActive()  # another one
    assert blinker._timer.interval() == HALF_PERIOD_MS == 500


def test_a_call_that_a_colleague_makes_is_not_overdue_for_me(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), TAKEN))
    assert tile(stage, "callbacks_button").tone is Tone.AWAY
    alt(stage, Qt.Key.Key_6)
    assert "小林 陽子さんが対応中" in words_in(opened(stage, "callbacks_list"))
    assert not stage.find("load_callback_button").isEnabled()


def test_the_list_of_callbacks_says_when_who_and_how_late(stage: Stage) -> None:
    stage.put(worklist_desks.overdue())
    alt(stage, Qt.Key.Key_6)
    told = words_in(opened(stage, "callbacks_list"))
    for part in (
        "期限超過 2 件 ・ 本日 4 件",
        clock_time(ISHIDA.due_at),
        "2 分超過",
        "石田 健太 様",
        "080-3456-7890",
        "明日",
    ):
        assert part in told
    assert "渡辺 直樹さんの担当" in told


def menu_of_first(stage: Stage, *callbacks: CallbackView) -> list[QAction]:
    stage.put(with_lists(desks.idle(), *callbacks))
    if not stage.sees("callbacks_list"):
        alt(stage, Qt.Key.Key_6)
    row = opened(stage, "callbacks_list").findChild(CallbackRow)
    menu = callback_menu(stage.window.ui, row, stage.window.desk, callbacks[0], lambda _kind, _callback: None)
    return [*menu.actions(), *(action for sub in menu.findChildren(QMenu) for action in sub.actions())]


def entry(menu: list[QAction], words: str) -> QAction:
    return next(action for action in menu if action.text().split("\t")[0] == words)


def test_a_callback_is_given_to_the_group_or_taken_over_and_by_a_leader_to_anybody(stage: Stage) -> None:
    mine = menu_of_first(stage, ISHIDA)
    assert [(action.text().split("\t")[0], action.isEnabled()) for action in mine if action.text()] == [
        ("対応済みにする", True),
        ("10 分後", True),
        ("30 分後", True),
        ("60 分後", True),
        ("時刻を選ぶ…", True),
        ("引き受ける", False),
        ("グループに渡す", True),
        ("取り消す…", True),
    ]
    assert entry(mine, "引き受ける").toolTip() == "すでに自分の担当です"
    entry(mine, "グループに渡す").trigger()
    theirs = msgspec.structs.replace(
        ISHIDA, assignee=OperatorRef("op-1", "渡辺 直樹"), stage=CallbackStage.GROUP, may_assign=True
    )
    menu = menu_of_first(stage, theirs)
    assert [entry(menu, words).isEnabled() for words in ("引き受ける", "グループに渡す")] == [True, False]
    entry(menu, "引き受ける").trigger()
    entry(menu, "小林 陽子").trigger()
    me = stage.window.desk.identity
    assert me is not None
    given = [asked[2] for asked in stage.asked() if asked[0] == "assign_callback"]
    assert given[:2] == ["", me.operator_id] and len(given) == 3


def test_what_is_not_ones_own_to_change_says_so(stage: Stage) -> None:
    menu = menu_of_first(stage, msgspec.structs.replace(ISHIDA, change_refusal=ErrorCode.CALLBACK_NOT_YOURS))
    for words in ("10 分後", "時刻を選ぶ…", "取り消す…"):
        assert not entry(menu, words).isEnabled() and "変更できません" in entry(menu, words).toolTip()
    key(stage, Qt.Key.Key_Delete)
    assert not stage.sees("callback_reason")


def test_keys_put_a_callback_off_choose_its_time_and_call_it_off(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), ISHIDA, YAMAMOTO))
    alt(stage, Qt.Key.Key_6)
    panel = opened(stage, "callbacks_list")
    now = stage.window.ui.ticker.now()
    QTest.keyClicks(QApplication.focusWidget(), "+")
    moved = [asked for asked in stage.asked() if asked[0] == "reschedule_callback"]
    assert [asked[1] for asked in moved] == [ISHIDA.callback_id] and moved[0][2] - now >= timedelta(minutes=10)
    # A time: one that has passed is refused beside the line
    key(stage, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    line = stage.find("callback_time")
    assert isinstance(line, QLineEdit) and line.hasFocus()
    line.setText("2020/01/01 10:00")
    key(stage, Qt.Key.Key_Return)
    assert line.isVisible() and line.accessibleDescription()
    line.setText("2099/01/05 10:30")
    key(stage, Qt.Key.Key_Return)
    assert stage.asked()[-1][2].astimezone() == datetime(2099, 1, 5, 10, 30).astimezone()
    # Esc leaves the form, not the list; a reason must be there
    key(stage, Qt.Key.Key_Escape)
    assert panel.isVisible() and focused_name(panel) == "石田 健太 様"
    key(stage, Qt.Key.Key_Delete)
    asked_before = len(stage.asked())
    key(stage, Qt.Key.Key_Return)
    assert len(stage.asked()) == asked_before and stage.find("callback_reason").hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "moved away")
    key(stage, Qt.Key.Key_Return)
    assert stage.asked()[-1] == ("cancel_callback", ISHIDA.callback_id, "moved away")
    stage.put(with_lists(desks.idle(), YAMAMOTO))
    assert not stage.sees("callback_reason") and live_names_in(panel) == ["山本 久美子 様"]
    assert panel.isAncestorOf(QApplication.focusWidget())


def test_the_notice_puts_off_and_calls_off_without_the_list(stage: Stage) -> None:
    stage.put(with_lists(desks.talking(), NOTICE))
    text = stage.find("record_text")
    text.setFocus()
    QTest.mouseClick(stage.find("put_off_callback_button"), Qt.MouseButton.LeftButton)
    menu = stage.find("callback_later_menu")
    assert isinstance(menu, QMenu)
    entry(menu.actions(), "取り消す…").trigger()
    menu.close()
    reason = stage.find("callback_reason")
    assert reason.hasFocus()
    QTest.keyClicks(reason, "no need")
    key(stage, Qt.Key.Key_Return)
    assert stage.asked()[-1] == ("cancel_callback", NOTICE.callback_id, "no need")
    key(stage, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is text


def test_who_leads_sees_the_callbacks_of_the_group_apart_and_filters_them(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), ISHIDA))
    described = tile(stage, "callbacks_button").accessibleDescription()
    desk = with_lists(desks.idle(), ISHIDA, *LED)
    stage.put(desk)
    alt(stage, Qt.Key.Key_6)
    panel = opened(stage, "callbacks_list")
    assert not stage.sees("led_callbacks_tab") and names_in(panel) == ["石田 健太 様"]
    assert tile(stage, "callbacks_button").accessibleDescription() == described
    stage.put(replace(desk, capabilities=LEADS))
    key(stage, Qt.Key.Key_Right)
    assert names_in(panel) == ["中村 翔太 様", "小川 恵美 様"]
    QTest.mouseClick(stage.find("overdue_callbacks_only"), Qt.MouseButton.LeftButton)
    assert names_in(panel) == ["中村 翔太 様"]
    QTest.mouseClick(stage.find("my_callbacks_tab"), Qt.MouseButton.LeftButton)
    assert names_in(panel) == ["石田 健太 様"]


def test_keys_open_load_and_give_the_focus_back(stage: Stage) -> None:
    stage.put(with_lists(desks.talking(), ISHIDA, YAMAMOTO, AOBA))
    text = stage.find("record_text")
    text.setFocus()
    alt(stage, Qt.Key.Key_6)
    panel = opened(stage, "callbacks_list")
    assert focused_name(panel) == "石田 健太 様"
    for pressed, name in (
        (Qt.Key.Key_Down, "山本 久美子 様"),
        (Qt.Key.Key_End, "株式会社 青葉商会 様"),
        (Qt.Key.Key_Down, "株式会社 青葉商会 様"),
        (Qt.Key.Key_Home, "石田 健太 様"),
    ):
        key(stage, pressed)
        assert focused_name(panel) == name
    key(stage, Qt.Key.Key_Escape)
    assert not stage.sees("callbacks_list")
    assert QApplication.focusWidget() is text
    alt(stage, Qt.Key.Key_6)
    key(stage, Qt.Key.Key_Down)
    key(stage, Qt.Key.Key_Return)
    assert ("load_callback", YAMAMOTO.callback_id) in stage.actions.asked
    assert not stage.sees("callbacks_list")


def test_done_by_the_menu_of_its_row(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), ISHIDA))
    alt(stage, Qt.Key.Key_6)
    QTest.mouseClick(stage.find("callback_menu_button"), Qt.MouseButton.LeftButton)
    menu = stage.find("callback_menu")
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert ("finish_callback", ISHIDA.callback_id) in stage.actions.asked


def test_one_list_at_a_time_and_a_click_outside_closes_it(stage: Stage) -> None:
    stage.put(worklist_desks.overdue())
    alt(stage, Qt.Key.Key_6)
    alt(stage, Qt.Key.Key_5)
    assert (stage.sees("callbacks_list"), stage.sees("abandoned_calls_list")) == (False, True)
    QTest.mouseClick(stage.window.work.customer, Qt.MouseButton.LeftButton)
    assert not stage.sees("abandoned_calls_list")
    tile(stage, "callbacks_button").click()
    tile(stage, "callbacks_button").click()
    assert not stage.sees("callbacks_list")


def test_nothing_moves_under_the_pointer(stage: Stage) -> None:
    stage.put(with_lists(desks.idle(), ISHIDA, YAMAMOTO))
    alt(stage, Qt.Key.Key_6)
    panel = opened(stage, "callbacks_list")
    at = QPointF(50, 50)
    QApplication.sendEvent(panel, QEnterEvent(at, at, at))
    stage.put(with_lists(desks.idle(), OF_COLLEAGUE, YAMAMOTO))
    assert names_in(panel) == ["石田 健太 様", "山本 久美子 様", "伊藤 誠司 様"]
    assert [row.isEnabled() for row in panel._rows.values()] == [False, True, True]
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert names_in(panel) == ["伊藤 誠司 様", "山本 久美子 様"]


def test_arranged_keeps_places_only_while_it_is_to_be_still() -> None:
    assert arranged(["a", "b"], ["c", "b"], still=True) == ["a", "b", "c"]
    assert arranged(["a", "b"], ["c", "b"], still=False) == ["c", "b"]


def test_the_notice_leaves_the_caret_where_it_is(stage: Stage) -> None:
    stage.put(with_lists(desks.talking()))
    stage.find("record_text").setFocus()
    stage.put(worklist_desks.told())
    notice = stage.find("callback_notice")
    assert f"{clock_time(NOTICE.due_at)}  山本 久美子 様  045-123-4567  あと 1 分" in words_in(notice)
    assert QApplication.focusWidget() is stage.find("record_text")
    stage.clock.move(300)
    stage.window.ui.ticker.beat()
    assert "4 分超過" in words_in(notice)  # it stays
    QTest.mouseClick(stage.find("load_noticed_callback_button"), Qt.MouseButton.LeftButton)
    assert ("load_callback", NOTICE.callback_id) in stage.actions.asked


def test_the_notice_goes_when_it_was_dismissed_and_at_most_three_are_shown(stage: Stage) -> None:
    many = tuple(msgspec.structs.replace(NOTICE, callback_id=100 + number) for number in range(5))
    stage.put(with_lists(desks.idle(), *many))
    notices = [one for one in stage.window.findChildren(QWidget, "callback_notice") if one.isVisible()]
    assert len(notices) == 3
    assert len({one.y() for one in notices}) == 3
    QTest.mouseClick(stage.find("dismiss_callback_button"), Qt.MouseButton.LeftButton)
    assert stage.actions.asked[-1][0] == "dismiss_callback"
    stage.put(with_lists(desks.idle(), *(msgspec.structs.replace(one, notice=False) for one in many)))
    assert not stage.sees("callback_notice")


def test_abandoned_calls_are_loaded_created_and_done(stage: Stage) -> None:
    stage.put(worklist_desks.overdue())
    assert tile(stage, "abandoned_calls_button").count == 3
    alt(stage, Qt.Key.Key_5)
    panel = opened(stage, "abandoned_calls_list")
    told = words_in(panel)
    for part in ("未対応 3 件 ・ 本日 5 件", "080-2345-6789", "大野 恵 様", "待ち 2:10", "非通知"):
        assert part in told
    first, second, withheld = panel._rows.values()
    assert not withheld.call.isVisible()  # type: ignore[attr-defined]
    assert (first.open.text(), second.open.text()) == ("作成", "読込")  # type: ignore[attr-defined]
    QTest.mouseClick(stage.find("finish_abandoned_button"), Qt.MouseButton.LeftButton)
    assert ("finish_abandoned", "a1") in stage.actions.asked
    QTest.mouseClick(stage.find("all_abandoned_button"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    told = words_in(panel)
    assert "対応済み 高橋 由美" in told and "再入電あり" in told
    QTest.mouseClick(stage.find("open_abandoned_button"), Qt.MouseButton.LeftButton)
    assert ("open_abandoned", "a1") in stage.actions.asked
    alt(stage, Qt.Key.Key_5)
    QTest.mouseClick(stage.find("call_abandoned_button"), Qt.MouseButton.LeftButton)
    assert ("call_abandoned", "a1") in stage.actions.asked


def test_the_message_of_a_caller_is_heard_in_the_list_and_ends_with_it(stage: Stage) -> None:
    desk = worklist_desks.overdue()
    stage.put(desk)
    alt(stage, Qt.Key.Key_5)
    panel = opened(stage, "abandoned_calls_list")
    assert "伝言あり" in words_in(panel)
    silent, spoken, _ = panel._rows.values()
    assert not silent.listen.isVisible()  # type: ignore[attr-defined]
    listen = spoken.listen  # type: ignore[attr-defined]
    assert listen.isVisible()
    assert listen.accessibleName() == "伝言を再生"
    QTest.mouseClick(listen, Qt.MouseButton.LeftButton)
    assert stage.actions.asked[-2:] == [("recording_open", "a2"), ("recording_toggle",)]
    info = RecordingInfo(seconds=12.0, data_offset=44, data_bytes=384_000, rate_hz=8000, channels=2, peaks=())
    stage.put(replace(desk, recording=Recording("a2", Playing.PLAYING, info)))
    assert "伝言 0:12" in words_in(panel)
    assert listen.accessibleName() == "伝言を一時停止"
    QTest.mouseClick(listen, Qt.MouseButton.LeftButton)
    assert stage.actions.asked[-1] == ("recording_toggle",)
    stage.put(replace(desk, recording=Recording("a2", Playing.FAILED, why="no_speaker")))
    assert "伝言を再生できません" in words_in(panel)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert stage.actions.asked[-1] == ("recording_close",)


def test_my_customers_are_asked_for_when_the_list_opens(stage: Stage) -> None:
    stage.put(worklist_desks.my_customers())
    tile(stage, "my_customers_button").click()
    assert ("ask_my_customers",) in stage.actions.asked
    assert "佐藤 恵子 様" in words_in(opened(stage, "my_customers_list"))
    key(stage, Qt.Key.Key_Return)
    assert ("open_customer", 48213) in stage.actions.asked


def test_in_a_low_window_the_list_ends_above_the_footer(stage: Stage) -> None:
    stage.window.setMinimumSize(0, 0)
    stage.window.resize(1024, 560)
    stage.put(worklist_desks.overdue())
    alt(stage, Qt.Key.Key_6)
    panel, page = opened(stage, "callbacks_list"), stage.window.work
    assert panel.geometry().bottom() - 16 <= page.height() - page.footer.height()
    assert panel.geometry().top() + 16 >= page.bar.height()


def test_who_waits_for_a_callback_is_marked(stage: Stage) -> None:
    desk = desks.ringing()
    assert desk.live is not None
    queue = desk.live.queues["support"]
    called = tuple(msgspec.structs.replace(call, callback=True) for call in queue.waiting)
    queues = {**desk.live.queues, "support": msgspec.structs.replace(queue, waiting=called)}
    stage.put(replace(desk, live=msgspec.structs.replace(desk.live, queues=queues)))
    alt(stage, Qt.Key.Key_4)
    assert words_in(opened(stage, "waiting_calls_list")).count("折り返し") == len(called) > 0


def test_empty_lists_say_so(stage: Stage) -> None:
    stage.put(worklist_desks.nothing_waits())
    for digit, name, told in (
        (Qt.Key.Key_4, "waiting_calls_list", "待っている着信はありません"),
        (Qt.Key.Key_5, "abandoned_calls_list", "未対応の放棄呼はありません"),
        (Qt.Key.Key_6, "callbacks_list", "再架電の予定はありません"),
    ):
        alt(stage, digit)
        assert told in words_in(opened(stage, name))


def test_the_day_in_figures(stage: Stage) -> None:
    assert not stage.sees("my_day_label")
    stage.put(worklist_desks.planned())
    shown = stage.find("my_day_label")
    assert isinstance(shown, QLabel)
    assert shown.text() == "本日 18 件 ・ 平均通話 4:12 ・ 平均後処理 1:05"
    assert "着信 15 件、発信 3 件" in shown.toolTip()


def test_a_notice_stands_above_the_toasts_place_in_a_narrow_window(stage: Stage) -> None:
    stage.window.resize(1024, 700)
    desk: Desk = replace(worklist_desks.told(), notices=desks.call_given_up().notices)
    stage.put(desk)
    notice = stage.find("callback_notice")
    assert notice.geometry().right() <= stage.window.work.width() + 16
    toast = next(one for one in stage.window.findChildren(QWidget) if one.objectName().startswith("notice_call_end"))
    assert toast.geometry().bottom() <= notice.geometry().top() + 40


def test_the_groups_day_stands_below_the_calls_that_wait(stage: Stage) -> None:
    """Of the groups that I work in; what has nothing to be counted of is no zero."""
    stage.put(worklist_desks.planned())
    alt(stage, Qt.Key.Key_4)
    assert ("ask_group_figures",) in stage.actions.asked
    words = stage.texts("group_figures")
    assert words[:7] == ["本日", "SL", "応答", "放棄", "平均応答", "平均処理", "稼働率"]
    assert words[8:14] == ["82%", "128", "7", "0:12", "4:10", "71%"]
    assert words[15:21] == ["–", "0", "1", "–", "–", "71%"] and len(words) == 21
    asked = len(stage.actions.asked)
    stage.clock.move(5)
    stage.window.ui.ticker.beat()
    assert stage.actions.asked[asked:] == [("ask_group_figures",)]
    key(stage, Qt.Key.Key_Escape)
    stage.clock.move(5)
    stage.window.ui.ticker.beat()
    assert len(stage.actions.asked) == asked + 1  # nobody looks
