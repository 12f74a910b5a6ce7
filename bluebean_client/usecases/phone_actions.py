"""What a person can do with the phone itself, as the window calls it: each act goes to its use case."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.phone import HistoryKind, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import (
    Answer,
    HangUp,
    Hold,
    Join,
    Levels,
    RegisterNow,
    Resume,
    TestSound,
    TransferBetween,
)
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.call_history import CallHistory
from bluebean_client.usecases.change_mode import ChangeMode
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.engine_wishes import EngineWishes
from bluebean_client.usecases.export_diagnostics import ExportDiagnostics
from bluebean_client.usecases.level_watch import LevelWatch
from bluebean_client.usecases.link_numbers import LinkNumbers
from bluebean_client.usecases.phone_calls import PhoneCalls
from bluebean_client.usecases.sound_choice import SoundChoice


@dataclass(frozen=True, slots=True)
class PhoneUseCases:
    """One of each, made by `core.py`."""

    calls: PhoneCalls
    history: CallHistory
    links: LinkNumbers
    levels: LevelWatch
    sound: SoundChoice
    wishes: EngineWishes
    change_mode: ChangeMode
    export: ExportDiagnostics


class CorePhoneActions:
    """Implements `PhoneActions`."""

    def __init__(self, use: PhoneUseCases, engine: EngineKeeper, background: Background) -> None:
        self._use, self._engine, self._background = use, engine, background

    # ---- numbers --------------------------------------------------------------------------------------------------

    def dial(self, number: str) -> bool:
        return self._use.calls.dial(number)

    def redial(self) -> None:
        self._use.history.redial()

    def number_from_link(self, link: str) -> None:
        self._use.links.take(link)

    def link_taken(self) -> None:
        self._use.links.taken()

    # ---- calls ----------------------------------------------------------------------------------------------------

    def answer_call(self, call: int) -> None:
        self._engine.send(Answer(call))

    def hang_up_call(self, call: int) -> None:
        self._engine.send(HangUp(call))

    def hold_call(self, call: int) -> None:
        self._engine.send(Hold(call))

    def resume_call(self, call: int) -> None:
        self._engine.send(Resume(call))

    def swap_calls(self) -> None:
        self._use.calls.swap()

    def join_calls(self) -> None:
        self._engine.send(Join())

    def transfer_to(self, call: int, number: str) -> bool:
        return self._use.calls.transfer_to(call, number)

    def transfer_between(self, call: int, to_call: int) -> None:
        self._engine.send(TransferBetween(call, to_call))

    def mute_all(self, on: bool) -> None:
        self._use.calls.mute_all(on)

    def set_do_not_disturb(self, on: bool) -> None:
        self._use.wishes.do_not_disturb(on)

    # ---- history --------------------------------------------------------------------------------------------------

    def ask_history(self, search: str, kind: HistoryKind) -> None:
        self._use.history.ask(search, kind)

    def more_history(self) -> None:
        self._use.history.more()

    def forget_history(self, entry_id: int) -> None:
        self._use.history.forget(entry_id)

    def see_missed(self) -> None:
        self._use.history.see_missed()

    # ---- sound and account ----------------------------------------------------------------------------------------

    def choose_sound(self) -> None:
        self._use.sound.choose()

    def try_sound(self, sound: SoundSettings) -> None:
        self._use.sound.try_out(sound)

    def test_sound(self, test: SoundTest) -> None:
        self._engine.send(TestSound(test))

    def watch_levels(self, listener: Callable[[Levels], None]) -> Callable[[], None]:
        return self._use.levels.watch(listener)

    def use_sip_account(self, password: str) -> None:
        self._background.start(self._use.change_mode.use_account(password), "SIP account")

    def register_now(self) -> None:
        self._engine.send(RegisterNow())

    async def export_diagnostics(self, path: Path) -> Problem | None:
        return await self._use.export.execute(path)
