"""What the softphone's window says of lines and calls that did not come about, read from the window in both languages."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bluebean_client.domain import phone_notices
from bluebean_client.domain.phone import CallEnd, EngineState, PhoneCall, PhoneCallState, Registration
from bluebean_client.ui.i18n import Translations
from tests.client.ui.conftest import Stage, make_stage
from tests.support import sample_centre, softphone_desks

LINES = [
    ("certificate_expired", "証明書の期限が切れているか", "certificate has expired"),
    ("certificate_name", "証明書の名前がサーバーの名前と違います", "certificate belongs to a server of another name"),
    ("certificate_untrusted", "証明書を信頼できません", "certificate is not trusted"),
    ("no_tls", "TLS 1.2 以降に対応していません", "does not speak TLS 1.2 or newer"),
    ("no_answer", "サーバーが応答しません", "The server does not answer"),
    ("unreachable", "サーバーに接続できません", "The server can't be reached"),
    ("name_unknown", "SIP サーバーの名前が見つかりません", "The name of the SIP server is not known"),
    ("password_refused", "ユーザーまたはパスワードが違います", "The server refuses user or password"),
]

CALLS = [
    (404, "0312345678 は使われていない番号です", "There is no such number: 0312345678"),
    (480, "0312345678 につながりません", "0312345678 can't be reached now"),
    (486, "0312345678 は話し中です", "0312345678 is busy"),
    (488, "共通の音声形式または暗号方式がありません", "wants other codecs or another encryption"),
    (503, "電話網がつなげませんでした", "The network could not make the call"),
    (603, "0312345678 が着信を拒否しました", "0312345678 declined the call"),
]


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest, japanese: Translations) -> str:
    chosen = str(request.param)
    japanese.use(chosen)
    return chosen


@pytest.fixture
def phone(language: str, qtbot: QtBot) -> Iterator[Stage]:
    yield from make_stage(qtbot, softphone_desks.idle())


def said(phone: Stage) -> str:
    """Everything that can be read on the softphone; a number is compared without the hyphens of its country."""
    labels = phone.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible()).replace("03-1234-5678", "0312345678")


@pytest.mark.parametrize(("reason", "japanese_words", "english_words"), LINES)
def test_why_the_line_is_not_up(
    phone: Stage, language: str, reason: str, japanese_words: str, english_words: str
) -> None:
    refused = reason == "password_refused"
    line = Registration.REFUSED if refused else Registration.UNREACHABLE
    state = EngineState(registration=line, reason=reason, detail="told by the network", devices=sample_centre.DEVICES)
    phone.put(replace(softphone_desks.idle(), phone=state))
    assert (japanese_words if language == "ja" else english_words) in said(phone)
    assert "told by the network" in said(phone)


@pytest.mark.parametrize(("code", "japanese_words", "english_words"), CALLS)
def test_why_a_call_did_not_come_about(
    phone: Stage, language: str, code: int, japanese_words: str, english_words: str
) -> None:
    calling = PhoneCall(1, PhoneCallState.CALLING, "0312345678", outgoing=True)
    refused = msgspec.structs.replace(calling, state=PhoneCallState.ENDED, end=CallEnd.REFUSED, sip_code=code)
    desk = softphone_desks.idle()
    for call in (calling, refused):
        desk = phone_notices.told(desk, msgspec.structs.replace(desk.phone, calls=(call,)))
        phone.put(desk)
    phone.put(phone_notices.told(desk, msgspec.structs.replace(desk.phone, calls=())))
    assert (japanese_words if language == "ja" else english_words) in said(phone)
