"""The whole server inside a test: real HTTP, WebSocket and SQLite, a fake switch, a clock that the test moves."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from argon2 import PasswordHasher

from server.app import Outside, open_repositories, running_server
from server.config import ServerConfig
from server.ports.switch import LegId
from server.protocol import API_PREFIX
from server.protocol.push import DeskState, Hello, Ping, ServerMessage, Snapshot, Welcome, apply
from server.protocol.types import Status
from server.services.clock import SystemClock
from server.services.sign_in import Passwords
from server.services.site import SiteAdministration, decode_csv, read_customers
from server.switch.fake import FakeSwitch
from tests.support.sample_site import PASSWORD, SAMPLE, SUPPORT, sample_site

DEADLINE_SECONDS = 10.0
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class ShiftedClock(SystemClock):
    """The machine's clock, with a date of the test's choice; sleeping and durations are real."""

    def __init__(self, start: datetime) -> None:
        self._shift = start - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def turn(self, by: timedelta) -> None:
        self._shift += by


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Ask again until the condition holds."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - the other side is behind HTTP, it has no event to wait for
            await asyncio.sleep(0)


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]
    raw: bytes

    @property
    def code(self) -> str:
        return str(self.body["code"])


class Client:
    """What an operator's program sends; holds the token once logged in."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http
        self.token = ""
        self._keys = itertools.count(1)

    async def call(
        self, method: str, path: str, body: Any = None, *, key: str = "", raw: bytes | None = None, **headers: str
    ) -> Answer:
        sent = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **headers}
        if key:
            sent["Idempotency-Key"] = key
        data = raw if raw is not None else (msgspec.json.encode(body) if body is not None else None)
        async with self.http.request(method, self.url + API_PREFIX + path, data=data, headers=sent) as response:
            content = await response.read()
            is_json = response.content_type == "application/json"
            return Answer(response.status, msgspec.json.decode(content) if is_json else None, response.headers, content)

    async def log_in(self, login_id: str = "op001", extension: str = "2001", **more: Any) -> Answer:
        request = {"login_id": login_id, "password": PASSWORD, "extension": extension, "protocol": 1, **more}
        answer = await self.call("POST", "/login", request)
        if answer.status == 200:
            self.token = answer.body["token"]
        return answer

    @asynccontextmanager
    async def events(self, *, token: str = "", protocol: int = 1) -> AsyncIterator["Reader"]:
        async with self.http.ws_connect(f"{self.url}{API_PREFIX}/events", compress=0) as socket:
            await socket.send_str(msgspec.json.encode(Hello(protocol, token or self.token)).decode())
            yield Reader(socket)


class Reader:
    """Reads the push channel as a client does: a snapshot, then changes whose numbers have no gap."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seq = -1
        self.state: DeskState | None = None

    async def next(self) -> ServerMessage | None:
        """None when the server has closed."""
        message = await self.socket.receive(timeout=DEADLINE_SECONDS)
        if message.type is not aiohttp.WSMsgType.TEXT:
            return None
        return msgspec.json.decode(message.data, type=ServerMessage)  # type: ignore[no-any-return]

    async def follow(self, condition: Callable[[DeskState], object]) -> DeskState:
        """Read until the state is so."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while self.state is None or not condition(self.state):
                self._take(await self.next())
        return self.state

    def _take(self, message: ServerMessage | None) -> None:
        assert message is not None, "the server closed the channel"
        if isinstance(message, Snapshot):
            self.seq, self.state = message.seq, message.state
        elif (body := getattr(message, "body", None)) is not None:
            assert self.state is not None
            assert message.seq == self.seq + 1  # type: ignore[union-attr]
            self.seq, self.state = self.seq + 1, apply(self.state, body)
        else:
            assert not hasattr(message, "code"), message

    async def ping(self) -> None:
        await self.socket.send_str(msgspec.json.encode(Ping()).decode())

    async def welcome(self) -> Welcome:
        message = await self.next()
        assert isinstance(message, Welcome)
        return message


@dataclass
class World:
    """A running server with its fake surroundings."""

    config: ServerConfig
    url: str
    switch: FakeSwitch
    clock: ShiftedClock
    http: aiohttp.ClientSession
    clients: list[Client] = field(default_factory=list)

    def client(self) -> Client:
        return Client(self.url, self.http)

    async def ringing_leg(self, extension: str) -> LegId:
        """The leg that rings at this phone: it is dialed once the call is in the database, a moment after the desk shows it."""

        def ringing() -> list[LegId]:
            return [leg for leg in self.switch.legs_to(extension) if not self.switch.is_up(leg)]

        async def rings() -> bool:
            return bool(ringing())

        await until(rings)
        return ringing()[0]

    async def ready_operator(self, login_id: str = "op001", extension: str = "2001") -> Client:
        """Logged in at a registered phone and available in all groups."""
        self.switch.register(extension)
        client = self.client()
        assert (await client.log_in(login_id, extension)).status == 200
        started = await client.call("POST", "/work", {"work_group_ids": ["support", "orders"]})
        assert started.status == 200, started.body
        async with client.events() as reader:
            await reader.follow(lambda state: state.me.status is Status.WRAP_UP)
        done = await client.call("POST", "/status", {"status": "available"})
        assert done.status == 200, done.body
        return client


async def apply_sample(config: ServerConfig) -> None:
    async with open_repositories(config) as repositories:
        await SiteAdministration(repositories, Passwords(CHEAP_HASHER)).apply(sample_site(), SAMPLE)


async def add_sample_customers(config: ServerConfig, count: int, work_group: str = SUPPORT) -> None:
    text = decode_csv((SAMPLE / "customers.csv").read_bytes())
    async with open_repositories(config) as repositories:
        group = next(row for row in await repositories.work_groups() if row.info.work_group_id == work_group)
        found = read_customers(text, group, "JP")
        await repositories.add_customers(group, found.good[:count])


@asynccontextmanager
async def running_world(folder: Path, **options: Any) -> AsyncIterator[World]:
    """A server with the sample site and a few customers on a free port."""
    config = ServerConfig(data_dir=str(folder), port=0, **options)
    if not (folder / "bluebean.sqlite3").exists():
        await apply_sample(config)
        await add_sample_customers(config, 12)
    switch = FakeSwitch(config.recordings_path)
    clock = ShiftedClock(datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    outside = Outside(make_switch=lambda _config: switch, clock=clock, hasher=CHEAP_HASHER, site_poll_seconds=0.05)
    async with running_server(config, outside) as (url, _), aiohttp.ClientSession() as http:
        yield World(config, url, switch, clock, http)
