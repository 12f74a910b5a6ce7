"""A book of calls between a SIP stack and sound in memory, on a clock that only the test moves."""

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.phone.calls.book import CallBook
from bluebean_client.phone.sip.call_port import CallGone, IncomingCall, StreamCounters
from tests.support.fake_phone import SERVER_IP, FakeSipStack, FakeSound

STARTED_AT = 1_700_000_000.0


class Desk:
    """A call book, what is around it, and the time."""

    def __init__(self) -> None:
        self.stack, self.sound = FakeSipStack(), FakeSound()
        self.book = CallBook(self.stack, self.sound, lambda: STARTED_AT)
        self.now = 1000.0

    def incoming(
        self,
        call: int = 1,
        *,
        server_call_id: str = "c-1",
        auto_answer: bool = False,
        do_not_disturb: bool = False,
    ) -> None:
        event = IncomingCall(call, "0312345678", "", server_call_id, auto_answer, SERVER_IP)
        self.book.incoming(event, self.now, auto_answer=auto_answer, do_not_disturb=do_not_disturb)

    def talking(self, *calls: int) -> "Desk":
        """Answered one after the other: the last is talked to."""
        for call in calls or (1,):
            self.incoming(call)
            self.book.answer(call, self.now)
            self.book.connected(call, self.now)
        self.stack.take()
        return self

    def gone(self, call: int, code: int, *, elsewhere: bool = False) -> None:
        self.book.gone(CallGone(call, code, elsewhere), self.now)

    def wait(self, seconds: float, *, packets: bool = False) -> bool:
        """A second at a time; whether the way to the switch should be tried at the end."""
        silent = False
        for _ in range(round(seconds)):
            self.now += 1.0
            if packets:
                before = self.stack.received.get(1)
                self.stack.received[1] = StreamCounters(50 + (before.packets if before else 0), 0, 0.0, 0.0)
            silent = self.book.tick(self.now)
        return silent

    @property
    def call(self) -> PhoneCall:
        return self.book.views[-1]

    @property
    def states(self) -> list[PhoneCallState]:
        return [view.state for view in self.book.views]
