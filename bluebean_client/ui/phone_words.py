"""What the phone has to tell, in words: registration, how calls ended, SIP codes, orders that failed, missing devices."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.call_ends import CallRefusal, refusal_of
from bluebean_client.domain.phone import CallEnd, EngineState

translate = QCoreApplication.translate

LONGEST_EXTENSION = 5


def _registration() -> dict[str, str]:
    return {
        "none": translate("words", "Not set up"),
        "trying": translate("words", "Registering"),
        "registered": translate("words", "Registered"),
        "password_refused": translate("words", "The server refuses user or password. Check the account."),
        "not_found": translate("words", "The server does not know this user. Check the account."),
        "no_answer": translate("words", "The server does not answer. Trying again by itself."),
        "unreachable": translate("words", "The server can't be reached. Trying again by itself."),
        "name_unknown": translate("words", "The name of the SIP server is not known. Check its name and the network."),
        "certificate_untrusted": translate(
            "words", "The server's certificate is not trusted. Nothing was sent. Ask your administrator to install it."
        ),
        "certificate_name": translate(
            "words", "The certificate belongs to a server of another name. Nothing was sent. Check the SIP server."
        ),
        "certificate_expired": translate(
            "words",
            "The server's certificate has expired, or this PC's clock is wrong. Nothing was sent. Tell your administrator.",
        ),
        "no_tls": translate(
            "words", "The server does not speak TLS 1.2 or newer there. Nothing was sent. Check port and transport."
        ),
        "server_error": translate("words", "The server has a fault. Trying again by itself."),
        "refused": translate("words", "The server refuses the phone. Ask your administrator."),
    }


def _order_failures() -> dict[str, str]:
    return {
        "no_such_call": translate("words", "The call has ended already."),
        "too_many_calls": translate("words", "There are too many calls. End one first."),
        "bad_number": translate("words", "This is not a number that can be called. Check it."),
        "refused": translate("words", "The other side refused."),
        "not_connected": translate("words", "The call is not connected yet. Wait for the answer."),
        "not_registered": translate("words", "The phone is not registered. Wait, or check the account."),
        "in_call": translate("words", "This can't be done during a call. End the call first."),
        "in_server_call": translate("words", "This can't be done during a call of the server's. End that one first."),
    }


def _refusals() -> dict[CallRefusal, str]:
    """Each as half a sentence; `words.said` has whole ones for banners."""
    return {
        CallRefusal.BUSY: translate("words", "The line is busy"),
        CallRefusal.DECLINED: translate("words", "Declined by the far side"),
        CallRefusal.NOT_FOUND: translate("words", "This number does not exist"),
        CallRefusal.NOT_REACHABLE: translate("words", "Not reachable at the moment"),
        CallRefusal.NO_ANSWER: translate("words", "No answer"),
        CallRefusal.NOT_ALLOWED: translate("words", "Calls to this number are not allowed"),
        CallRefusal.MEDIA: translate("words", "No codec or encryption in common with the far side"),
        CallRefusal.NETWORK: translate("words", "The telephone network could not make the call"),
        CallRefusal.OTHER: translate("words", "Refused by the far side"),
    }


def registration(state: str, reason: str = "") -> str:
    words = _registration()
    return words.get(reason) or words.get(state) or words["refused"]


def registration_reason(phone: EngineState) -> str:
    """Why it is not registered, with what the network said and the code at its end."""
    told = registration(phone.registration.value, phone.reason)
    if phone.detail:
        told += f" ({phone.detail})"
    return f"{told} (SIP {phone.sip_code})" if phone.sip_code else told


def order_failure(reason: str) -> str:
    return _order_failures().get(reason) or translate("words", "The cause is not known.")


def sip_words(code: int) -> str:
    """What a final SIP status means for who calls, with the code behind it; 0 is one that never came."""
    known = _refusals()[refusal_of(code)]
    return f"{known} (SIP {code})" if code else known


def _ends() -> dict[CallEnd, str]:
    return {
        CallEnd.HUNG_UP: translate("words", "You hung up"),
        CallEnd.FAR_HUNG_UP: translate("words", "The far side hung up"),
        CallEnd.DECLINED: translate("words", "You declined"),
        CallEnd.MISSED: translate("words", "Missed call"),
        CallEnd.ELSEWHERE: translate("words", "Answered on another phone"),
        CallEnd.DO_NOT_DISTURB: translate("words", "Refused by do not disturb"),
        CallEnd.REFUSED: translate("words", "Not connected"),
        CallEnd.LOST: translate("words", "The connection was lost"),
        CallEnd.TRANSFERRED: translate("words", "Transferred"),
    }


def call_end(end: CallEnd, sip_code: int = 0) -> str:
    """How a call ended; empty while it has not."""
    if end is CallEnd.REFUSED and sip_code >= 300:
        return sip_words(sip_code)
    return _ends().get(end, "")


def number_words(number: str) -> str:
    """A short number is an extension here."""
    if number.isdigit() and len(number) <= LONGEST_EXTENSION:
        return translate("words", "Ext. {number}").format(number=number)
    return ""
