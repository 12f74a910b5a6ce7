"""Every option of the server, declared once: the file, the environment, the command line, the checks and the manual follow from it.

An option is looked for on the command line, then in the environment, then in the file. In the file `[sip] port = 5060`
and `sip_port = 5060` mean the same.
"""

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ENVIRONMENT_PREFIX = "BLUEBEAN_SERVER_"
ANY_PORT = (0, 65535)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an option's value must keep to, and what it is for."""

    help: str
    between: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()


def _option(
    default: Any, help_text: str, *, between: tuple[float, float] | None = None, choices: tuple[str, ...] = ()
) -> Any:
    return field(default=default, metadata={"limits": Limits(help_text, between, choices)})


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """The options with their types and defaults."""

    host: str = _option("127.0.0.1", "Address to listen on for clients; 0.0.0.0 for all addresses.")
    port: int = _option(8300, "Port to listen on for clients; 0 takes a free one.", between=ANY_PORT)
    tls_cert: str = _option("", "PEM file with the certificate chain; with tls_key the server speaks HTTPS.")
    tls_key: str = _option("", "PEM file with the private key.")
    data_dir: str = _option("bluebean-data", "Folder for the database, recordings, keys and the switch's files.")
    database_url: str = _option("", "SQLAlchemy address, such as postgresql+asyncpg://user@host/name; empty: SQLite.")
    switch_mode: str = _option("managed", "How the telephony switch is run.", choices=("managed",))
    asterisk_path: str = _option("", "The asterisk program; empty: look for it.")
    sip_bind: str = _option("0.0.0.0", "Address on which phones and trunks reach the switch.")  # noqa: S104 - phones are elsewhere
    sip_port: int = _option(5060, "Port for SIP over UDP and TCP.", between=(1, 65535))
    sip_tls_port: int = _option(5061, "Port for SIP over TLS.", between=(1, 65535))
    sip_tls_cert: str = _option("", "PEM file with the chain for SIP over TLS; empty: that of HTTPS (tls_cert).")
    sip_tls_key: str = _option("", "PEM file with its private key; empty: that of HTTPS (tls_key).")
    sip_transport: str = _option(
        "udp", "How the phones of operators are told to reach the switch.", choices=("udp", "tcp", "tls")
    )
    sip_srtp: str = _option(
        "off",
        "Whether they are told to encrypt the voice; with mandatory no phone gets a call in the clear.",
        choices=("off", "optional", "mandatory"),
    )
    sip_host: str = _option("", "SIP host told to the phones; empty: the address by which the client came.")
    rtp_first_port: int = _option(10000, "First UDP port for voice.", between=(1024, 65535))
    rtp_last_port: int = _option(19999, "Last UDP port for voice.", between=(1024, 65535))
    music_dir: str = _option("", "Folder with WAV files to play on hold; empty: built-in music.")
    grace_seconds: float = _option(60.0, "How long a lost client keeps its place.", between=(1, 3600))
    status_log_days: int = _option(
        400, "How long the log of statuses is kept, in days; 0 for ever.", between=(0, 36500)
    )
    login_attempts: int = _option(5, "Wrong passwords in a row until a login ID is locked.", between=(1, 100))
    login_lock_seconds: int = _option(300, "How long it stays locked.", between=(1, 86400))
    login_requests_per_minute: int = _option(
        120, "Failed logins a minute until an address must wait.", between=(1, 10000)
    )
    max_body_bytes: int = _option(
        1_572_864, "Largest request body; a picture of 1 MiB needs as much.", between=(1024, 104_857_600)
    )
    log_level: str = _option("info", "What is logged.", choices=("debug", "info", "warning", "error"))
    log_format: str = _option("console", "How it is logged.", choices=("console", "json"))

    @property
    def data_path(self) -> Path:
        return Path(self.data_dir).expanduser().resolve()

    @property
    def recordings_path(self) -> Path:
        return self.data_path / "recordings"

    @property
    def sip_certificate(self) -> tuple[str, str]:
        """Chain and key for SIP over TLS; both empty if it is not offered."""
        return (self.sip_tls_cert, self.sip_tls_key) if self.sip_tls_cert else (self.tls_cert, self.tls_key)

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_path / 'bluebean.sqlite3'}"


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Where (file, environment or command line), which key, and why."""

    source: str
    key: str
    why: str

    def __str__(self) -> str:
        return f"{self.source}: {self.key}: {self.why}" if self.key else f"{self.source}: {self.why}"


class ConfigError(Exception):
    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def limits_of(name: str) -> Limits:
    """Help, range and choices of the option."""
    return next(option.metadata["limits"] for option in fields(ServerConfig) if option.name == name)  # type: ignore[no-any-return]


def option_names() -> list[str]:
    return [option.name for option in fields(ServerConfig)]


def load_config(
    file: tuple[str, str] | None, environment: Mapping[str, str], command_line: Mapping[str, str]
) -> ServerConfig:
    """The options; `file` is its name and text. Raises `ConfigError` with everything that is wrong."""
    problems: list[ConfigProblem] = []
    values: dict[str, Any] = {}
    sources: list[tuple[str, Mapping[str, Any]]] = []
    if file is not None:
        sources.append((file[0], _read_toml(*file)))
    sources.append(("environment", dict(_from_environment(environment))))
    sources.append(("command line", command_line))
    for source, found in sources:
        for name, raw in found.items():
            value = _convert(source, name, raw, problems)
            if value is not None:
                values[name] = value
    config = ServerConfig(**values)
    problems += _contradictions(config)
    if problems:
        raise ConfigError(problems)
    return config


def _read_toml(name: str, text: str) -> dict[str, Any]:
    try:
        return dict(_flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([ConfigProblem(name, "", f"not valid TOML: {error}")]) from error


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}_")
        else:
            yield f"{prefix}{key}", value


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in option_names():
        value = environment.get(ENVIRONMENT_PREFIX + name.upper())
        if value is not None:
            yield name, value


def _convert(source: str, name: str, raw: Any, problems: list[ConfigProblem]) -> Any:
    if name not in option_names():
        near = difflib.get_close_matches(name, option_names(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        problems.append(ConfigProblem(source, name, f"there is no such option{hint}"))
        return None
    shown = ENVIRONMENT_PREFIX + name.upper() if source == "environment" else name
    kind = next(option.type for option in fields(ServerConfig) if option.name == name)
    value = _typed(kind, raw, text_allowed=source in ("environment", "command line"))
    why = f"must be {_KINDS[kind]}, not {raw!r}" if value is None else _limit_problem(limits_of(name), value)
    if why:
        problems.append(ConfigProblem(source, shown, why))
        return None
    return value


_KINDS: dict[Any, str] = {int: "a whole number", float: "a number", str: "text"}


def _typed(kind: Any, raw: Any, *, text_allowed: bool) -> Any:
    """`raw` as the option's type; None if it isn't one. Only the environment and the command line give numbers as text."""
    if kind is str:
        return raw if isinstance(raw, str) else None
    if isinstance(raw, bool) or (isinstance(raw, str) and not text_allowed):
        return None
    if kind is int and isinstance(raw, float):
        return None
    try:
        return kind(raw)
    except (TypeError, ValueError):
        return None


def _limit_problem(limits: Limits, value: Any) -> str:
    if limits.between and not limits.between[0] <= value <= limits.between[1]:
        return f"must be {limits.between[0]} to {limits.between[1]}, not {value}"
    if limits.choices and value not in limits.choices:
        return f"must be {' or '.join(limits.choices)}, not {value!r}"
    return ""


def _contradictions(config: ServerConfig) -> Iterator[ConfigProblem]:
    for certificate, key in (("tls_cert", "tls_key"), ("sip_tls_cert", "sip_tls_key")):
        if bool(getattr(config, certificate)) != bool(getattr(config, key)):
            missing = key if getattr(config, certificate) else certificate
            yield ConfigProblem("configuration", missing, f"{certificate} and {key} go together; this one is missing")
    if config.sip_transport == "tls" and not config.sip_certificate[0]:
        yield ConfigProblem(
            "configuration", "sip_transport", "tls needs a certificate: set sip_tls_cert and sip_tls_key"
        )
    if config.sip_srtp != "off" and config.sip_transport != "tls":
        yield ConfigProblem(
            "configuration", "sip_srtp", "needs sip_transport = 'tls': the keys of the voice would travel in the clear"
        )
    if config.rtp_last_port - config.rtp_first_port < 3:
        yield ConfigProblem("configuration", "rtp_last_port", "must be at least 3 above rtp_first_port")


def describe_options() -> str:
    """The options as a Markdown table, for the manual."""
    rows = ["| option | default | what it is for |", "|---|---|---|"]
    for option in fields(ServerConfig):
        limits: Limits = option.metadata["limits"]
        extra = f" ({', '.join(limits.choices)})" if limits.choices else ""
        rows.append(f"| `{option.name}` | `{option.default}` | {limits.help}{extra} |")
    return "\n".join(rows)
