"""The push channel over a real WebSocket, and a whole call as the client sees it."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from server.api.events import SEND_TIMEOUT_SECONDS
from server.app import open_repositories
from server.ports.audit import AuditAction
from server.ports.storage import SessionRow
from server.protocol.errors import ErrorCode
from server.protocol.push import Change, DeskState, Goodbye, Ping, Resync, Snapshot
from server.protocol.types import CallState, Status, UsageMode
from server.services.sign_in import token_hash
from tests.support.deaf_reader import DeafReader
from tests.support.sample_site import SUPPORT_NUMBER, values
from tests.support.server_in_process import Client, World, until

ENOUGH_CALLERS_TO_FILL_A_SOCKET = 400
"""Each arrival tells the whole queue of the group."""


async def test_hello_is_answered_with_welcome_then_a_snapshot(operator: Client) -> None:
    async with operator.events() as reader:
        assert (await reader.welcome()).protocol == 1
        snapshot = await reader.next()
        assert isinstance(snapshot, Snapshot)
        assert (snapshot.seq, snapshot.state.me.operator_id) == (0, "op001")


async def test_a_wrong_token_is_sent_away_for_good(world: World) -> None:
    async with world.client().events(token="wrong") as reader:
        assert await reader.next() == Goodbye("session_expired")  # type: ignore[arg-type]
        assert await reader.next() is None


async def test_a_session_whose_grace_ran_out_on_the_way_is_told_so(world: World) -> None:
    """The database still has the session, the floor has given the seat up."""
    now = world.clock.now()
    row = SessionRow(token_hash("late"), "op002", "2002", UsageMode.SOFTPHONE_OPERATOR, now, now, Status.AVAILABLE, now)
    async with open_repositories(world.config) as repositories:
        await repositories.save_session(row)
    async with world.client().events(token="late") as reader:
        await reader.welcome()
        assert await reader.next() == Goodbye(ErrorCode.SESSION_EXPIRED)
        assert await reader.next() is None


async def test_another_protocol_is_sent_away_for_good(operator: Client) -> None:
    async with operator.events(protocol=99) as reader:
        goodbye = await reader.next()
        assert isinstance(goodbye, Goodbye)
        assert goodbye.code == "protocol_unsupported"


@pytest.mark.parametrize("said", ["{}", "nonsense", '{"type":"ping"}', '{"type":"cat"}'])
async def test_who_does_not_say_hello_is_cut_off(world: World, said: str) -> None:
    async with world.http.ws_connect(f"{world.url}/api/v1/events") as socket:
        await socket.send_str(said)
        message = await socket.receive(timeout=5)
        assert message.data is None or isinstance(message.data, int | Exception)


async def test_a_resync_gives_a_snapshot_again(operator: Client) -> None:
    async with operator.events() as reader:
        await reader.follow(lambda state: state.me.operator_id)
        await reader.socket.send_str(msgspec.json.encode(Resync()).decode())
        async with asyncio.timeout(5):
            while not isinstance(await reader.next(), Snapshot):
                pass


async def test_silence_is_filled_with_pings(operator: Client) -> None:
    async with operator.events() as reader:
        await reader.follow(lambda state: state.me.operator_id)
        assert isinstance(await reader.next(), Ping)


async def test_a_status_change_is_pushed_with_the_next_number(world: World) -> None:
    client = await world.ready_operator()
    async with client.events() as reader:
        await reader.follow(lambda state: state.me.status is Status.AVAILABLE)
        await client.call("POST", "/status", {"status": "break"})
        change = await reader.next()
        assert isinstance(change, Change)
        assert change.seq == 1
        reader._take(change)
        await reader.follow(lambda state: state.me.status is Status.BREAK)


async def test_a_reader_that_does_not_read_is_cut_off_and_holds_up_nobody(world: World) -> None:
    """It says that it lives, but its socket is blocked; a colleague of the same groups is told everything at once."""
    blocked, other = await world.ready_operator(), await world.ready_operator("op002", "2002")
    await blocked.call("POST", "/status", {"status": "break"})
    await other.call("POST", "/status", {"status": "break"})
    statuses = itertools.cycle((Status.AWAY, Status.BREAK))
    delays: list[float] = []
    async with DeafReader.connect(world.url, blocked.token) as deaf, other.events() as reader:

        async def colleague_is_told(since: float, condition: Callable[[DeskState], object]) -> None:
            await reader.follow(condition)
            delays.append(time.monotonic() - since)
            await deaf.ping()  # both, all the time: on a busy machine the callers take longer than silence is borne
            await reader.ping()

        await reader.follow(lambda state: len(state.queues) == 2)
        began = time.monotonic()
        for callers in range(1, ENOUGH_CALLERS_TO_FILL_A_SOCKET + 1):
            arrived = time.monotonic()
            world.switch.caller_arrives(f"03{callers:08}", SUPPORT_NUMBER)
            await colleague_is_told(arrived, lambda state, count=callers: len(state.queues["support"].waiting) == count)  # type: ignore[misc]
        async with asyncio.timeout(2 * SEND_TIMEOUT_SECONDS):
            while not deaf.is_cut_off:
                status, asked = next(statuses), time.monotonic()
                assert (await other.call("POST", "/status", {"status": status.value})).status == 200
                await colleague_is_told(asked, lambda state, status=status: state.me.status is status)  # type: ignore[misc]
        assert time.monotonic() - began >= SEND_TIMEOUT_SECONDS, "cut off at once"
    assert statistics.median(delays) < 0.1
    assert max(delays) < SEND_TIMEOUT_SECONDS / 2, "the colleague waited for the blocked one"
    again = await blocked.call("GET", "/session")
    assert again.status == 200, "the session outlives the connection"


async def test_a_new_connection_of_the_same_session_replaces_the_old(operator: Client) -> None:
    async with operator.events() as old:
        await old.follow(lambda state: state.me.operator_id)
        async with operator.events() as new:
            await new.follow(lambda state: state.me.operator_id)
            async with asyncio.timeout(5):
                while (message := await old.next()) is not None and not isinstance(message, Goodbye):
                    pass
        assert message == Goodbye("session_taken_over")  # type: ignore[arg-type]
        assert (await operator.call("GET", "/session")).status == 200


async def test_a_call_from_ringing_to_the_saved_record(world: World) -> None:
    client = await world.ready_operator()
    known = (
        await client.call("POST", "/contacts", {"work_group_id": "support", "values": values(), "record": {}})
    ).body
    switch = world.switch
    async with client.events() as reader:
        await reader.follow(lambda state: state.me.status is Status.AVAILABLE)
        caller = switch.caller_arrives("0355501234", SUPPORT_NUMBER)
        ringing = await reader.follow(lambda state: state.me.call and state.me.status is Status.RINGING)
        call = ringing.me.call
        assert call is not None
        assert [customer.name for customer in call.matches] == ["佐藤 健一"]

        switch.phone_answers(await world.ringing_leg("2001"))
        await reader.follow(lambda state: state.me.status is Status.TALKING_IN)
        customer_id = known["customer"]["customer_id"]
        path = f"/calls/{call.call_id}"
        assert (await client.call("POST", f"{path}/customer", {"customer_id": customer_id})).status == 200
        assert (await client.call("POST", f"{path}/customer", {"customer_id": 999999})).code == "no_such_customer"
        assert (await client.call("POST", f"{path}/hold", key="h")).status == 200
        await reader.follow(lambda state: state.me.call and state.me.call.state is CallState.HELD)
        assert (await client.call("POST", f"{path}/hold")).code == "already_held"
        assert (await client.call("POST", f"{path}/hold", key="h")).status == 200
        assert (await client.call("POST", f"{path}/resume")).status == 200
        await reader.follow(lambda state: state.me.call and state.me.call.state is CallState.TALKING)

        switch.far_end_hangs_up(caller)
        await reader.follow(lambda state: state.me.status is Status.WRAP_UP)
        body = {
            "work_group_id": "support",
            "customer_id": customer_id,
            "version": known["customer"]["version"],
            "values": known["customer"]["values"],
            "record": {"text": "通話の記録"},
            "call_id": call.call_id,
        }
        record = (await client.call("POST", "/contacts", body, key="save")).body["record"]
        assert (record["call_id"], record["from_number"], record["direction"]) == (call.call_id, "+81355501234", "in")
        await reader.follow(lambda state: state.me.call is None)
    await recording_is_served(client, call.call_id)
    async with open_repositories(world.config) as repositories:
        heard = {(entry.operator_id, entry.action, entry.object) for entry in await repositories.audit_entries(10)}
    assert heard == {("op001", AuditAction.RECORDING_HEARD, call.call_id)}
    await a_recording_is_given_in_parts_and_by_right(world, client, call.call_id)
    await a_lost_recording_is_not_promised(world, client, call.call_id, customer_id)
    other = world.client()
    await other.log_in("op002", "2002")
    stolen = await other.call("POST", "/contacts", {**body, "version": 2})
    assert stolen.code == "no_such_call"


async def a_recording_is_given_in_parts_and_by_right(world: World, client: Client, call_id: str) -> None:
    path = f"/recordings/{call_id}"
    info = (await client.call("GET", f"{path}/info")).body
    whole = (await client.call("GET", path)).raw
    assert info["data_offset"] + info["data_bytes"] == len(whole) and len(info["peaks"]) > 1
    part = await client.call("GET", path, Range=f"bytes={info['data_offset']}-{info['data_offset'] + 99}")
    assert (part.status, part.raw) == (206, whole[info["data_offset"] :][:100])
    assert (await client.call("GET", f"{path}?download=1")).code == "forbidden"
    supervisor = world.client()
    await supervisor.log_in("op005", "2005")
    for _ in range(2):
        assert (await supervisor.call("GET", f"{path}?download=1")).status == 200
    world.clock.turn(timedelta(hours=1))
    assert (await client.call("GET", path)).status == 200
    async with open_repositories(world.config) as repositories:
        told = [(entry.operator_id, entry.action) for entry in await repositories.audit_entries(10)]
    heard, taken = ("op001", AuditAction.RECORDING_HEARD), ("op005", AuditAction.RECORDING_DOWNLOADED)
    assert told == [heard, taken, heard], "parts of one listening are one entry, a later listening is another"


async def a_lost_recording_is_not_promised(world: World, client: Client, call_id: str, customer_id: int) -> None:
    async def record() -> dict[str, object]:
        page = (await client.call("GET", f"/customers/{customer_id}/records")).body
        return next(record for record in page["records"] if record["call_id"] == call_id)

    assert (await record())["has_recording"] is True
    (world.config.recordings_path / f"{call_id}.wav").unlink()
    assert (await client.call("GET", f"/recordings/{call_id}")).code == "no_such_recording"
    assert (await record())["has_recording"] is False


async def test_a_record_that_is_saved_the_moment_the_call_ends_is_taken(world: World) -> None:
    """Rows are written behind the floor's back; whoever asks for one waits for it."""
    client = await world.ready_operator()
    async with client.events() as reader:
        for number in range(10):
            await reader.follow(lambda state: state.me.status is Status.AVAILABLE)
            caller = world.switch.caller_arrives("0355501234", SUPPORT_NUMBER)
            await reader.follow(lambda state: state.me.status is Status.RINGING)
            world.switch.phone_answers(await world.ringing_leg("2001"))
            state = await reader.follow(lambda state: state.me.call and state.me.call.recording)
            world.switch.far_end_hangs_up(caller)
            body = {"work_group_id": "support", "values": values(), "record": {}, "call_id": state.me.call.call_id}  # type: ignore[union-attr]
            assert (await client.call("POST", "/contacts", body, key=f"k{number}")).status == 200
            await reader.follow(lambda state: state.me.status is Status.WRAP_UP)
            assert (await client.call("POST", "/status", {"status": "available"})).status == 200


async def recording_is_served(client: Client, call_id: str) -> None:
    """Whole, in parts, and to nobody without a session."""
    path = f"/recordings/{call_id}"

    async def is_complete() -> bool:
        return (await client.call("GET", path)).status == 200

    await until(is_complete)
    answer = await client.call("GET", path)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.raw[:4] == b"RIFF"
    part = await client.call("GET", path, Range="bytes=8-11")
    assert (part.status, part.raw) == (206, b"WAVE")
    token, client.token = client.token, ""
    assert (await client.call("GET", path)).code == "session_expired"
    client.token = token
