"""Takes out of a text what nobody but its owner should read: phone numbers, names of callers, accounts, e-mail addresses, secrets.

Hosts, addresses, times and codes stay, because whoever looks for a fault needs them. Rather too much is masked than too little.
"""

import re
from collections.abc import Callable

NUMBER_DIGITS_MIN = 5
LONG_NUMBER_DIGITS = 7
SHOWN_DIGITS = 3
"""How many digits of a long number stay, to tell calls apart; none of a short one."""

MASK = "***"

_DIGIT = "[0-9\uff10-\uff19]"
_BETWEEN = r"[-\u2010-\u2015\u2212\u30fc\uff0d ./()\u00a0\u3000\uff08\uff09\uff0f]"
_MOMENT = r"\b(?:19|20)\d\d-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_ALONE = rf"(?!\d)(?!{_BETWEEN}{{1,3}}{_DIGIT})"
"""After digits that no others follow, so that they can't be the beginning of a number."""
_ADDRESS = rf"(?<![\d.])(?:{_OCTET}\.){{3}}{_OCTET}(?!\.)(?::\d{{1,5}})?{_ALONE}"
_PLAIN = rf"\b(?:port[= ]|process[= ]|pid[= ])\d{{1,7}}{_ALONE}|\bLinux-\d{{1,2}}(?:\.\d{{1,3}}){{1,2}}{_ALONE}"
_NUMBERS = re.compile(
    rf"(?P<kept>{_MOMENT}|{_ADDRESS}|{_PLAIN})|(?P<number>[+\uff0b]?{_DIGIT}(?:{_BETWEEN}{{0,3}}{_DIGIT}){{{NUMBER_DIGITS_MIN - 1},}})"
)

_WORDS_OF_SECRETS = r"password|passwd|secret|token|blob|api[_-]?key|ha1"
_WORDS_OF_PERSONS = r"name|user|auth_user|username|display_name|login_id|login|digits|search|target"
_QUOTED = r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"

_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?i)(authorization[\"']?\s*:)[^\r\n]*"), rf"\1 {MASK}"),
    (re.compile(r"(?i)(\bbearer\s+)[^\s\"',;]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)(\binline:)[^\s|;]+"), rf"\1{MASK}"),
    (
        re.compile(
            rf"(?i)\b((?:\w+_)?(?:{_WORDS_OF_SECRETS})[\"']?\s*[=:]\s*)(?:b?(?:{_QUOTED})|[^\s\"',;)}}&][^\r\n,;)}}&]*)"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(rf"(?i)\b((?:\w+_)?(?:{_WORDS_OF_PERSONS})[\"']?\s*[=:]\s*)(?:{_QUOTED})"), rf"\1'{MASK}'"),
    # the name before an address: "Ichiro Sato" <sip:…>, or without quotation marks
    (re.compile(rf"(?:{_QUOTED}|(?<=:)[^:<>\"'\r\n]{{1,80}}?)(?=\s*<(?i:sips?|tel):)"), f'"{MASK}"'),
    (re.compile(r"(?i)\b(sips?:|callto:)([^\s<>@;\"']{1,200})@"), lambda found: f"{found[1]}{_user(found[2])}@"),
    (re.compile(r"(?<![\w.+%*-])[\w.+%-]{1,100}@(?=[\w\[])"), lambda found: f"{_user(found[0][:-1])}@"),
)


def mask(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _NUMBERS.sub(lambda found: found["kept"] or _number(found["number"]), text)


def _user(user: str) -> str:
    """A number as any other; the name of an account entirely."""
    return _number(user) if re.fullmatch(rf"[+\uff0b]?{_DIGIT}+", user) else MASK


def _number(number: str) -> str:
    digits = re.findall(_DIGIT, number)
    return MASK + "".join(digits[-SHOWN_DIGITS:] if len(digits) >= LONG_NUMBER_DIGITS else [])
