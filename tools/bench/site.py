"""A site with sixty operators or more in one work group, made of the sample site's form."""

import tomllib
from pathlib import Path

import tomli_w
from argon2 import PasswordHasher

from tools.stage.sample import PASSWORD, SITE, SUPPORT, SUPPORT_NUMBER

OPERATORS = 60
GROUP, NUMBER = SUPPORT, SUPPORT_NUMBER


def login_of(number: int) -> tuple[str, str]:
    """Login id and extension of an operator, counted from 1."""
    return f"bench{number:03}", f"{3000 + number}"


def write_site(path: Path, operators: int = OPERATORS) -> Path:
    """The site file; the only member who takes calls is the one who becomes available."""
    site = tomllib.loads(Path(SITE).read_text("utf-8"))
    logins = [login_of(number) for number in range(1, operators + 1)]
    hashed = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(
        PASSWORD
    )  # hundreds log in: not the figure here
    site["operators"] = [{"login_id": login, "name": login, "password_hash": hashed} for login, _ in logins]
    site["extensions"] = [{"number": extension} for _, extension in logins]
    site.pop("layouts", None)  # its desks have the sample's extensions
    for group in site["work_groups"]:
        group["members"] = [login for login, _ in logins]
        group["ring_seconds"] = 20
        group.pop("wrap_up_seconds", None)
    path.write_text(tomli_w.dumps(site), "utf-8")
    return path
