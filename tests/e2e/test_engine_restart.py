"""A phone engine that dies is there again, registered, within two seconds, and calls ring at the new one."""

import time

import pytest

from tests.e2e.centre import KNOWN, Centre, engines, talking_both_ways, until

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

BACK_SECONDS = 2.0


async def test_a_killed_engine_is_registered_again_within_two_seconds_and_rings(centre: Centre) -> None:
    window = centre.ready_operator()
    log = centre.profile("op001") / "logs" / "phone.log"
    for _ in range(2):  # the second time there is a contact of an engine that was killed
        [engine] = engines(centre.profile("op001"))
        registered = log.read_text().count("registration registered")
        engine.kill()
        killed = time.monotonic()
        await until(
            lambda seen=registered: log.read_text().count("registration registered") > seen, "a registered engine"
        )
        assert time.monotonic() - killed < BACK_SECONDS
    caller = await centre.call_from(KNOWN)
    window.click("answer_button")
    await talking_both_ways(centre, caller)
