"""How calls ended: which were missed, and why a call that was made here did not come about."""

from enum import StrEnum

from bluebean_client.domain.phone import CallEnd, HistoryEntry


class CallRefusal(StrEnum):
    """Stable words; the window has a sentence for each."""

    BUSY = "busy"
    DECLINED = "declined"
    NOT_FOUND = "not_found"
    NOT_REACHABLE = "not_reachable"
    NO_ANSWER = "no_answer"
    NOT_ALLOWED = "not_allowed"
    MEDIA = "media"
    """No codec in common, or one side insists on encryption and the other has none."""
    NETWORK = "network"
    OTHER = "other"


_BY_CODE = {
    401: CallRefusal.NOT_ALLOWED,
    402: CallRefusal.NOT_ALLOWED,
    403: CallRefusal.NOT_ALLOWED,
    404: CallRefusal.NOT_FOUND,
    407: CallRefusal.NOT_ALLOWED,
    408: CallRefusal.NO_ANSWER,
    410: CallRefusal.NOT_FOUND,
    415: CallRefusal.MEDIA,
    480: CallRefusal.NOT_REACHABLE,
    484: CallRefusal.NOT_FOUND,
    485: CallRefusal.NOT_FOUND,
    486: CallRefusal.BUSY,
    487: CallRefusal.NO_ANSWER,
    488: CallRefusal.MEDIA,
    600: CallRefusal.BUSY,
    603: CallRefusal.DECLINED,
    604: CallRefusal.NOT_FOUND,
    606: CallRefusal.MEDIA,
    607: CallRefusal.DECLINED,
    608: CallRefusal.DECLINED,
}
"""RFC 3261 §21; 607 and 608: RFC 8197, RFC 8688."""


def is_missed(entry: HistoryEntry) -> bool:
    """Whether somebody called whom nobody spoke to: not answered, kept away by do not disturb, or cut off while it rang."""
    if entry.outgoing or entry.answered_at:
        return False
    return entry.end in (CallEnd.MISSED, CallEnd.DO_NOT_DISTURB, CallEnd.LOST)


def refusal_of(sip_code: int) -> CallRefusal:
    """The reason behind the final status of an outgoing call; 0 where there was none."""
    if 500 <= sip_code < 600:
        return CallRefusal.NETWORK
    return _BY_CODE.get(sip_code, CallRefusal.OTHER)
