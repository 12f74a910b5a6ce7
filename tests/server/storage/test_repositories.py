"""What is written comes back, on both databases: site, sessions, calls, customers with records, kept replies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import text

from server.domain.customer_search import CustomerSearch, understand
from server.domain.queueing.callback import CallbackStep, QueueCallback
from server.ports.audit import AuditAction, AuditEntry
from server.ports.storage import CallRow, SessionRow, WorkGroupRow
from server.ports.storage_errors import VersionConflict
from server.protocol.types import (
    SECRET_PLACEHOLDER,
    CallTimes,
    ContactRecord,
    Customer,
    Direction,
    EndReason,
    HelpRequest,
    OperatorRef,
    Status,
    UsageMode,
    WrapUpExtension,
)
from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from tests.support.sample_site import ORDERS, SUPPORT, settled_site, sip_passwords, values

NOW = datetime(2026, 11, 24, 5, 2, 3, 456789, tzinfo=UTC)
RECORD = ContactRecord(
    record_id=0,
    customer_id=0,
    work_group_id=SUPPORT,
    author=OperatorRef("op001", "高橋 由美"),
    text="上位プランのお問い合わせ",
    respondent="self",
    reaction="considering",
    next_action="callback",
    next_assignee="op001",
    saved_at=NOW,
    edited_at=NOW,
    next_action_time=NOW + timedelta(days=2),
)
SESSION = SessionRow(
    token_hash="a" * 64,
    operator_id="op001",
    extension="2001",
    mode=UsageMode.OPERATOR,
    created_at=NOW,
    seen_at=NOW,
    status=Status.AWAY,
    status_since=NOW,
    work_group_ids=(SUPPORT, ORDERS),
    return_status=Status.AVAILABLE,
    wrap_up_ends_at=NOW,
    wrap_up_extension=WrapUpExtension(60, 2),
    next_status=Status.BREAK,
    help=HelpRequest(OperatorRef("op001", "高橋 由美"), "2001", NOW, (SUPPORT,), taken_at=NOW),
    status_reason="meeting",
    status_by="op009",
    next_reason="lunch",
    next_by="op001",
)
CALL = CallRow(
    call_id="c1",
    work_group_id=SUPPORT,
    direction=Direction.IN,
    customer_leg="leg-1",
    from_number="+81355501234",
    to_number="+81355500101",
    arrived_at=NOW,
)


@pytest.fixture
async def group(repositories: SqlRepositories) -> WorkGroupRow:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    return (await repositories.work_groups())[0]


async def save(
    repositories: SqlRepositories, group: WorkGroupRow, *, customer: Customer | None = None, **changed: str
) -> tuple[Customer, ContactRecord]:
    return await repositories.save_contact(
        work_group=group,
        customer_id=customer.customer_id if customer else None,
        version=customer.version if customer else 0,
        values=values(phone="+81355501234", **changed),
        record=RECORD,
    )


async def test_the_site_comes_back_as_it_was_applied(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    assert await repositories.site() == settled_site()
    assert group.numbers == ("+81355500101",)
    assert group.phone_keys == ("phone", "mobile")
    assert group.info.members[0] == OperatorRef("op001", "高橋 由美")
    assert (await repositories.extension("2001")).sip_password == "sip-2001"  # type: ignore[union-attr]
    assert (await repositories.extension("2009")).sip_password == "hard-phone-2009"  # type: ignore[union-attr]
    assert len(await repositories.extensions()) == 10


async def test_sip_passwords_do_not_lie_open(
    repositories: SqlRepositories, group: WorkGroupRow, database: Database
) -> None:
    async with database.reading() as connection:
        stored = (await connection.execute(text("SELECT sealed_sip_password FROM extensions"))).scalars().all()
    assert stored
    assert not any("sip-" in sealed or "hard-phone" in sealed for sealed in stored)


async def test_applying_again_keeps_generated_passwords_and_ends_sessions_of_the_removed(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    await repositories.save_session(SESSION)
    smaller = msgspec.structs.replace(settled_site(), operators=settled_site().operators[1:])
    await repositories.replace_site(smaller, dict.fromkeys(sip_passwords(smaller), "new"))
    assert await repositories.site_version() == 2
    assert (await repositories.extension("2001")).sip_password == "sip-2001"  # type: ignore[union-attr]
    assert await repositories.operator("op001") is None
    assert await repositories.sessions() == []


async def test_failed_logins_are_counted(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    await repositories.note_login("op001", failed_logins=3, locked_until=NOW)
    operator = await repositories.operator_by_login("op001")
    assert operator is not None
    assert (operator.failed_logins, operator.locked_until) == (3, NOW)
    assert await repositories.operator_by_login("nobody") is None


async def test_a_session_comes_back_whole_and_goes(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    await repositories.save_session(SESSION)
    changed = replace(SESSION, status=Status.WRAP_UP, return_status=None, token_hash="b" * 64)
    await repositories.save_session(changed)
    assert await repositories.sessions() == [changed]
    assert await repositories.session_by_token("b" * 64) == changed
    assert await repositories.session_by_token("a" * 64) is None
    await repositories.delete_session("op001")
    assert await repositories.sessions() == []


async def test_calls_are_live_until_they_ended_and_unwritten_until_a_record(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    await repositories.save_call(CALL)
    assert await repositories.live_calls() == [CALL]
    ended = replace(
        CALL,
        operator_id="op001",
        operator_leg="leg-2",
        offered_at=NOW,
        answered_at=NOW + timedelta(seconds=4),
        ended_at=NOW + timedelta(seconds=64),
        end_reason=EndReason.CUSTOMER_HUNG_UP,
        ring_seconds=4,
        talk_seconds=60,
        recording="c1.wav",
    )
    await repositories.save_call(ended)
    assert await repositories.live_calls() == []
    assert await repositories.call("c1") == ended
    assert await repositories.unwritten_call("op001") == ended
    await repositories.save_call(replace(ended, record_id=1))
    assert await repositories.unwritten_call("op001") is None


async def test_a_callback_from_the_queue_is_kept_as_far_as_it_got_and_stands_in_its_record(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    callback = QueueCallback(NOW, attempts=1, not_before=NOW + timedelta(minutes=5))
    await repositories.save_call(replace(CALL, callback=callback))
    assert await repositories.live_calls() == [replace(CALL, callback=callback)]
    reached = msgspec.structs.replace(callback, step=CallbackStep.REACHED)
    await repositories.save_call(replace(CALL, callback=reached, answered_at=NOW, ended_at=NOW))
    for call_id, is_callback in (("c1", True), (None, False)):
        record = msgspec.structs.replace(RECORD, call_id=call_id)
        _, saved = await repositories.save_contact(
            work_group=group, customer_id=None, version=0, values=values(), record=record
        )
        assert saved.callback is is_callback


async def test_customer_and_record_are_saved_together(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    await repositories.save_call(
        replace(
            CALL,
            ended_at=NOW - timedelta(seconds=30),
            ring_seconds=5,
            talk_seconds=61,
            wait_seconds=9,
            hold_seconds=20,
            recording="c1.wav",
        )
    )
    record = msgspec.structs.replace(RECORD, call_id="c1")
    customer, saved = await repositories.save_contact(
        work_group=group, customer_id=None, version=0, values=values(phone="+81355501234"), record=record
    )
    assert (customer.name, customer.kana, customer.version) == ("佐藤 健一", "サトウ ケンイチ", 1)
    assert (customer.last_contact_by, customer.last_reaction) == ("高橋 由美", "検討中")
    assert saved.times == CallTimes(ring_seconds=5, talk_seconds=61, record_seconds=30, wait_seconds=9, hold_seconds=20)
    assert (saved.direction, saved.from_number, saved.has_recording) == (Direction.IN, "+81355501234", True)
    assert await repositories.customer(customer.customer_id) == customer
    assert await repositories.record(saved.record_id) == saved
    call = await repositories.call("c1")
    assert call is not None
    assert (call.record_id, call.customer_id) == (saved.record_id, customer.customer_id)


async def test_the_same_request_is_saved_once(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    async def again() -> tuple[Customer, ContactRecord]:
        return await repositories.save_contact(
            work_group=group, customer_id=None, version=0, values=values(), record=RECORD, request_key="op001:k1"
        )

    assert await repositories.saved_contact("op001:k1") is None
    assert await again() == await again() == await repositories.saved_contact("op001:k1")
    assert (await repositories.find_customers([SUPPORT], CustomerSearch(), 10, 0))[1] == 1


async def test_the_later_of_two_saves_is_refused_with_what_is_stored(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    first, _ = await save(repositories, group)
    second, _ = await save(repositories, group, customer=first, name="佐藤 健二")
    assert second.version == 2
    with pytest.raises(VersionConflict) as caught:
        await save(repositories, group, customer=first, name="佐藤 健三")
    assert caught.value.stored == second
    assert (await repositories.records(first.customer_id, {}, 10, 0))[1] == 2


async def test_password_fields_are_sealed_and_an_untouched_placeholder_keeps_them(
    repositories: SqlRepositories, group: WorkGroupRow, database: Database
) -> None:
    customer, _ = await save(repositories, group, passphrase="ひみつ")
    assert customer.values["passphrase"] == SECRET_PLACEHOLDER
    async with database.reading() as connection:
        rows = (await connection.execute(text("SELECT * FROM customers"))).all()
    assert "ひみつ" not in str(rows)
    same, _ = await save(repositories, group, customer=customer, passphrase=SECRET_PLACEHOLDER)
    assert await repositories.secret_values(customer.customer_id) == {"passphrase": "ひみつ"}
    changed, _ = await save(repositories, group, customer=same, passphrase="別の")
    assert await repositories.secret_values(customer.customer_id) == {"passphrase": "別の"}
    empty, _ = await save(repositories, group, customer=changed, passphrase="")
    assert empty.values["passphrase"] == ""
    assert await repositories.secret_values(customer.customer_id) == {}


async def test_customers_are_found_by_number_and_by_a_part(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    first, _ = await save(repositories, group)
    second, _ = await save(repositories, group, name="佐藤 花子", kana="サトウ ハナコ", mobile="+819055500001")
    by_phone = await repositories.customers_by_phone(SUPPORT, "+81355501234")
    assert [customer.customer_id for customer in by_phone] == [first.customer_id, second.customer_id]
    assert await repositories.customers_by_phone(ORDERS, "+81355501234") == []
    for words in (
        "花子",
        "さとう ﾊﾅｺ",
        "090555",
        "花 0901",
        "佐 0001",
        "子",
        "090-5550-0001",
        "０００１",
        "+8190",
        "090 5550 0001",
    ):
        found, total = await repositories.find_customers([SUPPORT], understand(words), 10, 0)
        if words == "花 0901":
            assert total == 0
            continue
        assert ([customer.name for customer in found], total) == (["佐藤 花子"], 1), words
    for words in ("100%", "__", "'", '"', "\\", "花藤", "佐子"):
        assert (await repositories.find_customers([SUPPORT], understand(words), 10, 0))[1] == 0, words
    page, total = await repositories.find_customers([SUPPORT, ORDERS], understand("佐藤"), 1, 1)
    assert (len(page), total) == (1, 2)
    assert (await repositories.find_customers([ORDERS], understand("佐藤"), 1, 0))[1] == 0


async def test_a_customer_is_found_by_what_it_is_called_now(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, _ = await save(repositories, group, member_number="M-0048213")
    renamed, _ = await save(
        repositories, group, customer=customer, name='O\'Neil "Ken" 健🙂', member_number="M-0048213"
    )
    assert (await repositories.find_customers([SUPPORT], understand("佐藤"), 10, 0))[1] == 0
    for words in ("o'neil", '"ken"', "健", "🙂", "m-0048", "48213", "サトウ"):
        found, _ = await repositories.find_customers([SUPPORT], understand(words), 10, 0)
        assert found == [renamed], words


async def test_more_than_200_are_not_counted(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    await repositories.add_customers(group, [values(name=f"佐藤 {number}") for number in range(203)])
    page, total = await repositories.find_customers([SUPPORT], understand("佐藤"), 50, 0)
    assert (len(page), total) == (50, 201)


async def test_a_changed_number_is_found_under_the_new_one_only(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    customer, _ = await save(repositories, group)
    await repositories.save_contact(
        work_group=group,
        customer_id=customer.customer_id,
        version=1,
        values=values(phone="+81355509999"),
        record=RECORD,
    )
    assert await repositories.customers_by_phone(SUPPORT, "+81355501234") == []
    assert len(await repositories.customers_by_phone(SUPPORT, "+81355509999")) == 1


async def test_history_is_newest_first_and_filtered(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, first = await save(repositories, group)
    later = msgspec.structs.replace(
        RECORD, saved_at=NOW + timedelta(hours=1), reaction="resolved", next_action="done", text="Router 交換"
    )
    _, second = await repositories.save_contact(
        work_group=group, customer_id=customer.customer_id, version=1, values=values(), record=later
    )
    found, total = await repositories.records(customer.customer_id, {}, 10, 0)
    assert ([record.record_id for record in found], total) == ([second.record_id, first.record_id], 2)
    for filters, expected in (
        ({"reaction": "resolved"}, [second.record_id]),
        ({"text": "ROUTER"}, [second.record_id]),
        ({"next_action": "callback", "text": "プラン"}, [first.record_id]),
        ({"respondent": "family"}, []),
    ):
        found, _ = await repositories.records(customer.customer_id, filters, 10, 0)
        assert [record.record_id for record in found] == expected, filters


async def test_an_edit_changes_the_entry_and_its_time_only(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    _, record = await save(repositories, group)
    edited = msgspec.structs.replace(record, text="直した", edited_at=NOW + timedelta(minutes=5))
    await repositories.update_record(edited, group)
    assert await repositories.record(record.record_id) == edited


async def test_replies_are_kept_and_purged(repositories: SqlRepositories) -> None:
    await repositories.keep_reply("op001", "k", "f", 200, b"{}")
    assert await repositories.idempotent_reply("op001", "k") == ("f", 200, b"{}")
    assert await repositories.idempotent_reply("op002", "k") is None
    await repositories.purge_replies(datetime.now(UTC) + timedelta(seconds=1))
    assert await repositories.idempotent_reply("op001", "k") is None


async def test_customers_of_a_file_are_added_together(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    assert await repositories.add_customers(group, [values(phone="+81355501234"), values(name="別の人")]) == 2
    assert (await repositories.find_customers([SUPPORT], CustomerSearch(), 10, 0))[1] == 2


async def test_the_database_answers(repositories: SqlRepositories) -> None:
    await repositories.ping()


async def test_a_recording_is_noted_by_its_leg_and_no_later_save_takes_it_away(repositories: SqlRepositories) -> None:
    ended = replace(CALL, answered_at=NOW, ended_at=NOW, recorded=True)
    await repositories.save_call(ended)
    assert [call.call_id for call in await repositories.calls_without_recording(NOW - timedelta(days=1))] == ["c1"]
    assert await repositories.calls_without_recording(NOW + timedelta(days=1)) == []
    await repositories.set_recording(CALL.customer_leg, "c1.wav")
    await repositories.save_call(replace(ended, customer_id=7))
    stored = await repositories.call("c1")
    assert stored is not None and (stored.recording, stored.customer_id) == ("c1.wav", 7)
    assert await repositories.calls_without_recording(NOW - timedelta(days=1)) == []
    await repositories.forget_recording("c1.wav")
    stored = await repositories.call("c1")
    assert stored is not None and stored.recording is None


async def test_a_file_belongs_to_the_recorded_parts_of_its_leg_that_have_none(repositories: SqlRepositories) -> None:
    parts = {"recorded": (True, None), "not": (False, None), "undecided": (None, None), "earlier": (True, "first.wav")}
    for call_id, (recorded, file_name) in parts.items():
        await repositories.save_call(replace(CALL, call_id=call_id, recorded=recorded, recording=file_name))
    await repositories.set_recording(CALL.customer_leg, "second.wav")
    found = {call_id: await repositories.call(call_id) for call_id in parts}
    assert {key: row.recording for key, row in found.items() if row} == {
        "recorded": "second.wav",
        "not": None,
        "undecided": None,
        "earlier": "first.wav",
    }


async def test_the_times_of_a_part_are_kept(repositories: SqlRepositories) -> None:
    held = replace(CALL, answered_at=NOW, held=True, held_since=NOW, hold_seconds=12, wait_seconds=7, recorded=False)
    await repositories.save_call(held)
    assert await repositories.call(held.call_id) == held


async def test_the_audit_log_gives_the_newest_first(repositories: SqlRepositories) -> None:
    heard = AuditEntry(NOW, "op001", AuditAction.RECORDING_HEARD, "c1")
    seen = AuditEntry(NOW + timedelta(seconds=1), "op005", AuditAction.SECRETS_REVEALED, "7")
    await repositories.write_audit(heard)
    await repositories.write_audit(seen)
    assert await repositories.audit_entries(10) == [seen, heard]
    assert await repositories.audit_entries(1) == [seen]


async def test_people_are_listed_as_declared_with_the_version_of_their_picture(repositories: SqlRepositories) -> None:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    assert [await repositories.save_picture("op002", image) for image in (b"one", b"two")] == [1, 2]
    people = await repositories.people()
    assert [person.operator_id for person in people] == ["op001", "op002", "op003", "op004", "op005"]
    assert (people[0].kana, people[0].picture, people[1].picture) == ("タカハシ ユミ", 0, 2)
    assert await repositories.picture("op002") == b"two"
    assert await repositories.picture("op001") is None
    fewer = msgspec.structs.replace(site, operators=site.operators[:1] + site.operators[2:])
    await repositories.replace_site(fewer, {})
    assert "op002" not in [person.operator_id for person in await repositories.people()]


async def test_floors_come_back_as_they_were_declared(repositories: SqlRepositories) -> None:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    stored = await repositories.site()
    assert stored is not None and stored.layouts == site.layouts and len(site.layouts) == 2


async def test_pictures_of_floors_are_kept_until_no_floor_names_them(repositories: SqlRepositories) -> None:
    site, picture = settled_site(), bytes(range(256))
    await repositories.replace_site(site, sip_passwords(site), {"floor3.png": picture})
    await repositories.replace_site(site, {})
    assert await repositories.plan_picture("floor3.png") == picture
    assert await repositories.plan_picture("floor4.png") is None
    await repositories.replace_site(msgspec.structs.replace(site, layouts=site.layouts[1:]), {})
    assert await repositories.plan_picture("floor3.png") is None


async def test_a_new_password_forgets_failed_attempts_and_outlives_the_next_apply(
    repositories: SqlRepositories,
) -> None:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    await repositories.note_login("op001", failed_logins=3, locked_until=NOW)
    await repositories.set_password("op001", "$argon2id$new")
    row = await repositories.operator("op001")
    assert row is not None and (row.password_hash, row.failed_logins, row.locked_until) == ("$argon2id$new", 0, None)
    stored = await repositories.site()
    assert stored is not None and stored.operators[0].password_hash == "$argon2id$new"


async def test_what_is_saved_together_is_kept_wholly_or_not_at_all(repositories: SqlRepositories) -> None:
    async with repositories.together():
        await repositories.save_call(CALL)
        await repositories.save_call(replace(CALL, call_id="c2"))
    with pytest.raises(RuntimeError):
        async with repositories.together():
            await repositories.save_call(replace(CALL, call_id="c3"))
            raise RuntimeError
    assert {call.call_id for call in await repositories.live_calls()} == {"c1", "c2"}


async def test_calls_are_counted_that_ended_since_or_are_live(repositories: SqlRepositories) -> None:
    for name, ended_at in (("live", None), ("early", NOW), ("late", NOW + timedelta(hours=2))):
        ended = replace(CALL, call_id=name, customer_leg=name, ended_at=ended_at)
        await repositories.save_call(replace(ended, end_reason=EndReason.CALLER_GAVE_UP if ended_at else None))
    handed_over = replace(CALL, call_id="part", transferred_from="live", transfer_number="2002", answered_at=NOW)
    await repositories.save_call(handed_over)
    found = await repositories.counted_calls(NOW + timedelta(hours=1))
    assert sorted((one.ended_at is None, one.by_transfer) for one in found) == [
        (False, False),
        (True, False),
        (True, True),
    ]
    assert all(one.work_group_id == SUPPORT and one.arrived_at == NOW for one in found)
