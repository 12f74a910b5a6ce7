"""Certificates for TLS servers of the tests, and the authority that a client is to trust or not."""

import datetime
from pathlib import Path

import trustme


class Authority:
    """`trusted` are the environment variables by which a program trusts it, and it alone."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._authority = trustme.CA()
        self._authority.cert_pem.write_to_path(str(folder / "authority.pem"))

    @property
    def trusted(self) -> dict[str, str]:
        return {"SSL_CERT_FILE": str(self._folder / "authority.pem"), "SSL_CERT_DIR": str(self._folder / "none")}

    def certificate(self, name: str = "127.0.0.1", *, expired: bool = False) -> Path:
        """A PEM file with key and chain, for a host name or an IP address."""
        yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
        issued = self._authority.issue_cert(name, not_after=yesterday if expired else None)
        path = self._folder / f"{name}{'-expired' if expired else ''}.pem"
        issued.private_key_and_cert_chain_pem.write_to_path(str(path))
        return path
