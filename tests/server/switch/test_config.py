"""The rendered configuration of a managed Asterisk."""

from pathlib import Path

import pytest

from server.ports.switch import SipTrunk
from server.switch.asterisk.config import Access, render
from server.switch.asterisk.locate import Installation
from server.switch.asterisk.objects import account_objects, trunk_objects
from server.switch.asterisk.options import AsteriskOptions

INSTALLATION = Installation(Path("/opt/asterisk"), "22.1.0", Path("/opt/modules"), Path("/opt/data"))
ACCESS = Access(18088, 15038, "generated")


def rendered(**options: object) -> dict[str, str]:
    base = AsteriskOptions(data_dir=Path("/data"), recordings_dir=Path("/recordings"), **options)  # type: ignore[arg-type]
    return render(base, ACCESS, INSTALLATION, ["res_pjsip"], run="0a1b")


def test_control_interfaces_listen_on_loopback_only() -> None:
    files = rendered()
    for name in ("http.conf", "manager.conf"):
        assert "bindaddr=127.0.0.1" in files[name]


def test_nothing_is_loaded_that_is_not_in_the_table() -> None:
    assert "autoload=no" in rendered()["modules.conf"]
    assert "bridge_native_rtp" not in rendered()["modules.conf"]


def test_tls_is_offered_only_with_certificate_and_key() -> None:
    assert "transport-tls" not in rendered()["pjsip.conf"]
    with_tls = rendered(tls_certificate=Path("/c.pem"), tls_private_key=Path("/k.pem"))["pjsip.conf"]
    assert "method=tlsv1_3" in with_tls


def test_a_trunk_registers_only_with_a_user_name() -> None:
    def kinds(trunk: SipTrunk) -> set[str]:
        return {name.kind for name in trunk_objects(trunk)}

    assert kinds(SipTrunk("a", "192.0.2.1")) == {"aor", "endpoint", "identify"}
    assert kinds(SipTrunk("a", "192.0.2.1", username="u")) == {"auth", "aor", "endpoint", "identify", "registration"}


def test_a_line_break_in_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="control characters"):
        rendered(advertised_host="192.0.2.1\n[evil]")


def test_phones_may_dial_nothing_by_themselves() -> None:
    phones = rendered()["extensions.conf"].partition("[phones]")[2]
    [endpoint] = [fields for name, fields in account_objects("101", "secret").items() if name.kind == "endpoint"]
    assert "Hangup(21)" in phones
    assert "Dial(" not in phones
    assert endpoint["context"] == "phones"


def test_a_phone_is_encrypted_if_it_can_be_and_always_where_that_is_required() -> None:
    for required, optimistic in ((False, "yes"), (True, "no")):
        objects = account_objects("101", "secret", srtp_required=required)
        [endpoint] = [fields for name, fields in objects.items() if name.kind == "endpoint"]
        assert (endpoint["media_encryption"], endpoint["media_encryption_optimistic"]) == ("sdes", optimistic)


def test_passwords_do_not_appear_in_representations() -> None:
    assert "generated" not in repr(ACCESS)
    assert "secret" not in repr(SipTrunk("a", "192.0.2.1", username="u", password="secret"))
