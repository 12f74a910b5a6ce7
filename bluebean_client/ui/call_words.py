"""Words about calls: why one could not be made, why one did not come about, how one ended."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.said import Said

translate = QCoreApplication.translate


def dial_errors() -> dict[str, Said]:
    """Why the server does not call a number."""
    return {
        "not_ready_to_dial": Said(
            translate("words", "No calls can be made in this status."),
            translate("words", "Press Ready or Wrap-up first."),
        ),
        "not_a_number": Said(
            translate("words", "{number} can't be called: it is neither a telephone number nor an extension here."),
            translate("words", "Check the number; outside numbers need their area code."),
        ),
        "special_number": Said(
            translate("words", "{number} is not called from here: it is an emergency or special number."),
            translate("words", "In an emergency use another telephone."),
        ),
        "own_extension": Said(
            translate("words", "This is your own extension."), translate("words", "Check the number.")
        ),
        "no_outgoing_line": Said(
            translate("words", "This work group has no line for calls out."),
            translate("words", "Ask your administrator."),
        ),
    }


def call_refusals() -> dict[str, Said]:
    """Why a call that was made here did not come about."""
    again = translate("words", "Try again later.")
    check = translate("words", "Check the number.")
    account = translate("words", "Check the account in the settings, or ask your administrator.")
    return {
        "busy": Said(translate("words", "{number} is busy."), again),
        "declined": Said(translate("words", "{number} declined the call.")),
        "not_found": Said(translate("words", "There is no such number: {number}"), check),
        "not_reachable": Said(translate("words", "{number} can't be reached now."), again),
        "no_answer": Said(translate("words", "{number} does not answer."), again),
        "not_allowed": Said(translate("words", "The server does not allow this call."), account),
        "media": Said(translate("words", "{number} wants other codecs or another encryption."), account),
        "network": Said(translate("words", "The network could not make the call."), again),
        "other": Said(translate("words", "The call to {number} did not come about (SIP {sip_code})."), again),
    }


def end_reasons() -> dict[str, str]:
    return {
        "customer_hung_up": translate("words", "The customer hung up"),
        "operator_hung_up": translate("words", "You hung up"),
        "phone_lost": translate("words", "Ended: the phone was disconnected"),
        "switch_lost": translate("words", "Ended: the telephone exchange stopped"),
        "missed": translate("words", "Not answered in time"),
        "declined": translate("words", "Declined"),
        "taken_by_other": translate("words", "A colleague took the call"),
        "caller_gave_up": translate("words", "The caller hung up before the answer"),
        "transferred": translate("words", "Transferred"),
        "turned_away": translate("words", "Ended after a message"),
        "overflowed": translate("words", "Passed on to another group"),
        "voicemail": translate("words", "Left a message"),
        "not_called_back": translate("words", "Waited for a callback in vain"),
        "called_again": translate("words", "Called again before the callback"),
        "left_by_key": translate("words", "The caller chose another way by a key"),
        "busy": translate("words", "Busy"),
        "no_answer": translate("words", "No answer"),
        "number_unknown": translate("words", "No such number"),
        "rejected": translate("words", "The other side declined"),
        "congestion": translate("words", "No connection could be made"),
        "phone_not_answered": translate("words", "Your phone was not answered"),
    }
