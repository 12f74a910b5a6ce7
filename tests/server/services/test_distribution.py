"""The rules of distribution on the floor: what is declared for a group is what happens to its callers."""

from datetime import timedelta

import pytest

from server.domain.distribution.rules import Distribution, Relaxation, Rule
from server.protocol.types import EndReason, Status
from tests.support.call_centre import SALES, SUPPORT, UNKNOWN_CALLER, CallCentre


async def declare(centre: CallCentre, group: str = "sales", **distribution: object) -> None:
    centre.change_group(group, distribution=Distribution(**distribution))  # type: ignore[arg-type]
    await centre.floor.reload_site()


async def serves(centre: CallCentre, name: str) -> None:
    """The operator takes the call that rings at his desk, and is available again at once."""
    call_id = await centre.answers(name)
    await centre.floor.hang_up(name, call_id)
    await centre.settle()
    await centre.floor.set_status(name, Status.AVAILABLE)


def ringing(centre: CallCentre) -> list[str]:
    return [name for name in centre.publisher.desks if centre.status(name) is Status.RINGING]


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (Rule.LONGEST_IDLE, ["abe", "ito", "mori", "abe"]),
        (Rule.FEWEST_CALLS, ["abe", "ito", "mori", "abe"]),
        (Rule.ROUND_ROBIN, ["abe", "ito", "mori", "abe"]),
        (Rule.FIXED_ORDER, ["abe", "abe", "abe", "abe"]),
    ],
)
async def test_calls_go_to_operators_by_the_rule_of_the_group(centre: CallCentre, rule: Rule, asked: list[str]) -> None:
    await declare(centre, rule=rule)
    for name in ("abe", "ito", "mori"):
        await centre.is_ready(name)
        await centre.clock.advance(1)
    served = []
    for _ in asked:
        await centre.calls(SALES)
        [name] = ringing(centre)
        served.append(name)
        await serves(centre, name)
    assert served == asked


async def test_fewest_calls_remembers_over_a_new_login_but_not_over_midnight(centre: CallCentre) -> None:
    await declare(centre, rule=Rule.FEWEST_CALLS)
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await serves(centre, "abe")
    await centre.is_ready("ito")
    await centre.floor.sign_out("abe")
    await centre.clock.advance(5)
    await centre.is_ready("abe")
    await centre.calls(SALES)
    assert ringing(centre) == ["ito"]
    await serves(centre, "ito")
    await centre.clock.advance(1)
    await centre.calls(SALES)
    assert ringing(centre) == ["abe"]
    await serves(centre, "abe")
    await centre.clock.advance(timedelta(days=1).total_seconds())
    await centre.calls(SALES)
    assert ringing(centre) == ["ito"]  # both have taken none today; he is idle for longer


async def test_a_minimum_level_relaxes_by_itself_while_the_caller_waits(centre: CallCentre) -> None:
    relax = (Relaxation(10, 3), Relaxation(30, 0))
    await declare(centre, rule=Rule.SKILL, skill="english", minimum_level=5, relax=relax)
    centre.repositories.skills = {"abe": {"english": 3}}
    await centre.floor.reload_people()
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    assert ringing(centre) == []
    await centre.clock.advance(10)
    assert ringing(centre) == ["abe"]
    await centre.clock.advance(20)
    assert (centre.status("abe"), centre.status("ito")) == (Status.AWAY, Status.RINGING)


async def test_callers_of_a_group_of_priority_come_first(centre: CallCentre) -> None:
    await declare(centre, "support", priority_seconds=60)
    await centre.calls(SALES)
    await centre.clock.advance(30)
    await centre.calls(SUPPORT, caller=UNKNOWN_CALLER)
    await centre.is_ready("abe", "sales", "support")
    assert centre.call_of("abe").work_group_id == "support"


# ---- after a miss --------------------------------------------------------------------------------------------------


async def test_after_a_miss_the_caller_hears_music_for_the_pause_before_the_next_is_asked(centre: CallCentre) -> None:
    await declare(centre, retry_seconds=5)
    await centre.is_ready("abe")
    await centre.clock.advance(1)
    await centre.is_ready("ito")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    assert (centre.status("abe"), ringing(centre)) == (Status.AWAY, [])
    await centre.clock.advance(5)
    assert ringing(centre) == ["ito"]


async def test_an_operator_may_miss_some_calls_before_he_is_sent_away(centre: CallCentre) -> None:
    await declare(centre, misses_in_a_row=2)
    await centre.is_ready("abe")
    await centre.clock.advance(1)
    await centre.is_ready("ito")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    assert centre.status("abe") is Status.AVAILABLE
    assert centre.call_of("abe").end_reason is EndReason.MISSED
    assert ringing(centre) == ["ito"]
    await centre.clock.advance(20)
    assert (centre.status("ito"), ringing(centre)) == (Status.AVAILABLE, ["abe"])
    await centre.clock.advance(20)
    assert (centre.status("abe"), ringing(centre)) == (Status.AWAY, ["ito"])


async def test_a_call_that_is_taken_makes_the_misses_before_it_forgotten(centre: CallCentre) -> None:
    await declare(centre, misses_in_a_row=2)
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    assert ringing(centre) == ["abe"]
    await serves(centre, "abe")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    assert ringing(centre) == ["abe"]


async def test_who_missed_a_caller_is_spared_of_him_for_a_while_but_not_of_others(centre: CallCentre) -> None:
    await declare(centre, misses_in_a_row=9, again_after_seconds=7)
    await centre.is_ready("abe")
    await centre.calls(SALES)
    first = centre.call_of("abe").call_id
    await centre.clock.advance(20)
    assert ringing(centre) == []
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    assert centre.call_of("abe").call_id != first
    await serves(centre, "abe")
    assert ringing(centre) == []
    await centre.clock.advance(6.9)
    assert ringing(centre) == []
    await centre.clock.advance(0.1)
    assert ringing(centre) == ["abe"]
    assert centre.call_of("abe").call_id == first


@pytest.mark.parametrize("misses_in_a_row", [1, 3])
@pytest.mark.parametrize("miss_status", [Status.AWAY, Status.WRAP_UP])
async def test_no_number_of_misses_keeps_an_operator_out_once_he_says_that_he_is_back(
    centre: CallCentre, misses_in_a_row: int, miss_status: Status
) -> None:
    centre.change_group("sales", miss_status=miss_status)
    await declare(centre, misses_in_a_row=misses_in_a_row)
    await centre.is_ready("abe")
    await centre.calls(SALES)
    for _ in range(12):
        for _ in range(misses_in_a_row):
            assert ringing(centre) == ["abe"]
            await centre.clock.advance(20)
        assert centre.status("abe") is miss_status
        await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.answers("abe")
    assert centre.status("abe") is Status.TALKING_IN
