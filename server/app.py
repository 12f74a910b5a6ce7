"""The composition root: the only place where concrete classes are named and put together."""

import asyncio
import importlib.metadata
import socket
import ssl
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web
from argon2 import PasswordHasher

from server.api.endpoint import Endpoints
from server.api.events import EventsEndpoint
from server.api.handlers import Handlers
from server.api.login_gate import LoginGate
from server.api.metrics import Metrics
from server.api.office_handlers import OfficeHandlers
from server.api.publisher import PushPublisher
from server.api.web_app import Doors, build_web_app
from server.api.worklist_handlers import WorklistHandlers
from server.config import ServerConfig
from server.ports.outside import Clock
from server.ports.switch import Switch, SwitchError
from server.protocol.rest import ROUTES
from server.services.call_floor import CallFloor
from server.services.clock import SystemClock
from server.services.contacts import Contacts
from server.services.group_figures import GroupBoard
from server.services.offers import Offers
from server.services.own_account import OwnAccount
from server.services.recordings import match_recordings
from server.services.seating import Seating
from server.services.sign_in import LoginLimits, Passwords, SignIn, SipService
from server.services.site import SiteAdministration
from server.services.site_watch import POLL_SECONDS, SiteWatch, purge_replies
from server.services.status_log import close_status_log, keep_status_log
from server.services.statuses_of_others import StatusesOfOthers
from server.services.worklists import Worklists
from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from server.storage.secrets import load_secret_box
from server.storage.sound_files import built_in_sounds
from server.switch.asterisk.options import AsteriskOptions
from server.switch.asterisk.switch import AsteriskSwitch

SHUTDOWN_SECONDS = 5.0
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
log = structlog.get_logger(__name__)


class StartError(Exception):
    """The server can't start. One sentence: what happened and what to do."""


def managed_asterisk(config: ServerConfig) -> Switch:
    """The switch that serves real calls."""
    certificate, key = config.sip_certificate
    return AsteriskSwitch(
        AsteriskOptions(
            data_dir=config.data_path / "asterisk",
            recordings_dir=config.recordings_path,
            executable=Path(config.asterisk_path) if config.asterisk_path else None,
            sip_bind=config.sip_bind,
            sip_port=config.sip_port,
            tls_port=config.sip_tls_port,
            tls_certificate=Path(certificate).resolve() if certificate else None,
            tls_private_key=Path(key).resolve() if key else None,
            srtp_required=config.sip_srtp == "mandatory",
            advertised_host=config.sip_host,
            rtp_ports=(config.rtp_first_port, config.rtp_last_port),
            music_dir=Path(config.music_dir) if config.music_dir else None,
        )
    )


@dataclass(frozen=True, slots=True)
class Outside:
    """What a test replaces: the switch, the clock, the cost of a password, how often the site is looked at."""

    make_switch: Callable[[ServerConfig], Switch] = managed_asterisk
    clock: Clock = field(default_factory=SystemClock)
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    site_poll_seconds: float = POLL_SECONDS


@asynccontextmanager
async def open_repositories(config: ServerConfig) -> AsyncIterator[SqlRepositories]:
    """The database, brought up to date. Raises `DatabaseError`, `SecretKeyError`, `StartError`."""
    try:
        config.data_path.mkdir(parents=True, exist_ok=True, mode=0o700)
        config.recordings_path.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise StartError(f"cannot use the data directory {config.data_path}: {error.strerror}; set data_dir") from error
    secrets = load_secret_box(config.data_path / "secret.key")
    database = Database(config.effective_database_url)
    try:
        await database.prepare()
        yield SqlRepositories(database, secrets)
    finally:
        await database.close()


@asynccontextmanager
async def open_administration(config: ServerConfig) -> AsyncIterator[tuple[SiteAdministration, SqlRepositories]]:
    """What the admin commands work with."""
    async with open_repositories(config) as repositories:
        yield SiteAdministration(repositories, Passwords(PasswordHasher())), repositories


async def serve(config: ServerConfig, stop: asyncio.Event, ready: Callable[[str], None], outside: Outside) -> None:
    """Run until `stop` is set; `ready` is told the URL. Raises what `running_server` raises, or why the floor ended."""
    async with running_server(config, outside) as (url, floor_task):
        ready(url)
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({stopped, floor_task}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if floor_task.done() and not stop.is_set():
            floor_task.result()
            raise RuntimeError("the call floor ended by itself")


@asynccontextmanager
async def running_server(config: ServerConfig, outside: Outside) -> AsyncIterator[tuple[str, asyncio.Task[None]]]:
    """Everything up, in the order in which it can fail without leaving anything half-done; and down again in reverse."""
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(_listen(config))
        check_certificates(config)
        tls = _tls_context(config)
        repositories = await stack.enter_async_context(open_repositories(config))
        site = await repositories.site()
        switch = outside.make_switch(config)
        publisher = PushPublisher()
        country = site.site.country if site else "JP"
        floor = CallFloor(
            switch=switch,
            repositories=repositories,
            clock=outside.clock,
            publisher=publisher,
            new_id=lambda: uuid.uuid4().hex,
            country=country,
            grace_seconds=config.grace_seconds,
        )
        watch = SiteWatch(
            site=repositories,
            repositories=repositories,
            switch=switch,
            floor=floor,
            poll_seconds=outside.site_poll_seconds,
            sounds=built_in_sounds(),
        )
        await watch.start()
        await match_recordings(
            repositories, lambda name: (config.recordings_path / name).is_file(), outside.clock.now()
        )
        await close_status_log(repositories)
        await switch.start()
        stack.push_async_callback(switch.close)
        floor_task = await stack.enter_async_context(_background(floor.run()))
        await stack.enter_async_context(_background(watch.run()))
        await stack.enter_async_context(_background(purge_replies(repositories, outside.clock)))
        log_keeper = keep_status_log(repositories, outside.clock, config.status_log_days)
        await stack.enter_async_context(_background(log_keeper))
        doors, events = _doors(config, outside, repositories, floor, publisher, country)
        runner = web.AppRunner(build_web_app(doors), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        stack.push_async_callback(events.close_all)
        await web.SockSite(runner, listener, ssl_context=tls).start()
        port = listener.getsockname()[1]
        host = WILDCARDS.get(config.host, config.host)
        shown = f"[{host}]" if ":" in host else host
        yield f"{'https' if tls else 'http'}://{shown}:{port}", floor_task


def _doors(
    config: ServerConfig,
    outside: Outside,
    repositories: SqlRepositories,
    floor: CallFloor,
    publisher: PushPublisher,
    country: str,
) -> tuple[Doors, EventsEndpoint]:
    clock, passwords = outside.clock, Passwords(outside.hasher)
    sign_in = SignIn(
        repositories=repositories,
        floor=floor,
        clock=clock,
        passwords=passwords,
        limits=LoginLimits(config.login_attempts, config.login_lock_seconds),
        sip=_sip_service(config),
    )
    contacts = Contacts(repositories=repositories, site=repositories, floor=floor, clock=clock, country=country)
    account = OwnAccount(repositories=repositories, sign_in=sign_in, passwords=passwords, floor=floor, clock=clock)
    gate = LoginGate(clock, config.login_requests_per_minute)
    handlers = Handlers(
        sign_in=sign_in,
        floor=floor,
        contacts=contacts,
        office=OfficeHandlers(Seating(repositories), account),
        offers=Offers(repositories, floor),
        worklists=WorklistHandlers(
            Worklists(repositories=repositories, floor=floor, clock=clock),
            GroupBoard(repositories=repositories, floor=floor, clock=clock),
        ),
        statuses=StatusesOfOthers(repositories=repositories, floor=floor, clock=clock),
        gate=gate,
        recordings=config.recordings_path,
    )
    events = EventsEndpoint(sign_in=sign_in, floor=floor, publisher=publisher, clock=clock)
    doors = Doors(
        routes=ROUTES,
        handlers=handlers.by_name(),
        endpoints=Endpoints(sign_in=sign_in, repositories=repositories, max_body_bytes=config.max_body_bytes),
        events=events,
        metrics=Metrics(floor.figures, lambda: len(publisher)),
        clock=clock,
        database=repositories,
        figures=floor.figures,
        version=importlib.metadata.version("bluebean"),
        max_body_bytes=config.max_body_bytes,
    )
    return doors, events


def _sip_service(config: ServerConfig) -> SipService:
    return SipService(
        port=config.sip_tls_port if config.sip_transport == "tls" else config.sip_port,
        host=config.sip_host or ("" if config.sip_bind in WILDCARDS else config.sip_bind),
        transport=config.sip_transport,
        srtp=config.sip_srtp,
    )


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _listen(config: ServerConfig) -> socket.socket:
    """Bound before anything else is touched, so that a port in use leaves nothing behind."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            config.host, config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise StartError(f"host '{config.host}' is no address of this machine: {error.strerror}; set host") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise StartError(
            f"cannot listen on {config.host} port {config.port}: {error.strerror}; "
            "stop the other program or set another port"
        ) from error
    return listener


def check_certificates(config: ServerConfig) -> None:
    """Raises `StartError` for certificates that cannot be used; Asterisk would only be silent on its TLS port."""
    if config.tls_cert:
        _with_certificate("tls_cert", config.tls_cert, "tls_key", config.tls_key)
    if config.sip_tls_cert:
        _with_certificate("sip_tls_cert", config.sip_tls_cert, "sip_tls_key", config.sip_tls_key)


def _tls_context(config: ServerConfig) -> ssl.SSLContext | None:
    return _with_certificate("tls_cert", config.tls_cert, "tls_key", config.tls_key) if config.tls_cert else None


def _with_certificate(certificate_option: str, certificate: str, key_option: str, key: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        why = error.strerror or error
        raise StartError(f"cannot use {certificate_option} {certificate} with {key_option} {key}: {why}") from error
    return context


START_ERRORS = (StartError, SwitchError)
