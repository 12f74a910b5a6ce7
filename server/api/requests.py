"""What handlers take out of a request: who asks, parts of the path, the wanted page."""

from server.api.endpoint import Call
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.services.contacts import LARGEST_PAGE

DEFAULT_PAGE = 50
LARGEST_ID = 2**31 - 1


def operator_id(call: Call) -> str:
    return call.who.operator.operator_id


def path_part(call: Call, name: str) -> str:
    return call.request.match_info[name]


def id_in_path(call: Call, name: str) -> int:
    return _whole_number(path_part(call, name), name, least=1, most=LARGEST_ID)


def page(call: Call) -> tuple[int, int]:
    """Limit and offset."""
    query = call.request.query
    limit = _whole_number(query.get("limit", str(DEFAULT_PAGE)), "limit", least=1, most=LARGEST_PAGE)
    return limit, _whole_number(query.get("offset", "0"), "offset", least=0, most=LARGEST_ID)


def _whole_number(text: str, where: str, *, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12) or not least <= int(text) <= most:
        raise Refusal(ErrorCode.BAD_REQUEST, where=where)
    return int(text)
