"""What a phone is: account, calls, sound, history, and the one state that the engine shows the window."""

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
    """`HELD` is held by this phone; a far side that holds is told by `held_by_far`."""

    INCOMING = "incoming"
    CALLING = "calling"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"
    ENDED = "ended"


class CallEnd(StrEnum):
    """How a call ended; for `REFUSED` the SIP code tells more."""

    NONE = "none"
    """Not ended yet."""
    HUNG_UP = "hung_up"
    """Here, or given up here before the answer."""
    FAR_HUNG_UP = "far_hung_up"
    DECLINED = "declined"
    """Here."""
    MISSED = "missed"
    """The caller gave up, the phone let it ring too long, or it was turned away (486) beside a call of the server's."""
    ELSEWHERE = "elsewhere"
    """Another phone answered: no missed call."""
    DO_NOT_DISTURB = "do_not_disturb"
    """Refused (486) without ringing."""
    REFUSED = "refused"
    """An outgoing call that the far side or the network did not take."""
    LOST = "lost"
    """The far side is gone, or the engine died in the call."""
    TRANSFERRED = "transferred"


class Transfer(StrEnum):
    """What has become of the wish to hand this call on; when it works, the call ends as `CallEnd.TRANSFERRED`."""

    NONE = "none"
    ASKED = "asked"
    FAILED = "failed"


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Srtp(StrEnum):
    """With `MANDATORY` a call is never in the clear: it fails instead."""

    OFF = "off"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


class DtmfMethod(StrEnum):
    RFC4733 = "rfc4733"
    INFO = "info"


class Processing(StrEnum):
    """Echo cancellation or noise suppression. `AUTO` goes by the device: off for headsets, on for loudspeakers."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class SoundTest(StrEnum):
    """What the settings can try while no call is up."""

    NONE = "none"
    SPEAKER = "speaker"
    """A short melody on the speaker."""
    RING = "ring"
    """The ring tone on all ring devices, once."""
    ECHO = "echo"
    """What is spoken for four seconds is played back."""


class HistoryKind(StrEnum):
    """Which calls of the history are asked for."""

    ALL = "all"
    MISSED = "missed"
    MADE = "made"
    RECEIVED = "received"


class DeviceKind(StrEnum):
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


CODECS = ("G722", "PCMU", "PCMA", "speex/16000", "iLBC", "GSM", "speex/8000")
"""Every codec that the engine has, best first, as `Account.codecs` names them."""


class Account(msgspec.Struct, frozen=True):
    """`auth_user` is the login where it differs from the number; `proxy` is host[:port] of an outbound proxy, or empty.

    `codecs` lists those to offer, first choice first; what it does not name is not used. Empty is the usual order.
    """

    user: str
    password: str
    host: str
    port: int = 5060
    transport: Transport = Transport.UDP
    register_seconds: int = 60
    display_name: str = ""
    auth_user: str = ""
    proxy: str = ""
    srtp: Srtp = Srtp.OFF
    codecs: tuple[str, ...] = ()
    dtmf: DtmfMethod = DtmfMethod.RFC4733

    def __repr__(self) -> str:
        return f"Account(user={self.user!r}, host={self.host!r}, port={self.port})"


class Quality(msgspec.Struct, frozen=True):
    """How a call sounds, of the last interval of `QUALITY_SECONDS` and not since its begin.

    `mos` is the mean opinion score 1 to 4.5 by the E-model: `1 + 0.035 R + R (R - 60) (100 - R) 7e-6` (ITU-T G.107).
    """

    loss_percent: float
    jitter_ms: float
    round_trip_ms: float
    """0 where the far side does not report."""
    mos: float


QUALITY_SECONDS = 5.0


class PhoneCall(msgspec.Struct, frozen=True):
    """One SIP call. `server_call_id` is the header `X-BlueBean-Call` that the server puts into the calls it offers; from anybody else
    than the registrar it does not count, and the call is a direct one.
    """

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
    began_at: float = 0.0
    """Unix time of the INVITE."""
    end: CallEnd = CallEnd.NONE
    held_by_far: bool = False
    in_conference: bool = False
    """Hears and is heard by every other call with this mark."""
    encrypted: bool = False
    """The voice goes by SRTP."""
    codec: str = ""
    quality: Quality | None = None
    """None until the first interval is over."""
    transfer: Transfer = Transfer.NONE
    transfer_code: int = 0
    """SIP code of a transfer that failed."""


class SoundSettings(msgspec.Struct, frozen=True):
    """Devices, volumes and processing as chosen in the settings.

    A device's name is empty for the system's default, which is followed when it changes. `ringers` rings on several at once; empty
    is the speaker's device. Volumes are percent, 100 leaves the sound as it is, 200 at most. `ring_tone` is the name of a built-in
    one (`RING_TONES`) or the path of a WAV file.
    """

    microphone: str = ""
    speaker: str = ""
    ringers: tuple[str, ...] = ()
    ring_tone: str = "bell"
    microphone_volume: int = 100
    speaker_volume: int = 100
    ringer_volume: int = 100
    echo_cancellation: Processing = Processing.AUTO
    noise_suppression: Processing = Processing.AUTO


RING_TONES = ("bell", "soft", "chime", "digital")


class AudioDevices(msgspec.Struct, frozen=True):
    """What there is and what is in use, by the names that the system gives.

    `missing` lists kinds for which no device is there at all, `strayed` those for which another device stands in for the chosen one;
    `gone` are the chosen devices of these, `standing_in` what is used in their place.
    """

    microphones: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    missing: tuple[DeviceKind, ...] = ()
    strayed: tuple[DeviceKind, ...] = ()
    gone: tuple[str, ...] = ()
    standing_in: tuple[str, ...] = ()
    microphone_in_use: str = ""
    """The device that would be, or is, spoken into; the default's own name where the default is chosen."""
    speaker_in_use: str = ""
    echo_cancelled: bool = False
    noise_suppressed: bool = False
    processing_delay_ms: int = 0
    """What cancelling and suppressing add to the voice's way out."""
    bad_ring_tone: str = ""
    """The chosen WAV file, if it can't be played and the first built-in tone rings instead."""


class HistoryEntry(msgspec.Struct, frozen=True):
    """One call of the past. Times are Unix times, 0 where it did not come to that; quality is of the whole call."""

    entry_id: int
    number: str
    name: str
    outgoing: bool
    began_at: float
    answered_at: float
    ended_at: float
    end: CallEnd
    sip_code: int = 0
    quality: Quality | None = None


class EngineState(msgspec.Struct, frozen=True):
    """All of the engine that the window shows; sent whole at attach and after every change."""

    registration: Registration = Registration.NONE
    reason: str = ""
    """`password_refused`, `not_found`, `no_answer`, `unreachable`, `name_unknown`, `certificate_untrusted`, `certificate_name`,
    `certificate_expired`, `no_tls`, `server_error`, or empty."""
    sip_code: int = 0
    detail: str = ""
    """What the network said beside `reason`, in English, such as the fault of a certificate."""
    calls: tuple[PhoneCall, ...] = ()
    devices: AudioDevices = AudioDevices()
    sound: SoundSettings = SoundSettings()
    sound_test: SoundTest = SoundTest.NONE
    do_not_disturb: bool = False
    headset: str = ""
    """Name of the headset whose buttons are listened to."""
    missed: int = 0
    """Missed calls that were not looked at yet."""
    history_revision: int = 0
    """Grows with every change of the history: ask again."""
