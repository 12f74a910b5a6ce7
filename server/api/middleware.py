"""Around all requests: an id in the log and the answer, the time it took, and errors as bodies with stable codes."""

import uuid
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from server.api.endpoint import error_answer, error_of
from server.api.metrics import Metrics
from server.ports.outside import Clock
from server.protocol.errors import ErrorCode

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]
REQUEST_ID_HEADER = "X-Request-Id"
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds for ever; what they find out is logged where it happens."""
log = structlog.get_logger(__name__)


def observe(metrics: Metrics, clock: Clock) -> Middleware:
    """Outermost: request id, log line, latency."""

    @web.middleware
    async def middleware(request: web.Request, handler: Next) -> web.StreamResponse:
        request_id = uuid.uuid4().hex[:16]
        began = clock.monotonic()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = await _with_errors_as_bodies(request, handler)
            seconds = clock.monotonic() - began
            resource = request.match_info.route.resource
            path = resource.canonical if resource else "unknown"
            metrics.request_done(request.method, path, response.status, seconds)
            level = log.debug if path in PROBES else log.info if response.status < 400 else log.warning
            level("request", method=request.method, path=path, status=response.status, ms=round(seconds * 1000, 1))
        if not response.prepared:
            response.headers[REQUEST_ID_HEADER] = request_id
        return response

    return middleware


async def _with_errors_as_bodies(request: web.Request, handler: Next) -> web.StreamResponse:
    try:
        return await handler(request)
    except Exception as error:
        known = error_of(error)
        if known is None:
            log.exception("request_failed", method=request.method)
            return error_answer(ErrorCode.INTERNAL, {})
        return error_answer(*known)
