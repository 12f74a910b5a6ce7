"""What the adapter remembers of each living leg, and what a channel in Asterisk's own words means."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from server.ports.switch import LegGone, LegId, LegInfo, MixId
from server.switch.asterisk.config import DIALED_VARIABLE, TAGS_VARIABLE, TRUNK_VARIABLE

INBOUND_CONTEXT = "inbound"
NORMAL_CLEARING, NO_ANSWER, SUBSCRIBER_ABSENT, NETWORK_OUT_OF_ORDER = 16, 19, 20, 38
FIRST_FINAL_SIP_FAILURE = 300
CAUSE_OF_SIP_CODE = {404: 1, 480: NO_ANSWER, 486: 17, 503: 34, 603: NORMAL_CLEARING}
"""Q.850 causes that chan_pjsip turns into these codes; it declines (603) a call that it clears normally."""

PLAYBACK_NAMES = 4

TRANSFERS_ARE_OURS = {"PJSIP_TRANSFER_HANDLING()": "ari-only"}
"""Set on a dialed phone: its REFER becomes an event, and no way past the server through the dialplan."""

Channel = Mapping[str, Any]
"""A channel as ARI describes it."""


@dataclass(slots=True)
class Leg:
    """`music` and `playbacks` say what has to be stopped before the leg may hear something else."""

    leg: LegId
    dialed: bool
    up: bool = False
    ringing: bool = False
    enters_unanswered: bool = False
    """It is given to us before it is dialed, so that it can be heard before its answer."""
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    early_media: bool = False
    wants_transfer: bool = False
    mix: MixId | None = None
    music: bool = False
    playbacks: tuple[str, ...] = ()
    played: int = 0
    never_spoke: asyncio.TimerHandle | None = None
    """Tells of the silence of a leg that is listened to and never begins to speak."""
    caller: str = ""
    called: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    def listen_for_silence(self, never_spoke: asyncio.TimerHandle | None) -> None:
        """Until it is told; None to listen no more."""
        if self.never_spoke is not None:
            self.never_spoke.cancel()
        self.never_spoke = never_spoke


@dataclass(slots=True)
class Playback:
    """Sounds that a leg hears. `cut_short` says that something takes their place."""

    leg: LegId
    media: tuple[str, ...]
    cut_short: bool = False


def is_ours(channel: Channel) -> bool:
    """Real legs only: no helper channels, no caller who still waits outside, no phone that dials by itself.

    A dialed leg bears the context of its phone or trunk, as a call from there would: it is told by its variable.
    """
    if not channel["name"].startswith("PJSIP/"):
        return False
    waits_outside = channel["dialplan"]["app_name"] != "Stasis"
    return is_dialed(channel) or (channel["dialplan"]["context"] == INBOUND_CONTEXT and not waits_outside)


def is_dialed(channel: Channel) -> bool:
    return bool((channel.get("channelvars") or {}).get(DIALED_VARIABLE))


def leg_of(channel: Channel) -> Leg:
    """A leg that was found in Asterisk. Whether music plays, or something else, is not visible, so both are assumed to."""
    dialed = is_dialed(channel)
    in_application = channel["dialplan"]["app_name"] == "Stasis"
    return Leg(
        LegId(channel["id"]),
        dialed=dialed,
        up=channel["state"] == "Up" and in_application,
        ringing=channel["state"] == "Ringing",
        music=in_application,
        playbacks=playbacks_of(LegId(channel["id"])) if in_application else (),
        caller="" if dialed else channel["caller"]["number"],
        called="" if dialed else channel["dialplan"]["exten"],
        tags=tags_of(channel),
    )


def info_of(channel: Channel, mixes: Mapping[LegId, MixId]) -> LegInfo:
    leg = leg_of(channel)
    return LegInfo(leg.leg, leg.up, mixes.get(leg.leg), leg.tags, leg.caller, leg.called)


def playbacks_of(leg: LegId) -> tuple[str, ...]:
    """The names that playbacks of a leg have in turn. The next server knows them: what is not stopped keeps the leg out of every mix.

    In turn, because Asterisk tells of an end twice, to the watcher of the leg and of its endpoint: the second must not be taken
    for the end of what is played next.
    """
    return tuple(f"{leg}-playback-{number}" for number in range(PLAYBACK_NAMES))


def tags_of(channel: Channel) -> dict[str, str]:
    text = (channel.get("channelvars") or {}).get(TAGS_VARIABLE) or "{}"
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError:
        return {}


def trunk_of(channel: Channel) -> str:
    return (channel.get("channelvars") or {}).get(TRUNK_VARIABLE) or ""


def end_of(leg: Leg, event: Mapping[str, Any]) -> LegGone:
    """Why a leg ended. A SIP code is only told for a dialed leg that a phone turned down.

    Not for "no answer": when its own time is over, Asterisk makes up a 480 as if the phone had sent it.
    """
    cause = int(event.get("cause") or 0)
    if leg.up:
        return LegGone(leg.leg, cause or NORMAL_CLEARING)
    sip_code = int(event.get("tech_cause") or 0)
    turned_down = leg.dialed and cause != NO_ANSWER and sip_code >= FIRST_FINAL_SIP_FAILURE
    return LegGone(leg.leg, cause, sip_code if turned_down else 0)


def mix_of_legs(bridges: Sequence[Mapping[str, Any]]) -> dict[LegId, MixId]:
    """From bridges as ARI describes them."""
    return {LegId(leg): MixId(bridge["id"]) for bridge in bridges for leg in bridge["channels"]}
