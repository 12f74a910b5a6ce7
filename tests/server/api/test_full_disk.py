"""A server whose disk is full: it says so in words, its phones go on, and what was refused is saved once when there is room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.api.test_contacts import contact
from tests.support.server_in_process import running_world
from tests.support.small_disk import SmallDisk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "disk", "8m") as disk:
        yield disk


async def test_a_full_disk_refuses_a_save_in_words_and_takes_it_once_there_is_room(disk: SmallDisk) -> None:
    async with running_world(disk.folder / "data") as world:
        operator = await world.ready_operator()
        disk.fill()
        long = contact(text="長い記録" * 2000)
        refused = await operator.call("POST", "/contacts", long, key="k1")
        assert (refused.status, refused.code) == (507, "storage_full")
        assert "disk is full" in refused.body["message"]
        assert (await operator.call("GET", "/customers")).body["total"] == 12, "half of it is nowhere"
        away = await operator.call("POST", "/status", {"status": "away"}, key="k2")
        assert away.status == 200, "the work at the phone goes on"
        disk.make_room()
        first, again = [await operator.call("POST", "/contacts", long, key="k1") for _ in range(2)]
        assert first.status == again.status == 200
        assert first.body["record"]["record_id"] == again.body["record"]["record_id"]
        assert (await operator.call("GET", "/customers")).body["total"] == 13
