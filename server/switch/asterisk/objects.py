"""Phones and trunks as PJSIP objects: what is pushed into a running Asterisk for each, in the order in which to create them."""

from collections.abc import Mapping
from typing import NamedTuple

from server.ports.switch import SipTrunk
from server.switch.asterisk.config import CODECS, TRUNK_VARIABLE

TRUNK_PREFIX = "trunk-"
"""No extension begins so, therefore endpoints of trunks are told from those of phones."""
QUALIFY_SECONDS = 5
"""A phone that vanished without a word is noticed after this and `QUALIFY_TIMEOUT_SECONDS`, ten seconds at most."""
QUALIFY_TIMEOUT_SECONDS = 3


class ObjectName(NamedTuple):
    kind: str
    name: str


Objects = dict[ObjectName, Mapping[str, str]]


def account_objects(extension: str, password: str, *, srtp_required: bool = False) -> Objects:
    """The three objects of a phone. Without `srtp_required` its voice is encrypted if it can do that."""
    auth, aor, endpoint = account_names(extension)
    return {
        auth: {"auth_type": "userpass", "username": extension, "password": password},
        aor: {
            "max_contacts": "1",
            "remove_existing": "yes",
            "qualify_frequency": str(QUALIFY_SECONDS),
            "qualify_timeout": str(QUALIFY_TIMEOUT_SECONDS),
        },
        endpoint: {
            "auth": extension,
            "aors": extension,
            "context": "phones",
            "disallow": "all",
            "allow": CODECS,
            "direct_media": "no",
            "rewrite_contact": "yes",
            "force_rport": "yes",
            "rtp_symmetric": "yes",
            "identify_by": "username",
            "media_encryption_optimistic": "no" if srtp_required else "yes",
            "media_encryption": "sdes",
            "send_pai": "no",
            "trust_id_outbound": "yes",
            "rtp_timeout": "60",
            "rtp_timeout_hold": "0",
            "device_state_busy_at": "0",
        },
    }


def account_names(extension: str) -> tuple[ObjectName, ObjectName, ObjectName]:
    return ObjectName("auth", extension), ObjectName("aor", extension), ObjectName("endpoint", extension)


def trunk_objects(trunk: SipTrunk) -> Objects:
    """Calls from the trunk's host are taken; with a user name the switch also registers there."""
    auth, aor, endpoint, identify, registration = trunk_names(trunk.name)
    server = f"sip:{trunk.host}:{trunk.port}"
    objects: Objects = {
        aor: {"contact": server},
        endpoint: {
            "context": "inbound",
            "allow_transfer": "no",
            "set_var": f"{TRUNK_VARIABLE}={trunk.name}",
            "disallow": "all",
            "allow": "ulaw,alaw,g722",
            "direct_media": "no",
            "rtp_symmetric": "yes",
            "force_rport": "yes",
            "identify_by": "ip",
            "trust_id_inbound": "yes",
            "rtp_timeout": "60",
            "rtp_timeout_hold": "0",
            "aors": aor.name,
            **({"outbound_auth": auth.name} if trunk.username else {}),
        },
        identify: {"endpoint": endpoint.name, "match": trunk.host},
    }
    if not trunk.username:
        return objects
    credentials = {"auth_type": "userpass", "username": trunk.username, "password": trunk.password}
    return {auth: credentials, **objects, registration: _registration(trunk, server, auth.name)}


def trunk_names(name: str) -> tuple[ObjectName, ObjectName, ObjectName, ObjectName, ObjectName]:
    """auth, aor, endpoint, identify, registration."""
    own = TRUNK_PREFIX + name
    return (
        ObjectName("auth", own),
        ObjectName("aor", own),
        ObjectName("endpoint", own),
        ObjectName("identify", own),
        ObjectName("registration", own),
    )


def _registration(trunk: SipTrunk, server: str, auth: str) -> Mapping[str, str]:
    return {
        "outbound_auth": auth,
        "server_uri": server,
        "client_uri": f"sip:{trunk.username}@{trunk.host}:{trunk.port}",
        "contact_user": trunk.username,
        "retry_interval": "10",
        "max_retries": "0",
        "forbidden_retry_interval": "300",
        "fatal_retry_interval": "300",
    }
