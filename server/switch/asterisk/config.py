"""The configuration files of a managed Asterisk, rendered from options: a pure table, file name to text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from server.switch.asterisk.locate import Installation
from server.switch.asterisk.options import AsteriskOptions

WITHHELD = "anonymous"
"""The number of a caller who does not want it shown: the carrier tells it all the same (RFC 3325), and nobody here shall see it."""
APPLICATION = "bluebean"
"""Name of the ARI application and of the users of ARI and AMI."""
TAGS_VARIABLE = "BLUEBEAN_TAGS"
TRUNK_VARIABLE = "BLUEBEAN_TRUNK"
DIALED_VARIABLE = "BLUEBEAN_DIALED"
"""Set on legs that the server dials; one that goes out through a trunk looks like a caller's otherwise."""
MUSIC_CLASSES_FILE = "musiconhold_sounds.conf"
"""Classes of the site, beside the built-in one; they change while Asterisk runs."""
NOBODY = "nobody"
"""An endpoint that no request can be from. Asterisk takes no subscription to its endpoints while it has none."""
CODECS = "g722,ulaw,alaw"
LONGEST_WAIT_FOR_SERVER_SECONDS = 600
RETRY_SECONDS = 3

Section = tuple[str, Iterable[tuple[str, object]]]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a managed Asterisk keeps what is its own, all below `data_dir`."""

    root: Path

    @property
    def etc(self) -> Path:
        return self.root / "etc"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def database(self) -> Path:
        return self.root / "database"

    @property
    def music(self) -> Path:
        return self.root / "music"

    @property
    def sounds(self) -> Path:
        return self.root / "sounds"

    @property
    def unfinished_recordings(self) -> Path:
        return self.root / "unfinished-recordings"

    def all(self) -> list[Path]:
        own = [self.etc, self.run, self.log, self.spool, self.database, self.database / "keys", self.music, self.sounds]
        return [self.root, *own, self.unfinished_recordings]


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach the managed Asterisk: loopback ports and the generated password of ARI and AMI."""

    ari_port: int
    ami_port: int
    password: str

    def __repr__(self) -> str:
        return f"Access(ari_port={self.ari_port}, ami_port={self.ami_port})"


def render(
    options: AsteriskOptions, access: Access, installation: Installation, modules: Iterable[str], *, run: str
) -> dict[str, str]:
    """Every file that Asterisk reads. `run` is another one at each start: channels are named by it, the second and a count from 0."""
    folders = Folders(options.data_dir)
    return {
        "asterisk.conf": _ini(*_asterisk(folders, installation, run)),
        "modules.conf": _ini(("modules", [("autoload", "no"), *(("load", f"{name}.so") for name in modules)])),
        "logger.conf": _ini(
            ("general", [("dateformat", "%F %T.%3q")]), ("logfiles", [("messages", "notice,warning,error")])
        ),
        "http.conf": _ini(("general", [("enabled", "yes"), ("bindaddr", "127.0.0.1"), ("bindport", access.ari_port)])),
        "ari.conf": _ini(
            ("general", [("enabled", "yes"), ("channelvars", f"{TAGS_VARIABLE},{TRUNK_VARIABLE},{DIALED_VARIABLE}")]),
            (APPLICATION, [("type", "user"), ("password", access.password), ("password_format", "plain")]),
        ),
        "manager.conf": _ini(
            ("general", [("enabled", "yes"), ("bindaddr", "127.0.0.1"), ("port", access.ami_port)]),
            (
                APPLICATION,
                [("secret", access.password), ("read", "system"), ("write", "system,call"), ("writetimeout", 1000)],
            ),
        ),
        "rtp.conf": _ini(("general", [("rtpstart", options.rtp_ports[0]), ("rtpend", options.rtp_ports[1])])),
        "musiconhold.conf": music_classes({"default": options.music_dir or folders.music})
        + f"#tryinclude {MUSIC_CLASSES_FILE}\n",
        "sorcery.conf": _ini(
            ("res_pjsip", [*_kept_in_memory("endpoint"), *_kept_in_memory("auth"), *_kept_in_memory("aor")]),
            ("res_pjsip_endpoint_identifier_ip", _kept_in_memory("identify")),
            ("res_pjsip_outbound_registration", _kept_in_memory("registration")),
        ),
        "pjproject.conf": _ini(("startup", [("log_level", 2)])),
        "pjsip.conf": _ini(*_pjsip(options)),
        "extensions.conf": _dialplan(),
        # Read by core and modules; empty, so that Asterisk does not warn that they are missing.
        "cdr.conf": _ini(("general", [("enable", "no")])),
        "cel.conf": _ini(("general", [("enable", "no")])),
        "features.conf": _ini(("general", [])),
        "udptl.conf": _ini(("general", [])),
        "acl.conf": "",
        "websocket_client.conf": "",
        "ccss.conf": _ini(("general", [])),
        "indications.conf": _ini(
            ("general", [("country", "jp")]),
            ("jp", [("description", "Japan"), ("ringcadence", "1000,2000"), *JP_TONES]),
        ),
    }


def music_classes(folders: Mapping[str, Path]) -> str:
    """Sections of musiconhold.conf: classes by name, each of what lies in its folder."""
    return _ini(
        *((name, [("mode", "files"), ("directory", folder), ("sort", "alpha")]) for name, folder in folders.items())
    )


JP_TONES = (
    ("dial", "400"),
    ("busy", "400/500,0/500"),
    ("ring", "400+15/1000,0/2000"),
    ("congestion", "400/500,0/500"),
)


def _kept_in_memory(kind: str) -> list[tuple[str, object]]:
    """Objects of this kind come from the file, and more can be pushed into the running Asterisk."""
    return [(kind, f"config,pjsip.conf,criteria=type={kind}"), (kind, "memory")]


def _asterisk(folders: Folders, installation: Installation, run: str) -> list[Section]:
    return [
        (
            "directories",
            [
                ("astetcdir", folders.etc),
                ("astmoddir", installation.modules_dir),
                ("astvarlibdir", folders.database),
                ("astdbdir", folders.database),
                ("astkeydir", folders.database),
                ("astdatadir", installation.data_dir),
                ("astagidir", folders.spool),
                ("astspooldir", folders.spool),
                ("astrundir", folders.run),
                ("astlogdir", folders.log),
            ],
        ),
        (
            "options",
            [
                ("systemname", f"{APPLICATION}-{run}"),
                ("entityid", "02:00:00:00:00:01"),
                ("nocolor", "yes"),
                ("documentation_language", "en_US"),
                ("hideconnect", "yes"),
            ],
        ),
    ]


def _pjsip(options: AsteriskOptions) -> list[Section]:
    sections: list[Section] = [
        (
            "global",
            [
                ("type", "global"),
                ("user_agent", "BlueBean"),
                ("endpoint_identifier_order", "username,ip"),
                ("taskprocessor_overload_trigger", "pjsip_only"),
                ("keep_alive_interval", 30),
                ("unidentified_request_count", 5),
                ("unidentified_request_period", 5),
            ],
        ),
        ("system", [("type", "system"), ("timer_t1", 500)]),
    ]
    sections += [_transport(options, protocol) for protocol in ("udp", "tcp")]
    if options.tls_certificate and options.tls_private_key:
        sections.append(_tls_transport(options, options.tls_certificate, options.tls_private_key))
    sections.append((NOBODY, [("type", "endpoint"), ("context", "phones"), ("identify_by", "ip"), ("allow", CODECS)]))
    return sections


def _transport(options: AsteriskOptions, protocol: str) -> Section:
    bind = f"{options.sip_bind}:{options.sip_port}"
    return (
        f"transport-{protocol}",
        [("type", "transport"), ("protocol", protocol), ("bind", bind), *_outside(options)],
    )


def _tls_transport(options: AsteriskOptions, certificate: Path, private_key: Path) -> Section:
    fields: list[tuple[str, object]] = [
        ("type", "transport"),
        ("protocol", "tls"),
        ("bind", f"{options.sip_bind}:{options.tls_port}"),
        ("cert_file", certificate),
        ("priv_key_file", private_key),
        ("method", "tlsv1_3"),
    ]
    return ("transport-tls", [*fields, *_outside(options)])


def _outside(options: AsteriskOptions) -> list[tuple[str, object]]:
    if not options.advertised_host:
        return []
    host = options.advertised_host
    return [("external_media_address", host), ("external_signaling_address", host), ("local_net", "127.0.0.0/8")]


def _dialplan() -> str:
    """Callers go to the server. While it is away they hear music and are offered to it again every few seconds.

    Phones may dial nothing by themselves: what they reach is decided by the server.
    """
    attempts = LONGEST_WAIT_FOR_SERVER_SECONDS // RETRY_SECONDS
    called = "${EXTEN}"
    return f"""\
[general]
static=yes
writeprotect=yes

[inbound]
exten => _[+0-9a-zA-Z].,1,Set(TRIES=0)
 same => n,Set(CALLERID(num)=${{IF($["${{CALLERID(num-pres):0:6}}" = "prohib"]?{WITHHELD}:${{CALLERID(num)}})}})
 same => n(again),Stasis({APPLICATION},inbound,{called},${{{TRUNK_VARIABLE}}})
 same => n,GotoIf($["${{STASISSTATUS}}" = "SUCCESS"]?end)
 same => n,Set(TRIES=$[${{TRIES}} + 1])
 same => n,GotoIf($[${{TRIES}} > {attempts}]?end)
 same => n,Answer()
 same => n,MusicOnHold(default,{RETRY_SECONDS})
 same => n,Goto(again)
 same => n(end),Hangup()

[phones]
exten => _[+*#0-9a-zA-Z].,1,Hangup(21)
exten => _[+*#0-9a-zA-Z],1,Hangup(21)
"""


def _ini(*sections: Section) -> str:
    return "\n".join(
        f"[{name}]\n" + "".join(f"{_one_line(key)}={_one_line(value)}\n" for key, value in fields)
        for name, fields in sections
    )


def _one_line(value: object) -> str:
    """A value as Asterisk reads it back. A line break would start another option, so it is refused."""
    text = str(value)
    if any(not char.isprintable() for char in text):
        raise ValueError(f"not allowed in the configuration of the switch: control characters in {text!r}")
    return text.replace(";", "\\;")
