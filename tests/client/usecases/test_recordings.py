"""Listening: the sound comes in parts while it plays, goes on where it was left, and a call silences it."""

from pathlib import Path

import pytest

from bluebean_client.domain.recording import AHEAD_SECONDS, PART_SECONDS, Playing, Recording
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld

BYTES_A_SECOND = 400


@pytest.fixture
async def listening(world: ClientWorld) -> ClientWorld:
    await world.at_work()
    await world.actions.recordings.open("c9")
    return world


def recording(world: ClientWorld) -> Recording:
    assert world.desk.recording is not None
    return world.desk.recording


def fed_seconds(world: ClientWorld) -> float:
    return len(world.player.fed) / BYTES_A_SECOND


async def plays(world: ClientWorld) -> None:
    world.actions.recordings.toggle()
    await until(lambda: fed_seconds(world) > AHEAD_SECONDS)


async def test_opening_only_looks_and_fetches_no_sound(listening: ClientWorld) -> None:
    assert recording(listening).state is Playing.PAUSED and recording(listening).seconds == 60
    assert listening.server.asked("recording_part") == []


async def test_sound_is_fetched_a_little_ahead_of_what_is_heard(listening: ClientWorld) -> None:
    await plays(listening)
    assert listening.player.begun[-1][1:] == (100, 2, 1.0)
    assert fed_seconds(listening) == 2 * PART_SECONDS
    listening.player.hear(5.0)
    await until(lambda: fed_seconds(listening) == 3 * PART_SECONDS)
    assert listening.player.fed[:BYTES_A_SECOND] == b"A" * BYTES_A_SECOND


async def test_all_of_it_is_played_and_then_it_stands_at_its_end(listening: ClientWorld) -> None:
    places: list[float] = []
    listening.actions.recordings.watch(places.append)
    await plays(listening)
    for second in range(0, 60, 3):
        listening.player.hear(float(second))
        await until(lambda second=second: listening.player.complete or fed_seconds(listening) > second + AHEAD_SECONDS)
    await until(lambda: listening.player.complete)
    assert fed_seconds(listening) == 60
    listening.player.hear(60.0, ended=True)
    assert recording(listening).state is Playing.PAUSED and places[-1] == 60
    listening.actions.recordings.toggle()
    await until(lambda: listening.player.fed[:1] == b"A")


async def test_it_is_paused_and_goes_on_there(listening: ClientWorld) -> None:
    await plays(listening)
    listening.player.hear(10.0)
    listening.actions.recordings.toggle()
    assert listening.player.silent and recording(listening).position_seconds == 10
    listening.player.hear(11.0)
    assert recording(listening).position_seconds == 10, "a report that comes late moves nothing"
    listening.actions.recordings.toggle()
    await until(lambda: listening.player.fed[:1] == b"K")


async def test_jumping_begins_anew_from_there_and_what_was_on_its_way_is_dropped(listening: ClientWorld) -> None:
    gate = listening.server.hold_back("recording_part")
    listening.actions.recordings.toggle()
    await until(lambda: listening.server.asked("recording_part"))
    listening.actions.recordings.seek(30.0)
    gate.set()
    await until(lambda: fed_seconds(listening) > AHEAD_SECONDS)
    assert listening.player.fed[:1] == bytes([65 + 30])
    listening.actions.recordings.skip(-10)
    await until(lambda: listening.player.fed[:1] == bytes([65 + 20]))


async def test_another_speed_goes_on_at_the_same_place(listening: ClientWorld) -> None:
    await plays(listening)
    listening.player.hear(4.0)
    listening.actions.recordings.set_speed(1.5)
    assert listening.player.begun[-1][3] == 1.5
    await until(lambda: listening.player.fed[:1] == bytes([65 + 4]))


async def test_a_call_pauses_it_and_it_does_not_play_over_one(listening: ClientWorld) -> None:
    await plays(listening)
    listening.player.hear(3.0)
    await listening.rings()
    assert listening.player.silent and recording(listening).state is Playing.PAUSED
    begun = len(listening.player.begun)
    listening.actions.recordings.toggle()
    assert len(listening.player.begun) == begun


@pytest.mark.parametrize("why", ["no_speaker", "player_gone"])
async def test_without_a_speaker_or_player_it_stops_where_it_is(listening: ClientWorld, why: str) -> None:
    await plays(listening)
    listening.player.hear(2.0)
    listening.player.hear(0.0, failed=why)
    assert (recording(listening).state, recording(listening).why) == (Playing.FAILED, why)
    assert recording(listening).position_seconds == 2


async def test_a_lost_network_is_told_and_playing_again_goes_on(listening: ClientWorld) -> None:
    listening.server.fail("recording_part", Unreachable("timeout"))
    listening.actions.recordings.toggle()
    await until(lambda: recording(listening).state is Playing.FAILED)
    await plays(listening)
    assert recording(listening).state is Playing.PLAYING


async def test_a_recording_that_is_gone_is_told(world: ClientWorld) -> None:
    await world.at_work()
    world.server.fail("recording_info", Refused(ErrorCode.NO_SUCH_RECORDING, {}))
    await world.actions.recordings.open("c9")
    assert (recording(world).state, recording(world).why) == (Playing.FAILED, "no_such_recording")


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


async def test_a_download_is_whole_or_not_there(listening: ClientWorld, tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    listening.server.fail("recording_part", Refused(ErrorCode.FORBIDDEN, {}))
    await listening.actions.recordings.download(path)
    assert files(tmp_path) == {} and listening.desk.notices
    await listening.actions.recordings.download(path)
    assert files(tmp_path) == {"call.wav": 44 + 60 * BYTES_A_SECOND}
    assert all(asked[3] for asked in listening.server.asked("recording_part"))


async def test_closing_or_logging_off_silences(listening: ClientWorld) -> None:
    await plays(listening)
    await listening.actions.log_off()
    assert listening.player.silent and listening.desk.recording is None
