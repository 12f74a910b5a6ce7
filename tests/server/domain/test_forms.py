"""What each type of field takes, how it is stored, and which problem is told of each field."""

import pytest

from server.domain.forms import clean_form, clean_value, defaults
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode, FieldProblem
from server.protocol.types import FieldType, FieldValue, FormField


def field(kind: FieldType, **more: object) -> FormField:
    return FormField(key="f", label="F", type=kind, **more)  # type: ignore[arg-type]


CHOICES = ("電話", "メール", "郵送")


@pytest.mark.parametrize(
    ("kind", "entered", "stored"),
    [
        (FieldType.TEXT, "  佐藤 ", "佐藤"),
        (FieldType.TEXT, "佐藤\r\n\n 健一\u2028😀", "佐藤 健一 😀"),
        (FieldType.TEXT_AREA, "一行\n二行\n", "一行\n二行"),
        (FieldType.PHONE, "０３−１２３４−５６７８", "+81312345678"),
        (FieldType.PHONE, "2001", "2001"),
        (FieldType.EMAIL, "k.sato@example.jp", "k.sato@example.jp"),
        (FieldType.EMAIL, "ｋ＠ｅｘａｍｐｌｅ．ｊｐ", "k@example.jp"),
        (FieldType.PASSWORD, " あい ことば ", " あい ことば "),
        (FieldType.DATE, "2023/04/01", "2023-04-01"),
        (FieldType.DATE, "２０２３－０４－０１", "2023-04-01"),
        (FieldType.NUMBER, "１，２３４", "1234"),
        (FieldType.NUMBER, "-0.5", "-0.5"),
        (FieldType.POSTAL_CODE, "〒１６０−００２２", "160-0022"),
        (FieldType.POSTAL_CODE, "1600022", "160-0022"),
        (FieldType.POSTAL_CODE, "sw1a 1aa", "SW1A 1AA"),
        (FieldType.URL, "https://example.jp/a?b=c", "https://example.jp/a?b=c"),
    ],
)
def test_good_entries_are_stored_in_one_form(kind: FieldType, entered: str, stored: str) -> None:
    assert clean_value(field(kind), entered) == stored


@pytest.mark.parametrize(
    ("kind", "entered", "problem"),
    [
        (FieldType.TEXT, "x" * 201, FieldProblem.TOO_LONG),
        (FieldType.TEXT, "a\x00b", FieldProblem.TOO_LONG),
        (FieldType.PHONE, "でんわ", FieldProblem.BAD_PHONE),
        (FieldType.PHONE, "03-12", FieldProblem.BAD_PHONE),
        (FieldType.EMAIL, "k.sato@", FieldProblem.BAD_EMAIL),
        (FieldType.EMAIL, "a b@example.jp", FieldProblem.BAD_EMAIL),
        (FieldType.DATE, "2023-02-30", FieldProblem.BAD_DATE),
        (FieldType.DATE, "昨日", FieldProblem.BAD_DATE),
        (FieldType.NUMBER, "3台", FieldProblem.BAD_NUMBER),
        (FieldType.NUMBER, "NaN", FieldProblem.BAD_NUMBER),
        (FieldType.POSTAL_CODE, "123", FieldProblem.BAD_POSTAL_CODE),
        (FieldType.URL, "javascript:alert(1)", FieldProblem.BAD_URL),
        (FieldType.URL, "http://[", FieldProblem.BAD_URL),
        (FieldType.PULL_DOWN, "FAX", FieldProblem.NOT_A_CHOICE),
        (FieldType.RADIO, "FAX", FieldProblem.NOT_A_CHOICE),
    ],
)
def test_bad_entries_have_a_problem(kind: FieldType, entered: str, problem: FieldProblem) -> None:
    assert (
        clean_value(field(kind, choices=CHOICES if kind in (FieldType.PULL_DOWN, FieldType.RADIO) else ()), entered)
        is problem
    )


def test_ticks_are_kept_in_the_order_of_the_choices() -> None:
    boxes = field(FieldType.CHECK_BOXES, choices=CHOICES)
    assert clean_value(boxes, ["郵送", "電話"]) == ["電話", "郵送"]
    assert clean_value(boxes, ["FAX"]) is FieldProblem.NOT_A_CHOICE
    assert clean_value(boxes, "") == []


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.CHECK_BOXES])
def test_a_list_is_refused_where_a_text_belongs(kind: FieldType) -> None:
    assert clean_value(field(kind, choices=CHOICES), ["電話"]) is FieldProblem.NOT_A_CHOICE


FORM = (
    FormField("name", "氏名", FieldType.TEXT, required=True),
    FormField("member", "会員番号", FieldType.TEXT, read_only=True),
    FormField("plan", "契約区分", FieldType.RADIO, choices=("個人", "法人"), default="個人"),
    FormField("phone", "電話番号", FieldType.PHONE, required=True),
    FormField("ways", "連絡方法", FieldType.CHECK_BOXES, choices=CHOICES),
)


def problems_of(values: dict[str, FieldValue], stored: dict[str, FieldValue] | None = None) -> dict[str, str]:
    with pytest.raises(Refusal) as caught:
        clean_form(FORM, values, stored)
    assert caught.value.code is ErrorCode.INVALID_FIELDS
    fields: dict[str, str] = caught.value.details["fields"]
    return fields


def test_every_wrong_field_is_told_at_once() -> None:
    wrong: dict[str, FieldValue] = {"name": " ", "phone": "x", "plan": "猫", "member": "M-1", "age": "3"}
    assert problems_of(wrong) == {
        "name": "required",
        "phone": "bad_phone",
        "plan": "not_a_choice",
        "member": "read_only",
        "age": "unknown_field",
    }


def test_a_new_customer_gets_the_defaults() -> None:
    assert clean_form(FORM, {"name": "佐藤", "phone": "0312345678"}, None) == {
        "name": "佐藤",
        "member": "",
        "plan": "個人",
        "phone": "+81312345678",
        "ways": [],
    }
    assert defaults(FORM)["ways"] == []


def test_a_read_only_field_keeps_what_is_stored() -> None:
    stored: dict[str, FieldValue] = {"name": "佐藤", "member": "M-7", "phone": "+81312345678"}
    assert clean_form(FORM, {**stored, "name": "加藤"}, stored)["member"] == "M-7"
    assert problems_of({**stored, "member": "M-8"}, stored) == {"member": "read_only"}
