"""Finding customers as one types, and a history that is filtered and read page by page."""

from bluebean_client.domain.desk import HistoryFilter, Link
from bluebean_client.ports.outside import Unreachable
from bluebean_client.usecases.histories import PAGE
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import TANAKA, contact_record


async def loaded(world: ClientWorld, records: int) -> str:
    world.server.stored_records = [contact_record(number, 7, f"記録 {number}") for number in range(records, 0, -1)]
    await world.at_work()
    await world.actions.load_customer(7)
    await until(lambda: world.tab.history is not None)
    return world.tab.tab_id


async def test_what_is_typed_is_searched_and_a_chosen_customer_is_opened(world: ClientWorld) -> None:
    await world.at_work()
    world.actions.find_customers(" 田 ")
    assert world.desk.found is not None and world.desk.found.pending
    await until(lambda: world.desk.found is not None and not world.desk.found.pending)
    assert (world.desk.found.customers, world.desk.found.total) == ((TANAKA,), 1)
    await world.actions.load_customer(7)
    assert world.tab.customer == TANAKA and world.tab.call_id is None
    world.actions.find_customers("")
    assert world.desk.found is None


async def test_an_answer_that_comes_late_does_not_replace_a_newer_one(world: ClientWorld) -> None:
    await world.at_work()
    slow = world.server.hold_back("find_customers")
    world.actions.find_customers("田")
    world.actions.find_customers("誰も")
    slow.set()
    await until(lambda: world.desk.found is not None and not world.desk.found.pending)
    await until(lambda: len(world.server.asked("find_customers")) == 2)
    assert world.desk.found.text == "誰も" and world.desk.found.customers == ()


async def test_a_search_that_failed_says_so_and_is_tried_again(world: ClientWorld) -> None:
    await world.at_work()
    world.server.fail("find_customers", Unreachable("timeout"))
    world.actions.find_customers("田中")
    await until(lambda: world.desk.found is not None and world.desk.found.problem is not None)
    world.actions.find_customers("田中")
    await until(lambda: world.desk.found is not None and world.desk.found.customers != ())
    assert world.desk.link is Link.ONLINE


async def test_older_records_come_page_by_page_and_none_twice(world: ClientWorld) -> None:
    tab_id = await loaded(world, 2 * PAGE + 5)
    assert (len(world.tab.history or ()), world.tab.history_total) == (PAGE, 2 * PAGE + 5)
    world.server.stored_records.insert(0, contact_record(9999, 7, "同僚がいま書いた"))
    for _ in range(2):
        before = len(world.tab.history or ())
        world.actions.more_history(tab_id)
        world.actions.more_history(tab_id)
        await until(lambda before=before: len(world.tab.history or ()) > before)
    ids = [record.record_id for record in world.tab.history or ()]
    assert len(ids) == len(set(ids)) == 2 * PAGE + 5
    assert len(world.server.asked("records")) == 3


async def test_a_filter_lists_only_what_matches_and_a_new_record_only_if_it_does(world: ClientWorld) -> None:
    tab_id = await loaded(world, 12)
    world.actions.filter_history(tab_id, HistoryFilter(text="記録 1"))
    await until(lambda: world.tab.history_total == 4)
    world.actions.edit_record(tab_id, world.tab.record.__class__(text="別の話"))
    await world.actions.save_all(tab_id)
    assert world.tab.history_total == 4
    world.actions.filter_history(tab_id, HistoryFilter())
    await until(lambda: world.tab.history_total == 13)
