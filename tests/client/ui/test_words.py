"""Every stable code has a sentence in both languages, and no string is left untranslated."""

import os
from enum import StrEnum

import pytest
from PySide6.QtCore import QLocale

from bluebean_client.domain.call_ends import CallRefusal
from bluebean_client.domain.desk import Problem
from bluebean_client.domain.phone import CallEnd, Quality, Registration
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.settings.schema import Reason
from bluebean_client.ui import phone_words, transfer_words, words
from bluebean_client.ui.i18n import Translations, choose_language
from bluebean_client.ui.quality import quality_advice, quality_look
from server.protocol.errors import ErrorCode, FieldProblem
from server.protocol.transfer import TransferProblem
from server.protocol.types import EndReason, Status
from tools import translations

UNREACHABLE = ("no_address", "refused", "timeout", "certificate", "not_bluebean")
GROUPS = {
    ClientProblem.UNREACHABLE,
    ClientProblem.SETTING_REFUSED,
    ClientProblem.CALL_REFUSED,
    ClientProblem.CUSTOMER_IS_BACK,
}
"""Codes whose words depend on a reason beside them; these have tests of their own."""
REASONS = (
    *("password_refused", "not_found", "no_answer", "unreachable", "server_error", "name_unknown"),
    *("certificate_untrusted", "certificate_name", "certificate_expired", "no_tls"),
)
ORDER_FAILURES = (
    *("no_such_call", "too_many_calls", "bad_number", "refused", "not_connected", "not_registered", "in_call"),
)
LANGUAGES = ("ja", "en")


def values(kind: type[StrEnum]) -> list[str]:
    return [each.value for each in kind]


def is_japanese(text: str) -> bool:
    return any("\u3040" <= character <= "\u9fff" for character in text)


def check(text: str, language: str, code: str) -> None:
    assert text, code
    assert is_japanese(text) == (language == "ja"), f"{code}: {text}"
    assert "{" not in text, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*ErrorCode, *(code for code in ClientProblem if code not in GROUPS)])
def test_problem_has_words(japanese: Translations, language: str, code: ErrorCode | ClientProblem) -> None:
    """mypy holds `Problem.code` to these two lists, so that no problem of the program is without words."""
    japanese.use(language)
    told = words.said(Problem(code, {"reason": "bad_number", "status": Status.AWAY}))
    check(told.whole, language, code)
    assert told.title != words.said(Problem("never_heard_of")).title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_refused_setting_has_words(japanese: Translations, language: str, reason: Reason) -> None:
    japanese.use(language)
    told = words.said(Problem(ClientProblem.SETTING_REFUSED, {"reason": reason.value, "detail": "…"}))
    check(told.text, language, reason)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", UNREACHABLE)
def test_unreachable_server_has_words(japanese: Translations, language: str, why: str) -> None:
    japanese.use(language)
    told = words.said(Problem("unreachable", {"why": why}))
    check(told.text, language, why)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", TransferProblem)
def test_a_failed_transfer_has_words(japanese: Translations, language: str, problem: TransferProblem) -> None:
    japanese.use(language)
    told = words.said(Problem(ClientProblem.CUSTOMER_IS_BACK, {"reason": problem.value, "number": "2011"}))
    check(told.title, language, problem)
    check(told.text, language, problem)
    check(transfer_words.why_it_returns()[problem].format(target="2011"), language, problem)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", CallRefusal)
def test_refused_call_has_words(japanese: Translations, language: str, reason: CallRefusal) -> None:
    japanese.use(language)
    told = words.said(Problem("call_refused", {"reason": reason.value, "number": "0312345678", "sip_code": 486}))
    check(told.whole, language, reason)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_words(japanese: Translations, language: str) -> None:
    japanese.use(language)
    for problem in values(FieldProblem):
        check(words.field_problem(problem), language, problem)
    for reason in values(EndReason):
        check(words.end_reason(reason), language, reason)
    for state in values(Registration):
        check(phone_words.registration(state, "no_answer"), language, state)
    for reason in REASONS:
        check(phone_words.registration("refused", reason), language, reason)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_phone(japanese: Translations, language: str) -> None:
    japanese.use(language)
    for end in CallEnd:
        if end is not CallEnd.NONE:
            check(phone_words.call_end(end), language, end)
    for reason in ORDER_FAILURES:
        told = phone_words.order_failure(reason)
        check(told, language, reason)
        assert told != phone_words.order_failure("never_heard_of")
    for code in (403, 404, 408, 480, 486, 488, 499, 503, 580, 603):
        told = phone_words.call_end(CallEnd.REFUSED, code)
        check(told, language, str(code))
        assert told.endswith(f"(SIP {code})")
    for mos in (4.4, 3.8, 3.3, 1.5):
        check(quality_look(Quality(0, 0, 0, mos)).word, language, str(mos))
    for quality in (Quality(9, 0, 0, 2), Quality(0, 80, 0, 2), Quality(0, 0, 900, 2)):
        check(quality_advice(quality), language, repr(quality))


def test_unknown_code_says_so_and_names_itself(japanese: Translations) -> None:
    told = words.said(Problem("never_heard_of"))
    assert told.title == "原因は不明です。"
    assert "never_heard_of" in told.text


def test_parameters_are_filled_in(japanese: Translations) -> None:
    told = words.said(Problem("extension_in_use", {"extension": "2014", "operator_name": "渡辺 直樹"}))
    assert told.title == "内線番号 2014 は 渡辺 直樹 さんが使っています。"


def test_every_string_is_translated() -> None:
    assert translations.unfinished() == []


@pytest.mark.parametrize(
    ("setting", "system", "language"),
    [("", "ja_JP", "ja"), ("", "de_DE", "en"), ("en", "ja_JP", "en"), ("ja", "en_US", "ja")],
)
def test_language_is_japanese_where_the_system_is(setting: str, system: str, language: str) -> None:
    assert choose_language(setting, QLocale(system)) == language


def test_a_new_translation_leaves_the_file_of_a_running_window_alone(japanese: Translations) -> None:
    with translations.QM.open("rb") as mapped:
        before = mapped.read()
        translations.build()
        mapped.seek(0)
        assert mapped.read() == before and translations.QM.stat().st_ino != os.fstat(mapped.fileno()).st_ino


def test_a_lost_server_claims_no_call_where_there_may_be_none(japanese: Translations) -> None:
    assert "通話中の場合" in words.said(Problem(ClientProblem.SERVER_LOST)).text
