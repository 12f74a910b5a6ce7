"""What window and phone engine say to each other: orders to the engine, news from it. One declaration for both sides."""

import msgspec

from bluebean_client.domain.phone import Account, EngineState, HistoryEntry, HistoryKind, SoundSettings, SoundTest

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


class ChooseSound(msgspec.Struct, frozen=True, tag="choose_sound"):
    sound: SoundSettings


class Hold(msgspec.Struct, frozen=True, tag="hold"):
    call: int


class Resume(msgspec.Struct, frozen=True, tag="resume"):
    """Talk on this call; whoever was talked to is held. Also takes a call out of the conference, and so swaps two calls."""

    call: int


class Join(msgspec.Struct, frozen=True, tag="join"):
    """Every connected call into one conference with this phone."""


class TransferTo(msgspec.Struct, frozen=True, tag="transfer_to"):
    """Blind: hand the call on to `target` at once (REFER)."""

    call: int
    target: str


class TransferBetween(msgspec.Struct, frozen=True, tag="transfer_between"):
    """Attended: connect the far sides of two calls of this phone, which leaves both (REFER with Replaces)."""

    call: int
    to_call: int


class DoNotDisturb(msgspec.Struct, frozen=True, tag="do_not_disturb"):
    on: bool


class TestSound(msgspec.Struct, frozen=True, tag="test_sound"):
    """`NONE` stops. Refused (`in_call`) while a call is up."""

    test: SoundTest


class WatchLevels(msgspec.Struct, frozen=True, tag="watch_levels"):
    """Whether `Levels` are among the news, about ten times a second. Without a call the microphone is opened for it."""

    on: bool


class UseHeadset(msgspec.Struct, frozen=True, tag="use_headset"):
    """Whether to listen to the buttons of a headset and light its lamps."""

    on: bool


class Chime(msgspec.Struct, frozen=True, tag="chime"):
    """Something that may be out of sight wants the person: a soft sound, once."""


class AskHistory(msgspec.Struct, frozen=True, tag="ask_history"):
    """Answered by `HistoryPage`, newest call first. `search` is part of a name or number, in any way of writing digits."""

    search: str = ""
    kind: HistoryKind = HistoryKind.ALL
    limit: int = 50
    """200 at most."""
    before_id: int = 0
    """Calls older than this entry; 0 from the newest."""


class ForgetHistory(msgspec.Struct, frozen=True, tag="forget_history"):
    """Delete one entry, or all with 0."""

    entry_id: int


class SeeMissed(msgspec.Struct, frozen=True, tag="see_missed"):
    """The missed calls so far were looked at."""


class Keep(msgspec.Struct, frozen=True, tag="keep"):
    """A secret of the window (its session token) that a restarted window gets back in `Attached`; only in memory."""

    blob: bytes

    def __repr__(self) -> str:
        return "Keep(…)"


class Quit(msgspec.Struct, frozen=True, tag="quit"):
    """Hang up, unregister, end the process."""


CallOrder = (
    Dial | Answer | HangUp | Mute | SendDtmf | Hold | Resume | Join | TransferTo | TransferBetween | DoNotDisturb
)
SoundOrder = ChooseSound | TestSound | WatchLevels | UseHeadset | Chime
HistoryOrder = AskHistory | ForgetHistory | SeeMissed
Order = UseAccount | RegisterNow | CallOrder | SoundOrder | HistoryOrder | Keep | Quit


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
    """`order` is the tag of the order, `reason` a stable word: `no_such_call`, `too_many_calls`, `bad_number`, `refused`,
    `not_connected` (the call must be up for this), `not_registered`, `in_call`, `in_server_call` (that one would have to be held)."""

    order: str
    reason: str
    detail: str = ""


class Levels(msgspec.Struct, frozen=True, tag="levels"):
    """Loudness now in dBFS, -90 for silence to 0. `peak` marks are kept by who shows them."""

    microphone: float
    speaker: float


class HistoryPage(msgspec.Struct, frozen=True, tag="history_page"):
    """The answer to `AskHistory`, which is repeated in `asked`."""

    asked: AskHistory
    entries: tuple[HistoryEntry, ...]
    more: bool = False


class Alive(msgspec.Struct, frozen=True, tag="alive"):
    """Said every `ALIVE_SECONDS` by the thread that does the engine's work: an engine that is silent for longer hangs."""


ALIVE_SECONDS = 1.0

News = Attached | StateChanged | OrderFailed | Levels | HistoryPage | Alive

ENGINE_VERSION = 4
