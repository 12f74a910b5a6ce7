"""Reads from a session description (SDP) which codecs the far side offers for the voice."""

import re

STATIC = {"0": "PCMU/8000", "3": "GSM/8000", "8": "PCMA/8000", "9": "G722/8000"}
"""Payload types that need no rtpmap (RFC 3551 §6)."""

_AUDIO = re.compile(r"^m=audio\s+(\d+)\S*\s+\S+\s+(.*)$")
_RTPMAP = re.compile(r"^a=rtpmap:(\d+)\s+([^/\s]+/\d+)")


def voice_streams(sdp: str) -> int:
    """How many streams are described for the voice, refused ones included."""
    return sum(line.startswith("m=audio") for line in sdp.splitlines())


def offered_codecs(sdp: str) -> set[str]:
    """Name/clock rate in capitals, of the voice streams that are not refused."""
    offered: set[str] = set()
    payloads: dict[str, str] = {}
    for line in sdp.splitlines():
        if line.startswith("m="):
            offered |= set(payloads.values())
            audio = _AUDIO.match(line)
            wanted = audio.group(2).split() if audio and audio.group(1) != "0" else []
            payloads = {payload: STATIC.get(payload, "") for payload in wanted}
        elif (named := _RTPMAP.match(line)) and named.group(1) in payloads:
            payloads[named.group(1)] = named.group(2).upper()
    return {codec for codec in offered | set(payloads.values()) if codec}
