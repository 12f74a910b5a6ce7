"""What a customer form accepts: one check for each type of field, and what is stored afterwards."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from server.domain.numbers import DEFAULT_COUNTRY, to_e164
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode, FieldProblem
from server.protocol.types import FieldType, FieldValue, FormField

LONGEST_TEXT_AREA = 4000
_EMAIL = re.compile(r"[^@\s<>(),;:\\\"]+@[^@\s.<>(),;:\\\"]+(\.[^@\s.<>(),;:\\\"]+)+")
_DIGITS = re.compile(r"[0-9]+")
_POSTAL_CODE = re.compile(r"[0-9A-Z][0-9A-Z \-]{1,9}")

Cleaned = str | FieldProblem


def blank(field: FormField) -> FieldValue:
    """The empty value of a field."""
    return [] if field.type is FieldType.CHECK_BOXES else ""


def defaults(fields: Sequence[FormField]) -> dict[str, FieldValue]:
    """Values of a new customer."""
    return {field.key: field.default or blank(field) for field in fields}


def clean_form(
    fields: Sequence[FormField],
    values: Mapping[str, FieldValue],
    stored: Mapping[str, FieldValue] | None,
    *,
    country: str = DEFAULT_COUNTRY,
) -> dict[str, FieldValue]:
    """Values to be stored; refuses with every field that is wrong.

    `stored` is what the database has, None for a new customer. A read-only field keeps its stored value; another one is a
    problem. Fields that are not sent keep what is stored, since the form may have grown since the client signed in.
    """
    known = {field.key for field in fields}
    problems: dict[str, FieldProblem] = {key: FieldProblem.UNKNOWN_FIELD for key in values if key not in known}
    before = {**defaults(fields), **(stored or {})}
    cleaned: dict[str, FieldValue] = {}
    for field in fields:
        result = _clean_field(field, values.get(field.key, before[field.key]), before[field.key], country)
        if isinstance(result, FieldProblem):
            problems[field.key] = result
        else:
            cleaned[field.key] = result
    if problems:
        raise Refusal(ErrorCode.INVALID_FIELDS, fields={key: problem.value for key, problem in problems.items()})
    return cleaned


def clean_value(field: FormField, value: FieldValue, country: str = DEFAULT_COUNTRY) -> FieldValue | FieldProblem:
    """`value` as it is stored, or what is wrong with it; neither required nor read-only is looked at."""
    if field.type is FieldType.CHECK_BOXES:
        return _clean_ticks(field, value)
    if not isinstance(value, str):
        return FieldProblem.NOT_A_CHOICE
    text = value if field.type is FieldType.PASSWORD else value.strip()
    if "\x00" in text or len(text) > _longest(field):
        return FieldProblem.TOO_LONG
    if not text:
        return ""
    if field.type is FieldType.PHONE:
        return to_e164(text, country) or FieldProblem.BAD_PHONE
    return _CHECKS[field.type](field, text)


def _clean_field(field: FormField, value: FieldValue, before: FieldValue, country: str) -> FieldValue | FieldProblem:
    if field.read_only:
        return before if value == before or value == blank(field) else FieldProblem.READ_ONLY
    result = clean_value(field, value, country)
    if field.required and not result:
        return FieldProblem.REQUIRED
    return result


def _longest(field: FormField) -> int:
    return LONGEST_TEXT_AREA if field.type is FieldType.TEXT_AREA and field.max_length == 200 else field.max_length


def _clean_ticks(field: FormField, value: FieldValue) -> FieldValue | FieldProblem:
    ticked = [value] if isinstance(value, str) and value else list(value)
    if any(choice not in field.choices for choice in ticked):
        return FieldProblem.NOT_A_CHOICE
    return [choice for choice in field.choices if choice in ticked]


def _text(_field: FormField, text: str) -> Cleaned:
    return text


def _one_line(_field: FormField, text: str) -> Cleaned:
    """What is pasted may hold line breaks, which a name in a list or on a tab must not."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _choice(field: FormField, text: str) -> Cleaned:
    return text if text in field.choices else FieldProblem.NOT_A_CHOICE


def _email(_field: FormField, text: str) -> Cleaned:
    address = unicodedata.normalize("NFKC", text)
    return address if _EMAIL.fullmatch(address) else FieldProblem.BAD_EMAIL


def _date(_field: FormField, text: str) -> Cleaned:
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", text).replace("/", "-")).isoformat()
    except ValueError:
        return FieldProblem.BAD_DATE


def _number(_field: FormField, text: str) -> Cleaned:
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return FieldProblem.BAD_NUMBER
    return plain if number.is_finite() else FieldProblem.BAD_NUMBER


def _postal_code(_field: FormField, text: str) -> Cleaned:
    """Japanese codes become 123-4567; other countries' are taken as they are if they look like one."""
    plain = re.sub("[‐-―−ー]", "-", unicodedata.normalize("NFKC", text).removeprefix("〒")).strip().upper()
    digits = plain.replace("-", "")
    if _DIGITS.fullmatch(digits) and len(digits) == 7:
        return f"{digits[:3]}-{digits[3:]}"
    return plain if not _DIGITS.fullmatch(digits) and _POSTAL_CODE.fullmatch(plain) else FieldProblem.BAD_POSTAL_CODE


def _url(_field: FormField, text: str) -> Cleaned:
    try:
        parts = urlsplit(text)
    except ValueError:
        return FieldProblem.BAD_URL
    return text if parts.scheme in ("http", "https") and parts.hostname and " " not in text else FieldProblem.BAD_URL


_CHECKS: dict[FieldType, Callable[[FormField, str], Cleaned]] = {
    FieldType.TEXT: _one_line,
    FieldType.TEXT_AREA: _text,
    FieldType.PASSWORD: _text,
    FieldType.PULL_DOWN: _choice,
    FieldType.RADIO: _choice,
    FieldType.EMAIL: _email,
    FieldType.DATE: _date,
    FieldType.NUMBER: _number,
    FieldType.POSTAL_CODE: _postal_code,
    FieldType.URL: _url,
}


def fold(text: str) -> str:
    """Text as it is compared in searches: width, case and blanks do not matter, hiragana equals katakana."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in folded if not char.isspace())
