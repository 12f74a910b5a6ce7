"""The legs that are known now, and what each event of Asterisk means for them."""

from collections.abc import Callable, Mapping
from typing import Any

from server.ports.switch import (
    Dtmf,
    LegEarlyMedia,
    LegGone,
    LegId,
    LegInfo,
    LegNew,
    LegRinging,
    LegTransferWanted,
    LegUp,
    MixId,
    PlayDone,
    SwitchError,
    SwitchEvent,
)
from server.switch.asterisk.legs import Channel, Leg, end_of, is_ours, leg_of, playback_of, trunk_of

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
        self._playbacks: dict[str, tuple[LegId, str]] = {}
        self._handlers: dict[str, Callable[[Event], None]] = {
            "StasisStart": self._on_stasis_start,
            "ChannelStateChange": self._on_state_change,
            "Dial": self._on_dial,
            "ChannelDestroyed": self._on_destroyed,
            "ChannelDtmfReceived": self._on_dtmf,
            "ChannelTransfer": self._on_transfer,
            "PlaybackFinished": self._on_playback_finished,
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
        for channel in filter(is_ours, channels.values()):
            found = leg_of(channel)
            found.mix = mixes.get(found.leg)
            known = self.legs.get(found.leg)
            found.enters_unanswered = known.enters_unanswered if known else found.dialed
            if known is not None and found.dialed and found.up and not known.up:
                self._emit(LegUp(found.leg))
            self.legs[found.leg] = found

    def infos(self, mixes: Mapping[LegId, MixId]) -> list[LegInfo]:
        legs = self.legs.values()
        return [LegInfo(leg.leg, leg.up, mixes.get(leg.leg), dict(leg.tags), leg.caller, leg.called) for leg in legs]

    def end(self, gone: LegGone) -> None:
        if self.legs.pop(gone.leg, None) is not None:
            self._emit(gone)
            self._on_end(gone.leg)

    def new_playback(self, leg: LegId, media: str) -> str:
        """Its name. Raises `SwitchError` while the leg plays something: a second one of that name could not be stopped."""
        playback = playback_of(leg)
        if playback in self._playbacks:
            raise SwitchError(f"cannot play {media} to leg {leg}: it plays {self._playbacks[playback][1]}")
        self._playbacks[playback] = (leg, media)
        return playback

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
        leg, media = self._playbacks.pop(event["playback"]["id"], (None, ""))
        if leg in self.legs:
            self.legs[leg].playback = None
            self._emit(PlayDone(leg, media))

    def _on_contact_change(self, event: Event) -> None:
        self._on_phone(event["endpoint"]["resource"])
