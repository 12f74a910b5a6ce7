"""Reads what the phone needs from SIP headers as text: who calls, which call of the server's, whether to answer by itself."""

import re
from urllib.parse import unquote

SERVER_CALL_HEADER = "X-BlueBean-Call"

_NAME_ADDRESS = re.compile(r'^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^>]*)>')
_SIP_USER = re.compile(r"^(?:sips?|tel):([^@;>]*)", re.IGNORECASE)
_ANSWER_AFTER_ZERO = re.compile(r";\s*answer-after\s*=\s*0\s*(?:[;,]|$)", re.IGNORECASE)
_ALERT_AUTO_ANSWER = re.compile(r";\s*info\s*=\s*\"?(?:alert-autoanswer|auto-answer)\b", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"(\d{1,9})\b")
_DIALABLE = re.compile(r"^[0-9A-Za-z*#+._!-]{1,64}$")
_SIP_ADDRESS = re.compile(r"^sip:[0-9A-Za-z*#%+._!~'&=$-]{1,64}@[0-9A-Za-z.\[\]:-]{1,255}$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^\s*SIP\b.*;\s*cause\s*=\s*200\b", re.IGNORECASE)
_TARGET = re.compile(r"^<?\s*(sip:[^<>\s]{1,512}?)\s*>?$", re.IGNORECASE)
_DTMF = re.compile(r"^[0-9A-D*#]{1,64}$")


def header_values(message: str, name: str) -> list[str]:
    """All values of a header of a SIP message as it came over the network; long lines may be folded."""
    head = message.replace("\r\n", "\n").split("\n\n", 1)[0]
    head = re.sub(r"\n[ \t]+", " ", head)
    prefix = name.lower()
    values = []
    for line in head.split("\n")[1:]:
        found, colon, value = line.partition(":")
        if colon and found.strip().lower() == prefix:
            values.append(value.strip())
    return values


def body_of(message: str) -> str:
    return message.replace("\r\n", "\n").partition("\n\n")[2]


def readable(text: str, length_max: int) -> str:
    """What a stranger sent, fit for the screen and for JSON: bytes that are no UTF-8 and what cannot be printed are replaced."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:length_max])


def caller(name_address: str) -> tuple[str, str]:
    """Number and display name of a From header or URI; the name is empty where it only repeats the number."""
    match = _NAME_ADDRESS.match(name_address)
    uri = match.group(3) if match else name_address.strip()
    name = (match.group(1) or match.group(2) or "") if match else ""
    name = re.sub(r"\\(.)", r"\1", name).strip()
    user = _SIP_USER.match(uri)
    number = unquote(user.group(1)).split(":", 1)[0] if user else ""
    return number, "" if name == number else name


def wants_auto_answer(message: str) -> bool:
    """Whether the INVITE asks the phone to answer by itself; who may ask that is not decided here."""
    return any(_ANSWER_AFTER_ZERO.search(value) for value in header_values(message, "Call-Info")) or any(
        _ALERT_AUTO_ANSWER.search(value) for value in header_values(message, "Alert-Info")
    )


def server_call_id(message: str) -> str:
    values = header_values(message, SERVER_CALL_HEADER)
    return values[0][:128] if values else ""


def answered_elsewhere(cancel: str) -> bool:
    """Whether a CANCEL says that another phone took the call (RFC 3326: `Reason: SIP;cause=200`)."""
    return any(_ELSEWHERE.search(value) for value in header_values(cancel, "Reason"))


def transfer_target(refer_to: str) -> str:
    """The number that a REFER names; empty if this phone cannot call it."""
    match = _TARGET.match(refer_to.strip())
    return caller(match.group(1))[0] if match else ""


def retry_after_seconds(message: str) -> float:
    """How long the server does not want to be asked again; 0 where it does not say. `Retry-After: 120 (busy);duration=60`."""
    values = header_values(message, "Retry-After")
    seconds = _LEADING_NUMBER.match(values[0]) if values else None
    return float(seconds.group(1)) if seconds else 0.0


def dialable(text: str) -> str | None:
    """The number without what people put in for the eye, or a whole SIP address; None if it cannot be dialed."""
    number = re.sub(r"[\s()‐‑‒–-]", "", text)
    if _DIALABLE.match(number):
        return number
    address = text.strip()
    return f"sip:{address[4:]}" if _SIP_ADDRESS.match(address) else None


def dtmf_digits(text: str) -> str | None:
    digits = text.upper()
    return digits if _DTMF.match(digits) else None
