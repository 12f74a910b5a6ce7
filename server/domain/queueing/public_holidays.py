"""Public holidays of a country, from a library that knows their laws, also the days off that follow from them (振替休日, 国民の休日)."""

from collections.abc import Iterable
from datetime import date

import holidays


def public_holidays(country: str, years: Iterable[int]) -> list[date]:
    """All of these years, in order. `country`: ISO 3166-1 alpha-2."""
    return sorted(holidays.country_holidays(country, years=years))


def knows(country: str) -> bool:
    return country in holidays.list_supported_countries(include_aliases=False)
