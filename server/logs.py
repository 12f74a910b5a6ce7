"""Structured logs on stderr, as lines for people or JSON; secrets never reach them, telephone numbers only with their last digits."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_KEYS = re.compile(r"password|secret|token|authorization|cookie|api_key", re.IGNORECASE)
_NUMBER_KEYS = frozenset({"number", "caller", "called", "from_number", "to_number", "phone"})
_TELEPHONE = re.compile(r"(?<![\w.:-])\+?\d{6,12}(?=\d{4}(?![\w.:-]))")


def mask(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank the values of secret keys, shorten telephone numbers wherever they stand."""
    for key, value in entry.items():
        if _SECRET_KEYS.search(key):
            entry[key] = "***"
        elif isinstance(value, str):
            entry[key] = _mask_number(value) if key in _NUMBER_KEYS else _TELEPHONE.sub("***", value)
    return entry


def _mask_number(number: str) -> str:
    return f"***{number[-4:]}" if len(number) > 6 else number


def configure_logs(level: str, style: str) -> None:
    """Once, at the start of the program."""
    number = logging.getLevelNamesMapping()[level.upper()]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.getLogger("aiohttp.server").setLevel(
        logging.CRITICAL
    )  # our middleware logs faults; the rest is noise of scanners
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)
