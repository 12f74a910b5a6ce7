"""Stand-ins for the phone engine's ports: a SIP stack and a sound that write down what they are told, and a name server."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bluebean_client.domain.phone import Account, PhoneCall, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import HistoryOrder
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.history.port import HistoryBusy
from bluebean_client.phone.sip.call_port import SipRefused, StreamCounters
from bluebean_client.phone.sip.port import SipEvent

SERVER_IP = "192.0.2.1"


@dataclass
class FakeSipStack:
    """Implements `SipStack` and `SipCalls`.

    Attributes:
        done: every order in its order, as words, but not who talks with whom.
        received: what each call has received.
        talking: the calls that hear and are heard.
        refusal: raised by the next transfer.
        address: the own one on the way to the server.
    """

    done: list[str] = field(default_factory=list)
    received: dict[int, StreamCounters] = field(default_factory=dict)
    talking: set[int] = field(default_factory=set)
    refusal: SipRefused | None = None
    dialed: int = 0
    address: str | None = "192.0.2.9"

    def take(self) -> list[str]:
        """What was done since the last look."""
        taken, self.done = self.done, []
        return taken

    @property
    def calls(self) -> "FakeSipStack":
        return self

    def poll(self, seconds: float) -> list[SipEvent]:
        return []

    def wake(self) -> None:
        """Nobody waits here."""

    def use_account(self, account: Account | None, address: str) -> None:
        self.done.append(f"use {account.user} at {address}" if account else "use nothing")

    def register(self) -> None:
        self.done.append("register")

    def own_address(self) -> str | None:
        return self.address

    def move(self) -> None:
        self.done.append("move")

    def drop_ringing(self) -> None:
        self.done.append("drop ringing")

    def renew(self, *, moved: bool) -> None:
        self.done.append("renew all, moved" if moved else "renew all")

    def dial(self, number: str) -> int:
        self.dialed += 1
        self.done.append(f"dial {number}")
        return self.dialed

    def ring(self, call: int) -> None:
        self.done.append(f"ring {call}")

    def answer(self, call: int) -> None:
        self.done.append(f"answer {call}")

    def hang_up(self, call: int, code: int) -> None:
        self.done.append(f"hang up {call} with {code}")

    def mute(self, call: int, on: bool) -> None:
        self.done.append(f"{'mute' if on else 'unmute'} {call}")

    def send_dtmf(self, call: int, digits: str) -> None:
        self.done.append(f"send {digits} to {call}")

    def hold(self, call: int, on: bool) -> None:
        self.done.append(f"{'hold' if on else 'resume'} {call}")

    def talk_with(self, calls: Collection[int]) -> None:
        self.talking = set(calls)

    def transfer(self, call: int, target: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(f"transfer {call} to {target}")

    def transfer_between(self, call: int, to_call: int) -> None:
        self.done.append(f"transfer {call} to call {to_call}")

    def counters(self, call: int) -> StreamCounters | None:
        return self.received.get(call)

    def probe(self, call: int) -> None:
        self.done.append(f"probe {call}")

    def close(self) -> None:
        self.done.append("close")


@dataclass
class FakeSound:
    """Implements `Sound`: what is to be heard now."""

    ringing: bool = False
    ringing_back: bool = False
    talking: bool = False
    cues: list[Cue] = field(default_factory=list)
    chosen: tuple[str, str, str] = ("", "", "")

    def ring(self, on: bool) -> None:
        self.ringing = on

    def ringback(self, on: bool) -> None:
        self.ringing_back = on

    def talk(self, on: bool) -> None:
        self.talking = on

    def cue(self, cue: Cue) -> None:
        self.cues.append(cue)

    def choose(self, sound: SoundSettings) -> None:
        self.chosen = sound

    def test(self, test: SoundTest) -> None:
        self.tested = test

    def watch_levels(self, on: bool) -> None:
        self.watched = on


@dataclass
class FakeHistory:
    """Implements `History`: the calls as shown last, and what was asked."""

    calls: tuple[PhoneCall, ...] = ()
    orders: list[HistoryOrder] = field(default_factory=list)
    busy: bool = False

    def follow(self, calls: Iterable[PhoneCall]) -> None:
        self.calls = tuple(calls)

    def obey(self, order: HistoryOrder) -> None:
        if self.busy:
            raise HistoryBusy
        self.orders.append(order)


@dataclass
class FakeNames:
    """A name server that answers when the test lets it."""

    asked: list[str] = field(default_factory=list)

    def resolve(self, host: str) -> None:
        self.asked.append(host)
