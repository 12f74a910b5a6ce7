"""The settings as the dialog sees them."""

from pathlib import Path

from bluebean_client.store.settings_file import SettingsFile
from bluebean_client.store.window_settings import WindowSettings


def test_values_are_text_and_bad_ones_change_nothing(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["usage_mode"]\n')
    found = WindowSettings(SettingsFile(tmp_path / "settings.toml", policy=policy), lambda password: None)
    found.set("theme", "dark")
    found.set("theme", "purple")
    found.set("usage_mode", "operator")
    assert (found.get("theme"), found.get("usage_mode")) == ("dark", "softphone_operator")
    assert found.get("keep_password_allowed") == "true"
    assert found.locked("usage_mode")
    assert not found.locked("sip_password")


def test_a_typed_password_never_reaches_the_file(tmp_path: Path) -> None:
    typed: list[str] = []
    found = WindowSettings(SettingsFile(tmp_path / "settings.toml"), typed.append)
    found.set("sip_user", "100")
    found.set("sip_password", "secret")
    assert typed == ["secret"]
    assert found.get("sip_password") == ""
    assert "secret" not in (tmp_path / "settings.toml").read_text()


def test_a_value_that_cant_be_used_is_told_with_its_reason(tmp_path: Path) -> None:
    found = WindowSettings(SettingsFile(tmp_path / "settings.toml"), lambda password: None)
    problem = found.refused("server_url", "http://")
    assert problem is not None and problem.details["reason"] == "not_an_address"
    assert found.refused("server_url", "callcenter.example.jp:8443") is None
    assert found.refused("sip_password", "\x07") is None
