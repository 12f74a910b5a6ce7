"""The calls as the window sees them, and what follows from each event: ring, answer, sound, end.

A call that ended stays in the book for a moment, so that the window learns how it ended. A call is over for the operator when
they hang up, whatever the network makes of the BYE.

The lost far side: if a connected call gets no RTP, the registration is tried; when that succeeds, the far side is asked in the
dialog (OPTIONS) whether it still knows the call. A restarted switch does not (481), and the call ends at once. If nobody answers at
all, the network may be away for a while: the call is kept for `LOST_SECONDS`, then it ends. The window may hang up earlier: it hears
from the server that the switch is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.phone.sip_port import IncomingCall, SipStack
from bluebean_client.phone.sound_port import Cue, Sound

ENDED_SHOWN_SECONDS = 3.0
SILENT_SECONDS = 3.0
CHECK_EVERY_SECONDS = 1.0
REASK_SECONDS = 3.0
LOST_SECONDS = 60.0

DECLINE = 603
OK = 200
GONE_CODES = frozenset({404, 410, 481})
"""Answers of a far side that knows nothing of the call."""

State = PhoneCallState
ALIVE = frozenset({State.INCOMING, State.CALLING, State.RINGING, State.TALKING, State.HELD})
CONNECTED = frozenset({State.TALKING, State.HELD})


class NoSuchCall(Exception):
    """The order names a call that is not there (any more)."""


@dataclass(slots=True)
class _Entry:
    view: PhoneCall
    answering: bool = False
    forget_at: float = 0.0
    packets: int = -1
    heard_at: float = 0.0
    asked_at: float = 0.0


class CallBook:
    """Driven by the owner thread. `now` is monotonic; `unix_time` is read only to show when a call began."""

    def __init__(self, stack: SipStack, sound: Sound, unix_time: Callable[[], float]) -> None:
        self._stack, self._sound, self._unix_time = stack, sound, unix_time
        self._entries: dict[int, _Entry] = {}
        self._check_at = 0.0

    @property
    def views(self) -> tuple[PhoneCall, ...]:
        return tuple(entry.view for entry in self._entries.values())

    @property
    def alive(self) -> bool:
        return any(entry.view.state in ALIVE for entry in self._entries.values())

    # -- orders

    def dial(self, number: str) -> None:
        call = self._stack.dial(number)
        self._entries[call] = _Entry(PhoneCall(call, State.CALLING, number, outgoing=True))

    def answer(self, call: int) -> None:
        """The sound is opened now: it is ready when the far side's voice comes."""
        entry = self._entry(call)
        if entry.view.state is State.INCOMING and not entry.answering:
            entry.answering = True
            self._follow_with_sound()
            self._stack.answer(call)

    def hang_up(self, call: int, now: float) -> None:
        entry = self._entry(call)
        code = DECLINE if entry.view.state is State.INCOMING else 0
        self._stack.hang_up(call, code)
        self._end(entry, code, now)

    def mute(self, call: int, on: bool) -> None:
        entry = self._entry(call)
        self._stack.mute(call, on)
        self._change(entry, muted=on)

    def send_dtmf(self, call: int, digits: str) -> None:
        self._entry(call)
        self._stack.send_dtmf(call, digits)

    def hang_up_all(self, now: float) -> None:
        for entry in list(self._entries.values()):
            if entry.view.state in ALIVE:
                self.hang_up(entry.view.call, now)

    # -- events

    def incoming(self, event: IncomingCall, *, auto_answer: bool) -> None:
        view = PhoneCall(
            call=event.call,
            state=State.INCOMING,
            number=event.number,
            name=event.name,
            server_call_id=event.server_call_id,
            auto_answer=auto_answer,
        )
        self._entries[event.call] = _Entry(view)
        if auto_answer:
            self._sound.cue(Cue.AUTO_ANSWER)
            self.answer(event.call)
        else:
            self._stack.ring(event.call)
            self._follow_with_sound()

    def ringing(self, call: int, *, early_media: bool) -> None:
        entry = self._entries.get(call)
        if entry is not None and entry.view.state in (State.CALLING, State.RINGING):
            self._change(entry, state=State.RINGING)
            if early_media:
                self._sound.talk(True)
            self._sound.ringback(not early_media)

    def connected(self, call: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is not None and entry.view.state in ALIVE and entry.view.state not in CONNECTED:
            entry.heard_at = now
            self._change(entry, state=State.TALKING, started_at=self._unix_time())
            self._follow_with_sound()

    def gone(self, call: int, code: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is not None and entry.view.state in ALIVE:
            connected = entry.view.state in CONNECTED
            self._end(entry, OK if connected and code in (0, OK) else code, now)

    def probe_answered(self, call: int, code: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is None or entry.view.state not in CONNECTED:
            return
        if code in GONE_CODES:
            self._stack.hang_up(call, 0)
            self._end(entry, code, now)
        elif code != 408:
            entry.heard_at = max(entry.heard_at, now - SILENT_SECONDS)

    # -- time

    def tick(self, now: float) -> bool:
        """Forget what was shown long enough. True if a connected call has gone silent, and the way to the switch should be tried."""
        for call, entry in list(self._entries.items()):
            if entry.forget_at and now >= entry.forget_at:
                del self._entries[call]
        if now < self._check_at:
            return False
        self._check_at = now + CHECK_EVERY_SECONDS
        silent = [self._check(entry, now) for entry in self._entries.values()]
        return any(silent)

    def ask_after_silent_calls(self, now: float) -> None:
        """The switch answers: does it still know the calls that have gone silent?"""
        for entry in self._entries.values():
            if self._is_silent(entry, now) and now - entry.asked_at >= REASK_SECONDS:
                entry.asked_at = now
                self._stack.probe(entry.view.call)

    def _check(self, entry: _Entry, now: float) -> bool:
        if entry.view.state not in CONNECTED:
            return False
        packets = self._stack.packets_received(entry.view.call)
        if packets is not None and packets != entry.packets:
            entry.packets, entry.heard_at = packets, now
        if now - entry.heard_at >= LOST_SECONDS:
            self._stack.hang_up(entry.view.call, 0)
            self._end(entry, 408, now)
            return False
        return self._is_silent(entry, now)

    def _is_silent(self, entry: _Entry, now: float) -> bool:
        return entry.view.state in CONNECTED and now - entry.heard_at >= SILENT_SECONDS

    # -- common

    def _entry(self, call: int) -> _Entry:
        entry = self._entries.get(call)
        if entry is None or entry.view.state not in ALIVE:
            raise NoSuchCall(str(call))
        return entry

    def _end(self, entry: _Entry, code: int, now: float) -> None:
        entry.forget_at, entry.answering = now + ENDED_SHOWN_SECONDS, False
        self._change(entry, state=State.ENDED, sip_code=code)
        self._follow_with_sound()

    def _change(self, entry: _Entry, **changes: object) -> None:
        entry.view = msgspec.structs.replace(entry.view, **changes)

    def _follow_with_sound(self) -> None:
        states = {State.TALKING if entry.answering else entry.view.state for entry in self._entries.values()}
        talking = bool(states & CONNECTED)
        self._sound.ring(State.INCOMING in states and not talking)
        if State.RINGING not in states:
            self._sound.ringback(False)
            self._sound.talk(talking)
