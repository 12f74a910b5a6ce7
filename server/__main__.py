"""The command line: serve | migrate | admin apply, export, add-customers | check-config."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import tomli_w

from server.app import START_ERRORS, Outside, check_certificates, open_administration, open_repositories, serve
from server.config import ConfigError, ServerConfig, limits_of, load_config, option_names
from server.domain.customer_search import CustomerSearch
from server.domain.site.file import read_site, site_to_plain
from server.domain.site.problems import SiteError
from server.logs import configure_logs
from server.services.site import CsvProblem, decode_csv, read_customers
from server.storage.database import DatabaseError
from server.storage.secrets import SecretKeyError

CANNOT = 2


class CommandError(Exception):
    """What the user asked for can't be done; the lines say why and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--config", type=Path, metavar="FILE", help="server.toml with any of the options below")
    for name in option_names():
        flag = "--" + name.replace("_", "-")
        options.add_argument(flag, dest=name, metavar="VALUE", help=limits_of(name).help.replace("%", "%%"))
    top = argparse.ArgumentParser(prog="bluebean-server", description="Call-centre server.")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", parents=[options], help="run the server")
    commands.add_parser("migrate", parents=[options], help="bring the database up to date")
    commands.add_parser("check-config", parents=[options], help="say whether the options are right")
    admin = commands.add_parser("admin", help="set up the site").add_subparsers(dest="admin", required=True)
    apply = admin.add_parser("apply", parents=[options], help="make the site what a file declares")
    apply.add_argument("file", type=Path, metavar="site.toml")
    export = admin.add_parser("export", parents=[options], help="write the site as such a file")
    export.add_argument("file", type=Path, metavar="site.toml", nargs="?", help="missing: standard output")
    add = admin.add_parser("add-customers", parents=[options], help="add customers from a CSV file")
    add.add_argument("--work-group", required=True, metavar="KEY")
    add.add_argument("--only-if-empty", action="store_true", help="do nothing if the group has customers already")
    add.add_argument("file", type=Path, metavar="FILE.csv")
    return top


def main(arguments: Sequence[str] | None = None) -> None:
    os.umask(0o077)
    chosen = parser().parse_args(arguments)
    try:
        config = _config(chosen)
        configure_logs(config.log_level, config.log_format)
        asyncio.run(_run(chosen, config))
    except (CommandError, ConfigError, SiteError, CsvProblem, DatabaseError, SecretKeyError, *START_ERRORS) as error:
        problems = getattr(error, "problems", None) or str(error).splitlines()
        for problem in problems:
            print(f"bluebean-server: {problem}", file=sys.stderr)
        sys.exit(CANNOT)


def _config(chosen: argparse.Namespace) -> ServerConfig:
    file = None
    if chosen.config is not None:
        file = (str(chosen.config), _read(chosen.config).decode("utf-8", errors="replace"))
    given = {name: getattr(chosen, name) for name in option_names() if getattr(chosen, name) is not None}
    return load_config(file, os.environ, given)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error


async def _run(chosen: argparse.Namespace, config: ServerConfig) -> None:
    match chosen.command, getattr(chosen, "admin", None):
        case "serve", _:
            await _serve(config)
        case "migrate", _:
            async with open_repositories(config):
                print("the database is up to date")
        case "check-config", _:
            _check_config(config)
        case _, "apply":
            await _apply(config, chosen.file)
        case _, "export":
            await _export(config, chosen.file)
        case _, "add-customers":
            await _add_customers(config, chosen)


async def _serve(config: ServerConfig) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(config, stop, lambda url: print(f"BlueBean server ready at {url}", flush=True), Outside())


def _check_config(config: ServerConfig) -> None:
    for option in fields(config):
        value = getattr(config, option.name)
        shown = "***" if option.name == "database_url" and "@" in str(value) else value
        print(f"{option.name} = {shown!r}")
    check_certificates(config)
    print("the configuration is good")


async def _apply(config: ServerConfig, file: Path) -> None:
    try:
        declared = read_site(_read(file).decode("utf-8-sig"))
        async with open_administration(config) as (administration, _):
            changes = await administration.apply(declared, file.parent)
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: is not UTF-8; nothing was changed") from error
    except SiteError as error:
        lines = [f"{file}: {problem}" for problem in error.problems]
        raise CommandError(*lines, "nothing was changed") from error
    print("\n".join(changes) if changes else "nothing to change")


async def _export(config: ServerConfig, file: Path | None) -> None:
    async with open_administration(config) as (administration, _):
        text = tomli_w.dumps(site_to_plain(await administration.export()), multiline_strings=False)
        pictures = await administration.plan_pictures()
    if file is None:
        sys.stdout.write(text)
        if pictures:
            print("bluebean-server: pictures of floors are written only beside a file", file=sys.stderr)
        return
    for picture in pictures:
        _write(file.with_name(picture.name), picture.image)
    _write(file, text.encode())


def _write(file: Path, content: bytes) -> None:
    """Readable by nobody else."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
    except OSError as error:
        raise CommandError(f"cannot write {file}: {error.strerror}") from error


async def _add_customers(config: ServerConfig, chosen: argparse.Namespace) -> None:
    text = decode_csv(_read(chosen.file))
    async with open_administration(config) as (administration, repositories):
        site = await administration.export()
        groups = {group.info.work_group_id: group for group in await repositories.work_groups()}
        group = groups.get(chosen.work_group)
        if group is None:
            known = ", ".join(groups) or "none"
            raise CommandError(f"there is no work group '{chosen.work_group}' (there are: {known})")
        _, there = await repositories.find_customers([chosen.work_group], CustomerSearch(), 1, 0)
        if chosen.only_if_empty and there:
            print(f"{there} customers are there already, nothing added")
            return
        found = read_customers(text, group, site.site.country)
        if found.bad:
            lines = [f"{chosen.file} line {row.line}: {row.why}" for row in found.bad[:50]]
            raise CommandError(*lines, f"{len(found.bad)} bad rows; nothing was added")
        print(f"{await repositories.add_customers(group, found.good)} customers added to {chosen.work_group}")


if __name__ == "__main__":
    main()
