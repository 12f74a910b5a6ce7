"""The calls of the phone itself: dialing, and holding, swapping, joining and handing on what is up."""

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.numbers import NotDialable, NumberFault, dtmf_digits, to_dial
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Dial, Hold, Mute, Resume, SendDtmf, TransferTo
from bluebean_client.domain.phone_notices import CALL
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.domain.sip_address import host_and_port
from bluebean_client.ports.outside import Settings
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from server.protocol.types import UsageMode


class PhoneCalls:
    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, settings: Settings) -> None:
        self._keeper, self._engine, self._settings = keeper, engine, settings

    def dial(self, text: str) -> bool:
        """Only a softphone dials by itself; with the operator screen on, the server makes the calls."""
        number = self.number_in(text) if self._keeper.desk.mode is UsageMode.SOFTPHONE else None
        if number is not None:
            self._engine.send(Dial(number))
        return number is not None

    def transfer_to(self, call: int, text: str) -> bool:
        number = self.number_in(text)
        if number is not None:
            self._engine.send(TransferTo(call, number))
        return number is not None

    def number_in(self, text: str) -> str | None:
        """What to dial for it; None for what can't be dialed, and the desk says so."""
        home, _ = host_and_port(self._settings.text("sip_server"))
        try:
            number = to_dial(text, home)
        except NotDialable as refusal:
            if refusal.fault is not NumberFault.EMPTY:
                problem = Problem(ClientProblem.NUMBER_NOT_DIALABLE, {"number": text.strip()[:80]})
                self._keeper.notice(Notice(CALL, Severity.WARNING, problem))
            return None
        self._keeper.take_away(CALL)
        return number

    def toggle_hold(self) -> None:
        """A call of the server's is held by the server."""
        desk = self._keeper.desk
        call = offer.active_phone_call(desk)
        if call is None or (call.server_call_id and desk.mode is not UsageMode.SOFTPHONE):
            return
        if call.state is PhoneCallState.HELD:
            self._engine.send(Resume(call.call))
        elif call.state is PhoneCallState.TALKING:
            self._engine.send(Hold(call.call))

    def swap(self) -> None:
        call = next_held(self._keeper.desk)
        if call is not None:
            self._engine.send(Resume(call.call))

    def send_dtmf(self, digits: str) -> None:
        call, keys = offer.active_phone_call(self._keeper.desk), dtmf_digits(digits)
        if call is not None and keys:
            self._engine.send(SendDtmf(call.call, keys))

    def mute_all(self, on: bool) -> None:
        for call in offer.living_phone_calls(self._keeper.desk):
            if call.state is not PhoneCallState.INCOMING and call.muted is not on:
                self._engine.send(Mute(call.call, on))

    def toggle_mute(self) -> None:
        call = offer.active_phone_call(self._keeper.desk)
        if call is not None:
            self._engine.send(Mute(call.call, not call.muted))


def next_held(desk: Desk) -> PhoneCall | None:
    """Whose turn it is when calls are swapped: the next held one behind the one that is talked on, round and round."""
    calls = offer.living_phone_calls(desk)
    talking = [place for place, call in enumerate(calls) if call.state is PhoneCallState.TALKING]
    start = talking[-1] + 1 if talking else 0
    return next((call for call in (*calls[start:], *calls[:start]) if call.state is PhoneCallState.HELD), None)
