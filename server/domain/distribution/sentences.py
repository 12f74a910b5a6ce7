"""Why an operator was chosen, as a sentence for the server's log."""

from collections.abc import Callable, Mapping

from server.protocol.offers import OfferReason, Why

_SENTENCES: Mapping[OfferReason, Callable[[Why], str]] = {
    OfferReason.LONGEST_IDLE: lambda why: f"idle for {why.idle_seconds} s, longest of {why.free} free",
    OfferReason.FEWEST_CALLS: lambda why: f"has taken {why.taken} calls today, fewest of {why.free} free",
    OfferReason.ROUND_ROBIN: lambda why: (
        f"is next in turn after {why.after or 'nobody'}, number {why.place} of the group"
    ),
    OfferReason.FIXED_ORDER: lambda why: f"is number {why.place} of the group, first of {why.free} free",
    OfferReason.RANDOM: lambda why: f"drawn from {why.free} free",
    OfferReason.SKILL: lambda why: f"has level {why.level} in {why.skill}, highest of {why.free} free",
    OfferReason.LAST_OPERATOR: lambda why: "talked with this number last",
    OfferReason.RING_ALL: lambda why: f"rings at all of {why.free} free",
    OfferReason.TRANSFER: lambda why: f"transferred by {why.by}",
    OfferReason.TRANSFER_RETURNED: lambda why: f"comes back from {why.number}",
}


def sentence(why: Why) -> str:
    """In English; programs read `why` itself."""
    words = _SENTENCES[why.reason](why)
    if why.skill and why.reason is not OfferReason.SKILL:
        words = f"{words}, level {why.level} in {why.skill}"
    return f"{words} (asked for: {why.minimum_level})" if why.skill else words
