"""What the adapter remembers of each living leg, and what a channel in Asterisk's own words means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from server.ports.switch import LegGone, LegId, MixId
from server.switch.asterisk.config import TAGS_VARIABLE, TRUNK_VARIABLE

INBOUND_CONTEXT = "inbound"
NORMAL_CLEARING, NO_ANSWER, SUBSCRIBER_ABSENT = 16, 19, 20
FIRST_FINAL_SIP_FAILURE = 300

Channel = Mapping[str, Any]
"""A channel as ARI describes it."""


@dataclass(slots=True)
class Leg:
    """`music` and `playback` say what has to be stopped before the leg may enter a mix."""

    leg: LegId
    dialed: bool
    up: bool = False
    ringing: bool = False
    mix: MixId | None = None
    music: bool = False
    playback: str | None = None
    caller: str = ""
    called: str = ""
    tags: dict[str, str] = field(default_factory=dict)


def is_ours(channel: Channel) -> bool:
    """Real legs only: no helper channels, no caller who still waits outside, no phone that dials by itself.

    A dialed leg bears the context of its phone, as a call of that phone would; but only the latter is in state `Ring`.
    """
    dialplan = channel["dialplan"]
    if not channel["name"].startswith("PJSIP/"):
        return False
    if dialplan["context"] == INBOUND_CONTEXT:
        return bool(dialplan["app_name"] == "Stasis")
    return bool(channel["state"] != "Ring")


def leg_of(channel: Channel) -> Leg:
    """A leg that was found in Asterisk. Whether music plays is not visible, so it is assumed to."""
    dialed = channel["dialplan"]["context"] != INBOUND_CONTEXT
    in_application = channel["dialplan"]["app_name"] == "Stasis"
    return Leg(
        LegId(channel["id"]),
        dialed=dialed,
        up=channel["state"] == "Up" and in_application,
        ringing=channel["state"] == "Ringing",
        music=in_application,
        caller="" if dialed else channel["caller"]["number"],
        called="" if dialed else channel["dialplan"]["exten"],
        tags=tags_of(channel),
    )


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
