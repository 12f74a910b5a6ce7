"""A site that is applied while the server runs reaches the switch, the floor and the operators."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from server.app import open_repositories
from server.domain.queueing.rules import QueueRules, Target
from server.domain.site.declarations import ExtensionDecl, Site, TrunkDecl
from server.ports.switch import SipTrunk
from server.services.sign_in import Passwords
from server.services.site import SiteAdministration
from server.storage.sound_files import built_in_sounds
from tests.support.sample_site import SAMPLE, sample_site
from tests.support.server_in_process import CHEAP_HASHER, World, running_world, until


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with running_world(tmp_path / "data") as running:
        yield running


async def apply(world: World, site: Site) -> None:
    async with open_repositories(world.config) as repositories:
        await SiteAdministration(repositories, Passwords(CHEAP_HASHER)).apply(site, SAMPLE)


async def test_extensions_come_and_go_on_the_switch(world: World) -> None:
    before = dict(world.switch.accounts)
    assert len(before) == 10
    site = sample_site()
    changed = msgspec.structs.replace(site, extensions=(*site.extensions[1:], ExtensionDecl("2050")))
    await apply(world, changed)

    async def is_told() -> bool:
        await world.client().call("GET", "/nothing")
        return set(world.switch.accounts) == {*(set(before) - {"2001"}), "2050"}

    await until(is_told)
    assert world.switch.accounts["2002"] == before["2002"]
    assert (await world.client().log_in("op001", "2050")).status == 200


async def test_a_removed_operator_is_signed_out(world: World) -> None:
    client = world.client()
    await client.log_in("op004", "2004")
    site = sample_site()
    groups = tuple(
        msgspec.structs.replace(group, members=tuple(login for login in group.members if login != "op004"))
        for group in site.work_groups
    )
    operators = tuple(operator for operator in site.operators if operator.login_id != "op004")
    await apply(world, msgspec.structs.replace(site, operators=operators, work_groups=groups))

    async def is_out() -> bool:
        free = await world.client().log_in("op001", "2004")
        return free.status == 200

    await until(is_out)
    assert (await client.call("GET", "/session")).code == "session_expired"
    assert (await world.client().log_in("op004", "2005")).code == "invalid_credentials"


async def test_a_new_form_is_in_the_next_session(world: World) -> None:
    client = world.client()
    await client.log_in()
    site = sample_site()
    first = msgspec.structs.replace(site.work_groups[0], name="新しい窓口", fields=site.work_groups[0].fields[:11])
    await apply(world, msgspec.structs.replace(site, work_groups=(first, *site.work_groups[1:])))
    group = (await client.call("GET", "/session")).body["work_groups"][0]
    assert (group["name"], len(group["fields"])) == ("新しい窓口", 11)


async def test_changed_trunks_reach_the_running_switch(world: World) -> None:
    assert [trunk.name for trunk in world.switch.trunks] == [trunk.name for trunk in sample_site().trunks]
    await apply(world, msgspec.structs.replace(sample_site(), trunks=(TrunkDecl("new", "192.0.2.7"),)))

    async def is_told() -> bool:
        await world.client().call("GET", "/nothing")
        return list(world.switch.trunks) == [SipTrunk("new", "192.0.2.7")]

    await until(is_told)


async def test_who_calls_a_group_that_is_declared_closed_hears_so(world: World) -> None:
    site = sample_site()
    closed = QueueRules(hours="Mo-Su 00:00-00:01", when_closed=Target(message="closed"))
    group = msgspec.structs.replace(site.work_groups[0], queue=closed)
    await apply(world, msgspec.structs.replace(site, work_groups=(group, *site.work_groups[1:])))
    assert world.switch.prompts["closed"] == built_in_sounds()["closed"]
    callers = iter(f"0901234{number:04}" for number in range(10_000))

    async def hears_it() -> bool:
        leg = world.switch.caller_arrives(next(callers), site.work_groups[0].numbers[0])
        for _ in range(20):
            await world.client().call("GET", "/nothing")
            if world.switch.hears(leg).startswith("play:"):
                return world.switch.hears(leg) == "play:closed"
        world.switch.far_end_hangs_up(leg)
        return False

    await until(hears_it)
