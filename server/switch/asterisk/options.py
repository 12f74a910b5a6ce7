"""What the Asterisk adapter is told: where to find the program, where to keep its files, on which addresses to serve."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AsteriskOptions:
    """Everything about one managed Asterisk.

    `data_dir` belongs to it alone (configuration, secrets, pid file, raw recordings). `executable` empty: look for it.
    `sip_bind`/`sip_port` is the address phones and trunks use over UDP and TCP; `advertised_host` is what is written
    into SIP and SDP when the address seen from outside differs. TLS is offered when certificate and key are given.
    """

    data_dir: Path
    recordings_dir: Path
    executable: Path | None = None
    sip_bind: str = "0.0.0.0"  # noqa: S104 - phones come from everywhere
    sip_port: int = 5060
    tls_port: int = 5061
    tls_certificate: Path | None = None
    tls_private_key: Path | None = None
    srtp_required: bool = False
    """Phones that do not encrypt the voice get no call."""
    advertised_host: str = ""
    rtp_ports: tuple[int, int] = (10000, 19999)
    music_dir: Path | None = None
    """WAV files (8 or 16 kHz mono) to play on hold instead of the built-in music."""
