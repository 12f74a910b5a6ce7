"""A core that only remembers what the window asked of it, and a desk that tests put in place of the old one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bluebean_client.domain.desk import Desk, Problem
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.settings.schema import SETTINGS, as_text
from bluebean_client.ui.slots import Work


class FakeDeskSource:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._listeners: list[Callable[[Desk, Desk], None]] = []

    def listen(self, listener: Callable[[Desk, Desk], None]) -> None:
        self._listeners.append(listener)

    def put(self, desk: Desk) -> None:
        old, self.desk = self.desk, desk
        for listener in self._listeners:
            listener(old, desk)


class FakeActions:
    """Attributes: `asked`, names and arguments in order; `kept`, the password in the keychain; `dialable`, whether what is
    typed can be dialed by the phone; `callable`, whether by the server."""

    ASYNC = (
        *("start", "login", "change_server", "start_work", "log_off", "leave_by_closing", "reconnect", "set_status"),
        *("answer", "decline", "toggle_hold", "hang_up", "call_field", "load_customer", "create_customer", "link_call"),
        *("save_all", "edit_saved_record", "close_and_resume", "load_seat_plan"),
        *("ask_offers",),
        *("request_help", "cancel_help", "take_help", "extend_wrap_up", "choose_next_status", "set_status_of"),
        *("begin_transfer", "complete_transfer", "drop_target", "start_conference", "keep_customer_waiting"),
        *(
            "load_callback",
            "dismiss_callback",
            "finish_callback",
            "assign_callback",
            "cancel_callback",
            "reschedule_callback",
            "open_abandoned",
            "call_abandoned",
            "finish_abandoned",
        ),
        *("ask_my_customers", "ask_group_figures", "open_customer"),
    )

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.kept = ""
        self.dialable = True
        self.callable = True
        self.phone = self.office = self.lists = self.shift = self
        self.secrets: dict[str, str] = {}
        self.recordings = FakeRecordings(self.asked)
        self.export_problem: Problem | None = None
        self.account_problem: Problem | None = None
        self.listeners: list[Callable[[Levels], None]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)

        async def later(*arguments: Any, **named: Any) -> None:
            self.asked.append((name, *arguments, *named.values()))

        def now(*arguments: Any) -> None:
            self.asked.append((name, *arguments))

        return later if name in self.ASYNC else now

    async def change_password(self, old: str, new: str) -> Problem | None:
        self.asked.append(("change_password", old, new))
        return self.account_problem

    async def change_picture(self, image: bytes) -> Problem | None:
        self.asked.append(("change_picture", image))
        return self.account_problem

    def dial(self, number: str) -> bool:
        self.asked.append(("dial", number))
        return self.dialable

    async def call_number(self, number: str) -> bool:
        self.asked.append(("call_number", number))
        return self.callable

    def transfer_to(self, call: int, number: str) -> bool:
        self.asked.append(("transfer_to", call, number))
        return self.dialable

    async def export_diagnostics(self, path: Path) -> Problem | None:
        self.asked.append(("export_diagnostics", path))
        return self.export_problem

    async def reveal_secrets(self, customer_id: int) -> dict[str, str]:
        self.asked.append(("reveal_secrets", customer_id))
        return self.secrets

    def kept_password(self, login_id: str) -> str:
        return self.kept

    def watch_levels(self, listener: Callable[[Levels], None]) -> Callable[[], None]:
        """Tests let `listeners` hear what they like."""
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def names(self) -> list[str]:
        return [asked[0] for asked in self.asked]


class FakeRecordings:
    """What was asked is among `asked` of the actions, with `recording_` before its name."""

    def __init__(self, asked: list[tuple[Any, ...]]) -> None:
        self._asked = asked
        self.watchers: list[Callable[[float], None]] = []

    async def open(self, call_id: str) -> None:
        self._asked.append(("recording_open", call_id))

    async def download(self, path: Path) -> None:
        self._asked.append(("recording_download", path))

    def watch(self, listener: Callable[[float], None]) -> Callable[[], None]:
        self.watchers.append(listener)
        return lambda: self.watchers.remove(listener)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self._asked.append((f"recording_{name}", *arguments))


class FakeSettings:
    def __init__(self, locked: frozenset[str] = frozenset(), **values: str) -> None:
        self.values = {line.key: as_text(line.default) for line in SETTINGS} | {
            "usage_mode": "softphone_operator",
            "server_url": "https://callcenter.example.jp",
            "theme": "system",
            "text_scale": "100",
            "sip_name": "高橋 由美",
            "sip_user": "2014",
            **values,
        }
        self._locked = locked

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def refused(self, key: str, value: str) -> Problem | None:
        bad = "://" in value and "." not in value
        return Problem(ClientProblem.SETTING_REFUSED, {"reason": "not_an_address"}) if bad else None

    def set(self, key: str, value: str) -> None:
        self.values[key] = value

    def locked(self, key: str) -> bool:
        return key in self._locked


class StillClock:
    """Stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.at = now
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


def run_at_once(work: Work) -> None:
    """Drives a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration:
        return
    raise AssertionError("the coroutine waits for something")
