"""Softphones that can be started without a person: this client and its peers, each set up for one account at the same switch."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.softswitch import PASSWORD
from tools.stage.client import FROM_SOURCE


@dataclass(frozen=True, slots=True)
class Setup:
    """Where a softphone finds its files (`home`) and its switch, at 127.0.0.1 by UDP."""

    home: Path
    user: str
    port: int

    def write(self, name: str, text: str) -> None:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class Softphone:
    """`prepare` writes its settings and gives the command. Calls to `prefix` and its user's number are answered by itself.

    `afterwards` is run once it is up: what can't be said in its settings.
    """

    name: str
    program: str
    prepare: Callable[[Setup], list[str]]
    has_window: bool = True
    prefix: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    afterwards: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        return shutil.which(self.program) is not None


def _ours(setup: Setup) -> list[str]:
    setup.write(
        "profile/settings.toml",
        f'usage_mode = "softphone"\nsip_server = "127.0.0.1:{setup.port}"\nsip_user = "{setup.user}"\nlanguage = "ja"\n',
    )
    return [*FROM_SOURCE, "--profile", str(setup.home / "profile")]


def _linphone(setup: Setup) -> list[str]:
    setup.write(
        ".config/linphone/linphonerc",
        "[sip]\ndefault_proxy=0\nsip_port=-1\nsip_tcp_port=-1\nsip_tls_port=-1\n"
        f"[proxy_0]\nreg_proxy=<sip:127.0.0.1:{setup.port};transport=udp>\n"
        f"reg_identity=<sip:{setup.user}@127.0.0.1:{setup.port}>\nreg_expires=600\nreg_sendregister=1\npublish=0\n"
        f"[auth_info_0]\nusername={setup.user}\npasswd={PASSWORD}\nrealm=asterisk\n"
        "[ui]\nauto_answer=1\nauto_answer_delay=0\nread_and_agree_terms_and_privacy=1\n",
    )
    return ["linphone"]


def _twinkle(setup: Setup) -> list[str]:
    domain = f"127.0.0.1:{setup.port}"
    setup.write(
        ".twinkle/bench.cfg",
        f"user_name={setup.user}\nuser_domain={domain}\nuser_display=\nauth_realm=\nauth_name={setup.user}\nauth_pass={PASSWORD}\n"
        f"registrar={domain}\nregister_at_startup=yes\nregistration_time=600\ncodecs=g711u\nsip_transport=udp\n",
    )
    devices = "".join(f"dev_{use}=alsa:pulse\n" for use in ("ringtone", "speaker", "mic"))
    setup.write(".twinkle/twinkle.sys", f"{devices}validate_audio_dev=no\nsip_port=0\nrtp_port=16000\n")
    return ["twinkle", "-f", "bench", "--force"]


def _baresip(setup: Setup) -> list[str]:
    modules = "".join(f"module {name}.so\n" for name in ("g711", "alsa", "menu"))
    applications = "".join(f"module_app {name}.so\n" for name in ("account", "contact"))
    setup.write(
        "baresip/config",
        f"module_path /usr/lib/baresip/modules\naudio_player alsa,pulse\naudio_source alsa,pulse\naudio_alert alsa,pulse\n"
        f"sip_listen 127.0.0.1:0\n{modules}{applications}",
    )
    setup.write(
        "baresip/accounts",
        f"<sip:{setup.user}@127.0.0.1:{setup.port}>;auth_user={setup.user};answermode=auto;regint=600;audio_codecs=pcmu\n",
    )
    setup.write("baresip/contacts", "")
    # Its accounts have no room for a password with a space; without one it asks on the terminal.
    setup.write("baresip/password", f"{PASSWORD}\n")
    return ["sh", "-c", 'exec baresip -f "$0" < "$0/password"', str(setup.home / "baresip")]


OURS = Softphone(
    "ours",
    sys.executable,
    _ours,
    prefix="8",
    environment={"PYTHON_KEYRING_BACKEND": "tools.bench.keychain.OnePassword"},
)
PEERS = (
    Softphone("linphone", "linphone", _linphone),
    Softphone("twinkle", "twinkle", _twinkle, afterwards=("twinkle", "--immediate", "--cmd", "auto_answer -a on")),
    Softphone("baresip", "baresip", _baresip, has_window=False),
)
