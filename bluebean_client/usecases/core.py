"""The client without its window: every use case, wired to the ports it was given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bluebean_client.domain.desk import Desk, Notice, Problem, Screen, Severity
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import (
    Clock,
    Diagnostics,
    Drafts,
    Files,
    PhoneEngine,
    Push,
    Secrets,
    Server,
    Settings,
    SoundPlayer,
)
from bluebean_client.usecases.actions import CoreActions, UseCases
from bluebean_client.usecases.answer import AnswerCall
from bluebean_client.usecases.apply_settings import ApplySettings
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.call_history import CallHistory
from bluebean_client.usecases.call_out import CallOut
from bluebean_client.usecases.change_mode import ChangeMode
from bluebean_client.usecases.change_server import ChangeServer
from bluebean_client.usecases.chimes import Chimes
from bluebean_client.usecases.close_and_resume import CloseAndResume
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.decline import Decline
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.edit import EditField, EditRecord
from bluebean_client.usecases.edit_saved_record import EditSavedRecord
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.engine_wishes import EngineWishes
from bluebean_client.usecases.export_diagnostics import ExportDiagnostics
from bluebean_client.usecases.find_customers import FindCustomers
from bluebean_client.usecases.hang_up import HangUpCall
from bluebean_client.usecases.help import Help
from bluebean_client.usecases.histories import Histories
from bluebean_client.usecases.level_watch import LevelWatch
from bluebean_client.usecases.link_call import LinkCall
from bluebean_client.usecases.link_numbers import LinkNumbers
from bluebean_client.usecases.live_session import LiveSession
from bluebean_client.usecases.load_call_offers import LoadCallOffers
from bluebean_client.usecases.load_seat_plan import LoadSeatPlan
from bluebean_client.usecases.load_transferred import LoadTransferred
from bluebean_client.usecases.log_off import LeaveByClosing, LogOff
from bluebean_client.usecases.login import Login
from bluebean_client.usecases.my_day import MyDay
from bluebean_client.usecases.office import CoreOfficeActions
from bluebean_client.usecases.open_customer import CreateCustomer, LoadCustomer
from bluebean_client.usecases.own_account import OwnAccount
from bluebean_client.usecases.passwords import Passwords
from bluebean_client.usecases.phone_actions import CorePhoneActions, PhoneUseCases
from bluebean_client.usecases.phone_calls import PhoneCalls
from bluebean_client.usecases.phone_follows_server import PhoneFollowsServer
from bluebean_client.usecases.pictures import Pictures, PlanPictures
from bluebean_client.usecases.recordings import Recordings
from bluebean_client.usecases.recover_input import RecoverInput
from bluebean_client.usecases.reveal_secrets import RevealSecrets
from bluebean_client.usecases.save_all import SaveAll
from bluebean_client.usecases.server_follows_phone import ServerFollowsPhone
from bluebean_client.usecases.set_status import SetStatus
from bluebean_client.usecases.set_status_of import SetStatusOf
from bluebean_client.usecases.shift import CoreShiftActions
from bluebean_client.usecases.softphone_account import SoftphoneAccount
from bluebean_client.usecases.sound_choice import SoundChoice
from bluebean_client.usecases.start import Start
from bluebean_client.usecases.start_work import StartWork
from bluebean_client.usecases.toggle_hold import ToggleHold
from bluebean_client.usecases.transfers import Transfers
from bluebean_client.usecases.worklists import CoreWorklists
from bluebean_client.usecases.wrap_up import WrapUp
from server.protocol.types import UsageMode


@dataclass(frozen=True, slots=True)
class Outside:
    """The ports, each behind whatever implements it."""

    server: Server
    push: Push
    engine: PhoneEngine
    player: SoundPlayer
    files: Files
    secrets: Secrets
    drafts: Drafts
    settings: Settings
    diagnostics: Diagnostics
    clock: Clock


@dataclass(frozen=True, slots=True)
class Inside:
    """What several use cases share."""

    keeper: DeskKeeper
    background: Background
    drafts: DraftKeeper
    engine: EngineKeeper
    session: LiveSession
    commands: Commands
    histories: Histories
    recover: RecoverInput
    passwords: Passwords
    softphone: SoftphoneAccount
    change_mode: ChangeMode


class Core:
    """Attributes: `keeper`, the desk's owner and source for the window; `engine`, who keeps the phone running; `actions`,
    what the window may ask.
    """

    def __init__(self, outside: Outside, client_version: str) -> None:
        self._inside = inside = make_inside(outside)
        self.keeper, self.engine = inside.keeper, inside.engine
        phone = make_phone_use_cases(outside, inside)
        PhoneFollowsServer(self.keeper, self.engine)
        ServerFollowsPhone(self.keeper, outside.server, inside.background)
        use = make_use_cases(outside, inside, phone.calls, client_version)
        LoadTransferred(self.keeper, use.load_customer, inside.background)
        MyDay(self.keeper, outside.server, inside.background)
        Chimes(self.keeper, self.engine, outside.player, outside.settings, outside.clock, inside.background)
        self.actions = CoreActions(
            self.keeper,
            use,
            session=inside.session,
            drafts=inside.drafts,
            passwords=inside.passwords,
            background=inside.background,
            phone=CorePhoneActions(phone, self.engine, inside.background),
            recordings=Recordings(
                self.keeper,
                outside.server,
                outside.player,
                outside.files,
                outside.settings,
                inside.commands,
                inside.background,
            ),
            shift=CoreShiftActions(
                Help(outside.server, inside.commands, inside.session),
                WrapUp(outside.server, inside.commands, inside.session),
                SetStatusOf(self.keeper, outside.server, inside.commands),
            ),
            office=make_office(outside, inside),
            lists=CoreWorklists(
                self.keeper,
                outside.server,
                inside.commands,
                use.load_customer.from_list,
                use.call_out.back,
                inside.histories.load_of,
            ),
        )
        self._apply_settings = ApplySettings(
            outside.settings, self.engine, phone.sound, phone.wishes, inside.change_mode
        )

    def settings_changed(self, keys: Collection[str]) -> None:
        """Their new values are stored; what can take effect at once does, the rest holds from the next start."""
        self._inside.background.start(self._apply_settings.execute(keys), "apply settings")

    def drafts_refused(self, why: str) -> None:
        """The disk refuses, or takes them again if `why` is empty; the operator knows. Call it in the window's thread."""
        if why:
            problem = Problem(ClientProblem.DRAFT_NOT_WRITTEN, {"why": why})
            self.keeper.notice(Notice("drafts", Severity.WARNING, problem))
        else:
            self.keeper.take_away("drafts")

    async def end_tasks(self) -> None:
        """Stop whatever still runs; says nothing to server or engine."""
        await self._inside.background.stop()
        await self.engine.end_tasks()

    def draft_written(self, draft_id: str, at: datetime) -> None:
        """The draft is on disk. Call it in the window's thread."""
        self._inside.drafts.written(draft_id, at)


def make_office(outside: Outside, inside: Inside) -> CoreOfficeActions:
    return CoreOfficeActions(
        LoadSeatPlan(inside.keeper, outside.server, inside.commands),
        OwnAccount(outside.server, inside.commands, inside.passwords),
        Pictures(inside.keeper, outside.server, inside.background),
        PlanPictures(inside.keeper, outside.server, inside.background),
        LoadCallOffers(inside.keeper, outside.server, inside.commands),
    )


def make_inside(outside: Outside) -> Inside:
    """Nothing of it does anything yet."""
    server, settings, clock = outside.server, outside.settings, outside.clock
    keeper = DeskKeeper(first_desk(settings))
    background = Background()
    drafts = DraftKeeper(keeper, outside.drafts, clock)
    engine = EngineKeeper(keeper, outside.engine)
    session = LiveSession(keeper, server, outside.push, engine, drafts, settings, clock, background)
    histories = Histories(keeper, server, background)
    softphone = SoftphoneAccount(keeper, settings, outside.secrets)
    return Inside(
        keeper=keeper,
        background=background,
        drafts=drafts,
        engine=engine,
        session=session,
        commands=Commands(keeper, session),
        histories=histories,
        recover=RecoverInput(keeper, server, drafts, histories),
        passwords=Passwords(keeper, outside.secrets, settings),
        softphone=softphone,
        change_mode=ChangeMode(keeper, engine, softphone),
    )


def make_phone_use_cases(outside: Outside, inside: Inside) -> PhoneUseCases:
    """Those that listen to desk and engine do so from now on."""
    keeper, engine = inside.keeper, inside.engine
    calls = PhoneCalls(keeper, engine, outside.settings)
    return PhoneUseCases(
        calls=calls,
        history=CallHistory(keeper, engine, calls.dial),
        links=LinkNumbers(keeper, calls, outside.settings, inside.background),
        levels=LevelWatch(engine),
        sound=SoundChoice(engine, outside.settings),
        wishes=EngineWishes(engine, outside.settings),
        change_mode=inside.change_mode,
        export=ExportDiagnostics(keeper, outside.diagnostics),
    )


def make_use_cases(outside: Outside, inside: Inside, phone_calls: PhoneCalls, client_version: str) -> UseCases:
    """One for each act of a person; `phone_calls` are the same that the phone's own use cases have."""
    server, settings, clock = outside.server, outside.settings, outside.clock
    keeper, engine, session, drafts = inside.keeper, inside.engine, inside.session, inside.drafts
    commands, histories, recover = inside.commands, inside.histories, inside.recover
    return UseCases(
        start=Start(keeper, server, engine, session, recover, inside.passwords, inside.softphone),
        login=Login(keeper, server, session, recover, inside.passwords, settings, client_version),
        change_server=ChangeServer(keeper, settings, inside.passwords),
        change_mode=inside.change_mode,
        start_work=StartWork(server, commands, session),
        log_off=LogOff(keeper, server, commands, session),
        leave_by_closing=LeaveByClosing(keeper, server, engine, session, drafts, inside.background),
        set_status=SetStatus(server, commands, session),
        answer=AnswerCall(keeper, engine),
        decline=Decline(keeper, engine, server, commands),
        call_out=CallOut(keeper, server, commands, session, drafts),
        toggle_hold=ToggleHold(keeper, server, commands, session, phone_calls),
        hang_up=HangUpCall(keeper, engine, server, commands, session),
        transfers=Transfers(keeper, server, commands, session),
        phone_calls=phone_calls,
        find_customers=FindCustomers(keeper, server, commands, inside.background),
        load_customer=LoadCustomer(keeper, server, commands, drafts, histories, inside.background),
        create_customer=CreateCustomer(keeper),
        link_call=LinkCall(keeper, server, commands, drafts),
        edit_field=EditField(keeper, drafts),
        edit_record=EditRecord(keeper, drafts),
        save_all=SaveAll(keeper, server, commands, drafts, clock),
        edit_saved_record=EditSavedRecord(keeper, server, commands),
        close_and_resume=CloseAndResume(keeper, server, commands, session),
        recover=recover,
        histories=histories,
        reveal_secrets=RevealSecrets(server, commands),
    )


def first_desk(settings: Settings) -> Desk:
    """What the window shows before anything has happened."""
    mode = UsageMode(settings.text("usage_mode"))
    return Desk(
        screen=Screen.PHONE if mode is UsageMode.SOFTPHONE else Screen.LOGIN,
        mode=mode,
        server_url=settings.text("server_url"),
        last_login_id=settings.text("login_id"),
        last_extension=settings.text("extension"),
        password_can_be_kept=False,
    )
