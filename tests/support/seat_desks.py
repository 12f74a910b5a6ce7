"""Desks with an office full of colleagues, as in the pictures of the design."""

from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk
from server.protocol.seats import DeskPlace, FloorPlan, PlanArea, SeatHelp, SeatPlan, SeatView
from server.protocol.types import Choice, Status
from tests.support.desks import idle
from tests.support.sample_centre import ago
from tests.support.sample_site import SAMPLE, sample_site

_PEOPLE = (
    ("藤井 誠", "フジイ マコト", "2001", Status.AVAILABLE, 1266, ("renewal",)),
    ("渡辺 直樹", "ワタナベ ナオキ", "2011", Status.AVAILABLE, 252, ("renewal",)),
    ("小林 陽子", "コバヤシ ヨウコ", "2012", Status.TALKING_IN, 760, ("support", "billing")),
    ("伊藤 恵美", "イトウ エミ", "2013", Status.AVAILABLE, 52, ("billing",)),
    ("高橋 由美", "タカハシ ユミ", "2014", Status.AVAILABLE, 48, ("support", "orders")),
    ("加藤 翔太", "カトウ ショウタ", "2015", Status.WRAP_UP, 65, ("support",)),
    ("吉田 理恵", "ヨシダ リエ", "2016", Status.BREAK, 501, ("renewal",)),
    ("山口 拓海", "ヤマグチ タクミ", "2017", Status.TALKING_OUT, 128, ("support", "billing")),
    ("斎藤 彩", "サイトウ アヤ", "2018", Status.RINGING, 4, ("billing",)),
    ("松田 和也", "マツダ カズヤ", "2019", Status.AWAY, 933, ("orders",)),
    ("森 優子", "モリ ユウコ", "2020", Status.AVAILABLE, 167, ("support",)),
    ("清水 健吾", "シミズ ケンゴ", "", Status.OFFLINE, 0, ("renewal",)),
    ("林 美穂", "ハヤシ ミホ", "2022", Status.TALKING_IN, 375, ("support", "billing")),
    ("橋本 浩二", "ハシモト コウジ", "2023", Status.PHONE_DISCONNECTED, 37, ("billing",)),
    ("石井 香織", "イシイ カオリ", "2024", Status.TALKING_OUT, 91, ("orders",)),
    ("前田 剛", "マエダ ツヨシ", "2025", Status.AVAILABLE, 478, ("support",)),
    ("岡田 由香里", "オカダ ユカリ", "2026", Status.DIALING, 9, ("billing",)),
)

_HELP = {"林 美穂": SeatHelp(ago(38)), "石井 香織": SeatHelp(ago(85), "藤井 誠")}
"""One whom nobody has heard yet, one who is being helped."""


def seat_of(
    number: int, name: str, kana: str, extension: str, status: Status, since: float, groups: tuple[str, ...]
) -> SeatView:
    own = name == "高橋 由美"
    return SeatView(
        "op-2014" if own else f"op-{number}",
        name,
        kana,
        status,
        ago(since) if extension else None,
        extension,
        groups,
        help=_HELP.get(name),
    )


SEATS = {seat.operator_id: seat for seat in (seat_of(number, *person) for number, person in enumerate(_PEOPLE))}
_ROWS = (("2011", "2012", "2013", "2014"), ("2015", "2016", "2017", "2018"))
_OTHERS = (("2019", "2020", "2021", "2022"), ("2023", "2024", "2025", "2026"))
PLAN = SeatPlan(
    (
        FloorPlan(
            "floor3",
            "3 階 コールセンター",
            1300,
            640,
            (
                *(
                    DeskPlace(ext, 22 + 156 * x, 58 + 100 * y)
                    for y, row in enumerate(_ROWS)
                    for x, ext in enumerate(row)
                ),
                *(
                    DeskPlace(ext, 674 + 156 * x, 58 + 100 * y)
                    for y, row in enumerate(_OTHERS)
                    for x, ext in enumerate(row)
                ),
                DeskPlace("2001", 22, 358),
            ),
            (
                PlanArea("A 島　サポート窓口", 22, 28),
                PlanArea("B 島　新規お申し込み・更新のご案内", 674, 28),
                PlanArea("管理者席", 22, 328),
                PlanArea("会議室", 220, 358, 400, 200),
                PlanArea("休憩スペース", 674, 358, 306, 200),
                PlanArea("入口", 1142, 560, 150, 64),
            ),
        ),
        FloorPlan("floor4", "4 階", 800, 400, (DeskPlace("2031", 22, 22),)),
    ),
    (
        Choice("support", "サポート窓口"),
        Choice("orders", "新規お申し込み"),
        Choice("billing", "請求"),
        Choice("renewal", "更新のご案内"),
    ),
)


def with_seats(desk: Desk) -> Desk:
    assert desk.live is not None
    live = msgspec.structs.replace(desk.live, seats=SEATS)
    return replace(desk, live=live, seat_plan=PLAN, capabilities=desk.capabilities | {"seats", "outbound"})


def office() -> Desk:
    return with_seats(idle())


def drawn_office(picture: bytes = (SAMPLE / "floor3.png").read_bytes()) -> Desk:
    """The sample's third floor with its picture behind the desks."""
    desk, declared = office(), sample_site().layouts[0]
    desks = (
        msgspec.structs.replace(place, extension=person[2])
        for place, person in zip(declared.desks, _PEOPLE, strict=False)
    )
    floor = msgspec.structs.replace(
        PLAN.floors[0], width=declared.width, height=declared.height, picture=declared.picture
    )
    floor = msgspec.structs.replace(floor, desks=tuple(desks), areas=declared.areas)
    plan = msgspec.structs.replace(PLAN, floors=(floor, *PLAN.floors[1:]))
    return replace(desk, seat_plan=plan, plan_pictures={floor.picture: picture} if picture else {})


def without_floors() -> Desk:
    return replace(office(), seat_plan=SeatPlan((), PLAN.work_groups))


def with_status(desk: Desk, operator_id: str, status: Status) -> Desk:
    """A colleague's status has changed this moment."""
    assert desk.live is not None
    seat = msgspec.structs.replace(desk.live.seats[operator_id], status=status, since=ago(0))
    return replace(desk, live=msgspec.structs.replace(desk.live, seats={**desk.live.seats, operator_id: seat}))
