"""Customers and contact records over HTTP: look-up, 全て保存, history, edit, rights."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.app import open_repositories
from server.ports.audit import AuditAction
from server.protocol.types import SECRET_PLACEHOLDER
from tests.support.sample_site import values
from tests.support.server_in_process import Answer, Client, World


def contact(customer: dict[str, Any] | None = None, **record: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"work_group_id": "support", "values": values(), "record": {"text": "記録", **record}}
    if customer:
        body |= {"customer_id": customer["customer_id"], "version": customer["version"], "values": customer["values"]}
    return body


async def saved(client: Client, **record: Any) -> dict[str, Any]:
    answer = await client.call("POST", "/contacts", contact(**record))
    assert answer.status == 200, answer.body
    return dict(answer.body)


async def first_customer(client: Client) -> dict[str, Any]:
    return dict((await client.call("GET", "/customers?limit=1")).body["customers"][0])


async def test_a_shared_number_finds_all_who_share_it(operator: Client) -> None:
    anyone = (await operator.call("GET", "/customers?text=M-0048213")).body["customers"][0]
    number = anyone["values"]["phone"].replace("+81", "0")
    found = (await operator.call("GET", f"/customers?phone={number}")).body
    assert found["total"] == 2


async def test_what_is_saved_is_found_with_its_record(operator: Client) -> None:
    reply = await saved(operator, respondent="self", reaction="considering", next_action="done")
    customer = reply["customer"]
    assert customer["values"]["phone"] == "+81355501234"
    assert customer["values"]["contract_class"] == "個人"
    found = await operator.call("GET", "/customers?phone=０３−５５５０−１２３４")
    assert [each["customer_id"] for each in found.body["customers"]] == [customer["customer_id"]]
    assert found.body["customers"][0]["last_reaction"] == "検討中"
    history = await operator.call("GET", f"/customers/{customer['customer_id']}/records")
    record = history.body["records"][0]
    assert (record["text"], record["author"]["name"], record["editable"]) == ("記録", "高橋 由美", True)
    assert record["edited_at"] == record["saved_at"]
    assert record["next_assignee"] == "op001"


async def test_what_is_saved_is_among_my_latest_contacts(operator: Client) -> None:
    before = (await operator.call("GET", "/my-contacts?limit=1")).body["contacts"]
    reply = await saved(operator, reaction="considering")
    [newest] = (await operator.call("GET", "/my-contacts?limit=1")).body["contacts"]
    assert [newest] != before
    assert newest["record"]["record_id"] == reply["record"]["record_id"]
    assert (newest["customer_name"], newest["number"]) == (reply["customer"]["name"], "")
    assert (await operator.call("GET", "/my-contacts?limit=1000")).code == "bad_request"


async def test_wrong_fields_are_told_and_nothing_is_saved(operator: Client) -> None:
    body = contact()
    body["values"] = {"name": "", "phone": "abc", "plan": "猫", "member_number": "M-1"}
    answer = await operator.call("POST", "/contacts", body)
    assert (answer.status, answer.code) == (422, "invalid_fields")
    assert answer.body["details"]["fields"] == {
        "name": "required",
        "phone": "bad_phone",
        "plan": "not_a_choice",
        "member_number": "read_only",
    }
    assert (await operator.call("GET", "/customers")).body["total"] == 12


async def test_a_callback_in_the_past_is_refused(world: World, operator: Client) -> None:
    past = (world.clock.now() - timedelta(minutes=1)).isoformat()
    answer = await operator.call("POST", "/contacts", contact(next_action="callback", next_action_time=past))
    assert answer.body["details"]["fields"] == {"next_action_time": "not_in_future"}


async def test_a_save_whose_answer_was_lost_with_the_server_is_not_judged_anew(world: World, operator: Client) -> None:
    soon = (world.clock.now() + timedelta(minutes=1)).isoformat()
    body = contact(next_action="callback", next_action_time=soon)
    first = await operator.call("POST", "/contacts", body, key="k1")
    async with open_repositories(world.config) as repositories:
        await repositories.purge_replies(datetime.now(UTC) + timedelta(days=1))  # killed before it was kept
    world.clock.turn(timedelta(minutes=2))
    again = await operator.call("POST", "/contacts", body, key="k1")
    assert (again.status, again.body["record"]["record_id"]) == (200, first.body["record"]["record_id"])


async def test_the_later_save_is_shown_what_is_stored(operator: Client) -> None:
    customer = (await saved(operator))["customer"]
    assert (await operator.call("POST", "/contacts", contact(customer))).status == 200
    late = await operator.call("POST", "/contacts", contact(customer))
    assert (late.status, late.code) == (409, "version_conflict")
    assert late.body["details"]["customer"]["version"] == 2


async def test_passwords_are_shown_by_right_only(world: World, operator: Client) -> None:
    body = contact()
    body["values"]["passphrase"] = "ひみつ"
    customer = (await operator.call("POST", "/contacts", body)).body["customer"]
    assert customer["values"]["passphrase"] == SECRET_PLACEHOLDER
    path = f"/customers/{customer['customer_id']}"
    assert (await operator.call("GET", path)).body["values"]["passphrase"] == SECRET_PLACEHOLDER
    assert (await operator.call("POST", "/contacts", contact(customer))).status == 200
    supervisor = world.client()
    await supervisor.log_in("op005", "2005")
    assert (await operator.call("GET", f"{path}/secrets")).code == "forbidden"
    assert (await supervisor.call("GET", path)).body["values"]["passphrase"] == SECRET_PLACEHOLDER
    assert (await supervisor.call("GET", f"{path}/secrets")).body["values"] == {"passphrase": "ひみつ"}
    async with open_repositories(world.config) as repositories:
        [entry] = await repositories.audit_entries(10)
    told = (entry.operator_id, entry.action, entry.object)
    assert told == ("op005", AuditAction.SECRETS_REVEALED, str(customer["customer_id"]))


async def test_only_the_author_edits_and_only_today(world: World, operator: Client) -> None:
    record = (await saved(operator))["record"]
    path, edit = f"/records/{record['record_id']}", {"record": {"text": "直した"}}
    done = await operator.call("PATCH", path, edit)
    assert done.body["text"] == "直した"
    assert done.body["edited_at"] > done.body["saved_at"]
    other = world.client()
    await other.log_in("op002", "2002")
    assert (await other.call("PATCH", path, edit)).code == "not_the_author"
    world.clock.turn(timedelta(days=1))
    assert (await operator.call("PATCH", path, edit)).code == "edit_day_over"


async def test_history_is_filtered(operator: Client) -> None:
    customer = (await saved(operator, reaction="considering"))["customer"]
    again = contact(customer, reaction="resolved", text="ルーター交換")
    assert (await operator.call("POST", "/contacts", again)).status == 200
    path = f"/customers/{customer['customer_id']}/records"
    assert (await operator.call("GET", path)).body["total"] == 2
    assert (await operator.call("GET", f"{path}?reaction=resolved")).body["total"] == 1
    assert (await operator.call("GET", f"{path}?text=ルーター")).body["total"] == 1
    assert (await operator.call("GET", f"{path}?respondent=family")).body["total"] == 0


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/customers/999999", 404, "no_such_customer"),
        ("GET", "/customers/cat", 400, "bad_request"),
        ("GET", "/customers/-1", 400, "bad_request"),
        ("GET", "/customers?limit=0", 400, "bad_request"),
        ("GET", "/customers?limit=99999999999999999999", 400, "bad_request"),
        ("GET", "/customers?work_group_id=elsewhere", 403, "not_a_member"),
        ("GET", "/customers/999999/records", 404, "no_such_customer"),
        ("PATCH", "/records/999999", 404, "no_such_record"),
        ("GET", "/customers/999999/secrets", 404, "no_such_customer"),
        ("GET", "/recordings/c9/info", 404, "no_such_recording"),
        ("GET", "/recordings/c9", 404, "no_such_recording"),
        ("GET", "/recordings/..%2F..%2Fsecret.key", 404, "no_such_recording"),
        ("POST", "/calls/c9/hold", 409, "work_not_started"),
    ],
)
async def test_what_is_not_there_is_told(operator: Client, method: str, path: str, status: int, code: str) -> None:
    body = {"record": {}} if method == "PATCH" else None
    answer: Answer = await operator.call(method, path, body)
    assert (answer.status, answer.code) == (status, code)


async def test_a_record_about_somebody_elses_call_is_refused(operator: Client) -> None:
    answer = await operator.call("POST", "/contacts", {**contact(), "call_id": "c9"})
    assert (answer.status, answer.code) == (404, "no_such_call")


async def test_a_foreign_group_is_refused(operator: Client) -> None:
    answer = await operator.call("POST", "/contacts", {**contact(), "work_group_id": "elsewhere"})
    assert (answer.status, answer.code) == (403, "not_a_member")
    customer = await first_customer(operator)
    answer = await operator.call("POST", "/contacts", {**contact(customer), "work_group_id": "orders"})
    assert (answer.status, answer.code) == (404, "no_such_customer")
