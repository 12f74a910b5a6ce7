"""What a person can do with the phone itself, as the window calls it."""

from collections.abc import Callable
from pathlib import Path

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.phone import HistoryKind, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import (
    Answer,
    ChooseSound,
    Dial,
    DoNotDisturb,
    HangUp,
    Hold,
    Join,
    Levels,
    RegisterNow,
    Resume,
    TestSound,
    TransferBetween,
    TransferTo,
)
from bluebean_client.ports import Settings
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.change_mode import ChangeMode
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.sound_choice import sound_of
from server.protocol.types import UsageMode


class CorePhoneActions:
    """Implements `PhoneActions`."""

    def __init__(
        self,
        keeper: DeskKeeper,
        engine: EngineKeeper,
        settings: Settings,
        change_mode: ChangeMode,
        background: Background,
    ) -> None:
        self._keeper, self._engine, self._settings = keeper, engine, settings
        self._change_mode, self._background = change_mode, background

    def dial(self, number: str) -> None:
        if self._keeper.desk.mode is UsageMode.SOFTPHONE and number.strip():
            self._engine.send(Dial(number.strip()))

    def redial(self) -> None: ...
    def number_from_link(self, link: str) -> None: ...
    def link_taken(self) -> None: ...

    def answer_call(self, call: int) -> None:
        self._engine.send(Answer(call))

    def hang_up_call(self, call: int) -> None:
        self._engine.send(HangUp(call))

    def hold_call(self, call: int) -> None:
        self._engine.send(Hold(call))

    def resume_call(self, call: int) -> None:
        self._engine.send(Resume(call))

    def swap_calls(self) -> None: ...

    def join_calls(self) -> None:
        self._engine.send(Join())

    def transfer_to(self, call: int, number: str) -> None:
        self._engine.send(TransferTo(call, number))

    def transfer_between(self, call: int, to_call: int) -> None:
        self._engine.send(TransferBetween(call, to_call))

    def mute_all(self, on: bool) -> None: ...

    def set_do_not_disturb(self, on: bool) -> None:
        self._engine.send(DoNotDisturb(on))

    def ask_history(self, search: str, kind: HistoryKind) -> None: ...
    def more_history(self) -> None: ...
    def forget_history(self, entry_id: int) -> None: ...
    def see_missed(self) -> None: ...

    def choose_sound(self) -> None:
        self._engine.send(ChooseSound(sound_of(self._settings)))

    def try_sound(self, sound: SoundSettings) -> None:
        self._engine.send(ChooseSound(sound))

    def test_sound(self, test: SoundTest) -> None:
        self._engine.send(TestSound(test))

    def watch_levels(self, listener: Callable[[Levels], None]) -> Callable[[], None]:
        return lambda: None

    def use_sip_account(self, password: str) -> None:
        self._background.start(self._change_mode.use_account(password), "SIP account")

    def register_now(self) -> None:
        self._engine.send(RegisterNow())

    async def export_diagnostics(self, path: Path) -> Problem | None:
        return None
