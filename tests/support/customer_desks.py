"""Desks of the customer screen: searching, filtered histories, conflicts, recordings; for pictures and for tests."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bluebean_client.domain.desk import Desk, Found, HistoryFilter, Notice, OffersOfCall, Problem, Severity
from bluebean_client.domain.recording import Playing, Recording
from bluebean_client.domain.tabs import Difference
from server.protocol.offers import OfferReason, OfferView, Why
from server.protocol.rest import RecordingInfo
from server.protocol.types import EndReason, OperatorRef
from tests.support import desks
from tests.support.sample_centre import HISTORY, KEIKO, SATO, SATO_VALUES, ago


def searching(desk: Desk | None = None) -> Desk:
    """Two of the name that was typed."""
    return replace(desk or desks.idle(), found=Found("佐藤", (SATO, KEIKO), 2))


def nothing_found() -> Desk:
    return replace(desks.idle(), found=Found("ほげほげ"))


def filtered_history() -> Desk:
    chosen = HistoryFilter(reaction=HISTORY[0].reaction, text="プラン")
    return desks.talking(history=HISTORY[:1], history_total=1, history_filter=chosen)


def nothing_matches() -> Desk:
    return desks.talking(history=(), history_total=0, history_filter=HistoryFilter(text="解約"))


MINE = {
    "address": "東京都新宿区新宿 1-2-3 みどりビル 4F",
    "notes": "平日 10〜17 時に連絡希望。\n見積りを郵送すること。",
}
THEIRS = {
    "address": "東京都渋谷区神南 1-1-1",
    "mobile": "+818011112222",
    "contact_by": ["電話"],
    "notes": "夜間に連絡希望。",
}


def conflict() -> Desk:
    """A colleague saved four fields; two of them were typed here too."""
    values = {**SATO_VALUES, **THEIRS, **MINE}
    told = {key: Difference(MINE.get(key, SATO_VALUES.get(key, "")), theirs) for key, theirs in THEIRS.items()}
    stored = msgspec.structs.replace(
        SATO,
        version=SATO.version + 1,
        values={**SATO_VALUES, **THEIRS},
        last_contact_by="渡辺 直樹",
        updated_at=ago(95),
    )
    problem = Problem("version_conflict", {"tab_id": "tab-1", "fields": told})
    notice = Notice("conflict:tab-1", Severity.WARNING, problem, "show_differences")
    return replace(desks.wrap_up(problem=problem, customer=stored, values=values), notices=(notice,))


PEAKS = tuple(
    round(abs(math.sin(at * 0.9) * math.sin(at * 0.07)) * 70 + (at * 37) % 23) if (at // 17) % 4 else 3
    for at in range(200)
)
INFO = RecordingInfo(401.0, 8000, 2, 44, 401 * 32000, PEAKS)


def recorded(**changes: object) -> Desk:
    """In wrap-up, with recordings in the history; the newest one is open, paused."""
    history = tuple(msgspec.structs.replace(record, has_recording=True) for record in HISTORY)
    recording = Recording(str(history[0].call_id), Playing.PAUSED, INFO)
    desk = desks.wrap_up(history=history)
    rights = desk.capabilities | {"recording_player", "download_recordings"}
    return replace(desk, capabilities=rights, recording=replace(recording, **changes))  # type: ignore[arg-type]


def asked_why() -> Desk:
    """A supervisor looks at a call that rang at two desks before it was answered."""
    desk = recorded()
    call_id, began = str(HISTORY[0].call_id), ago(4 * 3600)
    offers = (
        offer("op-2011", "渡辺 直樹", began, 20, Why(OfferReason.LAST_OPERATOR, free=3), EndReason.MISSED),
        offer(
            "op-2012",
            "小林 陽子",
            began + timedelta(seconds=20),
            3,
            Why(OfferReason.ROUND_ROBIN, free=2, place=3, after="op-2011", skill="english", level=7, minimum_level=3),
            EndReason.DECLINED,
        ),
        offer("op-2014", "高橋 由美", began + timedelta(seconds=23), 8, Why(OfferReason.LONGEST_IDLE, 1, 254)),
    )
    return replace(desk, capabilities=desk.capabilities | {"call_offers"}, call_offers=OffersOfCall(call_id, offers))


def offer(
    operator_id: str, name: str, at: datetime, seconds: int, why: Why, reason: EndReason | None = None
) -> OfferView:
    """One desk at which it rang for so long; without a reason it was answered there."""
    return OfferView(
        operator=OperatorRef(operator_id, name),
        offered_at=at,
        why=why,
        rang_at=at,
        ended_at=at + timedelta(seconds=seconds),
        answered=reason is None,
        end_reason=reason,
    )


def playing() -> Desk:
    return recorded(state=Playing.PLAYING, position_seconds=152.0, speed=1.25)


def in_a_call() -> Desk:
    desk = recorded()
    talking = desks.talking(history=desk.tabs[0].history)
    return replace(talking, capabilities=desk.capabilities, recording=desk.recording)
