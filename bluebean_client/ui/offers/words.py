"""Words for why an operator was asked and what became of it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.formats import duration
from bluebean_client.ui.numbering import phone_number
from server.protocol.offers import OfferReason, OfferView, Why

translate = QCoreApplication.translate

Names = Callable[[str], str]
"""Name of an operator by his id."""


def reason(why: Why | None, name_of: Names) -> str:
    """In a sentence of a few words, with the figures that were decisive."""
    if why is None:
        return translate("offers", "Why is not known: the server stopped in between")
    said = _reasons().get(why.reason, why.reason.value)
    words = said.format(
        free=why.free,
        idle=duration(why.idle_seconds),
        taken=why.taken,
        place=why.place,
        after=name_of(why.after),
        by=name_of(why.by),
        number=phone_number(why.number) or "–",
    )
    if not why.skill:
        return words
    asked = translate("offers", "{skill} at level {level}, {minimum} asked for")
    level = asked.format(skill=why.skill, level=why.level, minimum=why.minimum_level)
    return translate("offers", "{reason}; {level}").format(reason=words, level=level)


def _reasons() -> Mapping[OfferReason, str]:
    return {
        OfferReason.LONGEST_IDLE: translate("offers", "Idle for longest ({idle}), of {free} free"),
        OfferReason.FEWEST_CALLS: translate("offers", "Fewest calls today ({taken}), of {free} free"),
        OfferReason.ROUND_ROBIN: translate("offers", "Next in turn after {after}"),
        OfferReason.FIXED_ORDER: translate("offers", "Number {place} of the group, first of {free} free"),
        OfferReason.RANDOM: translate("offers", "Drawn by lot from {free} free"),
        OfferReason.SKILL: translate("offers", "Most skilled of {free} free"),
        OfferReason.LAST_OPERATOR: translate("offers", "Talked with this number last"),
        OfferReason.RING_ALL: translate("offers", "Rings at all {free} who are free"),
        OfferReason.TRANSFER: translate("offers", "Transferred by {by}"),
        OfferReason.TRANSFER_RETURNED: translate("offers", "Came back: {number} did not take it"),
    }


def outcome(offer: OfferView) -> str:
    """What became of it, with how long it rang."""
    if offer.ended_at is None:
        return translate("offers", "Ringing")
    rang = duration((offer.ended_at - offer.offered_at).total_seconds())
    ends = {
        "missed": translate("offers", "No answer"),
        "declined": translate("offers", "Declined"),
        "taken_by_other": translate("offers", "A colleague was faster"),
        "caller_gave_up": translate("offers", "Caller hung up"),
        "left_by_key": translate("offers", "Caller pressed a key"),
        "phone_lost": translate("offers", "Phone not reached"),
        "switch_lost": translate("offers", "Exchange stopped"),
    }
    answered, broken_off = translate("offers", "Answered"), translate("offers", "Broken off")
    words = answered if offer.answered else ends.get(offer.end_reason or "", broken_off)
    return translate("offers", "{outcome} ・ {seconds}").format(outcome=words, seconds=rang)
