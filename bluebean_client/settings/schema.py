"""What may stand in a setting: text of file, command line, environment and dialog becomes a value of the table, or is refused."""

import re
from urllib.parse import urlsplit

from bluebean_client.settings.setting import Kind, Reason, Section, Setting, SettingProblem, SettingValue
from bluebean_client.settings.table import SETTINGS

__all__ = [
    "BY_KEY",
    "MAX_NAMES",
    "MAX_TEXT",
    "NAMES_PARTED_BY",
    "SETTINGS",
    "Kind",
    "Reason",
    "Section",
    "Setting",
    "SettingProblem",
    "SettingValue",
    "as_text",
    "normalised_url",
    "parse",
    "setting",
]

MAX_TEXT = 500
MAX_NAMES = 20
NAMES_PARTED_BY = "|"
_SIP_HOST = re.compile(r"(?:[0-9A-Za-z._-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:[0-9A-Z]|F\d{1,2})")

BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}


def setting(key: str) -> Setting:
    """The line of the table for `key`; an unknown one is a `SettingProblem`."""
    found = BY_KEY.get(key)
    if found is None:
        raise SettingProblem(key, Reason.UNKNOWN_SETTING, f"there is no such setting; known are {', '.join(BY_KEY)}")
    return found


def parse(key: str, raw: object) -> SettingValue:
    """`raw` as a value of the setting, from a file (typed) or from text (command line, environment)."""
    line = setting(key)
    if line.kind is Kind.FLAG:
        return _flag(key, raw)
    if line.kind is Kind.NUMBER:
        return _number(line, raw)
    if line.kind is Kind.NAMES:
        return _names(line, raw)
    if not isinstance(raw, str):
        raise SettingProblem(key, Reason.NOT_TEXT, f"{raw!r} is not a text")
    text = _plain(key, raw)
    if line.kind is Kind.URL:
        return normalised_url(key, text)
    if line.kind is Kind.HOST:
        return _sip_host(key, text.strip())
    if line.kind is Kind.KEY:
        return _key(key, text.strip())
    if line.kind is Kind.CHOICE and text not in line.choices:
        raise SettingProblem(key, Reason.NOT_A_CHOICE, f"{text!r} is not one of {', '.join(line.choices)}")
    return text.strip() if line.kind is Kind.TEXT else text


def normalised_url(key: str, text: str) -> str:
    """`https://host[:port][/path]` of what a person types; a bare host means https. Empty stays empty."""
    text = text.strip()
    if not text:
        return ""
    if "://" not in text:
        text = f"https://{text}"
    text = text.rstrip("/")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
        usable = usable and not parts.netloc.endswith(":")
        usable = usable and parts.port != 0 and not parts.username and not parts.query and not parts.fragment
    except ValueError:
        usable = False
    if not usable:
        raise SettingProblem(
            key, Reason.NOT_AN_ADDRESS, f"{text!r} is not an address such as https://host or https://host:8443"
        )
    return text


def as_text(value: SettingValue) -> str:
    """The value as `parse` reads it from a text."""
    if isinstance(value, tuple):
        return NAMES_PARTED_BY.join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(key: str, text: str) -> str:
    if len(text) > MAX_TEXT:
        raise SettingProblem(key, Reason.TOO_LONG, f"the text is longer than {MAX_TEXT} characters")
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise SettingProblem(key, Reason.NOT_TEXT, "the text has control characters in it")
    return text


def _number(line: Setting, raw: object) -> int:
    try:
        number = int(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else None
    except ValueError:
        number = None
    if number is None:
        raise SettingProblem(line.key, Reason.NOT_A_NUMBER, f"{raw!r} is not a whole number")
    low, high = line.limits
    if not low <= number <= high:
        raise SettingProblem(line.key, Reason.OUT_OF_RANGE, f"{number} is not between {low} and {high}")
    return number


def _names(line: Setting, raw: object) -> tuple[str, ...]:
    given = raw.split(NAMES_PARTED_BY) if isinstance(raw, str) else raw
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise SettingProblem(line.key, Reason.NOT_TEXT, f"{raw!r} is not a list of names")
    names = tuple(dict.fromkeys(_plain(line.key, name.strip()) for name in given if name.strip()))
    unknown = [name for name in names if line.choices and name not in line.choices]
    if unknown:
        raise SettingProblem(line.key, Reason.NOT_A_CHOICE, f"{unknown[0]!r} is not one of {', '.join(line.choices)}")
    if len(names) > MAX_NAMES:
        raise SettingProblem(line.key, Reason.TOO_LONG, f"at most {MAX_NAMES} names can be listed")
    return names


def _sip_host(key: str, text: str) -> str:
    if text and not _SIP_HOST.fullmatch(text):
        raise SettingProblem(key, Reason.NOT_A_SIP_SERVER, f"{text!r} is not a host or host:port")
    return text


def _key(key: str, text: str) -> str:
    if text and not _KEY.fullmatch(text):
        raise SettingProblem(key, Reason.NOT_A_KEY, f"{text!r} is not a key such as Ctrl+Alt+A")
    return text


def _flag(key: str, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in ("true", "yes", "on", "1"):
        return True
    if word in ("false", "no", "off", "0"):
        return False
    raise SettingProblem(key, Reason.NOT_A_FLAG, f"{raw!r} is neither true nor false")
