"""The table of settings: complete, and every value checked the same way wherever it comes from."""

import pytest

from bluebean_client.settings.command_line import read
from bluebean_client.settings.schema import SETTINGS, Kind, Reason, SettingProblem, parse


def test_every_default_is_a_value_of_its_own_setting() -> None:
    for line in SETTINGS:
        assert parse(line.key, line.default) == line.default
        assert line.help.endswith(".")
        assert line.kind is not Kind.CHOICE or line.choices


def test_keys_and_options_are_unique() -> None:
    assert len({line.key for line in SETTINGS}) == len(SETTINGS)
    options = [line.option for line in SETTINGS if line.option]
    assert len(set(options)) == len(options)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("bluebean.example.com", "https://bluebean.example.com"),
        (" http://10.0.0.1:8080/ ", "http://10.0.0.1:8080"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("https://host/sub/", "https://host/sub"),
        ("", ""),
    ],
)
def test_addresses_are_put_right(typed: str, address: str) -> None:
    assert parse("server_url", typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "http://",
        "https://host:",
        "https://host:99999",
        "ftp://host",
        "https://a b",
        "https://u:p@host",
        "https://h?x=1",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(SettingProblem) as caught:
        parse("server_url", typed)
    assert caught.value.reason is Reason.NOT_AN_ADDRESS


@pytest.mark.parametrize(
    ("key", "raw", "reason"),
    [
        ("usage_mode", "phone", Reason.NOT_A_CHOICE),
        ("usage_mode", 3, Reason.NOT_TEXT),
        ("keep_password_allowed", "maybe", Reason.NOT_A_FLAG),
        ("login_id", "a\nb", Reason.NOT_TEXT),
        ("login_id", "x" * 501, Reason.TOO_LONG),
        ("colour", "red", Reason.UNKNOWN_SETTING),
    ],
)
def test_bad_values_say_what_is_wrong(key: str, raw: object, reason: Reason) -> None:
    with pytest.raises(SettingProblem) as caught:
        parse(key, raw)
    assert caught.value.reason is reason


def test_the_command_line_follows_from_the_table() -> None:
    found = read(["--server", "host", "--mode", "operator", "--login-id", "sato", "--extension", "201"], "1")
    assert found.values == {
        "server_url": "https://host",
        "usage_mode": "operator",
        "login_id": "sato",
        "extension": "201",
    }
    assert (found.profile, found.audio) == (None, "auto")


def test_a_bad_option_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read(["--mode", "phone"], "1")
    assert caught.value.code == 2
    assert "'phone' is not one of softphone, softphone_operator, operator" in capsys.readouterr().err
