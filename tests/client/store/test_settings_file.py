"""Where a setting comes from, who outweighs whom, and what a broken file does."""

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluebean_client.settings.schema import SettingProblem, as_text, setting
from bluebean_client.store.settings_file import SettingsFile, to_toml


def test_the_order_of_weight(tmp_path: Path) -> None:
    path, policy = tmp_path / "settings.toml", tmp_path / "policy.toml"
    assert SettingsFile(path).text("theme") == "system"
    policy.write_text('[values]\ntheme = "dark"\n')
    assert SettingsFile(path, policy=policy).text("theme") == "dark"
    path.write_text('theme = "light"\n')
    assert SettingsFile(path, policy=policy).text("theme") == "light"
    environment = {"BLUEBEAN_CLIENT_THEME": "dark"}
    assert SettingsFile(path, policy=policy, environment=environment).text("theme") == "dark"
    given_value = {"theme": "system"}
    found = SettingsFile(path, policy=policy, environment=environment, command_line=given_value)
    assert found.text("theme") == "system"
    policy.write_text('locked = ["theme"]\n[values]\ntheme = "light"\n')
    found = SettingsFile(path, policy=policy, environment=environment, command_line=given_value)
    assert found.text("theme") == "light"
    assert found.locked("theme")


def test_a_locked_setting_cannot_be_saved_and_nothing_else_of_that_save_is(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["usage_mode"]\n[values]\nusage_mode = "operator"\n')
    found = SettingsFile(tmp_path / "settings.toml", policy=policy)
    with pytest.raises(SettingProblem, match="administrator"):
        found.save({"theme": "dark", "usage_mode": "softphone"})
    assert (found.text("usage_mode"), found.text("theme")) == ("operator", "system")
    assert not (tmp_path / "settings.toml").exists()


def test_what_is_personal_cannot_be_locked(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["login_id", "no_such_thing"]\n')
    found = SettingsFile(tmp_path / "settings.toml", policy=policy)
    assert not found.locked("login_id")
    assert len(found.problems) == 2


def test_saved_values_are_there_at_the_next_start_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "settings.toml"
    changed: list[dict[str, object]] = []
    found = SettingsFile(path, command_line={"theme": "light"})
    found.listen(lambda changes: changed.append(dict(changes)))
    found.save({"theme": "dark", "language": ""})
    assert found.text("theme") == "dark", "chosen now outweighs how the program was started"
    assert changed == [{"theme": "dark"}]
    assert SettingsFile(path).text("theme") == "dark"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_broken_file_is_set_aside_and_defaults_hold(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = dark and stormy")
    found = SettingsFile(path)
    assert found.text("theme") == "system"
    assert "settings.toml" in found.problems[0]
    assert (tmp_path / "settings.toml.broken").exists()
    found.save({"theme": "dark"})
    assert SettingsFile(path).text("theme") == "dark"


def test_one_bad_value_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "purple"\nserver_url = "https://a.test"\nfrom_the_future = 1\n')
    found = SettingsFile(path, environment={"BLUEBEAN_CLIENT_LANGUAGE": "fr"})
    assert (found.text("theme"), found.text("server_url")) == ("system", "https://a.test")
    assert len(found.problems) == 3


NEW_KINDS = {
    "ringer_volume": (150, "150", 30),
    "ringers": (("Speakers", "USB, left"), "Speakers|USB, left", ()),
    "sip_codecs": (("PCMA", "G722"), "PCMA|G722", ("PCMU",)),
    "sip_proxy": ("[2001:db8::1]:5070", "[2001:db8::1]:5070", ""),
    "global_mute_key": ("Ctrl+Shift+F9", "Ctrl+Shift+F9", ""),
    "dial_links": (True, "yes", False),
}
"""A value, the same as text, another one."""


@pytest.mark.parametrize("key", NEW_KINDS)
def test_every_kind_of_setting_comes_from_file_environment_and_policy(tmp_path: Path, key: str) -> None:
    value, text, other = NEW_KINDS[key]
    path, policy = tmp_path / "settings.toml", tmp_path / "policy.toml"
    SettingsFile(path).save({key: other})
    assert SettingsFile(path).value(key) == other
    assert SettingsFile(path, environment={f"BLUEBEAN_CLIENT_{key.upper()}": text}).value(key) == value
    in_toml = to_toml({key: value}).splitlines()[1]
    policy.write_text(f'locked = ["{key}"]\n[values]\n{in_toml}\n')
    found = SettingsFile(path, policy=policy, environment={f"BLUEBEAN_CLIENT_{key.upper()}": as_text(other)})
    assert (found.value(key), found.locked(key), found.problems) == (value, True, [])
    with pytest.raises(SettingProblem, match="administrator"):
        found.save({key: other})


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("ringer_volume = 201", "ringer_volume"),
        ("ringer_volume = true", "ringer_volume"),
        ("ringer_volume = 1.5", "ringer_volume"),
        ('sip_codecs = ["opus"]', "sip_codecs"),
        ("ringers = [1, 2]", "ringers"),
        ("ringers = { a = 1 }", "ringers"),
        ('sip_proxy = "two hosts"', "sip_proxy"),
        ('global_mute_key = "X"', "global_mute_key"),
    ],
)
def test_a_bad_value_of_any_kind_is_passed_over_and_said(tmp_path: Path, line: str, key: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'{line}\ntheme = "dark"\n')
    found = SettingsFile(path)
    assert (found.value(key), found.text("theme")) == (setting(key).default, "dark")
    assert len(found.problems) == 1 and key in found.problems[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_every_text_survives_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    SettingsFile(path).save({"microphone": text})
    assert SettingsFile(path).problems == []
    assert SettingsFile(path).text("microphone") == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), max_size=8))
def test_every_list_of_names_survives_the_file(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "settings.toml"
    SettingsFile(path).save({"ringers": tuple(names)})
    assert SettingsFile(path).problems == []
    assert SettingsFile(path).names("ringers") == tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
