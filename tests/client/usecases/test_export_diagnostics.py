"""One click exports what is known; a disk that refuses is told."""

import errno
from pathlib import Path

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.phone import AudioDevices, EngineState, PhoneCall, PhoneCallState, Quality, Registration
from bluebean_client.domain.problem_codes import ClientProblem
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld

TARGET = Path("diagnostics.zip")
CALL = PhoneCall(
    1, PhoneCallState.TALKING, "09012345678", name="佐藤", codec="G722", quality=Quality(2.5, 12.0, 40.0, 3.9)
)


async def test_the_state_of_the_phone_is_in_it_without_numbers_and_names(softphone: ClientWorld) -> None:
    world = softphone
    world.engine.report(
        EngineState(
            registration=Registration.REFUSED,
            reason="password_refused",
            sip_code=403,
            calls=(CALL,),
            devices=AudioDevices(microphones=("Jabra mic",), speakers=("Jabra",)),
            headset="Jabra EVOLVE 20",
        )
    )
    await until(lambda: world.desk.phone.calls != ())
    assert await world.actions.phone.export_diagnostics(TARGET) is None
    ((path, state),) = world.diagnostics.written
    assert path == TARGET
    for told in ("refused password_refused 403", "Jabra mic", "Jabra EVOLVE 20", "G722", "MOS 3.9, loss 2.5 %"):
        assert told in state, told
    assert "0901234" not in state and "佐藤" not in state


async def test_the_quality_of_the_last_call_is_remembered(softphone: ClientWorld) -> None:
    world = softphone
    world.engine.calls(CALL)
    await until(lambda: world.desk.phone.calls != ())
    world.engine.calls()
    await until(lambda: world.desk.phone.calls == ())
    await world.actions.phone.export_diagnostics(TARGET)
    assert "last call: MOS 3.9" in world.diagnostics.written[0][1]


async def test_a_disk_that_refuses_is_told_in_its_words(softphone: ClientWorld) -> None:
    world = softphone
    world.diagnostics.refuse = OSError(errno.ENOSPC, "No space left on device")
    problem = await world.actions.phone.export_diagnostics(TARGET)
    assert problem == Problem(ClientProblem.DIAGNOSTICS_NOT_WRITTEN, {"why": "No space left on device"})
