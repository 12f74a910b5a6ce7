"""Desks with what waits for the operator: callbacks, abandoned calls, customers of his own, figures of the day."""

from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk
from server.protocol.figures import GroupFigures
from server.protocol.types import Direction, OperatorRef
from server.protocol.worklists import (
    AbandonedCall,
    CallbackStage,
    CallbackView,
    DayFigures,
    MyCustomer,
    MyCustomers,
    RecentContact,
)
from tests.support import desks
from tests.support.sample_centre import COLLEAGUES, KEIKO, ME, SATO, ago, record

CAN = frozenset(
    {
        "outbound",
        "recording_player",
        "callbacks",
        "assign_callbacks",
        "change_callbacks",
        "abandoned",
        "my_customers",
        "my_day",
        "group_figures",
        "recent_contacts",
    }
)
LEADS = CAN | {"supervise_callbacks"}


def callback(number: int, due_in: float, name: str, phone: str, summary: str, **more: object) -> CallbackView:
    usual = {"stage": CallbackStage.PLANNED, "assignee": ME, "work_group_id": "support"}
    return CallbackView(
        callback_id=number,
        customer_id=48000 + number,
        due_at=ago(-due_in),
        customer_name=name,
        number=phone,
        summary=summary,
        **{**usual, **more},  # type: ignore[arg-type]
    )


ISHIDA = callback(1, -150, "石田 健太", "+818034567890", "解約相談", stage=CallbackStage.NOTIFIED)
YAMAMOTO = callback(2, 1650, "山本 久美子", "+81451234567", "見積りのご説明")
AOBA = callback(3, 3450, "株式会社 青葉商会", "+81323456789", "訪問日の確認", work_group_id="orders")
TOMORROW = callback(4, 73650, "佐藤 健一", "+81312345678", "上位プランの見積り")
NOTICE = callback(5, 58, "山本 久美子", "+81451234567", "見積りのご説明", stage=CallbackStage.NOTIFIED, notice=True)
OF_COLLEAGUE = callback(
    6, -900, "伊藤 誠司", "+818012345678", "ご本人在宅は夕方以降", stage=CallbackStage.GROUP, assignee=COLLEAGUES[1]
)
LED = (
    callback(
        8, -700, "中村 翔太", "+819012340001", "料金のご説明", assignee=COLLEAGUES[1], supervised=True, may_assign=True
    ),
    callback(
        9, 5400, "小川 恵美", "+819012340002", "工事日の確認", assignee=COLLEAGUES[2], supervised=True, may_assign=True
    ),
)
"""Colleagues' callbacks, as a supervisor of their group sees them."""
TAKEN = msgspec.structs.replace(OF_COLLEAGUE, callback_id=7, assignee=ME, taken_by=COLLEAGUES[2])

GIVEN_UP = {
    "support": (
        AbandonedCall("a1", "+818023456789", "", None, ago(510), 130),
        AbandonedCall("a2", "+81334567890", "大野 恵", 48900, ago(1290), 58, voicemail=True),
    ),
    "orders": (
        AbandonedCall("a3", "+817012345678", "", None, ago(2550), 93, OperatorRef("op-2014", "高橋 由美")),
        AbandonedCall("a4", "", "", None, ago(2900), 12),
        AbandonedCall("a5", "+818023456789", "", None, ago(3300), 40, back_at=ago(640)),
    ),
}
DAY = DayFigures(ago(50550), calls_taken=15, calls_made=3, talk_seconds=4536, wrap_up_seconds=65, records_saved=17)


def contact(
    number: int, name: str, phone: str, reaction: str, talk: int, minutes: float, **more: object
) -> RecentContact:
    written = record(number, ME, ago(60 * minutes), "対応した。", reaction, "done", talk=talk, **more)  # type: ignore[arg-type]
    return RecentContact(written, name, phone)


CONTACTS = (
    contact(95, "中島 さくら", "+81345678901", "done", 320, 11),
    contact(94, "松本 和彦", "+81612345678", "considering", 482, 22),
    contact(93, "井上 千春", "+819023456789", "voicemail", 31, 29, direction=Direction.OUT),
    contact(92, "", "+815012345678", "complaint", 22, 33),
    contact(91, "木村 直子", "+81356789012", "done", 707, 50),
)


def group_day(group_id: str, answered: int, abandoned: int, **more: float | None) -> GroupFigures:
    usual = {
        "service_level": 0.82,
        "service_level_of_all": 0.79,
        "average_wait_seconds": 12.4,
        "average_handling_seconds": 250.0,
        "occupancy": 0.71,
    }
    return GroupFigures(
        work_group_id=group_id,
        day_began_at=ago(40_000),
        waiting=0,
        waiting_since=None,
        offered=answered + abandoned,
        answered=answered,
        abandoned=abandoned,
        sent_on=0,
        lost=0,
        called_back=0,
        within_seconds=20,
        **{**usual, **more},
    )


GROUP_DAYS = (
    group_day("support", 128, 7),
    group_day("orders", 0, 1, service_level=None, average_wait_seconds=None, average_handling_seconds=None),
    group_day("of others", 5, 5),
)


def with_lists(desk: Desk, *callbacks: CallbackView) -> Desk:
    assert desk.live is not None
    live = msgspec.structs.replace(desk.live, callbacks=callbacks, abandoned=GIVEN_UP)
    known = replace(desk, live=live, capabilities=desk.capabilities | CAN, my_day=DAY, recent_contacts=CONTACTS)
    return replace(known, group_figures=GROUP_DAYS)


def planned() -> Desk:
    """Nothing is overdue."""
    return with_lists(desks.idle(), YAMAMOTO, AOBA, TOMORROW)


def led() -> Desk:
    """Of who leads the group."""
    return replace(with_lists(desks.idle(), ISHIDA, *LED, YAMAMOTO), capabilities=desks.idle().capabilities | LEADS)


def overdue() -> Desk:
    return with_lists(desks.idle(), OF_COLLEAGUE, TAKEN, ISHIDA, YAMAMOTO, AOBA, TOMORROW)


def told() -> Desk:
    """A callback is due in a minute, during a call."""
    return with_lists(desks.talking(), NOTICE, AOBA)


def nothing_waits() -> Desk:
    desk = with_lists(desks.idle())
    assert desk.live is not None
    return replace(desk, live=msgspec.structs.replace(desk.live, abandoned={}), my_customers=MyCustomers((), 0))


def my_customers() -> Desk:
    mine = (MyCustomer(SATO, "再架電", ago(-1650)), MyCustomer(KEIKO, "見積書送付"))
    return replace(planned(), my_customers=MyCustomers(mine, 2))
