"""How PJSIP is set up: the endpoint, its transports, an account, codecs. Values with a reason, nothing else."""

import ipaddress
import socket
from typing import Any
from urllib.parse import quote

import pjsua2 as pj

from bluebean_client.domain.phone import CODECS, Account, Transport
from bluebean_client.domain.sip_address import Hop, first_hop
from bluebean_client.phone.audio import FRAME_MILLISECONDS, SAMPLE_RATE_HZ

CALLS_MAX = 4
"""PJSIP was built for four; it answers a fifth with 486 by itself."""

USUAL_CODECS = CODECS[:3]
FIRST_CODEC_PRIORITY = 250
LOG_LEVEL = 3
"""Warnings and state changes; from 4 on whole SIP messages, with people's numbers in them."""

USER_PART = "!~*'()&=+$,;?/"
"""What may stand in the user part of a SIP URI beside letters, digits and `_.-` (RFC 3261, 25.1)."""

UNREGISTER_WAIT_MILLISECONDS = 300


def endpoint(user_agent: str, log_writer: Any) -> Any:
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.maxCalls = CALLS_MAX
    config.uaConfig.userAgent = user_agent
    config.logConfig.level = LOG_LEVEL
    # The writer gets what the console would.
    config.logConfig.consoleLevel = LOG_LEVEL
    config.logConfig.msgLogging = 0
    config.logConfig.decor = pj.PJ_LOG_HAS_SENDER
    config.logConfig.writer = log_writer
    media = config.medConfig
    media.clockRate = media.sndClockRate = SAMPLE_RATE_HZ
    media.audioFramePtime = media.ptime = FRAME_MILLISECONDS
    media.channelCount = 1
    media.ecTailLen = 0
    # Resampling G.711 (to 3.4 kHz) by the small filter sounds the same and saves a fifth of the mixer's work.
    media.quality = 4
    # Silence is sent too: routers keep the way open, and a dead far side can be told from a silent one.
    media.noVad = True
    return config


def order_codecs(running_endpoint: Any, codecs: tuple[str, ...]) -> None:
    """Offer and accept `codecs`, names of `CODECS` with the first choice first, and no others. Holds for the whole endpoint."""
    wanted = [f"{codec}/".lower() for codec in codecs or USUAL_CODECS]
    for codec in running_endpoint.codecEnum2():
        name = codec.codecId.lower()
        place = next((place for place, prefix in enumerate(wanted) if name.startswith(prefix)), None)
        running_endpoint.codecSetPriority(codec.codecId, 0 if place is None else FIRST_CODEC_PRIORITY - place)


def transport_kind(transport_name: Transport) -> int:
    kind = pj.PJSIP_TRANSPORT_TCP if transport_name is Transport.TCP else pj.PJSIP_TRANSPORT_UDP
    return int(kind)


def transport(local: str) -> Any:
    config = pj.TransportConfig()
    config.port = 0
    if ipaddress.ip_address(local).is_loopback:
        config.boundAddress = local
    else:
        config.publicAddress = local
    return config


def account(wanted: Account, address: str, local: str, transport_id: int) -> Any:
    """`address` is the resolved IP of the first hop: PJSIP would look the name up itself and stand still meanwhile."""
    config = pj.AccountConfig()
    display_name = wanted.display_name.replace("\\", "\\\\").replace('"', '\\"')
    prefix = f'"{display_name}" ' if display_name else ""
    config.idUri = f"{prefix}<sip:{quote(wanted.user, safe=USER_PART)}@{wanted.host}>"
    config.sipConfig.transportId = transport_id
    config.sipConfig.authCreds.append(
        pj.AuthCredInfo("digest", "*", wanted.auth_user or wanted.user, 0, wanted.password)
    )
    for route in routes(wanted, address):
        config.sipConfig.proxies.append(route)
    registration = config.regConfig
    registration.registrarUri = f"sip:{host_uri(wanted)}"
    registration.timeoutSec = wanted.register_seconds
    registration.registerOnAdd = False
    # Retries are the engine's: PJSIP would wait 300 s.
    registration.retryIntervalSec = registration.firstRetryIntervalSec = 0
    registration.dropCallsOnFail = False
    registration.unregWaitMsec = UNREGISTER_WAIT_MILLISECONDS
    media = config.mediaConfig.transportConfig
    media.port = 0
    media.qosType = pj.PJ_QOS_TYPE_VOICE
    if ipaddress.ip_address(local).is_loopback:
        media.boundAddress = local
    config.videoConfig.autoTransmitOutgoing = False
    return config


def routes(wanted: Account, address: str) -> list[str]:
    """The way out. PJSIP sends to the first one; with `hide` it is not told to anybody."""
    hop = first_hop(wanted)
    if not wanted.proxy:
        return [] if address == wanted.host else [_route(Hop(address, hop.port), wanted, ";hide")]
    if address == hop.host:
        return [_route(hop, wanted)]
    return [_route(Hop(address, hop.port), wanted, ";hide"), _route(hop, wanted)]


def _route(hop: Hop, wanted: Account, extra: str = "") -> str:
    return f"sip:{hop.host}:{hop.port};transport={wanted.transport};lr{extra}"


def host_uri(wanted: Account) -> str:
    return f"{wanted.host}:{wanted.port};transport={wanted.transport}"


def call_options(code: int = 0) -> Any:
    options = pj.CallOpParam(True)
    options.opt.videoCount = 0
    options.opt.audioCount = 1
    options.statusCode = code
    return options


def local_address(remote: str, port: int) -> str:
    """This machine's address on the way to `remote`. Nothing is sent: connecting a UDP socket only asks the routing table."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((remote, port))
        except OSError:
            return "0.0.0.0"  # noqa: S104 - no way there now; any address does until there is one
        return str(probe.getsockname()[0])
