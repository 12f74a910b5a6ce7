"""Which streams are open when, with a sound card whose devices come and go."""

import time
from collections.abc import Iterator

import pytest

from bluebean_client.domain.phone import DeviceKind, Processing, SoundSettings
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.audio.processing_choice import ProcessingChoice
from bluebean_client.phone.audio.tones import cues
from tests.support.fake_card import BUILT_IN, DESK, HEADSET, Desk

BOTH = (DeviceKind.MICROPHONE, DeviceKind.SPEAKER)


@pytest.fixture
def desk() -> Iterator[Desk]:
    started = Desk(BUILT_IN, HEADSET)
    yield started
    started.keeper.close()


@pytest.fixture
def quiet_desk() -> Iterator[Desk]:
    """Its sound system does not tell of changes."""
    started = Desk(BUILT_IN, HEADSET, tells=False)
    yield started
    started.keeper.close()


def test_only_what_is_wanted_is_open(desk: Desk) -> None:
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer built-in")
    desk.keeper.ring(False)
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.keeper.talk(False)
    desk.card.wait_for_open()


def test_devices_chosen_in_a_call_are_taken_at_once(desk: Desk) -> None:
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET, (BUILT_IN,)))
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.keeper.talk(False)
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer built-in")


def test_several_devices_ring_and_a_missing_one_does_not_silence_the_others(desk: Desk) -> None:
    desk.keeper.choose(SoundSettings(ringers=(HEADSET, DESK, BUILT_IN)))
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer headset", "ringer built-in")
    desk.wait_for_strayed(DeviceKind.RINGER)
    for label in ("ringer headset", "ringer built-in"):
        assert any(desk.card.play(label, 32_000)), f"{label} does not ring"


def test_silence_is_at_once_when_the_ringing_stops(desk: Desk) -> None:
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer built-in")
    desk.card.play("ringer built-in", 16_000)
    give = desk.card.source("ringer built-in")
    desk.keeper.ring(False)
    assert not any(give(640)), "the stream plays on while it is being closed"


def test_a_device_pulled_out_in_a_call_is_replaced_within_a_second_and_taken_again_when_it_returns(desk: Desk) -> None:
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET))
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    pulled_at = time.monotonic()
    desk.card.plug(BUILT_IN)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    assert time.monotonic() - pulled_at < 1.0
    desk.wait_for(lambda: set(BOTH) <= set(desk.known().strayed))
    assert desk.known().speaker_in_use == BUILT_IN
    desk.card.plug(BUILT_IN, HEADSET)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.wait_for_strayed()


def test_a_device_that_is_back_before_it_was_missed_is_opened_anew(desk: Desk) -> None:
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET))
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    attempts = len(desk.card.attempts)
    desk.card.plug(BUILT_IN, HEADSET)
    desk.card.wait_for_attempts(attempts + 2)
    desk.card.wait_for_open("microphone headset", "speaker headset")


def test_where_the_system_tells_nothing_a_device_that_stands_still_gives_way_to_another(quiet_desk: Desk) -> None:
    desk = quiet_desk
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET))
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.card.plug(BUILT_IN, told=False)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.wait_for(lambda: set(BOTH) <= set(desk.known().strayed))


def test_a_device_that_the_sound_system_must_be_read_anew_for_is_taken_when_it_appears(quiet_desk: Desk) -> None:
    desk = quiet_desk
    desk.keeper.choose(SoundSettings(DESK, DESK))
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.card.plug(BUILT_IN, HEADSET, DESK)
    desk.card.wait_for_open("microphone desk", "speaker desk")
    assert desk.card.restarts == 1


def test_a_device_that_even_reading_anew_does_not_open_is_passed_over(quiet_desk: Desk) -> None:
    desk = quiet_desk
    desk.card.never_opens = {DESK}
    desk.keeper.choose(SoundSettings(DESK, DESK))
    desk.card.plug(BUILT_IN, DESK)
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")


def test_the_new_default_is_followed_in_a_call(desk: Desk) -> None:
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.card.plug(HEADSET, BUILT_IN)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.wait_for(lambda: desk.known().microphone_in_use == HEADSET)
    assert not desk.known().strayed


def test_a_device_that_refuses_is_replaced_and_tried_again_later(desk: Desk) -> None:
    desk.card.refusing = {HEADSET}
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET))
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.card.refusing = set()
    desk.card.wait_for_open("microphone headset", "speaker headset")


def test_a_call_without_any_device_goes_on_and_takes_one_that_appears() -> None:
    desk = Desk()
    desk.wait_for_missing(*DeviceKind)
    desk.keeper.talk(True)
    desk.card.plug(HEADSET)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.wait_for_missing()
    desk.card.plug()
    desk.card.wait_for_open()
    desk.wait_for_missing(*DeviceKind)
    desk.keeper.close()


def test_a_cue_is_mixed_over_the_voice_and_opens_the_speaker_if_need_be(desk: Desk) -> None:
    desk.keeper.cue(Cue.FAR_HUNG_UP)
    desk.card.wait_for_open("speaker built-in")
    length = len(cues()[Cue.FAR_HUNG_UP])
    assert desk.card.play("speaker built-in", length) == cues()[Cue.FAR_HUNG_UP]
    desk.card.wait_for_open()


def test_a_sound_thread_that_fails_is_started_anew(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.card.fails_to_list = 1
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    assert "started anew" in caplog.text


class FakeProcessor:
    """Implements `VoiceProcessor`: leaves nothing."""

    def process(self, near: bytes, far: bytes) -> bytes:
        return bytes(len(near))


def test_a_loudspeaker_has_its_echo_cancelled_and_each_call_its_own_canceller() -> None:
    made: list[ProcessingChoice] = []

    def make(choice: ProcessingChoice) -> FakeProcessor:
        made.append(choice)
        return FakeProcessor()

    desk = Desk(BUILT_IN, make_processor=make)
    desk.wait_for(lambda: desk.known().echo_cancelled and desk.known().processing_delay_ms > 0)
    assert not made, "nobody speaks yet"
    for count in (1, 2):
        desk.keeper.talk(True)
        desk.card.wait_for_open("microphone built-in", "speaker built-in")
        assert made == count * [ProcessingChoice(True, True)]
        desk.keeper.talk(False)
        desk.card.wait_for_open()
    desk.keeper.close()


def test_a_headset_needs_no_processing_and_a_setting_overrules_that_in_the_call() -> None:
    made: list[ProcessingChoice] = []
    desk = Desk(HEADSET, make_processor=lambda choice: made.append(choice) or FakeProcessor())
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    assert not made and not desk.known().echo_cancelled
    desk.keeper.choose(SoundSettings(echo_cancellation=Processing.ON))
    desk.wait_for(lambda: desk.known().echo_cancelled)
    assert made == [ProcessingChoice(cancel_echo=True)]
    desk.keeper.close()


def test_without_the_library_the_voice_goes_as_it_is_and_that_is_told() -> None:
    desk = Desk(BUILT_IN)
    desk.keeper.talk(True)
    desk.wait_for(lambda: not desk.known().echo_cancelled and desk.known().processing_delay_ms == 0)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    for _ in range(4):
        desk.card.speak(bytes([9]) * 640)
    assert any(desk.capture.read(640))
    desk.keeper.close()
