"""What is to be heard at the phone while calls ring, talk, wait and end."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.phone.audio.port import Cue, Sound
from bluebean_client.phone.calls.end import CONNECTED

SECOND_CALL_SECONDS = 5.0
HOLD_REMINDER_SECONDS = 60.0

State = PhoneCallState


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as far as its sound goes. `answered`: here, even if the far side has not heard of it. `held_at` is monotonic."""

    view: PhoneCall
    answered: bool
    early_media: bool
    held_at: float


class CallSounds:
    """Driven by the owner thread after every change, and about once a second."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._beep_at: float | None = None
        self._reminded_at = 0.0

    def auto_answer(self) -> None:
        self._sound.cue(Cue.AUTO_ANSWER)

    def far_hung_up(self) -> None:
        self._sound.cue(Cue.FAR_HUNG_UP)

    def follow(self, calls: Iterable[Heard], focus: Collection[int], now: float) -> None:
        """`focus` are the calls that the person talks to or waits for. Another call rings beside them only by a beep."""
        calls = list(calls)
        near = [call for call in calls if call.view.call in focus]
        rings = any(call.view.state is State.INCOMING and not call.answered for call in calls)
        talks = any(call.answered or call.early_media or call.view.state in CONNECTED for call in near)
        waits = any(call.view.state is State.RINGING and not call.early_media for call in near)
        self._sound.ring(rings and not near)
        self._sound.ringback(waits and not talks)
        self._sound.talk(talks)
        self._beep(now, wanted=rings and bool(near))
        self._remind([call.held_at for call in calls if call.view.state is State.HELD], now)

    def _beep(self, now: float, *, wanted: bool) -> None:
        if not wanted:
            self._beep_at = None
        elif self._beep_at is None or now >= self._beep_at:
            self._beep_at = now + SECOND_CALL_SECONDS
            self._sound.cue(Cue.SECOND_CALL)

    def _remind(self, held_since: list[float], now: float) -> None:
        """Once for all that are held, by the one that has waited longest."""
        if held_since and now - max(min(held_since), self._reminded_at) >= HOLD_REMINDER_SECONDS:
            self._reminded_at = now
            self._sound.cue(Cue.HOLD_REMINDER)
