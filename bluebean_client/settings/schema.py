"""Every setting of the client, declared once: validation, command line, environment and dialog all follow from this table."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from server.protocol.types import UsageMode

SettingValue = str | bool


class Section(StrEnum):
    """A page of the settings dialog, in its order."""

    USAGE = "usage"
    CONNECTION = "connection"
    SIP = "sip"
    AUDIO = "audio"
    DISPLAY = "display"
    HIDDEN = "hidden"  # remembered, but not shown in the dialog


class Kind(StrEnum):
    TEXT = "text"
    URL = "url"
    FLAG = "flag"
    CHOICE = "choice"
    DEVICE = "device"  # a name out of the engine's list; empty is the system's default


class Reason(StrEnum):
    """Why a value is not accepted; the window has a sentence for each."""

    UNKNOWN_SETTING = "unknown_setting"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_CHOICE = "not_a_choice"
    NOT_AN_ADDRESS = "not_an_address"
    LOCKED = "locked"


class SettingProblem(ValueError):
    """A value that can't be used. `detail` says in English what was found and what is expected."""

    def __init__(self, key: str, reason: Reason, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key, self.reason, self.detail = key, reason, detail


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table.

    `label_key` is what the window translates; `help` is English, for `--help` and manuals. Only a `lockable` setting can
    be fixed by IT's policy file. `option` is its command-line option, empty for none.
    """

    key: str
    kind: Kind
    default: SettingValue
    section: Section
    label_key: str
    help: str
    choices: tuple[str, ...] = ()
    lockable: bool = True
    option: str = ""

    @property
    def environment(self) -> str:
        return f"BLUEBEAN_CLIENT_{self.key.upper()}"


MAX_TEXT = 500
_MODES = tuple(UsageMode)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "usage_mode",
        Kind.CHOICE,
        UsageMode.SOFTPHONE_OPERATOR.value,
        Section.USAGE,
        "usage_mode",
        "What this client is used for: softphone, softphone and operator screen, or operator screen with a hard phone.",
        choices=_MODES,
        option="--mode",
    ),
    Setting(
        "server_url",
        Kind.URL,
        "",
        Section.CONNECTION,
        "server_url",
        "Address of the BlueBean server, such as https://bluebean.example.com.",
        option="--server",
    ),
    Setting(
        "keep_password_allowed",
        Kind.FLAG,
        True,
        Section.CONNECTION,
        "keep_password_allowed",
        "Whether operators may keep their password in the keychain of the operating system.",
    ),
    Setting("sip_user", Kind.TEXT, "", Section.SIP, "sip_user", "User of the SIP account (softphone only)."),
    Setting(
        "sip_server", Kind.TEXT, "", Section.SIP, "sip_server", "SIP server as host or host:port (softphone only)."
    ),
    Setting(
        "sip_transport",
        Kind.CHOICE,
        "udp",
        Section.SIP,
        "sip_transport",
        "How SIP messages travel (softphone only).",
        choices=("udp", "tcp"),
    ),
    Setting("sip_name", Kind.TEXT, "", Section.SIP, "sip_name", "Name shown to those called (softphone only)."),
    Setting("microphone", Kind.DEVICE, "", Section.AUDIO, "microphone", "Microphone; empty for the system's default."),
    Setting(
        "speaker", Kind.DEVICE, "", Section.AUDIO, "speaker", "Speaker or headset; empty for the system's default."
    ),
    Setting("ringer", Kind.DEVICE, "", Section.AUDIO, "ringer", "Where calls ring; empty for the system's default."),
    Setting(
        "language",
        Kind.CHOICE,
        "",
        Section.DISPLAY,
        "language",
        "Language of the window; empty follows the system.",
        choices=("", "ja", "en"),
        option="--language",
    ),
    Setting(
        "theme",
        Kind.CHOICE,
        "system",
        Section.DISPLAY,
        "theme",
        "Light or dark colours; system follows the system.",
        choices=("system", "light", "dark"),
    ),
    Setting(
        "text_scale",
        Kind.CHOICE,
        "100",
        Section.DISPLAY,
        "text_scale",
        "Size of the text in percent.",
        choices=("100", "115", "125", "150"),
    ),
    Setting(
        "login_id",
        Kind.TEXT,
        "",
        Section.HIDDEN,
        "login_id",
        "Login ID that the login page proposes; the last one is remembered.",
        lockable=False,
        option="--login-id",
    ),
    Setting(
        "extension",
        Kind.TEXT,
        "",
        Section.HIDDEN,
        "extension",
        "Extension that the login page proposes; the last one is remembered.",
        lockable=False,
        option="--extension",
    ),
    Setting(
        "column_widths",
        Kind.TEXT,
        "",
        Section.HIDDEN,
        "column_widths",
        "How wide the operator made the record's column, by layout.",
        lockable=False,
    ),
    Setting(
        "log_level",
        Kind.CHOICE,
        "info",
        Section.HIDDEN,
        "log_level",
        "How much goes into the log of the profile.",
        choices=("debug", "info", "warning"),
    ),
)

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
    if not isinstance(raw, str):
        raise SettingProblem(key, Reason.NOT_TEXT, f"{raw!r} is not a text")
    text = raw
    if len(text) > MAX_TEXT:
        raise SettingProblem(key, Reason.TOO_LONG, f"the text is longer than {MAX_TEXT} characters")
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise SettingProblem(key, Reason.NOT_TEXT, "the text has control characters in it")
    if line.kind is Kind.URL:
        return normalised_url(key, text)
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


def _flag(key: str, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in ("true", "yes", "on", "1"):
        return True
    if word in ("false", "no", "off", "0"):
        return False
    raise SettingProblem(key, Reason.NOT_A_FLAG, f"{raw!r} is neither true nor false")
