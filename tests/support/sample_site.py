"""A small declared site for tests, and rows made from it."""

from pathlib import Path

import msgspec

from server.domain.site.declarations import Site
from server.domain.site.file import read_site

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
PASSWORD = "BlueBean-2026"
SUPPORT, ORDERS = "support", "orders"
SUPPORT_NUMBER = "+81355500101"


def sample_site() -> Site:
    return read_site((SAMPLE / "site.toml").read_text(encoding="utf-8"))


def settled_site(password_hash: str = "$argon2id$none") -> Site:
    """The sample as the database keeps it: hashes in place of passwords."""
    declared = sample_site()
    operators = tuple(
        msgspec.structs.replace(operator, password=None, password_hash=password_hash) for operator in declared.operators
    )
    return msgspec.structs.replace(declared, operators=operators)


def sip_passwords(site: Site) -> dict[str, str]:
    return {extension.number: f"sip-{extension.number}" for extension in site.extensions}


def values(**changed: str | list[str]) -> dict[str, str | list[str]]:
    """A customer that the sample's form takes."""
    return {"name": "佐藤 健一", "kana": "サトウ ケンイチ", "phone": "03-5550-1234", "plan": "ライト 月額", **changed}
