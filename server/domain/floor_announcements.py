"""What waiting callers are told."""

from dataclasses import replace

from server.domain import floor_voice_events as voice
from server.domain.floor_actions import Play, PlayMusic
from server.domain.floor_state import Call
from server.domain.floor_turn import Turn


def announce(turn: Turn, call: Call, media: tuple[str, ...]) -> Call:
    """Let a waiting caller hear these instead of the music, which goes on afterwards."""
    turn.do(Play(call.lane, call.leg, media))
    return turn.put_call(replace(call, announcing=media))


def play_done(turn: Turn, event: voice.PlayDone) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is None or call.leg != event.leg or call.announcing != event.media:
        return
    call = turn.put_call(replace(call, announcing=()))
    if call.is_waiting:
        group = turn.group_of(call)
        turn.do(PlayMusic(call.lane, call.leg, group.music if group else "default"))
