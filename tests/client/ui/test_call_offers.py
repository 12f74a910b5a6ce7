"""Why a call rang where it rang, in the detail of a contact record: who may see it, and what is said."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from bluebean_client.domain.desk import Desk, OffersOfCall, Problem
from bluebean_client.ui.offers import words
from server.protocol.errors import ErrorCode
from server.protocol.offers import OfferReason, Why
from server.protocol.types import Direction, EndReason
from tests.client.ui.conftest import Stage
from tests.support import customer_desks
from tests.support.sample_centre import HISTORY, NOW

CALL_ID = str(HISTORY[0].call_id)


def open_sheet(stage: Stage, desk: Desk) -> None:
    stage.put(desk)
    history = stage.window.work.history
    history.wanted.emit("detail", history.model.records[0])


def told(stage: Stage) -> list[str]:
    return [found.text() for found in stage.find("call_offers").findChildren(QLabel)]


def test_a_supervisor_sees_each_desk_with_why_and_what_became_of_it(stage: Stage) -> None:
    open_sheet(stage, replace(customer_desks.asked_why(), call_offers=None))
    assert ("ask_offers", CALL_ID) in stage.actions.asked
    stage.put(customer_desks.asked_why())
    shown = told(stage)
    assert "渡辺 直樹" in shown and "この番号の前回の担当者" in shown and "応答なし ・ 0:20" in shown
    assert "順番（渡辺 直樹 の次）、english レベル 7（条件 3 以上）" in shown
    assert "応答 ・ 0:08" in shown and "3 席" in shown


def test_operators_do_not_see_it_nor_is_it_asked_for(stage: Stage) -> None:
    desk = customer_desks.asked_why()
    open_sheet(stage, replace(desk, capabilities=desk.capabilities - {"call_offers"}))
    assert not stage.sees("call_offers")
    assert "ask_offers" not in stage.actions.names()


@pytest.mark.parametrize("changes", [{"call_id": None}, {"direction": Direction.OUT}])
def test_what_rang_at_nobody_has_no_such_part(stage: Stage, changes: dict[str, object]) -> None:
    desk = customer_desks.asked_why()
    history = (msgspec.structs.replace(HISTORY[0], **changes),)
    open_sheet(stage, replace(desk, tabs=(replace(desk.tabs[0], history=history),)))
    assert stage.sees("record_sheet") and not stage.sees("call_offers")


@pytest.mark.parametrize(("callback", "way"), [(True, "着信（折り返し）"), (False, "着信")])
def test_the_detail_says_that_the_customer_was_called_back(stage: Stage, callback: bool, way: str) -> None:
    desk = customer_desks.asked_why()
    history = (msgspec.structs.replace(HISTORY[0], direction=Direction.IN, callback=callback),)
    open_sheet(stage, replace(desk, tabs=(replace(desk.tabs[0], history=history),)))
    assert way in [found.text() for found in stage.find("record_sheet").findChildren(QLabel)]


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        (OffersOfCall(CALL_ID), "サーバーに問い合わせ中…"),
        (OffersOfCall(CALL_ID, ()), "呼び出したオペレーターはいません。"),
        (OffersOfCall(CALL_ID, problem=Problem(ErrorCode.FORBIDDEN)), "この操作の権限がありません。"),
        (OffersOfCall("another call", ()), "呼び出したオペレーター"),
    ],
)
def test_what_is_not_there_is_said(stage: Stage, offers: OffersOfCall, said: str) -> None:
    open_sheet(stage, replace(customer_desks.asked_why(), call_offers=offers))
    assert any(said in line for line in told(stage))


def test_every_reason_and_every_end_has_words(stage: Stage) -> None:
    for reason in OfferReason:
        assert "_" not in words.reason(Why(reason, by="a", after="b"), lambda name: name)
    assert words.reason(None, str)
    offer = customer_desks.offer("a", "A", NOW, 5, Why(OfferReason.RANDOM))
    ends = [
        reason
        for reason in EndReason
        if reason in ("missed", "declined", "taken_by_other", "caller_gave_up", "left_by_key")
    ]
    said = {words.outcome(msgspec.structs.replace(offer, answered=False, end_reason=end)) for end in ends}
    assert len(said) == len(ends) == 5
    assert words.outcome(msgspec.structs.replace(offer, ended_at=None)) == "呼び出し中"
    assert words.outcome(msgspec.structs.replace(offer, answered=False)) == "中断 ・ 0:05"
    assert offer.ended_at == NOW + timedelta(seconds=5)
