"""An operator's phone that the server tells to use TLS and to encrypt the voice."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.centre import KNOWN, Centre, talking_both_ways, until
from tests.support.asterisk import free_port
from tests.support.certificates import Authority

pytestmark = [pytest.mark.e2e, pytest.mark.switch]


async def test_a_caller_is_answered_over_tls_and_srtp(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path / "certificates")
    certificate = str(authority.certificate())
    for name, value in authority.trusted.items():
        monkeypatch.setenv(name, value)
    options = {
        "sip_tls_port": str(free_port()),
        "sip_tls_cert": certificate,
        "sip_tls_key": certificate,
        "sip_transport": "tls",
        "sip_srtp": "mandatory",
    }
    async with AsyncExitStack() as stack:
        centre = Centre(tmp_path, stack, site, options=options)
        stack.callback(centre.server.stop)
        window = centre.ready_operator()
        caller = await centre.call_from(KNOWN)
        window.click("answer_button")
        await talking_both_ways(centre, caller)
        window.click("hang_up_button")
        await caller.expect("ended")
        log = centre.profile("op001") / "logs" / "phone.log"
        await until(lambda: "SRTP status: Active" in log.read_text(), "the engine's last words on the call")
        assert "by TLSv1.3" in log.read_text()
        assert "SRTP status: Not active" not in log.read_text()
