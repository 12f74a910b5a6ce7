"""What a password must have, in one place for both sides: the window ticks the rules off, the server holds to them."""

from collections.abc import Callable, Mapping
from enum import StrEnum

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200


class PasswordRule(StrEnum):
    LENGTH = "length"
    SMALL = "small"
    CAPITAL = "capital"
    DIGIT = "digit"
    SYMBOL = "symbol"


_KINDS: Mapping[PasswordRule, Callable[[str], bool]] = {
    PasswordRule.SMALL: str.islower,
    PasswordRule.CAPITAL: str.isupper,
    PasswordRule.DIGIT: str.isdigit,
    PasswordRule.SYMBOL: lambda char: not char.isalnum(),
}


def broken_rules(password: str) -> frozenset[PasswordRule]:
    """Rules that `password` breaks; empty if it is good enough."""
    missing = {rule for rule, kind in _KINDS.items() if not any(map(kind, password))}
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        missing.add(PasswordRule.LENGTH)
    return frozenset(missing)
