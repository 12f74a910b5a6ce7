"""The calls as the window sees them, and what follows from each order and event.

One talking group, the `focus`: the calls that the person talks to, or waits for. Answering, dialing or resuming a call makes it the
focus and holds whoever was in it; a conference is a focus of several.

A call of the server's is never held for one that came to the phone itself, because the server would not know: while it is there, such
calls are turned away (486) and not taken up again.

A call that ended stays in the book for a moment, so that window and history learn how it ended; its quality is then that of the
whole call. A call is over for the operator when they hang up, whatever the network makes of the BYE.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState, Transfer
from bluebean_client.phone.audio.port import Sound
from bluebean_client.phone.calls.end import CONNECTED, GOODBYE, ended_here, ended_there
from bluebean_client.phone.calls.sounds import CallSounds, Heard
from bluebean_client.phone.calls.watch import GONE_CODES, NO_ANSWER, CallWatch, Finding
from bluebean_client.phone.sip.call_port import CallFollows, CallGone, CallMedia, IncomingCall, SipCalls, SipRefused

ENDED_SHOWN_SECONDS = 3.0
CHECK_EVERY_SECONDS = 1.0
RING_SECONDS_MAX = 180.0

OK = 200
TEMPORARILY_UNAVAILABLE = 480
BUSY_HERE = 486
DECLINE = 603

State = PhoneCallState
ALIVE = frozenset({State.INCOMING, State.CALLING, State.RINGING}) | CONNECTED
CONFERENCE_MIN = 2


class NoSuchCall(Exception):
    """The order names a call that is not there (any more)."""


@dataclass(slots=True)
class _Entry:
    """Times are monotonic.

    Attributes:
        answering: this phone has answered, the far side has not confirmed yet.
        early_media: the far side is heard before it answers.
        watch: from the moment it is connected.
        partner: of an attended transfer that is under way: the other call.
        origin: the call whose far side handed this phone on to here.
    """

    view: PhoneCall
    began_at: float
    answering: bool = False
    early_media: bool = False
    held_at: float = 0.0
    forget_at: float = 0.0
    watch: CallWatch | None = None
    partner: int = 0
    origin: int = 0


class CallBook:
    """Driven by the owner thread. `now` is monotonic; `unix_time` is read only to show when a call began."""

    def __init__(self, stack: SipCalls, sound: Sound, unix_time: Callable[[], float]) -> None:
        self._stack, self._unix_time = stack, unix_time
        self._sounds = CallSounds(sound)
        self._entries: dict[int, _Entry] = {}
        self._focus: frozenset[int] = frozenset()
        self._check_at = 0.0

    @property
    def views(self) -> tuple[PhoneCall, ...]:
        return tuple(entry.view for entry in self._entries.values())

    @property
    def alive(self) -> bool:
        return any(entry.view.state in ALIVE for entry in self._entries.values())

    # -- orders

    def dial(self, number: str, now: float) -> None:
        call = self._stack.dial(number)
        self._add(PhoneCall(call, State.CALLING, number, outgoing=True), now)
        self._talk_with({call}, now)

    def answer(self, call: int, now: float) -> None:
        """The sound is opened now: it is ready when the far side's voice comes."""
        entry = self._entry(call)
        if entry.view.state is State.INCOMING and not entry.answering:
            entry.answering = True
            self._talk_with({call}, now)
            self._stack.answer(call)
            self._turn_away_beside(entry, now)

    def hang_up(self, call: int, now: float) -> None:
        entry = self._entry(call)
        code = DECLINE if entry.view.state is State.INCOMING else 0
        self._stack.hang_up(call, code)
        self._end(entry, code, ended_here(entry.view), now)

    def hang_up_all(self, now: float) -> None:
        for entry in list(self._entries.values()):
            if entry.view.state in ALIVE:
                self.hang_up(entry.view.call, now)

    def hold(self, call: int, now: float) -> None:
        self._connected(call)
        self._talk_with(self._focus - {call}, now)

    def resume(self, call: int, now: float) -> None:
        entry = self._connected(call)
        talked_to = [other.view for other in self._entries.values() if other.view.state is State.TALKING]
        if not entry.view.server_call_id and any(view.server_call_id for view in talked_to):
            raise SipRefused("in_server_call")
        self._talk_with({call}, now)

    def join(self, now: float) -> None:
        """Whoever was not to hear the microphone keeps all from hearing it."""
        members = {entry.view.call for entry in self._entries.values() if entry.view.state in CONNECTED}
        if len(members) < CONFERENCE_MIN:
            raise SipRefused("not_connected", "a conference needs two calls that are connected")
        muted = any(self._entries[call].view.muted for call in members & self._focus)
        self._talk_with(members, now)
        for call in members:
            self._mute(self._entries[call], muted)

    def mute(self, call: int, on: bool) -> None:
        """In a conference towards all."""
        entry = self._entry(call)
        members = self._focus if entry.view.in_conference else {call}
        for member in members:
            self._mute(self._entries[member], on)

    def send_dtmf(self, call: int, digits: str) -> None:
        self._entry(call)
        self._stack.send_dtmf(call, digits)

    def transfer_to(self, call: int, target: str, now: float) -> None:
        """The far side waits on hold meanwhile."""
        entry = self._connected(call)
        before = self._focus
        self._talk_with(before - {call}, now)
        try:
            self._stack.transfer(call, target)
        except SipRefused:
            self._talk_with(before, now)
            raise
        self._change(entry, transfer=Transfer.ASKED, transfer_code=0)

    def transfer_between(self, call: int, to_call: int) -> None:
        entry, other = self._connected(call), self._connected(to_call)
        if entry is other:
            raise SipRefused("refused", "a call cannot be handed on to itself")
        self._stack.transfer_between(call, to_call)
        entry.partner, other.partner = to_call, call
        self._change(entry, transfer=Transfer.ASKED, transfer_code=0)
        self._change(other, transfer=Transfer.ASKED, transfer_code=0)

    # -- events

    def incoming(self, event: IncomingCall, now: float, *, auto_answer: bool, do_not_disturb: bool) -> None:
        entry = self._add(_view(event, auto_answer=auto_answer), now)
        replaced = self._entries.get(event.replaces)
        if replaced is not None and replaced.view.state in ALIVE:
            entry.answering = True
            self._end(replaced, OK, CallEnd.TRANSFERRED, now)
            self._talk_with({event.call}, now)
        elif do_not_disturb:
            self._turn_away(entry, CallEnd.DO_NOT_DISTURB, now)
        elif not event.server_call_id and self._has_server_call:
            self._turn_away(entry, CallEnd.MISSED, now)
        elif auto_answer:
            self._sounds.auto_answer()
            self.answer(event.call, now)
        else:
            self._stack.ring(event.call)
            self._follow_with_sound(now)

    def ringing(self, call: int, now: float, *, early_media: bool) -> None:
        entry = self._entries.get(call)
        if entry is not None and entry.view.state in (State.CALLING, State.RINGING):
            entry.early_media = early_media
            self._change(entry, state=State.RINGING)
            self._follow_with_sound(now)

    def connected(self, call: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is None or entry.view.state not in ALIVE or entry.view.state in CONNECTED:
            return
        entry.answering = entry.early_media = False
        entry.watch = CallWatch(self._stack, now)
        self._change(entry, state=State.TALKING, started_at=self._unix_time())
        if call in self._focus:
            self._follow_with_sound(now)
        else:
            self._talk_with({call}, now)
        origin = self._entries.get(entry.origin)
        if origin is not None and origin.view.state in ALIVE:
            self._stack.hang_up(entry.origin, 0)
            self._end(origin, OK, CallEnd.TRANSFERRED, now)

    def media(self, event: CallMedia) -> None:
        entry = self._entries.get(event.call)
        if entry is None or entry.view.state not in ALIVE:
            return
        self._change(entry, held_by_far=event.held_by_far)
        if event.codec:
            self._change(entry, codec=event.codec, encrypted=event.encrypted)

    def gone(self, event: CallGone, now: float) -> None:
        entry = self._entries.get(event.call)
        if entry is None or entry.view.state not in ALIVE:
            return
        view = entry.view
        connected = view.state in CONNECTED
        if connected and event.call in self._focus:
            self._sounds.far_hung_up()
        end = ended_there(view, event.code, answered=entry.answering, elsewhere=event.elsewhere)
        self._end(entry, OK if connected and event.code in GOODBYE else event.code, end, now)
        if not connected and entry.origin:
            self._take_back(entry.origin, now)

    def probe_answered(self, call: int, code: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is None or entry.watch is None or entry.view.state not in CONNECTED:
            return
        if code in GONE_CODES:
            self._stack.hang_up(call, 0)
            self._end(entry, code, CallEnd.LOST, now)
        elif code != NO_ANSWER:
            entry.watch.answered(entry.view, now)

    def transfer_answered(self, call: int, code: int, now: float) -> None:
        entry = self._entries.get(call)
        if entry is None or entry.view.state not in CONNECTED or entry.view.transfer is not Transfer.ASKED:
            return
        partner = self._entries.get(entry.partner)
        entry.partner = 0
        if OK <= code < 300:
            for done in (entry, partner):
                if done is not None and done.view.state in ALIVE:
                    self._stack.hang_up(done.view.call, 0)
                    self._end(done, OK, CallEnd.TRANSFERRED, now)
            return
        self._change(entry, transfer=Transfer.FAILED, transfer_code=code)
        if partner is not None:
            partner.partner = 0
            self._change(partner, transfer=Transfer.NONE)
        else:
            self._take_back(call, now)

    def follows(self, event: CallFollows, now: float) -> None:
        """The far side hands this phone on: the new call is made already, the old one is kept until that is answered."""
        entry = self._add(PhoneCall(event.new_call, State.CALLING, event.number, outgoing=True), now)
        entry.origin = event.call
        self._talk_with({event.new_call}, now)

    # -- time

    def tick(self, now: float) -> bool:
        """Forget what was shown long enough. True if a connected call has gone silent, and the way to the switch should be tried."""
        for call, entry in list(self._entries.items()):
            if entry.forget_at and now >= entry.forget_at:
                del self._entries[call]
        if now < self._check_at:
            return False
        self._check_at = now + CHECK_EVERY_SECONDS
        self._follow_with_sound(now)
        silent = [self._check(entry, now) for entry in list(self._entries.values())]
        return any(silent)

    def ask_after_silent_calls(self, now: float) -> None:
        """The switch answers: does it still know the calls that have gone silent?"""
        for entry in self._entries.values():
            if entry.watch is not None and entry.view.state in CONNECTED and entry.watch.is_silent(now):
                entry.watch.ask(entry.view.call, now)

    def _check(self, entry: _Entry, now: float) -> bool:
        """Whether nothing is heard where something should be."""
        if entry.view.state is State.INCOMING and not entry.answering and now - entry.began_at >= RING_SECONDS_MAX:
            self._stack.hang_up(entry.view.call, TEMPORARILY_UNAVAILABLE)
            self._end(entry, TEMPORARILY_UNAVAILABLE, CallEnd.MISSED, now)
        if entry.watch is None or entry.view.state not in CONNECTED:
            return False
        finding = entry.watch.look(entry.view, now)
        if finding is Finding.LOST:
            self._stack.hang_up(entry.view.call, 0)
            self._end(entry, NO_ANSWER, CallEnd.LOST, now)
        elif entry.watch.quality != entry.view.quality:
            self._change(entry, quality=entry.watch.quality)
        return finding is Finding.SILENT

    # -- common

    def _add(self, view: PhoneCall, now: float) -> _Entry:
        entry = _Entry(msgspec.structs.replace(view, began_at=self._unix_time()), now)
        self._entries[view.call] = entry
        return entry

    def _entry(self, call: int) -> _Entry:
        entry = self._entries.get(call)
        if entry is None or entry.view.state not in ALIVE:
            raise NoSuchCall(str(call))
        return entry

    @property
    def _has_server_call(self) -> bool:
        return any(entry.view.server_call_id and entry.view.state in ALIVE for entry in self._entries.values())

    def _turn_away(self, entry: _Entry, end: CallEnd, now: float) -> None:
        self._stack.hang_up(entry.view.call, BUSY_HERE)
        self._end(entry, BUSY_HERE, end, now)

    def _turn_away_beside(self, answered: _Entry, now: float) -> None:
        """Whoever still rings at the phone itself when a call of the server's is answered."""
        if answered.view.server_call_id:
            for entry in list(self._entries.values()):
                if entry.view.state is State.INCOMING and not entry.view.server_call_id and not entry.answering:
                    self._turn_away(entry, CallEnd.MISSED, now)

    def _connected(self, call: int) -> _Entry:
        entry = self._entry(call)
        if entry.view.state not in CONNECTED:
            raise SipRefused("not_connected")
        return entry

    def _talk_with(self, members: set[int] | frozenset[int], now: float) -> None:
        """These and nobody else: hold who drops out, resume who is held."""
        self._focus = frozenset(members)
        for call, entry in self._entries.items():
            if call in members and entry.view.state is State.HELD:
                self._stack.hold(call, False)
                self._change(entry, state=State.TALKING)
                if entry.watch is not None:
                    entry.watch.expect_voice(now)
            elif call not in members and entry.view.state is State.TALKING:
                self._stack.hold(call, True)
                entry.held_at = now
                self._change(entry, state=State.HELD)
        self._stack.talk_with(self._focus)
        self._mark_conference()
        self._follow_with_sound(now)

    def _take_back(self, call: int, now: float) -> None:
        """What the call was held for has failed: talk on, unless the person talks to somebody else."""
        entry = self._entries.get(call)
        if entry is not None and entry.view.state is State.HELD and not self._focus:
            self._talk_with({call}, now)

    def _mute(self, entry: _Entry, on: bool) -> None:
        self._stack.mute(entry.view.call, on)
        self._change(entry, muted=on)

    def _end(self, entry: _Entry, code: int, end: CallEnd, now: float) -> None:
        entry.forget_at, entry.answering, entry.early_media = now + ENDED_SHOWN_SECONDS, False, False
        quality = entry.watch.whole_quality if entry.watch is not None else None
        self._change(entry, state=State.ENDED, sip_code=code, end=end, quality=quality, in_conference=False)
        if entry.view.call in self._focus:
            self._focus -= {entry.view.call}
            self._stack.talk_with(self._focus)
            self._mark_conference()
        self._follow_with_sound(now)

    def _mark_conference(self) -> None:
        conference = len(self._focus) >= CONFERENCE_MIN
        for call, entry in self._entries.items():
            joined = conference and call in self._focus
            if entry.view.in_conference != joined:
                self._change(entry, in_conference=joined)

    def _change(self, entry: _Entry, **changes: object) -> None:
        entry.view = msgspec.structs.replace(entry.view, **changes)

    def _follow_with_sound(self, now: float) -> None:
        heard = [
            Heard(entry.view, entry.answering, entry.early_media, entry.held_at) for entry in self._entries.values()
        ]
        self._sounds.follow(heard, self._focus, now)


def _view(event: IncomingCall, *, auto_answer: bool) -> PhoneCall:
    return PhoneCall(
        call=event.call,
        state=State.INCOMING,
        number=event.number,
        name=event.name,
        server_call_id=event.server_call_id,
        auto_answer=auto_answer,
    )
