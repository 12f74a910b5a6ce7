"""Who may read why a call rang where it rang: administrators everywhere, supervisors in their own groups."""

from dataclasses import replace

import msgspec
import pytest

from server.domain.refusal import Refusal
from server.ports.storage import OperatorRow
from server.protocol.errors import ErrorCode
from server.protocol.types import Role
from server.services.offers import Offers
from tests.support.call_centre import SALES, CallCentre


def person(name: str, role: Role) -> OperatorRow:
    return OperatorRow(name, name, name, role, "hash")


@pytest.fixture
async def call_id(centre: CallCentre) -> str:
    """Of a call in sales, in which abe and ito work, not mori."""
    row = centre.repositories.groups["sales"]
    members = tuple(member for member in row.info.members if member.operator_id != "mori")
    centre.change_group("sales", info=msgspec.structs.replace(row.info, members=members))
    await centre.floor.reload_site()
    await centre.is_ready("abe")
    await centre.calls(SALES)
    return centre.call_of("abe").call_id


@pytest.mark.parametrize(
    ("name", "role", "code"),
    [
        ("ito", Role.SUPERVISOR, None),
        ("mori", Role.ADMINISTRATOR, None),
        ("mori", Role.SUPERVISOR, ErrorCode.NO_SUCH_CALL),
        ("abe", Role.OPERATOR, ErrorCode.FORBIDDEN),
    ],
)
async def test_offers_are_told_to_those_who_lead(
    centre: CallCentre, call_id: str, name: str, role: Role, code: ErrorCode | None
) -> None:
    offers = Offers(centre.repositories, centre.floor)
    if code is not None:
        with pytest.raises(Refusal) as refused:
            await offers.of_call(person(name, role), call_id)
        assert refused.value.code is code
        return
    [told] = (await offers.of_call(person(name, role), call_id)).offers
    assert told.operator.name == "阿部 花子" and told.ended_at is None


async def test_who_is_not_of_the_site_any_more_is_named_by_his_id(centre: CallCentre, call_id: str) -> None:
    offers = Offers(centre.repositories, centre.floor)
    await offers.of_call(person("ito", Role.SUPERVISOR), call_id)
    [leg] = centre.repositories.offers
    centre.repositories.offers[leg] = replace(centre.repositories.offers[leg], operator_id="gone")
    [told] = (await offers.of_call(person("ito", Role.SUPERVISOR), call_id)).offers
    assert told.operator.name == "gone"
