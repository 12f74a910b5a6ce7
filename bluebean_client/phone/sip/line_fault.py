"""Why the way to the SIP server failed: the network's and TLS's errors as stable reason words. Pure."""

import os
import ssl

from bluebean_client.phone.sip.gate_port import LineFault

_EXPIRED = frozenset({9, 10, 0x800B0101, -67818, -67819})
_WRONG_NAME = frozenset({62, 64, 0x800B010F, -67602})
"""Verify codes of OpenSSL (X509_V_ERR_…), of Windows (CERT_E_…) and of macOS (errSec…), as `truststore` passes them on."""


def fault_of(error: BaseException, where: str, seconds: float) -> LineFault:
    """What an attempt to reach `where` (host:port) within `seconds` failed by."""
    match error:
        case ssl.SSLCertVerificationError():
            return LineFault(_certificate_reason(error), _words(error))
        case ssl.SSLError():
            return LineFault("no_tls", f"{where} does not speak TLS as it should: {_words(error)}")
        case TimeoutError():
            return LineFault("no_answer", f"{where} does not answer within {seconds:.0f} s")
        case OSError():
            return LineFault("unreachable", f"{where}: {os.strerror(error.errno) if error.errno else error}")
        case _:
            return LineFault("unreachable", f"{where}: {error}")


def _certificate_reason(error: ssl.SSLCertVerificationError) -> str:
    code = getattr(error, "verify_code", 0)
    if code in _EXPIRED:
        return "certificate_expired"
    return "certificate_name" if code in _WRONG_NAME else "certificate_untrusted"


def _words(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or error.reason or error)
