"""Every setting of the client, declared once: validation, command line, environment and dialog all follow from this table."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bluebean_client.domain.phone import CODECS, DtmfMethod, Processing, Srtp, Transport
from server.protocol.types import UsageMode

SettingValue = str | bool | int | tuple[str, ...]


class Section(StrEnum):
    """A page of the settings dialog, in its order."""

    USAGE = "usage"
    CONNECTION = "connection"
    SIP = "sip"
    AUDIO = "audio"
    INCOMING = "incoming"
    SHORTCUTS = "shortcuts"
    DISPLAY = "display"
    DIAGNOSTICS = "diagnostics"
    HIDDEN = "hidden"  # remembered, but not shown in the dialog


class Kind(StrEnum):
    TEXT = "text"
    URL = "url"
    HOST = "host"  # host, host:port or [ipv6]:port of a SIP server
    KEY = "key"  # modifiers and one letter, digit or F key, such as Ctrl+Alt+A; empty is none
    FLAG = "flag"
    CHOICE = "choice"
    DEVICE = "device"  # a name out of the engine's list; empty is the system's default
    NUMBER = "number"  # a whole one within `limits`
    NAMES = "names"  # an ordered list of names without doubles; as one text they are parted by NAMES_PARTED_BY


class Reason(StrEnum):
    """Why a value is not accepted; the window has a sentence for each."""

    UNKNOWN_SETTING = "unknown_setting"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_CHOICE = "not_a_choice"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_SIP_SERVER = "not_a_sip_server"
    NOT_A_KEY = "not_a_key"
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
    limits: tuple[int, int] = (0, 0)
    lockable: bool = True
    option: str = ""

    @property
    def environment(self) -> str:
        return f"BLUEBEAN_CLIENT_{self.key.upper()}"


MAX_TEXT = 500
MAX_NAMES = 20
NAMES_PARTED_BY = "|"
_MODES = tuple(UsageMode)
_SIP_HOST = re.compile(r"(?:[0-9A-Za-z._-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:[0-9A-Z]|F\d{1,2})")

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
        "sip_auth_user",
        Kind.TEXT,
        "",
        Section.SIP,
        "sip_auth_user",
        "Login of the SIP account where it differs from the user (softphone only).",
    ),
    Setting(
        "sip_server", Kind.HOST, "", Section.SIP, "sip_server", "SIP server as host or host:port (softphone only)."
    ),
    Setting(
        "sip_proxy",
        Kind.HOST,
        "",
        Section.SIP,
        "sip_proxy",
        "Outbound proxy as host or host:port, empty for none (softphone only).",
    ),
    Setting(
        "sip_transport",
        Kind.CHOICE,
        Transport.UDP.value,
        Section.SIP,
        "sip_transport",
        "How SIP messages travel (softphone only).",
        choices=tuple(Transport),
    ),
    Setting(
        "sip_srtp",
        Kind.CHOICE,
        Srtp.OFF.value,
        Section.SIP,
        "sip_srtp",
        "Whether the voice is encrypted (softphone only); with mandatory a call is never in the clear.",
        choices=tuple(Srtp),
    ),
    Setting(
        "sip_codecs",
        Kind.NAMES,
        CODECS[:3],
        Section.SIP,
        "sip_codecs",
        "Codecs to offer, first choice first.",
        choices=CODECS,
    ),
    Setting(
        "sip_register_seconds",
        Kind.NUMBER,
        300,
        Section.SIP,
        "sip_register_seconds",
        "How long a registration is asked to last (softphone only).",
        limits=(60, 86_400),
    ),
    Setting(
        "sip_dtmf",
        Kind.CHOICE,
        DtmfMethod.RFC4733.value,
        Section.SIP,
        "sip_dtmf",
        "How keyed digits travel: with the voice (RFC 4733) or as SIP INFO.",
        choices=tuple(DtmfMethod),
    ),
    Setting("sip_name", Kind.TEXT, "", Section.SIP, "sip_name", "Name shown to those called (softphone only)."),
    Setting("microphone", Kind.DEVICE, "", Section.AUDIO, "microphone", "Microphone; empty for the system's default."),
    Setting(
        "speaker", Kind.DEVICE, "", Section.AUDIO, "speaker", "Speaker or headset; empty for the system's default."
    ),
    Setting(
        "microphone_volume",
        Kind.NUMBER,
        100,
        Section.AUDIO,
        "microphone_volume",
        "Loudness of the own voice in percent.",
        limits=(0, 200),
    ),
    Setting(
        "speaker_volume",
        Kind.NUMBER,
        100,
        Section.AUDIO,
        "speaker_volume",
        "Loudness of the far voice in percent.",
        limits=(0, 200),
    ),
    Setting(
        "echo_cancellation",
        Kind.CHOICE,
        Processing.AUTO.value,
        Section.AUDIO,
        "echo_cancellation",
        "Echo cancellation; auto is off for headsets and on for loudspeakers.",
        choices=tuple(Processing),
    ),
    Setting(
        "noise_suppression",
        Kind.CHOICE,
        Processing.AUTO.value,
        Section.AUDIO,
        "noise_suppression",
        "Noise suppression; auto is off for headsets and on for loudspeakers.",
        choices=tuple(Processing),
    ),
    Setting(
        "headset_buttons",
        Kind.FLAG,
        True,
        Section.AUDIO,
        "headset_buttons",
        "Whether the buttons of a USB headset answer, hang up and mute, and its lamps show the call.",
    ),
    Setting(
        "ringers",
        Kind.NAMES,
        (),
        Section.INCOMING,
        "ringers",
        "Devices that ring, all at once; empty for the speaker's.",
    ),
    Setting(
        "ring_tone",
        Kind.TEXT,
        "bell",
        Section.INCOMING,
        "ring_tone",
        "Ring tone: bell, soft, chime, digital, or the path of a WAV file.",
    ),
    Setting(
        "ringer_volume",
        Kind.NUMBER,
        100,
        Section.INCOMING,
        "ringer_volume",
        "Loudness of the ring tone in percent.",
        limits=(0, 200),
    ),
    Setting(
        "incoming_alert",
        Kind.FLAG,
        True,
        Section.INCOMING,
        "incoming_alert",
        "Whether a call that rings is shown in the corner of the screen while another window is in front.",
    ),
    Setting(
        "missed_message",
        Kind.FLAG,
        True,
        Section.INCOMING,
        "missed_message",
        "Whether the system tells of a call to this phone that was missed while another window was in front.",
    ),
    Setting(
        "keep_in_tray",
        Kind.FLAG,
        True,
        Section.INCOMING,
        "keep_in_tray",
        "Whether the phone goes on in the system tray when its window is closed (softphone only).",
    ),
    Setting(
        "dial_links",
        Kind.FLAG,
        False,
        Section.INCOMING,
        "dial_links",
        "Whether a tel: link is dialed at once instead of being put into the number field.",
    ),
    Setting(
        "global_keys",
        Kind.FLAG,
        False,
        Section.SHORTCUTS,
        "global_keys",
        "Whether the global keys act while another program is in front.",
    ),
    Setting(
        "global_answer_key",
        Kind.KEY,
        "Ctrl+Alt+A",
        Section.SHORTCUTS,
        "global_answer_key",
        "Key that answers from everywhere; empty for none.",
    ),
    Setting(
        "global_hang_up_key",
        Kind.KEY,
        "Ctrl+Alt+E",
        Section.SHORTCUTS,
        "global_hang_up_key",
        "Key that hangs up or declines from everywhere; empty for none.",
    ),
    Setting(
        "global_mute_key",
        Kind.KEY,
        "Ctrl+Alt+X",
        Section.SHORTCUTS,
        "global_mute_key",
        "Key that mutes from everywhere; empty for none.",
    ),
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
        "tray_explained",
        Kind.FLAG,
        False,
        Section.HIDDEN,
        "tray_explained",
        "Whether the person was told that a closed window leaves the phone in the tray.",
        lockable=False,
    ),
    Setting(
        "log_level",
        Kind.CHOICE,
        "info",
        Section.DIAGNOSTICS,
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
