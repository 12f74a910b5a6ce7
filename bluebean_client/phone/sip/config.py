"""How PJSIP is set up: the endpoint, its transports, an account, codecs. Values with a reason, nothing else."""

import ipaddress
import socket
from typing import Any
from urllib.parse import quote

import pjsua2 as pj

from bluebean_client.domain.phone import CODECS, Account, Srtp, Transport
from bluebean_client.domain.sip_address import first_hop
from bluebean_client.phone.audio import FRAME_MILLISECONDS, SAMPLE_RATE_HZ

CALLS_MAX = 4
"""PJSIP was built for four; it answers a fifth with 486 by itself."""

USUAL_CODECS = CODECS[:3]
FIRST_CODEC_PRIORITY = 250
LOG_LEVEL = 3
"""Warnings and state changes; from 4 on whole SIP messages, with people's numbers in them."""

SRTP_USE = {
    Srtp.OFF: pj.PJMEDIA_SRTP_DISABLED,
    Srtp.OPTIONAL: pj.PJMEDIA_SRTP_OPTIONAL,
    Srtp.MANDATORY: pj.PJMEDIA_SRTP_MANDATORY,
}

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


def transport(local: str) -> Any:
    config = pj.TransportConfig()
    config.port = 0
    config.boundAddress, config.publicAddress = bound_and_shown(local)
    return config


def account(wanted: Account, routes: list[str], local: str, transport_id: int) -> Any:
    """`routes` are the URIs of the hops on the way, nearest first; `local` is this machine's address on that way."""
    config = pj.AccountConfig()
    display_name = wanted.display_name.replace("\\", "\\\\").replace('"', '\\"')
    prefix = f'"{display_name}" ' if display_name else ""
    config.idUri = f"{prefix}<sip:{quote(wanted.user, safe=USER_PART)}@{wanted.host}>"
    config.sipConfig.transportId = transport_id
    config.sipConfig.authCreds.append(
        pj.AuthCredInfo("digest", "*", wanted.auth_user or wanted.user, 0, wanted.password)
    )
    for route in routes:
        config.sipConfig.proxies.append(route)
    registration = config.regConfig
    registration.registrarUri = f"sip:{host_uri(wanted)}"
    registration.timeoutSec = wanted.register_seconds
    registration.registerOnAdd = False
    registration.disableRegOnModify = True
    # Retries are the engine's: PJSIP would wait 300 s.
    registration.retryIntervalSec = registration.firstRetryIntervalSec = 0
    registration.dropCallsOnFail = False
    registration.unregWaitMsec = UNREGISTER_WAIT_MILLISECONDS
    if wanted.transport is not Transport.UDP:
        # The gate shows the network the address by which it is reached.
        nat = config.natConfig
        nat.contactRewriteUse = nat.viaRewriteUse = nat.sdpNatRewriteUse = nat.contactUseSrcPort = 0
    config.mediaConfig.srtpUse = SRTP_USE[wanted.srtp]
    # The way of the keys is the server's business: PJSIP knows only of the loopback.
    config.mediaConfig.srtpSecureSignaling = 0
    config.mediaConfig.transportConfig.port = 0
    config.mediaConfig.transportConfig.qosType = pj.PJ_QOS_TYPE_VOICE
    show_media_at(config, local)
    config.videoConfig.autoTransmitOutgoing = False
    return config


def dump_account() -> Any:
    """For calls that are refused before anything is opened for them."""
    config = pj.AccountConfig()
    config.idUri = "sip:nobody@nowhere.invalid"
    config.mediaConfig.useLoopMedTp = True
    return config


def show_media_at(account_configuration: Any, local: str) -> None:
    """Let the far side send its voice to `local`, this machine's address on the way to the server."""
    media = account_configuration.mediaConfig.transportConfig
    media.boundAddress, media.publicAddress = bound_and_shown(local)


def bound_and_shown(local: str) -> tuple[str, str]:
    """For PJSIP: which address a socket is bound to, and which one others are told; both empty as long as nothing is known."""
    on_loopback = local != "" and ipaddress.ip_address(local).is_loopback
    return (local, "") if on_loopback else ("", local)


def routes_over_udp(wanted: Account, address: str) -> list[str]:
    """The way by UDP; `address` is the resolved IP of the first hop: PJSIP would look the name up itself and stand still meanwhile.

    PJSIP sends to the first route; with `hide` it is not told to anybody.
    """
    hop = first_hop(wanted)
    proxy = [proxy_route(wanted)] if wanted.proxy else []
    if address == hop.host:
        return proxy
    return [f"sip:{address}:{hop.port};transport=udp;lr;hide", *proxy]


def proxy_route(wanted: Account) -> str:
    hop = first_hop(wanted)
    return f"sip:{hop.host}:{hop.port};transport={wanted.transport};lr"


def host_uri(wanted: Account) -> str:
    return f"{wanted.host}:{wanted.port};transport={wanted.transport}"


def call_options(code: int = 0) -> Any:
    options = pj.CallOpParam(True)
    options.opt.videoCount = 0
    options.opt.audioCount = 1
    options.statusCode = code
    return options


def local_address(remote: str, port: int) -> str:
    """This machine's address on the way to `remote`, empty if there is none now.

    Nothing is sent: connecting a UDP socket only asks the routing table.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((remote, port))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
