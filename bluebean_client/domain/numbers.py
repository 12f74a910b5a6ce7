"""Numbers as people write them: what is dialed for a text or a link, and one form to search by."""

import re
import unicodedata
from enum import StrEnum
from urllib.parse import unquote

NUMBER_MAX = 64
JAPAN = "+81"

_SEPARATORS = re.compile(r"[\s()\[\]{}./\-‐‑‒–—―−ーｰ─~〜·]+")
_JAPAN = re.compile(r"^(?:\+|00|010)810?")
_SCHEME = re.compile(r"(tel|callto|sips?):(?://)?(.*)", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"^(?:tel|phone|電話(?:番号)?)[.:\s]*(?=[+(\d])", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[0-9*#]+")
_SIP_USER = re.compile(r"(?=.*[A-Za-z])[0-9A-Za-z][0-9A-Za-z._!+-]*")
_TRUNK_ZERO = re.compile(r"^(\+.*?)\(0\)", re.DOTALL)
_DTMF = re.compile(r"[0-9A-D*#]+")


class NumberFault(StrEnum):
    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    OTHER_SERVER = "other_server"
    """A SIP user of a server that this phone is not registered with."""


class NotDialable(ValueError):
    def __init__(self, fault: NumberFault) -> None:
        super().__init__(fault)
        self.fault = fault


def to_dial(text: str, home: str = "") -> str:
    """What to dial for `text`: a number, a SIP user, or a `tel:`, `callto:` or `sip:` link, typed, pasted or clicked.

    Digits of any width are understood, and whatever stands between them for the eye: hyphens, blanks, brackets, and the long-vowel
    mark that a Japanese keyboard types for a hyphen. `home` is the host of the own SIP server: its users may be named with it.
    Raises `NotDialable`.
    """
    plain = _readable(text)
    link = _SCHEME.fullmatch(plain)
    if link is None:
        return _checked(_LABEL.sub("", plain), home)
    scheme, rest = link.group(1).lower(), _readable(unquote(link.group(2)))
    if scheme == "tel":
        return _checked(_with_context(rest), home)
    return _checked(re.split(r"[;?]", rest, maxsplit=1)[0], home)


def dtmf_digits(text: str) -> str:
    """The keys of `text` that a telephone has, full-width ones too; the rest is left out."""
    return "".join(_DTMF.findall(unicodedata.normalize("NFKC", text).upper()))


def search_key(number: str) -> str:
    """The form in which two ways of writing one number are equal, whole or in part.

    Full-width digits become digits, what is put in for the eye goes, and a Japanese number loses its country code: `+81 3-1234` and
    `０３（１２３４）` are both `031234`. A SIP user keeps its letters, without case.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", number))
    return _JAPAN.sub("0", bare).casefold()


def name_key(name: str) -> str:
    """The same for names: without blanks, case and the width of letters."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _readable(text: str) -> str:
    """Without what is invisible, such as the direction marks that come with a number copied from an address book."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(character for character in normal if unicodedata.category(character) != "Cf").strip()


def _with_context(rest: str) -> str:
    """The number of a tel: link, made global by its `phone-context` where that is a prefix (RFC 3966 §5.1.5)."""
    number, *parameters = rest.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "phone-context" and value.startswith("+") and not number.startswith("+"):
            return value + (number.removeprefix("0") if value == JAPAN else number)
    return number


def _user_and_host(address: str) -> tuple[str, str]:
    """Of `user[:password]@host[:port]`, or of a user alone."""
    before, at, host = address.strip().rpartition("@")
    if not at:
        return address.strip(), ""
    return before.split(":", 1)[0], re.sub(r":\d+$", "", host).strip("[]").lower()


def _checked(address: str, home: str) -> str:
    user, host = _user_and_host(address)
    if not user:
        raise NotDialable(NumberFault.EMPTY)
    number = _SEPARATORS.sub("", _TRUNK_ZERO.sub(r"\1", user))
    is_number = _NUMBER.fullmatch(number) is not None
    if not is_number and not _SIP_USER.fullmatch(user):
        raise NotDialable(NumberFault.NOT_A_NUMBER)
    if not is_number and host and host != home.lower():
        raise NotDialable(NumberFault.OTHER_SERVER)
    dialed = number if is_number else user
    if len(dialed) > NUMBER_MAX:
        raise NotDialable(NumberFault.TOO_LONG)
    return dialed
