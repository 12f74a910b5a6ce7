"""The aiohttp application: every route of the wire contract, the push channel, health, metrics and the OpenAPI document."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import structlog
from aiohttp import web

from server.api.endpoint import Endpoints, Handler
from server.api.events import EventsEndpoint
from server.api.metrics import Metrics
from server.api.middleware import observe
from server.api.openapi import openapi_document
from server.domain.figures import FloorFigures
from server.ports.outside import Clock
from server.ports.storage import SiteRepository
from server.protocol import API_PREFIX
from server.protocol.rest import Health, Route

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Doors:
    """What the application is put together from."""

    routes: Sequence[Route]
    handlers: Mapping[str, Handler]
    endpoints: Endpoints
    events: EventsEndpoint
    metrics: Metrics
    clock: Clock
    database: SiteRepository
    figures: Callable[[], FloorFigures]
    version: str
    max_body_bytes: int


def build_web_app(doors: Doors) -> web.Application:
    """Raises `KeyError` if a route has no handler."""
    app = web.Application(client_max_size=doors.max_body_bytes, middlewares=[observe(doors.metrics, doors.clock)])
    for route in doors.routes:
        serve = doors.endpoints.make(route, doors.handlers[route.name])
        app.router.add_route(route.method.value, API_PREFIX + route.path, serve)
    document = msgspec.json.encode(openapi_document(doors.routes, doors.version))

    async def openapi(_request: web.Request) -> web.Response:
        return web.Response(body=document, content_type="application/json")

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=doors.metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4"})

    app.router.add_get(f"{API_PREFIX}/openapi.json", openapi)
    app.router.add_get(f"{API_PREFIX}/events", doors.events.serve)
    app.router.add_get("/healthz", _health(doors, must_be_ready=False))
    app.router.add_get("/readyz", _health(doors, must_be_ready=True))
    app.router.add_get("/metrics", metrics)
    return app


def _health(doors: Doors, *, must_be_ready: bool) -> Callable[[web.Request], Awaitable[web.Response]]:
    """`/healthz` says that the process lives; `/readyz` answers 503 until database and switch both work."""

    async def health(_request: web.Request) -> web.Response:
        try:
            await doors.database.ping()
        except Exception as error:
            log.warning("database_unreachable", why=str(error).partition("\n")[0])
            database = "down"
        else:
            database = "up"
        switch = "up" if doors.figures().switch_up else "down"
        ready = database == switch == "up"
        body = Health("ok" if ready else "degraded", doors.version, switch, database)
        status = 503 if must_be_ready and not ready else 200
        return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")

    return health
