"""The legs that are known now, and what each event of Asterisk means for them."""

from collections.abc import Callable, Mapping
from typing import Any

from server.ports.switch import (
    Dtmf,
    LegEarlyMedia,
    LegGone,
    LegId,
    LegNew,
    LegRinging,
    LegSilent,
    LegTransferWanted,
    LegUp,
    MixId,
    PlayDone,
    SwitchEvent,
)
from server.switch.asterisk.legs import Channel, Leg, Playback, end_of, is_ours, leg_of, playbacks_of, trunk_of

Event = Mapping[str, Any]


class LegBook:
    """Emits the port's events, `LegGone` exactly once for each leg, whatever Asterisk repeats.

    `on_end` is told the leg after its `LegGone`, `on_stray` a dialed leg that nobody knows of (its command failed
    half-way), `on_phone` the extension of a phone whose reachability may have changed.
    """

    def __init__(
        self,
        emit: Callable[[SwitchEvent], None],
        *,
        on_end: Callable[[LegId], None],
        on_stray: Callable[[LegId], None],
        on_phone: Callable[[str], None],
    ) -> None:
        self.legs: dict[LegId, Leg] = {}
        self._emit = emit
        self._on_end = on_end
        self._on_stray = on_stray
        self._on_phone = on_phone
        self._playbacks: dict[str, Playback] = {}
        self._doubtful: set[LegId] = set()
        self._handlers: dict[str, Callable[[Event], None]] = {
            "StasisStart": self._on_stasis_start,
            "ChannelStateChange": self._on_state_change,
            "Dial": self._on_dial,
            "ChannelDestroyed": self._on_destroyed,
            "ChannelDtmfReceived": self._on_dtmf,
            "ChannelTransfer": self._on_transfer,
            "PlaybackFinished": self._on_playback_finished,
            "ChannelTalkingStarted": self._on_talking_started,
            "ChannelTalkingFinished": self._on_talking_finished,
            "ContactStatusChange": self._on_contact_change,
        }

    def take(self, event: Event) -> None:
        handler = self._handlers.get(event["type"])
        if handler is not None:
            handler(event)

    def compare(self, channels: Mapping[str, Channel], mixes: Mapping[LegId, MixId]) -> None:
        """Make the book agree with what is there after a gap in the events."""
        for leg in [leg for leg in self.legs if leg not in channels]:
            self.end(LegGone(leg))
        self._doubtful = set()
        self._playbacks.clear()  # whether they have ended was told while nobody listened
        for channel in filter(is_ours, channels.values()):
            found = leg_of(channel)
            found.mix = mixes.get(found.leg)
            known = self.legs.get(found.leg)
            found.enters_unanswered = known.enters_unanswered if known else found.dialed
            if known is not None and found.dialed and found.up and not known.up:
                self._emit(LegUp(found.leg))
            self.legs[found.leg] = found

    def look(self, channels: Mapping[str, Channel]) -> None:
        """Take what two looks in a row say, and no event has said meanwhile, as told: an end, an answer."""
        gone = {leg for leg in self.legs if leg not in channels}
        answered = {
            leg.leg
            for leg in self.legs.values()
            if leg.dialed and not leg.up and leg.leg in channels and leg_of(channels[leg.leg]).up
        }
        confirmed = (gone | answered) & self._doubtful
        self._doubtful = (gone | answered) - confirmed
        for name in gone & confirmed:
            self.end(LegGone(name))
        for name in answered & confirmed:
            self._note_answer(self.legs[name])

    def end(self, gone: LegGone) -> None:
        leg = self.legs.pop(gone.leg, None)
        if leg is not None:
            leg.listen_for_silence(None)
            self._emit(gone)
            self._on_end(gone.leg)

    def new_playback(self, leg: Leg, media: tuple[str, ...]) -> str:
        """Its name."""
        names = playbacks_of(leg.leg)
        playback = names[leg.played % len(names)]
        leg.played += 1
        leg.playbacks = (playback,)
        self._playbacks[playback] = Playback(leg.leg, media)
        return playback

    def cut_short(self, playback: str) -> None:
        """Something takes its place: its end is no news."""
        if playback in self._playbacks:
            self._playbacks[playback].cut_short = True

    def fell_silent(self, leg: LegId) -> None:
        if leg in self.legs:
            self._emit(LegSilent(leg))

    def _on_stasis_start(self, event: Event) -> None:
        channel: Channel = event["channel"]
        leg = self.legs.get(LegId(channel["id"]))
        if leg is None and event["args"][:1] == ["inbound"]:
            new = leg_of(channel)
            new.music = False  # that of the waiting loop, if any, ended with it
            self.legs[new.leg] = new
            self._emit(LegNew(new.leg, new.caller, new.called, trunk_of(channel)))
        elif leg is None:
            self._on_stray(LegId(channel["id"]))
        elif leg.enters_unanswered:
            leg.entered.set()
        else:
            self._note_answer(leg)

    def _note_answer(self, leg: Leg) -> None:
        if leg.dialed and not leg.up:
            leg.up = True
            self._emit(LegUp(leg.leg))

    def _on_state_change(self, event: Event) -> None:
        leg = self.legs.get(LegId(event["channel"]["id"]))
        if leg is None or not leg.dialed:
            return
        state = event["channel"]["state"]
        if state == "Ringing" and not leg.ringing:
            leg.ringing = True
            self._emit(LegRinging(leg.leg))
        elif state == "Up" and leg.enters_unanswered:
            self._note_answer(leg)

    def _on_dial(self, event: Event) -> None:
        leg = self.legs.get(LegId(event["peer"]["id"]))
        if leg is None or event["dialstatus"] != "PROGRESS" or not leg.enters_unanswered or leg.early_media:
            return
        leg.early_media = True
        self._emit(LegEarlyMedia(leg.leg))

    def _on_destroyed(self, event: Event) -> None:
        leg = self.legs.get(LegId(event["channel"]["id"]))
        if leg is not None:
            self.end(end_of(leg, event))

    def _on_dtmf(self, event: Event) -> None:
        leg = LegId(event["channel"]["id"])
        if leg in self.legs:
            self._emit(Dtmf(leg, event["digit"]))

    def _on_transfer(self, event: Event) -> None:
        """Told twice, since the application watches the leg and its endpoint. With a state it tells of our own answer."""
        leg = self.legs.get(LegId(event["referred_by"]["source_channel"]["id"]))
        if leg is None:
            return
        is_new, leg.wants_transfer = not leg.wants_transfer, not event.get("state")
        if is_new and leg.wants_transfer:
            self._emit(LegTransferWanted(leg.leg, event["refer_to"]["requested_destination"].get("destination", "")))

    def _on_playback_finished(self, event: Event) -> None:
        playing = self._playbacks.pop(event["playback"]["id"], None)
        if playing is None:
            return
        if playing.leg in self.legs and not playing.cut_short:
            self.legs[playing.leg].playbacks = ()
            self._emit(PlayDone(playing.leg, playing.media))

    def _on_talking_started(self, event: Event) -> None:
        leg = self.legs.get(LegId(event["channel"]["id"]))
        if leg is not None and leg.never_spoke is not None:
            leg.never_spoke.cancel()

    def _on_talking_finished(self, event: Event) -> None:
        self.fell_silent(LegId(event["channel"]["id"]))

    def _on_contact_change(self, event: Event) -> None:
        self._on_phone(event["endpoint"]["resource"])
