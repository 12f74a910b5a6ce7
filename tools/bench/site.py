"""A site with sixty operators or more in one work group, made of the sample site's form."""

import tomllib
from pathlib import Path

import tomli_w
from argon2 import PasswordHasher

from server.protocol.types import GroupKind
from tools.stage.sample import PASSWORD, SITE, SUPPORT, SUPPORT_NUMBER

OPERATORS = 60
GROUP, NUMBER = SUPPORT, SUPPORT_NUMBER


def login_of(number: int) -> tuple[str, str]:
    """Login id and extension of an operator, counted from 1."""
    return f"bench{number:03}", f"{3000 + number}"


def write_site(
    path: Path, operators: int = OPERATORS, *, kind: GroupKind | None = None, sip_password: str | None = None
) -> Path:
    """The site file; the only members who take calls are those who become available. `kind` is for all groups."""
    site = tomllib.loads(Path(SITE).read_text("utf-8"))
    logins = [login_of(number) for number in range(1, operators + 1)]
    hashed = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(
        PASSWORD
    )  # hundreds log in: not the figure here
    site["operators"] = [{"login_id": login, "name": login, "password_hash": hashed} for login, _ in logins]
    password = {"sip_password": sip_password} if sip_password else {}
    site["extensions"] = [{"number": extension, **password} for _, extension in logins]
    site.pop("layouts", None)  # its desks have the sample's extensions
    for group in site["work_groups"]:
        group["members"] = [login for login, _ in logins]
        group["ring_seconds"] = 20
        group.pop("wrap_up_seconds", None)
        group["kind"] = kind or group["kind"]
    path.write_text(tomli_w.dumps(site), "utf-8")
    return path
