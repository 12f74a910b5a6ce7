"""What a setting is: its page, its kind, its limits, and why a value may be refused."""

from dataclasses import dataclass
from enum import StrEnum

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
