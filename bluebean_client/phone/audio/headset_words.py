"""Tells a headset from a loudspeaker by what the system says of it. In doubt it is a loudspeaker: cancelling an echo that is not
there costs little, hearing one costs the caller's patience."""

import re

HEADSET_FORM_FACTORS = frozenset({"headset", "headphone", "handset"})
OTHER_FORM_FACTORS = frozenset({"speaker", "hands-free", "portable", "car", "hifi", "tv", "webcam", "internal"})
"""Values of `device.form_factor`, as PulseAudio and PipeWire give them."""

_HEADSET = re.compile(
    r"head-?\s?(set|phone)|ear-?\s?(phone|bud|piece)|handset|airpods|ヘッドセット|ヘッドホン|ヘッドフォン|イヤホン|イヤフォン|受話器"
    r"|\b(jabra (evolve|biz|engage|link)|blackwire|voyager|savi|encorepro|epos|adapt \d|impact \d|yealink (uh|wh))",
    re.IGNORECASE,
)
_LOUDSPEAKER = re.compile(
    r"speak|monitor|hdmi|display|webcam|built-?\s?in|internal|スピーカー|モニター|ディスプレイ|内蔵", re.IGNORECASE
)
_USB_AUDIO = re.compile(r"usb.*(audio|sound|pnp|オーディオ|サウンド)|(audio|オーディオ).*usb", re.IGNORECASE)


def is_headset(name: str, form_factor: str = "") -> bool:
    """`form_factor` decides where it is told. A name of a loudspeaker beats the bare words "USB audio", which are most often the
    adapter of a headset."""
    if form_factor in HEADSET_FORM_FACTORS:
        return True
    if form_factor in OTHER_FORM_FACTORS:
        return False
    if _HEADSET.search(name):
        return True
    return not _LOUDSPEAKER.search(name) and bool(_USB_AUDIO.search(name))
