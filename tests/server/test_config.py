"""Options come from the file, the environment and the command line, in that order; what is wrong is told with source and key."""

import pytest

from server.config import ConfigError, ServerConfig, describe_options, limits_of, load_config, option_names


def problems_of(text: str = "", environment: dict[str, str] | None = None, **given: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(("server.toml", text), environment or {}, given)
    return [str(problem) for problem in caught.value.problems]


def test_defaults_are_a_good_configuration() -> None:
    assert load_config(None, {}, {}) == ServerConfig()


def test_command_line_wins_over_environment_over_file() -> None:
    file = ("server.toml", 'port = 1\nhost = "file"\n[sip]\nport = 3\n')
    config = load_config(file, {"BLUEBEAN_SERVER_PORT": "2", "BLUEBEAN_SERVER_HOST": "env"}, {"port": "4"})
    assert (config.port, config.host, config.sip_port) == (4, "env", 3)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("port = 70000", "server.toml: port: must be 0 to 65535, not 70000"),
        ('port = "8300"', "server.toml: port: must be a whole number, not '8300'"),
        ("port = true", "server.toml: port: must be a whole number, not True"),
        ("prt = 1", "server.toml: prt: there is no such option; did you mean port?"),
        ("[switch]\nmode = 'nodes'", "server.toml: switch_mode: must be managed, not 'nodes'"),
        ("log_level = 'loud'", "server.toml: log_level: must be debug or info or warning or error, not 'loud'"),
        ("tls_cert = 'x.pem'", "configuration: tls_key: tls_cert and tls_key go together; this one is missing"),
        (
            "[sip]\ntls_key = 'k'",
            "configuration: sip_tls_cert: sip_tls_cert and sip_tls_key go together; this one is missing",
        ),
        (
            "sip_transport = 'tls'",
            "configuration: sip_transport: tls needs a certificate: set sip_tls_cert and sip_tls_key",
        ),
        (
            "sip_srtp = 'mandatory'",
            "configuration: sip_srtp: needs sip_transport = 'tls': the keys of the voice would travel in the clear",
        ),
        ("port = ", "server.toml: not valid TOML: Invalid value (at end of document)"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(text: str, problem: str) -> None:
    assert problem in problems_of(text)


def test_what_is_wrong_elsewhere_is_told_by_its_own_name() -> None:
    assert problems_of(environment={"BLUEBEAN_SERVER_PORT": "x"}) == [
        "environment: BLUEBEAN_SERVER_PORT: must be a whole number, not 'x'"
    ]
    assert problems_of(sip_port="0") == ["command line: sip_port: must be 1 to 65535, not 0"]


def test_sip_has_its_own_certificate_or_that_of_https() -> None:
    https = {"tls_cert": "c.pem", "tls_key": "k.pem"}
    assert load_config(None, {}, https).sip_certificate == ("c.pem", "k.pem")
    own = {**https, "sip_tls_cert": "s.pem", "sip_tls_key": "t.pem"}
    assert load_config(None, {}, own).sip_certificate == ("s.pem", "t.pem")


def test_all_problems_are_told_at_once() -> None:
    assert len(problems_of("port = -1\nsip_port = 0\nnonsense = 1")) == 3


def test_every_option_has_a_help_and_stands_in_the_manual() -> None:
    manual = describe_options()
    for name in option_names():
        assert limits_of(name).help.endswith(".")
        assert f"| `{name}` |" in manual
