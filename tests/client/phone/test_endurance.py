"""Calls in a row and a longer call leave the phone engine as it was: no memory, file or thread more, the voice whole and not later.

Shortened from `make bench`, where it is 200 calls and up to an hour. Over TCP, because PJSIP keeps what belongs to a call over UDP for
another 32 s: memory would stand still only after more calls than there is time for here.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Transport
from tests.support.engine import TestWindow, engine
from tests.support.softswitch import Softswitch, softswitch
from tools.bench.endurance import calls_in_a_row, long_call, warm_up, write_noise
from tools.bench.usage import growth, left_over

pytestmark = pytest.mark.switch

CALLS, WARM_UP_CALLS = 30, 10
KB_PER_CALL_MAX = 20.0
"""Half a kilobyte is what 200 calls show; a sound buffer or a call object with its strings is far above this."""
CALL_SECONDS = 30.0
KB_PER_MINUTE_MAX = 500.0
DELAY_MS_MAX = 40.0
LOST_MS_MAX = 3000.0
"""Beside other tests on a machine with two processors some frames come too late; a voice that is gone is gone for longer."""


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[Softswitch]:
    async with softswitch(tmp_path / "switch", codecs="ulaw") as running:
        yield running


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    return write_noise(tmp_path / "noise.wav")


@pytest.fixture
async def phone(tmp_path: Path, switch: Softswitch, noise: Path) -> AsyncIterator[TestWindow]:
    profile = tmp_path / "profile"
    async with engine(profile, audio=f"file:{noise},{profile}/heard.wav,") as window:
        await window.register(switch, transport=Transport.TCP)
        yield window


async def test_many_calls_in_a_row_leave_nothing_behind(phone: TestWindow, switch: Softswitch) -> None:
    await warm_up(phone, switch, WARM_UP_CALLS, seconds=0)
    usages = await calls_in_a_row(phone, switch, CALLS)
    assert growth([usage.heap_kb for usage in usages]) <= KB_PER_CALL_MAX, [usage.heap_kb for usage in usages]
    assert left_over(usages) == 0, usages


async def test_a_long_call_neither_grows_nor_gets_later_nor_loses_voice(phone: TestWindow) -> None:
    call = await long_call(phone, CALL_SECONDS, every_seconds=2.0)
    heap = [usage.heap_kb for usage in call.usages]
    assert growth(heap) * len(heap) * 60 / CALL_SECONDS <= KB_PER_MINUTE_MAX, heap
    assert abs(call.drift_ms) <= DELAY_MS_MAX, call.delays_ms
    assert call.lost_ms <= LOST_MS_MAX
    assert left_over(call.usages) == 0, call.usages
