"""Callbacks over HTTP: given away and taken over by who may, once for each key, and told to both sides."""

from datetime import timedelta
from typing import Any

from tests.support.server_in_process import Client, World

SUPERVISOR = ("op005", "2005")
VALUES = {"name": "山田 太郎", "phone": "+81355501234"}


async def promises(world: World, who: Client, **record: Any) -> int:
    """A call in an hour; gives its id."""
    due_at = (world.clock.now() + timedelta(hours=1)).isoformat()
    promise = {"next_action": "callback", "text": "見積りの件", "next_action_time": due_at, **record}
    groups = (await who.call("GET", "/session")).body["work_groups"]
    fields = next(group["fields"] for group in groups if group["work_group_id"] == "support")
    required = {field["key"]: (field.get("choices") or ["山田"])[0] for field in fields if field.get("required")}
    body = {"work_group_id": "support", "values": {**required, **VALUES}, "record": promise}
    saved = await who.call("POST", "/contacts", body)
    assert saved.status == 200, saved.body
    return int(saved.body["record"]["record_id"])


async def test_given_to_the_group_taken_over_and_by_a_supervisor_to_a_colleague(world: World) -> None:
    first, second = await world.ready_operator(), await world.ready_operator("op002", "2002")
    supervisor = await world.ready_operator(*SUPERVISOR)
    callback = await promises(world, first)
    path = f"/callbacks/{callback}/assign"
    assert (await second.call("POST", path, {"operator_id": "op002"})).code == "no_such_callback"
    async with first.events() as giver, second.events() as taker:
        await giver.follow(lambda state: state.callbacks)
        answers = [await first.call("POST", path, {}, key="once") for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 200]
        offered = await taker.follow(lambda state: state.callbacks and state.callbacks[0].notice)
        assert not offered.callbacks[0].may_assign
        assert (await second.call("POST", path, {"operator_id": "op003"})).code == "forbidden"
        assert (await second.call("POST", path, {"operator_id": "op002"})).status == 200
        await giver.follow(lambda state: not state.callbacks)
        await taker.follow(lambda state: state.callbacks and state.callbacks[0].assignee.operator_id == "op002")
        assert (await second.call("POST", path, {})).status == 200
        assert (await supervisor.call("POST", path, {"operator_id": "stranger"})).code == "not_in_group"
        assert (await supervisor.call("POST", path, {"operator_id": "op001"})).status == 200
        await giver.follow(lambda state: state.callbacks and state.callbacks[0].assignee.operator_id == "op001")
        await taker.follow(lambda state: not state.callbacks)


async def test_called_off_and_moved_once_for_each_key(world: World) -> None:
    operator, supervisor = await world.ready_operator(), await world.ready_operator(*SUPERVISOR)
    callback = await promises(world, operator)
    later = world.clock.now() + timedelta(hours=2)
    async with operator.events() as his, supervisor.events() as hers:
        await hers.follow(lambda state: state.callbacks and state.callbacks[0].supervised)
        path = f"/callbacks/{callback}/reschedule"
        assert (await operator.call("POST", path, {"due_at": "2001-01-01T00:00:00Z"})).code == "invalid_fields"
        assert (await operator.call("POST", path, {"due_at": later.isoformat()}, key="move")).status == 200
        await his.follow(lambda state: state.callbacks[0].due_at == later)
        path = f"/callbacks/{callback}/cancel"
        assert (await supervisor.call("POST", path, {"reason": ""})).code == "invalid_fields"
        assert (await supervisor.call("POST", path, {"reason": "x" * 201})).code == "invalid_fields"
        answers = [await supervisor.call("POST", path, {"reason": "重複"}, key="off") for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 200]
        await his.follow(lambda state: not state.callbacks)
        await hers.follow(lambda state: not state.callbacks)
        refused = await operator.call("POST", path, {"reason": "x"})
        assert refused.code == "callback_cancelled" and refused.body["details"]["operator_name"]


async def test_nothing_is_done_for_a_stranger_or_about_what_is_no_callback(world: World) -> None:
    assert (await world.client().call("POST", "/callbacks/1/assign", {})).status == 401
    operator = await world.ready_operator()
    assert (await operator.call("POST", "/callbacks/999999/assign", {})).code == "no_such_callback"
    assert (await operator.call("POST", "/callbacks/1/assign", {"operator_id": 7})).status == 400
