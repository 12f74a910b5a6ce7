"""What is to be heard while calls ring, talk and wait, on a clock that only the test moves."""

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.calls.sounds import HOLD_REMINDER_SECONDS, SECOND_CALL_SECONDS, CallSounds, Heard
from tests.support.fake_phone import FakeSound

State = PhoneCallState


def heard(call: int, state: State, *, answered: bool = False, early_media: bool = False, held_at: float = 0.0) -> Heard:
    return Heard(PhoneCall(call, state, "1"), answered, early_media, held_at)


def test_a_second_call_beeps_every_five_seconds_and_does_not_ring() -> None:
    sound = FakeSound()
    sounds = CallSounds(sound)
    calls = [heard(1, State.TALKING), heard(2, State.INCOMING)]
    for now in range(12):
        sounds.follow(calls, {1}, float(now))
    assert (sound.ringing, sound.talking, sound.cues) == (False, True, [Cue.SECOND_CALL] * 3)
    sounds.follow([heard(2, State.INCOMING)], set(), 12.0)
    assert sound.ringing
    sounds.follow(calls, {1}, 13.0)
    assert len(sound.cues) == 4, "the next one beeps at once"
    assert SECOND_CALL_SECONDS == 5.0


def test_a_call_that_rings_while_all_others_wait_rings_aloud() -> None:
    sound = FakeSound()
    CallSounds(sound).follow([heard(1, State.HELD), heard(2, State.INCOMING)], set(), 0.0)
    assert (sound.ringing, sound.talking) == (True, False)


def test_who_is_on_hold_for_long_is_called_to_mind_every_minute() -> None:
    sound = FakeSound()
    sounds = CallSounds(sound)
    calls = [heard(1, State.HELD, held_at=100.0), heard(2, State.HELD, held_at=130.0), heard(3, State.TALKING)]
    for now in range(100, 281):
        sounds.follow(calls, {3}, float(now))
        due = int((now - 100) // HOLD_REMINDER_SECONDS)
        assert sound.cues == [Cue.HOLD_REMINDER] * due, now


def test_early_media_takes_the_place_of_the_tone_made_here() -> None:
    sound = FakeSound()
    sounds = CallSounds(sound)
    sounds.follow([heard(1, State.RINGING)], {1}, 0.0)
    assert (sound.ringing_back, sound.talking) == (True, False)
    sounds.follow([heard(1, State.RINGING, early_media=True)], {1}, 1.0)
    assert (sound.ringing_back, sound.talking) == (False, True)
    sounds.follow([heard(1, State.RINGING)], set(), 2.0)
    assert (sound.ringing_back, sound.talking) == (False, False), "heard though somebody else is talked to"
