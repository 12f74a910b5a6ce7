"""What can be told from a server's address alone."""

import ipaddress
from urllib.parse import urlsplit


def travels_unencrypted(url: str) -> bool:
    """Whether a password sent there could be read on its way: plain HTTP that leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
