"""Telephone numbers: E.164 inside, national format where people read them; extensions stay as they are."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType, shortnumberinfo

DEFAULT_COUNTRY = "JP"
LONGEST_EXTENSION = 6
_SEPARATORS = re.compile(r"[\s\-‐-―−ー─()\[\]./]+")
HIDING_PREFIXES = {"JP": "184"}
"""What is dialed before a number so that the own one is not shown, for this one call."""
_CALL_PREFIXES = {"JP": re.compile(r"(184|186)(?=0)")}
"""With those that show it where the line hides it else."""
_DIALABLE = re.compile(r"\+?[0-9]+")


def normalise(raw: str) -> str:
    """Digits, with a leading plus if there was one; "" if `raw` holds anything that can't be dialed.

    Full-width digits, every sort of hyphen, brackets and blanks are understood.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", raw))
    return bare if _DIALABLE.fullmatch(bare) else ""


def without_call_prefix(raw: str, country: str = DEFAULT_COUNTRY) -> tuple[str, bool]:
    """The number alone, of `184-03-…` as of `03-…`, and whether what was before it hides the caller's own."""
    number, prefixes = normalise(raw), _CALL_PREFIXES.get(country)
    found = prefixes.match(number) if prefixes else None
    if found is None:
        return number, False
    return number[found.end() :], found[0] == HIDING_PREFIXES.get(country)


def is_extension(raw: str) -> bool:
    """Whether this is a number of the house: two to six digits without a leading zero."""
    number = normalise(raw)
    return 2 <= len(number) <= LONGEST_EXTENSION and number[0] not in "+0"


def to_e164(raw: str, country: str = DEFAULT_COUNTRY) -> str:
    """The number in E.164, an extension unchanged, "" for what is no telephone number.

    Possible numbers are taken even if the numbering plan does not list them yet: plans grow faster than libraries.
    """
    number, _ = without_call_prefix(raw, country)
    if not number or is_extension(number):
        return number
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def to_national(number: str, country: str = DEFAULT_COUNTRY) -> str:
    """The number as people of `country` write it; foreign ones in international format, anything else unchanged."""
    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.country_code_for_region(country) == parsed.country_code
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def digits_to_dial(number: str, country: str = DEFAULT_COUNTRY) -> str:
    """The digits by which people of `country` dial an E.164 number; abroad with the international prefix."""
    parsed = phonenumbers.parse(number, country)
    return normalise(phonenumbers.format_out_of_country_calling_number(parsed, country))


def is_special(raw: str, country: str = DEFAULT_COUNTRY) -> bool:
    """Whether this is an emergency, service or premium number, such as 110, 171 or 0990: no operator calls it for his work."""
    number = normalise(raw)
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if shortnumberinfo.connects_to_emergency_number(number, country):
        return True
    if shortnumberinfo.is_valid_short_number_for_region(parsed, country):
        return True
    return phonenumbers.number_type(parsed) == PhoneNumberType.PREMIUM_RATE


def calling_code(country: str) -> int:
    """The digits before a number of `country` when it is called from abroad, such as 81."""
    return phonenumbers.country_code_for_region(country)


def is_country(country: str) -> bool:
    """Whether `country` is a region that the numbering plans know, such as JP."""
    return country in phonenumbers.SUPPORTED_REGIONS
