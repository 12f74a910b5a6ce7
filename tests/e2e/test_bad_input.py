"""Each thing that can go wrong at the login or with the PC is one sentence: what happened, why, what to do; nothing half-done."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
import trustme

from tests.e2e.centre import HERE, KNOWN, SUPPORT_NUMBER, Centre, end_engines, until
from tests.support.asterisk import free_port
from tests.support.site import PASSWORD, Rest, RunningServer
from tests.support.window import Window

pytestmark = [pytest.mark.e2e, pytest.mark.switch]

LANGUAGES = ("ja", "en")
LOCK_SECONDS = 3

NO_SOUND_CARD = """
ctl.hw { @args [ CARD ] @args.CARD { type string default "0" } type hw card $CARD }
pcm.hw { @args [ CARD ] @args.CARD { type string default "0" } type hw card $CARD }
pcm.default { type hw card 31 }
"""
"""Configuration of ALSA under which PortAudio finds no device, whatever this machine has."""

SENTENCES = {
    "invalid_credentials": (
        "ログインIDまたはパスワードが違います。 確かめて、もう一度入力してください。",
        "Login ID or password is wrong. Check both and try again.",
    ),
    "locked_out": (
        "秒待ってからもう一度試すか、管理者に連絡してください。",
        "s, then try again, or ask your administrator.",
    ),
    "unknown_extension": (
        "内線番号 4711 はありません。 電話機の番号を確かめてください。",
        "There is no extension 4711. Check the number of your phone.",
    ),
    "extension_in_use": (
        "内線番号 2009 は 藤井 誠 さんが使っています。 別の内線番号を使うか、ログオフしてもらってください。",
        "Extension 2009 is in use by 藤井 誠. Use another extension, or have the other one logged off.",
    ),
    "refused": (
        "サーバーに接続できません。 この接続先から応答がありません。サーバーが停止中か再起動中の可能性があります。",
        "Can't reach the server. Nothing answers at this address. The server may be stopped or restarting.",
    ),
    "no_address": (
        "サーバーの名前が見つかりません。接続先とネットワークを確かめてください。",
        "Its name is not known. Check the server address and the network.",
    ),
    "certificate": (
        "証明書を信頼できません。何も送信していません。管理者に証明書の設定を依頼してください。",
        "Its certificate is not trusted. Nothing was sent. Ask your administrator to install the certificate.",
    ),
    "protocol_unsupported": (
        "このプログラムとサーバーのバージョンが合いません。 更新が必要です。管理者に連絡してください。",
        "This program and the server do not fit together. Their versions differ too much. Ask your administrator for an update.",
    ),
    "not_bluebean": (
        "この接続先は別のプログラムです。接続先を確かめてください。",
        "Another program answers at this address. Check the server address.",
    ),
    "no_sound_devices": (
        "マイクもスピーカーも見つかりません ヘッドセットを接続してください。お互いの声が聞こえません。",
        "No microphone and no speaker found Plug in a headset. You can't hear each other.",
    ),
}


def words(code: str, language: str) -> str:
    return SENTENCES[code][LANGUAGES.index(language)]


class TlsServer(RunningServer):
    """The server over HTTPS with a certificate of an authority that only this test knows."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        issued = authority.issue_cert("127.0.0.1", "localhost")
        folder.mkdir()
        self.authority = folder / "authority.pem"
        authority.cert_pem.write_to_path(self.authority)
        chain, key = folder / "chain.pem", folder / "key.pem"
        issued.cert_chain_pems[0].write_to_path(chain)
        issued.private_key_pem.write_to_path(key)
        super().__init__(folder, HERE / "site.toml")
        self.url = f"https://127.0.0.1:{self.port}"
        self.environment |= {"BLUEBEAN_SERVER_TLS_CERT": str(chain), "BLUEBEAN_SERVER_TLS_KEY": str(key)}

    def wait_ready(self, seconds: float = 30.0) -> None:
        """It has printed its address; that it answers is what the test is about."""
        with urlopen(self.url + "/healthz", context=ssl.create_default_context(cafile=str(self.authority)), timeout=5):
            return


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One for all logins of this file; a login ID is locked after three failures."""
    server = RunningServer(tmp_path_factory.mktemp("bad_input"), HERE / "site.toml")
    server.environment |= {
        "BLUEBEAN_SERVER_LOGIN_ATTEMPTS": "3",
        "BLUEBEAN_SERVER_LOGIN_LOCK_SECONDS": str(LOCK_SECONDS),
        "BLUEBEAN_SERVER_LOGIN_REQUESTS_PER_MINUTE": "10000",  # `_let_in` knocks as fast as it can
    }
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_login(tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Opens a window at its login page, with login ID and extension filled in."""
    with ExitStack() as stack:

        def open_at(url: str, language: str, login_id: str = "op001", inside: tuple[str, ...] = ()) -> Window:
            window = Window(
                tmp_path / f"{login_id}-{language}",
                *("--server", url, "--login-id", login_id, "--extension", "2001"),
                *("--mode", "softphone_operator", "--language", language),
                audio="null",
                inside=inside,
            )
            stack.callback(window.end)
            return window

        yield open_at
    end_engines(tmp_path)


def try_login(window: Window, password: str = PASSWORD) -> None:
    window.type("password", password)
    window.click("login_button")


def assert_nothing_is_half_done(window: Window) -> None:
    """Still the login page, ready for the next try."""
    window.wait("login_button", lambda seen: seen.visible and seen.enabled)
    assert not window.look("work_group_list").visible
    assert not list((window.profile / "drafts").glob("*.json"))


@contextmanager
def stand_in(status: int, content_type: str, body: bytes) -> Iterator[str]:
    """The address of a web server that gives the same answer to everything."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815  (the standard library's name)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002  (the standard library's name)
            """Nothing to standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as web:
        thread = threading.Thread(target=web.serve_forever, name="stand-in")
        thread.start()
        try:
            yield f"http://127.0.0.1:{web.server_port}"
        finally:
            web.shutdown()
            thread.join()


@pytest.mark.parametrize(("language", "login_id"), [("ja", "op001"), ("en", "op002")])
def test_a_wrong_password_is_told_and_repeated_ones_lock_for_a_while(
    server: RunningServer, open_login: Callable[..., Window], language: str, login_id: str
) -> None:
    window = open_login(server.url, language, login_id)
    try_login(window, "wrong")
    window.wait("login_problem", lambda seen: seen.text == words("invalid_credentials", language))
    assert_nothing_is_half_done(window)
    for _ in range(2):
        try_login(window, "wrong again")
        window.wait("login_button", lambda seen: seen.enabled)
    try_login(window)  # even the right one does not help now
    window.wait_text("login_problem", words("locked_out", language))
    seconds = [int(word) for word in window.look("login_problem").text.split() if word.isdigit()]
    assert len(seconds) == 1 and 1 <= seconds[0] <= LOCK_SECONDS, window.look("login_problem").text
    assert_nothing_is_half_done(window)
    window.wait("login_button", lambda seen: _let_in(window), seconds=LOCK_SECONDS + 10)


def _let_in(window: Window) -> bool:
    """Try with the right password once more, unless the work groups are there."""
    if window.look("work_group_list").visible:
        return True
    if window.look("login_button").enabled:
        window.ask("click", name="login_button", index=0)
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_extension_and_one_in_use_are_told(
    server: RunningServer, open_login: Callable[..., Window], language: str
) -> None:
    other = Rest(server.url)
    other.login("sv001", "2009")
    window = open_login(server.url, language)
    window.type("extension", "4711")
    try_login(window)
    window.wait("login_problem", lambda seen: seen.text == words("unknown_extension", language))
    window.type("extension", "2009")
    try_login(window)
    window.wait("login_problem", lambda seen: seen.text == words("extension_in_use", language))
    assert_nothing_is_half_done(window)
    window.type("extension", "2001")  # a free one lets him in at once
    window.click("login_button")
    window.wait_for("work_group_list")
    assert not window.look("login_problem").visible
    other.call("POST", "/logout", {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_that_is_not_there_is_told(open_login: Callable[..., Window], language: str) -> None:
    window = open_login(f"http://127.0.0.1:{free_port()}", language)
    try_login(window)
    window.wait("login_problem", lambda seen: seen.text == words("refused", language))
    assert_nothing_is_half_done(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_whose_name_does_not_exist_is_told(open_login: Callable[..., Window], language: str) -> None:
    window = open_login("https://no-such-host.invalid", language)
    try_login(window)
    window.wait_text("login_problem", words("no_address", language))
    assert_nothing_is_half_done(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_protocol_version_is_told(open_login: Callable[..., Window], language: str) -> None:
    refusal = b'{"code": "protocol_unsupported", "message": "speak 7 to 9", "details": {"client": 1, "oldest": 7, "newest": 9}}'
    with stand_in(426, "application/json", refusal) as url:
        window = open_login(url, language)
        try_login(window)
        window.wait("login_problem", lambda seen: seen.text == words("protocol_unsupported", language))
        assert_nothing_is_half_done(window)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (200, "text/html", b"<html>It works!</html>"),
        (200, "application/json", b'{"hello": 1}'),
        (404, "text/plain", b""),
    ],
)
def test_a_server_that_is_no_bluebean_is_told(
    open_login: Callable[..., Window], language: str, status: int, content_type: str, body: bytes
) -> None:
    with stand_in(status, content_type, body) as url:
        window = open_login(url, language)
        try_login(window)
        window.wait_text("login_problem", words("not_bluebean", language))
        assert_nothing_is_half_done(window)


def test_only_a_trusted_certificate_lets_the_password_out(tmp_path: Path, open_login: Callable[..., Window]) -> None:
    server = TlsServer(tmp_path / "tls")
    server.start()
    try:
        for language in LANGUAGES:
            window = open_login(server.url, language)
            try_login(window)
            window.wait_text("login_problem", words("certificate", language))
            assert_nothing_is_half_done(window)
            window.end()
        trusting = open_login(server.url, "ja", "op002", inside=("env", f"SSL_CERT_FILE={server.authority}"))
        try_login(trusting)
        trusting.wait_for("work_group_list")  # over REST; the page comes with the snapshot of the push channel
        assert not trusting.look("login_problem").visible
    finally:
        server.stop()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_sound_device_the_window_says_so_and_calls_still_work(centre: Centre, language: str) -> None:
    silent = centre.folder / "asound.conf"
    silent.write_text(NO_SOUND_CARD)
    window = Window(
        centre.profile("op001"),
        *("--server", centre.server.url, "--login-id", "op001", "--extension", "2001"),
        *("--mode", "softphone_operator", "--language", language),
        audio="auto",
        inside=("env", f"ALSA_CONFIG_PATH={silent}", f"PULSE_SERVER=unix:{centre.folder / 'nobody'}"),
    )
    centre.stack.callback(window.end)
    try_login(window)
    window.click("select_all_button")
    window.click("start_work_button")
    banner = window.wait_for("notice_no_sound_devices")
    assert " ".join(banner.texts).strip() == words("no_sound_devices", language)
    window.click("available_button")
    caller = await centre.caller()
    await caller.call(KNOWN, SUPPORT_NUMBER)
    window.click("answer_button")
    window.wait_for("mute_button")
    window.wait("hang_up_button", lambda seen: seen.enabled)
    await until(lambda: caller.heard is not None, "the call being connected with voice")
    window.click("hang_up_button")
    await caller.expect("ended")
