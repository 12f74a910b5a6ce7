"""The client's command line, as it follows from the table of settings."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bluebean_client.domain.links import LINK_CHARACTERS_MAX, plain_link
from bluebean_client.settings.schema import SETTINGS, Kind, Setting, SettingProblem, SettingValue, parse


@dataclass(frozen=True, slots=True)
class CommandLine:
    """`profile` is None for the default one; `audio` goes to the phone engine as it is; `link` is a number to call, or empty."""

    profile: Path | None
    audio: str
    values: Mapping[str, SettingValue]
    link: str = ""


def read(arguments: Sequence[str], version: str) -> CommandLine:
    """Ends the program with a sentence on standard error for anything that can't be used."""
    parser = argparse.ArgumentParser(
        prog="bluebean-client",
        description="Softphone and operator screen of BlueBean.",
        epilog="Every setting can also be given as BLUEBEAN_CLIENT_<SETTING>, such as BLUEBEAN_CLIENT_SERVER_URL.",
    )
    parser.add_argument("--profile", type=Path, metavar="DIR", help="folder of settings, drafts and logs")
    parser.add_argument(
        "--audio", default="auto", help="sound for the phone engine: auto, null or file:PLAY,RECORD,RING"
    )
    parser.add_argument(
        "link", nargs="?", default="", type=_link, help="tel:, callto: or sip: link, or a number, to call"
    )
    parser.add_argument("--version", action="version", version=f"BlueBean Client {version}")
    for line in SETTINGS:
        if line.option:
            _add(parser, line)
    found = vars(parser.parse_args(arguments))
    values = {line.key: found[line.key] for line in SETTINGS if found.get(line.key) is not None}
    return CommandLine(found["profile"], found["audio"], values, found["link"])


def _add(parser: argparse.ArgumentParser, line: Setting) -> None:
    named = [choice for choice in line.choices if choice]
    shown = "{" + ",".join(named) + "}" if line.kind is Kind.CHOICE else line.option.removeprefix("--").upper()
    parser.add_argument(line.option, dest=line.key, type=_checked(line.key), metavar=shown, help=line.help)


def _link(text: str) -> str:
    link = plain_link(text)
    if link is None:
        raise argparse.ArgumentTypeError(
            f"must have {LINK_CHARACTERS_MAX} characters at most, and no control characters"
        )
    return link


def _checked(key: str) -> Callable[[str], SettingValue]:
    def check(text: str) -> SettingValue:
        try:
            return parse(key, text)
        except SettingProblem as problem:
            raise argparse.ArgumentTypeError(problem.detail) from problem

    return check
