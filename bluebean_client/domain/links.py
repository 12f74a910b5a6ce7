"""Which links of other programs are let in: anybody can put one into a web page, so they are short and without control characters."""

import unicodedata

LINK_CHARACTERS_MAX = 500
_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters, halves of characters and line ends."""


def plain_link(text: str) -> str | None:
    """The link without blanks around it, or None if it is none that a person could have meant. Its number is judged later."""
    link = text.strip()
    if len(link) > LINK_CHARACTERS_MAX or any(unicodedata.category(character) in _NEVER for character in link):
        return None
    return link
