"""What a person does with the lists beside the phone, and the figures that follow the day."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone_messages import Chime
from bluebean_client.domain.tabs import open_customer
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from server.protocol.types import OperatorRef
from server.protocol.worklists import AbandonedCall, CallbackStage, CallbackView, DayFigures, RecentContact
from tests.client.usecases.conftest import MakeWorld
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, SALES_DAY, TANAKA, contact_record, offered

CALLBACK = CallbackView(
    5, TANAKA.customer_id, "sales", NOW, "田中", "+81312345678", "", CallbackStage.NOTIFIED, OperatorRef("o1", "佐藤")
)
GIVEN_UP = (
    AbandonedCall("a1", "+81312345678", "田中", TANAKA.customer_id, NOW, 30),
    AbandonedCall("a2", "+81399998888", "", None, NOW, 12),
)


@pytest.fixture
async def at_work(make_world: MakeWorld) -> ClientWorld:
    """In wrap-up, with a callback and two abandoned calls."""
    world = make_world()
    await world.at_work()
    world.push.show(msgspec.structs.replace(world.push.state, callbacks=(CALLBACK,), abandoned={"sales": GIVEN_UP}))
    await until(lambda: world.desk.live and world.desk.live.callbacks and world.desk.live.abandoned)
    return world


async def test_loading_a_callback_takes_it_and_opens_the_customer(at_work: ClientWorld) -> None:
    await at_work.core.actions.lists.load_callback(CALLBACK.callback_id)
    assert at_work.server.asked("take_callback") == [5]
    assert at_work.desk.tab is not None and at_work.desk.tab.customer == TANAKA


async def test_a_callback_that_a_colleague_has_is_not_loaded_and_the_desk_says_why(at_work: ClientWorld) -> None:
    at_work.server.fail("take_callback", Refused(ErrorCode.CALLBACK_TAKEN, {"operator_name": "鈴木"}))
    await at_work.core.actions.lists.load_callback(CALLBACK.callback_id)
    assert at_work.desk.tab is None
    assert [notice.problem.code for notice in at_work.desk.notices] == [ErrorCode.CALLBACK_TAKEN]


async def test_loading_from_a_list_is_not_about_the_call_that_rings(at_work: ClientWorld) -> None:
    call = await at_work.rings(offered(matches=()))
    await at_work.core.actions.lists.load_callback(CALLBACK.callback_id)
    assert at_work.desk.tab is not None and at_work.desk.tab.call_id is None
    assert at_work.desk.dismissed_offer != call.call_id
    assert at_work.server.asked("set_call_customer") == []


async def test_an_abandoned_call_opens_its_customer_or_a_new_form(at_work: ClientWorld) -> None:
    lists = at_work.core.actions.lists
    await lists.open_abandoned("a1")
    assert at_work.desk.tab is not None and at_work.desk.tab.customer == TANAKA
    await lists.open_abandoned("a2")
    assert at_work.desk.tab.values["phone"] == "+81399998888" and at_work.desk.tab.customer is None
    await lists.open_abandoned("gone")
    assert len(at_work.desk.tabs) == 2


async def test_calling_an_abandoned_number_goes_through_its_group_and_belongs_to_the_tab(at_work: ClientWorld) -> None:
    await at_work.core.actions.lists.call_abandoned("a2")
    assert at_work.server.asked("dial") == [("+81399998888", "sales", None)]
    assert at_work.tab.values["phone"] == "+81399998888"
    await at_work.core.actions.lists.call_abandoned("a1")
    assert at_work.server.asked("dial")[-1] == ("+81312345678", "sales", TANAKA.customer_id)


async def test_what_is_done_is_told_to_the_server(at_work: ClientWorld) -> None:
    lists = at_work.core.actions.lists
    await lists.dismiss_callback(5)
    await lists.finish_callback(5)
    await lists.finish_abandoned("a1")
    await lists.assign_callback(5, "o2")
    assert at_work.server.asked("assign_callback") == [(5, "o2")]
    for name, what in (("dismiss_callback", 5), ("finish_callback", 5), ("handle_abandoned", "a1")):
        assert at_work.server.asked(name) == [what]


async def test_a_changed_callback_is_told_and_its_record_read_again_where_it_is_open(at_work: ClientWorld) -> None:
    lists = at_work.core.actions.lists
    await lists.load_callback(CALLBACK.callback_id)
    await until(lambda: at_work.tab.history is not None)
    read = len(at_work.server.asked("records"))
    later = CALLBACK.due_at + timedelta(hours=1)
    await lists.reschedule_callback(5, later)
    await until(lambda: len(at_work.server.asked("records")) == read + 1)
    at_work.server.fail("cancel_callback", Refused(ErrorCode.CALLBACK_TAKEN, {"operator_name": "鈴木"}))
    await lists.cancel_callback(5, "転居")
    assert "callback_taken" in at_work.notice_codes()
    await lists.cancel_callback(5, "転居")
    await until(lambda: len(at_work.server.asked("records")) == read + 2)
    assert at_work.server.asked("reschedule_callback") == [(5, later)]
    assert at_work.server.asked("cancel_callback") == [(5, "転居")] * 2


async def test_my_customers_are_shown_and_loaded(at_work: ClientWorld) -> None:
    lists = at_work.core.actions.lists
    await lists.ask_my_customers()
    assert at_work.desk.my_customers is not None and at_work.desk.my_customers.total == 1
    await lists.open_customer(TANAKA.customer_id)
    assert at_work.desk.tab is not None and at_work.desk.tab.customer == TANAKA


async def test_figures_of_groups_are_asked_for_where_the_server_knows_them_and_stay_when_it_is_silent(
    at_work: ClientWorld,
) -> None:
    lists, keeper = at_work.core.actions.lists, at_work.core.keeper
    await lists.ask_group_figures()
    assert at_work.server.asked("group_figures") == [] and keeper.desk.group_figures is None
    keeper.change(lambda desk: replace(desk, capabilities=frozenset({"group_figures"})))
    await lists.ask_group_figures()
    assert keeper.desk.group_figures == (SALES_DAY,)
    at_work.server.fail("group_figures", Unreachable("timeout"))
    await lists.ask_group_figures()
    assert keeper.desk.group_figures == (SALES_DAY,) and at_work.notice_codes() == []


def with_figures(desk: Desk) -> Desk:
    return replace(desk, capabilities=frozenset({"my_day"}))


async def test_figures_come_again_after_a_save_and_overwrite_nothing_typed_meanwhile(at_work: ClientWorld) -> None:
    gate = at_work.server.hold_back("my_day")
    keeper = at_work.core.keeper
    keeper.change(with_figures)
    keeper.change(lambda desk: open_customer(desk, TANAKA, new_id="t", call_id=None)[0])
    tab = keeper.desk.tab
    assert tab is not None
    keeper.change(lambda desk: desk.with_tab(replace(tab, saved_at=NOW)))
    await until(lambda: at_work.server.asked("my_day"))  # it is on its way
    keeper.change(lambda desk: desk.with_tab(replace(tab, saved_at=NOW, values={"name": "typed meanwhile"})))
    at_work.server.day = DayFigures(NOW, records_saved=7)
    gate.set()
    assert await keeper.wait_for(lambda desk: desk.my_day is not None and desk.my_day.records_saved == 7, 5)
    assert keeper.desk.tab is not None and keeper.desk.tab.values == {"name": "typed meanwhile"}
    before = len(at_work.server.asked("my_day"))
    keeper.change(lambda desk: desk.with_tab(replace(tab, saved_at=NOW + timedelta(seconds=1))))
    at_work.server.day = DayFigures(NOW, records_saved=8)
    assert await keeper.wait_for(lambda desk: desk.my_day is not None and desk.my_day.records_saved == 8, 5)
    assert len(at_work.server.asked("my_day")) == before + 1


async def test_the_latest_contacts_follow_what_is_saved(at_work: ClientWorld) -> None:
    keeper = at_work.core.keeper
    keeper.change(lambda desk: replace(desk, capabilities=frozenset({"recent_contacts"})))
    keeper.change(lambda desk: open_customer(desk, TANAKA, new_id="t", call_id=None)[0])
    newest = RecentContact(contact_record(9, TANAKA.customer_id, "済み"), "田中", "+81312345678")
    at_work.server.contacts = (newest,)
    tab = keeper.desk.tab
    assert tab is not None
    keeper.change(lambda desk: desk.with_tab(replace(tab, saved_at=NOW)))
    assert await keeper.wait_for(lambda desk: desk.recent_contacts == (newest,), 5)
    assert at_work.server.asked("my_day") == []


async def test_a_soft_sound_tells_of_a_callback_and_once_more_when_it_is_due(at_work: ClientWorld) -> None:
    told = msgspec.structs.replace(CALLBACK, notice=True, due_at=at_work.clock.now() + timedelta(seconds=2.05))
    at_work.push.show(msgspec.structs.replace(at_work.push.state, callbacks=(told,)))
    await until(lambda: at_work.engine.orders.count(Chime()) == 1)  # the server's clock is two seconds ahead here
    await until(lambda: at_work.engine.orders.count(Chime()) == 2)
    late = msgspec.structs.replace(told, callback_id=6, due_at=NOW - timedelta(minutes=5))
    at_work.push.show(msgspec.structs.replace(at_work.push.state, callbacks=(told, late)))
    await until(lambda: at_work.engine.orders.count(Chime()) == 3)
