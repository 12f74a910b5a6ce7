"""What window and phone engine say to each other: orders to the engine, news from it. One declaration for both sides."""

from enum import StrEnum

import msgspec


class Registration(StrEnum):
    """`reason` beside it says in a stable word why, for `REFUSED` and `UNREACHABLE`."""

    NONE = "none"
    TRYING = "trying"
    REGISTERED = "registered"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class PhoneCallState(StrEnum):
    INCOMING = "incoming"
    CALLING = "calling"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"
    ENDED = "ended"


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"


class DeviceKind(StrEnum):
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


class Account(msgspec.Struct, frozen=True):
    user: str
    password: str
    host: str
    port: int = 5060
    transport: Transport = Transport.UDP
    register_seconds: int = 60
    display_name: str = ""

    def __repr__(self) -> str:
        return f"Account(user={self.user!r}, host={self.host!r}, port={self.port})"


class PhoneCall(msgspec.Struct, frozen=True):
    """One SIP call. `server_call_id` is the header `X-BlueBean-Call` that the server puts into the calls it offers."""

    call: int
    state: PhoneCallState
    number: str
    name: str = ""
    outgoing: bool = False
    muted: bool = False
    server_call_id: str = ""
    auto_answer: bool = False
    sip_code: int = 0
    """Final status of an ended call; 0 or 200 when it was connected."""
    started_at: float = 0.0
    """Unix time of the answer, 0 before."""


class AudioDevices(msgspec.Struct, frozen=True):
    """Names as the system gives them; the chosen one is empty for the system's default. `missing` lists what is absent."""

    microphones: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    microphone: str = ""
    speaker: str = ""
    ringer: str = ""
    missing: tuple[DeviceKind, ...] = ()


class EngineState(msgspec.Struct, frozen=True):
    """All of the engine that the window shows; sent whole at attach and after every change."""

    registration: Registration = Registration.NONE
    reason: str = ""
    """`password_refused`, `not_found`, `no_answer`, `unreachable`, `server_error`, or empty."""
    sip_code: int = 0
    calls: tuple[PhoneCall, ...] = ()
    devices: AudioDevices = AudioDevices()


# ---- orders -----------------------------------------------------------------------------------------------------


class UseAccount(msgspec.Struct, frozen=True, tag="use_account"):
    account: Account | None


class RegisterNow(msgspec.Struct, frozen=True, tag="register_now"):
    """The network or the switch is back: do not wait for the next try."""


class Dial(msgspec.Struct, frozen=True, tag="dial"):
    number: str


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    call: int


class HangUp(msgspec.Struct, frozen=True, tag="hang_up"):
    """Ends, cancels or declines (603) the call."""

    call: int


class Mute(msgspec.Struct, frozen=True, tag="mute"):
    call: int
    on: bool


class SendDtmf(msgspec.Struct, frozen=True, tag="send_dtmf"):
    call: int
    digits: str


class ChooseDevices(msgspec.Struct, frozen=True, tag="choose_devices"):
    microphone: str = ""
    speaker: str = ""
    ringer: str = ""


class Keep(msgspec.Struct, frozen=True, tag="keep"):
    """A secret of the window (its session token) that a restarted window gets back in `Attached`; only in memory."""

    blob: bytes

    def __repr__(self) -> str:
        return "Keep(…)"


class Quit(msgspec.Struct, frozen=True, tag="quit"):
    """Hang up, unregister, end the process."""


Order = UseAccount | RegisterNow | Dial | Answer | HangUp | Mute | SendDtmf | ChooseDevices | Keep | Quit


# ---- news -------------------------------------------------------------------------------------------------------


class Attached(msgspec.Struct, frozen=True, tag="attached"):
    """First message to a window."""

    version: int
    state: EngineState
    blob: bytes = b""

    def __repr__(self) -> str:
        return f"Attached(version={self.version}, state={self.state})"


class StateChanged(msgspec.Struct, frozen=True, tag="state"):
    state: EngineState


class OrderFailed(msgspec.Struct, frozen=True, tag="order_failed"):
    """`order` is the tag of the order, `reason` a stable word (`no_such_call`, `too_many_calls`, `bad_number`, `refused`)."""

    order: str
    reason: str
    detail: str = ""


News = Attached | StateChanged | OrderFailed

ENGINE_VERSION = 1
