"""Composition root of the window process: the only place that names concrete classes and puts them together."""

import asyncio
import ctypes
import importlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import platformdirs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from bluebean_client.desktop.late_global_keys import LateGlobalKeys
from bluebean_client.desktop.no_global_keys import NoGlobalKeys
from bluebean_client.diagnostics import CrashLog, log_to
from bluebean_client.net.push import PushChannel
from bluebean_client.net.rest import RestServer
from bluebean_client.phone.link.window_side import EngineProcess
from bluebean_client.phone.playback.window_side import PlayerProcess
from bluebean_client.phone.single_instance import AlreadyRunning, ProfileLock
from bluebean_client.ports.outside import GlobalKeys, KeyRefusal
from bluebean_client.settings.command_line import CommandLine, read
from bluebean_client.single_window import SecondStarts, SystemLinks, hand_over
from bluebean_client.store.atomic import private_folder
from bluebean_client.store.diagnostics_zip import DiagnosticsZip
from bluebean_client.store.drafts import DraftFiles
from bluebean_client.store.secrets import Keychain
from bluebean_client.store.settings_file import SettingsFile
from bluebean_client.store.whole_file import WholeFiles
from bluebean_client.store.window_settings import WindowSettings
from bluebean_client.ui.i18n import Translations, choose_language
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.presence import Presence
from bluebean_client.ui.text_scale import scale_text
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Scheme
from bluebean_client.usecases.core import Core, Outside
from bluebean_client.usecases.global_keys import ActOnGlobalKeys
from bluebean_client.version import VERSION

_log = logging.getLogger(__name__)

APPLICATION = "bluebean-client"
EXIT_OK = 0
EXIT_NO_PROFILE = 1
EXIT_ALREADY_RUNNING = 3

ASFW_ANY = -1


class SystemClock:
    """Implements `Clock`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()


def main(arguments: Sequence[str]) -> int:
    """Run the window until it is closed; returns the exit code."""
    given = read(arguments, VERSION)
    profile = (given.profile or platformdirs.user_data_path(APPLICATION, appauthor=False)).absolute()
    try:
        private_folder(profile)
        lock = ProfileLock(profile / "window.lock")
    except AlreadyRunning:
        return _second_start(profile, given.link)
    except OSError as error:
        sys.stderr.write(f"The profile folder {profile} can't be used: {error}. Choose another with --profile.\n")
        return EXIT_NO_PROFILE
    try:
        return _run(given, profile)
    finally:
        lock.release()


def versions() -> dict[str, str]:
    """Loads the reader of installed metadata, which only the diagnostics need."""
    told: dict[str, str] = importlib.import_module("bluebean_client.version_report").versions()
    return told


def this_program() -> list[str]:
    """How another process of this program is started, frozen or not."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "bluebean_client"]


def engine_command(profile: Path, audio: str) -> list[str]:
    """How the phone engine of this profile is started: by this program itself, frozen or not."""
    return [*this_program(), "--phone-engine", "--profile", str(profile), "--audio", audio]


def player_command(audio: str) -> list[str]:
    """How the player of recordings is started."""
    return [*this_program(), "--sound-player", "--audio", audio]


def make_global_keys(pressed: Callable[[str], None], refused: Callable[[Mapping[str, KeyRefusal]], None]) -> GlobalKeys:
    """What this system has. Each is loaded only where it works."""
    if sys.platform == "win32":
        module = importlib.import_module("bluebean_client.desktop.global_keys_windows")
        on_windows: GlobalKeys = module.WindowsGlobalKeys(ctypes.WinDLL("user32"), pressed, refused)
        return on_windows
    # under Wayland an X11 grab sees only the keys of the few windows that still use X11
    if sys.platform == "linux" and os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        module = importlib.import_module("bluebean_client.desktop.global_keys_x11")
        on_x11: GlobalKeys = module.X11GlobalKeys(pressed, refused)
        return on_x11
    return NoGlobalKeys(refused)


def _second_start(profile: Path, link: str) -> int:
    if sys.platform == "win32":
        # Windows lets a window come to the front only if the program that was started last allows it
        ctypes.WinDLL("user32").AllowSetForegroundWindow(ASFW_ANY)
    if hand_over(profile, link):
        return EXIT_OK
    sys.stderr.write(
        f"BlueBean Client is running already with the profile {profile}, and its window does not answer.\n"
    )
    return EXIT_ALREADY_RUNNING


def _run(given: CommandLine, profile: Path) -> int:
    CrashLog(profile / "logs").install()
    settings = SettingsFile(
        profile / "settings.toml",
        policy=platformdirs.site_config_path(APPLICATION, appauthor=False) / "policy.toml",
        environment=os.environ,
        command_line=given.values,
    )
    log_to(profile / "logs", settings.text("log_level"))
    scale_text(os.environ, settings.text("text_scale"))
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("BlueBean Client")
    application.setDesktopFileName(APPLICATION)
    application.setQuitOnLastWindowClosed(False)
    with QEventLoop(application) as loop:
        loop.run_until_complete(_Life(application, settings, given, profile).live())
    return EXIT_OK


class _Life:
    """The window process from its first widget to its end."""

    def __init__(self, application: QApplication, settings: SettingsFile, given: CommandLine, profile: Path) -> None:
        self._application = application
        self._settings = settings
        self._given = given
        self._profile = profile
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def live(self) -> None:
        loop = asyncio.get_running_loop()
        drafts = DraftFiles(
            self._profile / "drafts",
            written=lambda draft_id, at: _hop(loop, lambda: core.draft_written(draft_id, at)),
            refused=lambda why: _hop(loop, lambda: core.drafts_refused(why)),
        )
        core = self._core(drafts)
        self._settings.listen(core.settings_changed)
        translations, theme = self._dress()
        access = WindowSettings(self._settings, core.actions.phone.use_sip_account)
        window = MainWindow(core.keeper, core.actions, access, SystemClock(), theme=theme, version=VERSION)

        def open_link(link: str) -> None:
            _to_front(window)
            if link:
                core.actions.phone.number_from_link(link)

        global_keys = self._hold_global_keys(core, loop)
        second_starts = SecondStarts(self._profile, open_link)
        system_links = self._system_links(open_link)
        window.show()
        presence = Presence(window, access, lambda: _to_front(window))
        window.left.connect(self._over.set)
        self._end_on_signals(loop)
        self._start(core.actions.start())
        if self._given.link:
            core.actions.phone.number_from_link(self._given.link)
        await self._over.wait()
        presence.close()
        second_starts.close()
        global_keys.close()
        await core.actions.leave_by_closing()
        await core.end_tasks()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.to_thread(drafts.close)
        window.hide()
        del translations, system_links  # kept until here: Qt does not own them

    def _hold_global_keys(self, core: Core, loop: asyncio.AbstractEventLoop) -> GlobalKeys:
        act = ActOnGlobalKeys(core.keeper, core.actions, self._settings)
        keys = LateGlobalKeys(
            lambda: make_global_keys(
                lambda name: _hop(loop, lambda: self._start(act.pressed(name))),
                lambda refusals: _hop(loop, lambda: act.refused(refusals)),
            )
        )
        act.follow(keys)
        self._settings.listen(lambda changed: act.follow(keys, changed))
        return keys

    def _system_links(self, opened: Callable[[str], None]) -> SystemLinks | None:
        """Only where links come this way: a filter of the application sees every event of every widget."""
        if sys.platform != "darwin":
            return None
        links = SystemLinks(opened)
        self._application.installEventFilter(links)
        return links

    def _core(self, drafts: DraftFiles) -> Core:
        outside = Outside(
            server=RestServer(),
            push=PushChannel(),
            engine=EngineProcess(engine_command(self._profile, self._given.audio), self._profile),
            player=PlayerProcess(player_command(self._given.audio)),
            files=WholeFiles(),
            secrets=Keychain(),
            drafts=drafts,
            settings=self._settings,
            diagnostics=DiagnosticsZip(self._profile / "logs", self._settings, versions, Path.home()),
            clock=SystemClock(),
        )
        return Core(outside, VERSION)

    def _dress(self) -> tuple[Translations, Theme]:
        translations = Translations(self._application)
        try:
            translations.use(choose_language(self._settings.text("language")))
        except FileNotFoundError:
            _log.exception("the window speaks English")
        wanted = self._settings.text("theme")
        system_is_dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = wanted == "dark" or (wanted == "system" and system_is_dark)
        theme = Theme(Scheme.DARK if dark else Scheme.LIGHT)
        theme.apply(self._application)
        return translations, theme

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("work of the program itself failed", exc_info=task.exception())

    def _end_on_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """SIGTERM and Ctrl+C close the program as its close button does, without the question."""
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._over.set())
        # Qt waits inside C++: only something readable makes Python run, and with it the handler
        loop.add_reader(reader.fileno(), reader.recv, 64)
        self._signal_ends = (reader, writer)


def _hop(loop: asyncio.AbstractEventLoop, work: Callable[[], None]) -> None:
    """From the thread that writes drafts to the window's; a window that is gone needs no news."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(work)


def _to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
