"""Whose figures are whose: members see those of their groups, administrators all."""

from dataclasses import replace

import msgspec
import pytest

from server.protocol.types import Role
from server.services.group_figures import GroupBoard
from tests.support.call_centre import CallCentre


async def nothing(*_: object) -> list[object]:
    return []


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.OPERATOR, {"sales", "claims"}),
        (Role.SUPERVISOR, {"sales", "claims"}),
        (Role.ADMINISTRATOR, {"sales", "support", "claims"}),
    ],
)
async def test_who_is_no_member_sees_nothing_of_a_group(
    centre: CallCentre, monkeypatch: pytest.MonkeyPatch, role: Role, seen: set[str]
) -> None:
    data = centre.repositories
    for name in ("counted_calls", "status_periods"):
        monkeypatch.setattr(data, name, nothing, raising=False)
    support = data.groups["support"]
    others = tuple(member for member in support.info.members if member.operator_id != "abe")
    data.groups["support"] = replace(support, info=msgspec.structs.replace(support.info, members=others))
    board = GroupBoard(repositories=data, floor=centre.floor, clock=centre.clock)
    found = await board.seen_by(replace(data.operators["abe"], role=role))
    assert {one.work_group_id for one in found.groups} == seen
