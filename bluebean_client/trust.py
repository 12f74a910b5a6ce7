"""Trust for TLS: what the operating system trusts, nothing else, nothing less."""

import ssl

import truststore


def system_trust() -> ssl.SSLContext:
    """A context that verifies names and certificates with the system's own store."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
