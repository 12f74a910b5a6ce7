"""Offers, and what the distribution remembers by them, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.distribution.record import OfferRecord
from server.ports.storage import CallRow
from server.protocol.offers import OfferReason, Why
from server.protocol.transfer import TransferStage
from server.protocol.types import Direction, EndReason
from server.storage.repositories import SqlRepositories
from tests.server.storage.test_repositories import CALL, NOW

RING = timedelta(seconds=8)
OFFER = OfferRecord("op-1", "c1", "sales", "abe", Why(OfferReason.LONGEST_IDLE, free=3, idle_seconds=61), NOW)
TAKEN = replace(OFFER, rang_at=NOW + RING / 4, ended_at=NOW + RING, answered=True)
TALK = replace(CALL, work_group_id="sales", from_number="+819012345678", answered_at=NOW, operator_id="abe")


async def test_an_offer_is_kept_when_it_is_made_and_again_when_it_is_over(repositories: SqlRepositories) -> None:
    await repositories.save_offers([OFFER])
    assert await repositories.offers_of("c1") == [OFFER]
    missed = replace(OFFER, rang_at=NOW, ended_at=NOW + RING, end_reason=EndReason.MISSED)
    later = replace(TAKEN, leg="op-0", operator_id="ito", offered_at=NOW + RING)
    await repositories.save_offers([later, missed, replace(OFFER, leg="op-9", call_id="c2")])
    assert await repositories.offers_of("c1") == [missed, later]
    assert await repositories.offers_of("c3") == []


async def test_what_a_restarted_server_does_not_know_stays_as_it_was(repositories: SqlRepositories) -> None:
    await repositories.save_offers([OFFER])
    await repositories.save_offers([replace(TAKEN, why=None, rang_at=None)])
    [kept] = await repositories.offers_of("c1")
    assert kept == replace(TAKEN, rang_at=None)


async def test_offers_that_nobody_ended_are_over_except_those_that_still_ring(repositories: SqlRepositories) -> None:
    await repositories.save_offers([OFFER, replace(OFFER, leg="op-2"), replace(TAKEN, leg="op-3")])
    await repositories.close_offers(NOW + RING * 2, ["op-2"])
    first, second, third = await repositories.offers_of("c1")
    assert (first.ended_at, first.answered, first.end_reason) == (NOW + RING * 2, False, None)
    assert second.ended_at is None
    assert third.ended_at == NOW + RING
    await repositories.close_offers(NOW + RING * 2, [])
    assert all(record.ended_at for record in await repositories.offers_of("c1"))


async def test_the_last_in_turn_is_who_was_asked_last_by_round_robin(repositories: SqlRepositories) -> None:
    assert await repositories.last_in_turn("sales") == ""
    in_turn = replace(OFFER, why=Why(OfferReason.ROUND_ROBIN, place=2))
    await repositories.save_offers(
        [
            replace(in_turn, leg="op-1", operator_id="abe"),
            replace(in_turn, leg="op-2", operator_id="ito", offered_at=NOW + RING),
            replace(in_turn, leg="op-3", operator_id="mori", offered_at=NOW + RING * 2, work_group_id="support"),
            replace(OFFER, leg="op-4", operator_id="sato", offered_at=NOW + RING * 3),
        ]
    )
    assert await repositories.last_in_turn("sales") == "ito"


async def test_taken_calls_are_counted_by_operator_since_a_moment(repositories: SqlRepositories) -> None:
    await repositories.save_offers(
        [
            TAKEN,
            replace(TAKEN, leg="op-2"),
            replace(TAKEN, leg="op-3", operator_id="ito", offered_at=NOW - RING, ended_at=NOW),
            replace(TAKEN, leg="op-4", operator_id="ito", ended_at=NOW - timedelta(seconds=1)),
            replace(TAKEN, leg="op-5", work_group_id="support"),
            replace(OFFER, leg="op-6", ended_at=NOW + RING, end_reason=EndReason.MISSED),
        ]
    )
    assert await repositories.calls_taken("sales", NOW) == {"abe": 2, "ito": 1}


async def test_the_last_operator_is_who_talked_with_the_number_last_in_this_group(
    repositories: SqlRepositories,
) -> None:
    number = TALK.from_number
    outgoing = replace(
        TALK, direction=Direction.OUT, from_number="+81311111111", to_number=number, answered_at=NOW + RING
    )
    await repositories.save_call(replace(TALK, call_id="in"))
    assert await repositories.last_operator("sales", number, NOW) == "abe"
    await repositories.save_call(replace(outgoing, call_id="out", operator_id="ito"))
    assert await repositories.last_operator("sales", number, NOW) == "ito"
    assert await repositories.last_operator("support", number, NOW) == ""
    assert await repositories.last_operator("sales", "+819000000000", NOW) == ""
    assert await repositories.last_operator("sales", number, NOW + RING * 2) == ""


@pytest.mark.parametrize(
    "call",
    [
        replace(TALK, answered_at=None),
        replace(TALK, operator_id=None),
        replace(TALK, transfer_stage=TransferStage.TALKING, transferred_from="c0"),
        replace(TALK, direction=Direction.OUT),
    ],
    ids=["not answered", "nobody", "only asked", "number was shown to somebody else"],
)
async def test_who_did_not_talk_with_the_customer_is_not_his_last_operator(
    repositories: SqlRepositories, call: CallRow
) -> None:
    await repositories.save_call(call)
    assert await repositories.last_operator("sales", TALK.from_number, NOW - RING) == ""
