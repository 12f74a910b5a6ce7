"""A login as it lives in the window: follows the push channel, feeds the desk, and ends in an orderly way."""

import asyncio
import json
import logging
from dataclasses import dataclass, replace

from bluebean_client.domain import live, notices
from bluebean_client.domain.desk import Desk, Identity, Link, Problem, Screen
from bluebean_client.domain.phone import Account, DtmfMethod, Srtp, Transport
from bluebean_client.ports.outside import Clock, LinkDown, LinkUp, Push, Server, Settings
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from server.protocol.push import Goodbye, MeChanged, ServerMessage, Snapshot, apply
from server.protocol.rest import Session
from server.protocol.types import OperatorState, SipAccount

_log = logging.getLogger(__name__)

SNAPSHOT_SECONDS = 4.0
RESTART_SECONDS = 1.0
LOG_OFF_BUTTON = "log_off_button"
LOGIN_BUTTON = "login_button"


@dataclass(frozen=True, slots=True)
class Resumption:
    """What a restarted window needs to go on: kept by the engine, in memory only. `repr` hides the token."""

    server_url: str
    token: str

    def __repr__(self) -> str:
        return f"Resumption(server_url={self.server_url!r})"

    def encode(self) -> bytes:
        return json.dumps({"server_url": self.server_url, "token": self.token}).encode()

    @classmethod
    def decode(cls, blob: bytes) -> "Resumption | None":
        """None for anything that this version did not write."""
        try:
            fields = json.loads(blob)
            return cls(str(fields["server_url"]), str(fields["token"]))
        except (ValueError, KeyError, TypeError):
            return None


def account_of(sip: SipAccount, name: str, settings: Settings) -> Account:
    """The engine's account out of the server's, with what only this PC knows."""
    return Account(
        user=sip.user,
        password=sip.password,
        host=sip.host,
        port=sip.port,
        transport=Transport(sip.transport),
        register_seconds=sip.register_seconds,
        srtp=Srtp(sip.srtp),
        display_name=name,
        codecs=settings.names("sip_codecs"),
        dtmf=DtmfMethod(settings.text("sip_dtmf")),
    )


class LiveSession:
    """Between login and log-off.

    Attributes:
        background: tasks that end with the session.
    """

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        push: Push,
        engine: EngineKeeper,
        drafts: DraftKeeper,
        settings: Settings,
        clock: Clock,
        background: Background,
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._push = push
        self._engine = engine
        self._drafts = drafts
        self._settings = settings
        self._clock = clock
        self.background = background

    async def enter(self, session: Session, *, resumed: bool) -> None:
        """Take up the session: token, phone account, push channel; returns when the first snapshot is on the desk.

        It takes the place of one that is up: who logs in while the last session is being resumed means the new one.
        """
        await self.background.stop()
        url = self._keeper.desk.server_url
        self._server.use_token(session.token)
        offset = (session.server_time - self._clock.now()).total_seconds()
        self._keeper.change(
            lambda desk: replace(
                desk,
                identity=Identity(session.operator_id, session.name, session.extension),
                work_groups=session.work_groups,
                reasons=session.reasons,
                capabilities=frozenset(session.capabilities),
                clock_offset_seconds=offset,
                link=Link.CONNECTING,
                live=None,
                login_problem=None,
            )
        )
        self._register(session, Resumption(url, session.token).encode(), resumed=resumed)
        self.background.start(self._follow(url, session.token), "push channel")
        if not await self._keeper.wait_for(lambda desk: desk.live is not None, SNAPSHOT_SECONDS):
            _log.warning("no snapshot within %s s after login; going on without", SNAPSHOT_SECONDS)
            self._keeper.change(lambda desk: replace(desk, screen=Screen.WORK_GROUPS) if desk.identity else desk)

    def _register(self, session: Session, secret: bytes, *, resumed: bool) -> None:
        if session.sip is None:
            return
        account = account_of(session.sip, session.name, self._settings)
        if resumed:
            self._engine.adopt(account, secret)
        else:
            self._engine.give(account, secret)

    async def leave(self, problem: Problem | None = None) -> None:
        """Back to the login page, with the reason if it was not the operator's wish. What was typed stays as drafts."""
        for tab in self._keeper.desk.tabs:
            if tab.dirty:
                self._drafts.note(tab)
        self._engine.take_back()
        await self.background.stop()
        self._server.use_token("")
        self._keeper.change(lambda desk: logged_off(desk, problem))

    def accept(self, reply: OperatorState) -> None:
        """A command's reply may be newer than the last push; with the channel cut it is all there is."""
        desk = self._keeper.desk
        if desk.live is None:
            return
        if desk.link is not Link.ONLINE or reply.since > desk.live.me.since:
            self._keeper.put(live.with_live(desk, apply(desk.live, MeChanged(reply))))

    def retry_now(self) -> None:
        self._push.retry_now()

    async def _follow(self, url: str, token: str) -> None:
        while self._keeper.desk.identity is not None:
            goodbye = None
            try:
                async for message in self._push.messages(url, token):
                    goodbye = message if isinstance(message, Goodbye) else goodbye
                    self._heard(message)
            except Exception:
                _log.exception("following the server failed; starting over")
            if goodbye is not None:
                await self._told_goodbye(goodbye)
                return
            self._link_lost("refused")
            await asyncio.sleep(RESTART_SECONDS)

    def _heard(self, message: ServerMessage | LinkUp | LinkDown) -> None:
        match message:
            case LinkUp():
                _log.info("connected to the server")
            case LinkDown(why=why):
                self._link_lost(why)
            case Goodbye():
                _log.info("the server says goodbye: %s", message.code)
            case _:
                now = self._clock.now()
                back = isinstance(message, Snapshot)
                self._keeper.change(
                    lambda desk: live.received(notices.take_away(desk, notices.LINK) if back else desk, message, now)
                )

    def _link_lost(self, why: str) -> None:
        _log.warning("the connection to the server is lost: %s", why)
        self._keeper.change(lambda desk: replace(notices.put(desk, notices.server_lost(why)), link=Link.LOST))

    async def _told_goodbye(self, goodbye: Goodbye) -> None:
        if {LOG_OFF_BUTTON, LOGIN_BUTTON} & self._keeper.desk.busy:
            await self.leave()  # the goodbye that the operator brought about himself may overtake the answer to it
            return
        _log.warning("the server ended the session: %s %s", goodbye.code, goodbye.message)
        await self.leave(Problem(goodbye.code, {"operator_name": goodbye.by}))


def logged_off(desk: Desk, problem: Problem | None) -> Desk:
    """The desk as it is before a login; what belongs to the PC and not to the person stays."""
    kept = tuple(notice for notice in desk.notices if notice.key == notices.ENGINE)
    return Desk(
        screen=Screen.LOGIN,
        mode=desk.mode,
        server_url=desk.server_url,
        last_login_id=desk.last_login_id,
        last_extension=desk.last_extension,
        password_can_be_kept=desk.password_can_be_kept,
        engine=desk.engine,
        phone=desk.phone,
        notices=kept,
        login_problem=problem,
    )
