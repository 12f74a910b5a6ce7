"""Numbers as people write them: one form to search by."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s()\[\]./\-‐‑‒–—―−ーｰ─~〜]+")
_JAPAN = re.compile(r"^(?:\+|00|010)810?")


def search_key(number: str) -> str:
    """The form in which two ways of writing one number are equal, whole or in part.

    Full-width digits become digits, what is put in for the eye goes, and a Japanese number loses its country code: `+81 3-1234` and
    `０３（１２３４）` are both `031234`. A SIP user keeps its letters, without case.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", number))
    return _JAPAN.sub("0", bare).casefold()


def name_key(name: str) -> str:
    """The same for names: without blanks, case and the width of letters."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
