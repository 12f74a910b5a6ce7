"""The call history on the desk: pages that join, changes that are followed, and a disk that does not answer."""

import msgspec

from bluebean_client.domain.phone import CallEnd, HistoryEntry, HistoryKind
from bluebean_client.domain.phone_messages import AskHistory, ForgetHistory, HistoryPage, OrderFailed, SeeMissed
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld

ASKED = AskHistory("03", HistoryKind.ALL, 50)


def entries(newest: int, oldest: int) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(number, str(number), "", True, 1.0, 2.0, 3.0, CallEnd.HUNG_UP)
        for number in range(newest, oldest - 1, -1)
    )


async def shown(world: ClientWorld, page: HistoryPage, ids: list[int]) -> HistoryPage:
    world.engine.say(page)
    await until(lambda: world.desk.history and [entry.entry_id for entry in world.desk.history.entries] == ids)
    assert world.desk.history is not None
    return world.desk.history


async def test_older_calls_come_below_those_that_are_shown(softphone: ClientWorld) -> None:
    phone = softphone.actions.phone
    phone.ask_history("03", HistoryKind.ALL)
    phone.more_history()
    await shown(softphone, HistoryPage(ASKED, entries(9, 8), more=True), [9, 8])
    phone.more_history()
    older = msgspec.structs.replace(ASKED, before_id=8)
    assert softphone.engine.of(AskHistory) == [ASKED, older]
    page = await shown(softphone, HistoryPage(older, entries(7, 6), more=False), [9, 8, 7, 6])
    assert (page.asked, page.more) == (ASKED, False)
    phone.more_history()
    assert len(softphone.engine.of(AskHistory)) == 2, "there are no more"


async def test_answers_to_what_is_not_asked_any_more_are_passed_over(softphone: ClientWorld) -> None:
    phone = softphone.actions.phone
    seen: set[int] = set()
    softphone.core.keeper.listen(
        lambda _, new: seen.update(entry.entry_id for entry in (new.history.entries if new.history else ()))
    )
    phone.ask_history("0", HistoryKind.ALL)
    phone.ask_history("03", HistoryKind.ALL)
    softphone.engine.say(HistoryPage(AskHistory("0"), entries(99, 98)))
    await shown(softphone, HistoryPage(ASKED, entries(9, 9)), [9])
    softphone.engine.say(HistoryPage(msgspec.structs.replace(ASKED, before_id=5), entries(4, 4)))
    await shown(softphone, HistoryPage(ASKED, entries(10, 9)), [10, 9])
    assert seen == {10, 9}


async def test_a_change_is_followed_without_losing_what_was_scrolled_to(softphone: ClientWorld) -> None:
    softphone.actions.phone.ask_history("03", HistoryKind.ALL)
    await shown(softphone, HistoryPage(ASKED, entries(300, 51), more=True), list(range(300, 50, -1)))
    softphone.engine.report(msgspec.structs.replace(softphone.engine.state, history_revision=5))
    await until(lambda: len(softphone.engine.of(AskHistory)) == 2)
    again = softphone.engine.of(AskHistory)[-1]
    assert again == msgspec.structs.replace(ASKED, limit=200)
    page = await shown(
        softphone, HistoryPage(again, entries(301, 102), more=True), [*range(301, 101, -1), *range(101, 50, -1)]
    )
    assert page.more


async def test_nothing_is_asked_before_somebody_wants_to_see_it(softphone: ClientWorld) -> None:
    softphone.engine.report(msgspec.structs.replace(softphone.engine.state, history_revision=5))
    await until(lambda: softphone.desk.phone.history_revision == 5)
    assert softphone.engine.of(AskHistory) == []


async def test_an_engine_that_was_started_anew_is_asked_again(softphone: ClientWorld) -> None:
    softphone.actions.phone.ask_history("03", HistoryKind.ALL)
    softphone.engine.die()
    await until(lambda: len(softphone.engine.of(AskHistory)) == 2)
    assert softphone.engine.of(AskHistory) == [ASKED, ASKED]


async def test_forgetting_and_seeing_go_to_the_engine(softphone: ClientWorld) -> None:
    phone = softphone.actions.phone
    phone.see_missed()
    assert softphone.engine.orders == [], "there is nothing to see"
    softphone.engine.report(msgspec.structs.replace(softphone.engine.state, missed=2))
    await until(lambda: softphone.desk.phone.missed)
    phone.see_missed()
    phone.forget_history(0)
    assert softphone.engine.orders == [SeeMissed(), ForgetHistory(0)]


async def test_a_history_that_can_not_be_read_is_said_until_it_can(softphone: ClientWorld) -> None:
    softphone.actions.phone.ask_history("03", HistoryKind.ALL)
    softphone.engine.say(OrderFailed("ask_history", "refused", "database is locked"))
    await until(lambda: softphone.notice_codes() == ["history_unavailable"])
    await shown(softphone, HistoryPage(ASKED, entries(9, 9)), [9])
    assert softphone.notice_codes() == []


async def test_a_search_is_no_longer_than_a_message_may_be(softphone: ClientWorld) -> None:
    softphone.actions.phone.ask_history("9" * 300_000, HistoryKind.ALL)
    assert len(softphone.engine.of(AskHistory)[0].search) == 100
