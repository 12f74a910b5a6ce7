"""How a call is said to sound, over a good and over a bad network, live and in the history."""

from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, AskHistory, HangUp
from tests.support.engine import TestWindow
from tests.support.sip_peers import Caller
from tests.support.sip_registrar import Registrar

State = PhoneCallState


async def call_with_quality(phone: TestWindow, caller: Caller) -> PhoneCall:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Answer(call.call))
    await phone.until(lambda: phone.state.calls and phone.state.calls[-1].quality is not None)
    return phone.state.calls[-1]


@pytest.mark.parametrize(("drop_percent", "loss", "mos"), [(0, (0.0, 1.0), (4.2, 4.5)), (20, (8.0, 35.0), (1.5, 3.5))])
async def test_loss_on_the_way_shows_in_the_figures(
    phone: TestWindow,
    register: Registrar,
    tmp_path: Path,
    drop_percent: int,
    loss: tuple[float, float],
    mos: tuple[float, float],
) -> None:
    async with Caller(tmp_path / "peer", server=register.phones["101"], drop_percent=drop_percent) as caller:
        call = await call_with_quality(phone, caller)
        assert call.quality is not None
        assert loss[0] <= call.quality.loss_percent <= loss[1]
        assert mos[0] <= call.quality.mos <= mos[1]
        assert 0.0 <= call.quality.jitter_ms < 20.0
        phone.send(HangUp(call.call))
        ended = await phone.call_in(State.ENDED)
        assert ended.quality is not None and loss[0] <= ended.quality.loss_percent <= loss[1]
        phone.send(AskHistory())
        await phone.until(lambda: phone.pages)
        assert phone.pages[-1].entries[0].quality == ended.quality
