"""With a certificate the server speaks HTTPS, and says so in its address."""

import ssl
from pathlib import Path

import aiohttp
import trustme

from tests.support.server_in_process import running_world


async def test_a_certificate_makes_it_https(tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(chain)
    issued.private_key_pem.write_to_path(key)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    async with running_world(tmp_path / "data", tls_cert=str(chain), tls_key=str(key)) as world:
        assert world.url.startswith("https://127.0.0.1:")
        async with aiohttp.ClientSession() as http, http.get(world.url + "/healthz", ssl=trusting) as response:
            assert response.status == 200
