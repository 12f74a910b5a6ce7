"""The OpenAPI document, made of the same table and the same types that the server and the clients run on."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from server.protocol import API_PREFIX, PROTOCOL_VERSION
from server.protocol.errors import ErrorBody, http_status
from server.protocol.errors import ErrorCode as Code
from server.protocol.rest import Health, Route

_REF = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"{(\w+)}")
_NUMERIC = frozenset({"customer_id", "record_id", "limit", "offset"})


def openapi_document(routes: Sequence[Route], version: str) -> dict[str, Any]:
    bodies = {kind for route in routes for kind in (route.request, route.reply) if kind is not None}
    types = [*sorted(bodies, key=lambda kind: kind.__name__), ErrorBody, Health]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    named = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(API_PREFIX + route.path, {})[route.method.lower()] = _operation(route, named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "BlueBean",
            "version": version,
            "description": (
                f"Operator interface, protocol version {PROTOCOL_VERSION}. Live state is pushed over a WebSocket at "
                f"`{API_PREFIX}/events`. A call with an `Idempotency-Key` happens once, however often it is sent."
            ),
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(route: Route, named: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": route.name, "responses": _responses(route, named)}
    if parameters := _parameters(route):
        operation["parameters"] = parameters
    if route.request is not None:
        content = {"application/json": {"schema": named[route.request]}}
        operation["requestBody"] = {"required": True, "content": content}
    if route.public:
        operation["security"] = []
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    found = [_parameter(name, "path", required=True) for name in _PARAMETER.findall(route.path)]
    found += [_parameter(name, "query", required=False) for name in route.query]
    if route.idempotent_key:
        found.append(_parameter("Idempotency-Key", "header", required=False))
    return found


def _parameter(name: str, where: str, *, required: bool) -> dict[str, Any]:
    kind = "integer" if name in _NUMERIC else "string"
    return {"name": name, "in": where, "required": required, "schema": {"type": kind}}


def _responses(route: Route, named: dict[Any, Any]) -> dict[str, Any]:
    if route.reply is None:
        done: dict[str, Any] = {route.media: {"schema": {"type": "string", "format": "binary"}}}
    else:
        done = {"application/json": {"schema": named[route.reply]}}
    refused = {"application/json": {"schema": named[ErrorBody]}}
    responses: dict[str, Any] = {
        "200": {"description": "Done.", "content": done},
        "default": {"description": "Refused; `code` says why.", "content": refused},
    }
    if route.reply is None:
        responses["206"] = {"description": "The part that `Range` asked for.", "content": done}
    if not route.public:
        status = str(http_status(Code.SESSION_EXPIRED))
        responses[status] = {"description": "The session is over.", "content": refused}
    return responses
