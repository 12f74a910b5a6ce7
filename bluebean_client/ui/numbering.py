"""Phone numbers as people of this country write and type them, by the numbering plans of all countries."""

from functools import cache
from types import ModuleType

from PySide6.QtCore import QCoreApplication

from bluebean_client.loading import load

translate = QCoreApplication.translate

REGION = "JP"


@cache
def plans() -> ModuleType:
    """The library of numbering plans: a twentieth of the time until the login window, which shows no number."""
    return load("phonenumbers")


def phone_number(number: str) -> str:
    """National format of a number of this country, with country code or not; international of another, anything else as it is."""
    if not number.startswith(("+", "0")):
        return number
    library = plans()
    try:
        parsed = library.parse(number, REGION)
    except library.NumberParseException:
        return number
    if not number.startswith("+") and not library.is_valid_number(parsed):
        return number
    home = parsed.country_code == library.country_code_for_region(REGION)
    form = library.PhoneNumberFormat.NATIONAL if home else library.PhoneNumberFormat.INTERNATIONAL
    return str(library.format_number(parsed, form))


def e164(text: str) -> str:
    """What is typed in a phone field as it is stored; text that is no full number stays as typed."""
    stripped, library = text.strip(), plans()
    try:
        parsed = library.parse(stripped, REGION)
    except library.NumberParseException:
        return stripped
    if not library.is_possible_number(parsed):
        return stripped
    return str(library.format_number(parsed, library.PhoneNumberFormat.E164))


def caller(number: str) -> str:
    """A number to show in the place of a name."""
    return phone_number(number) if number else translate("formats", "Number withheld")
