"""By what a customer is found, and how a search text is understood: parts of names and codes, and numbers in any writing.

Names are searched by grams: every character of a word and every two neighbouring ones are keys of an index, so that a part of one or
two characters, as most Japanese family names have, is looked up and not scanned for.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.domain.forms import fold
from server.domain.numbers import DEFAULT_COUNTRY, calling_code, normalise
from server.protocol.types import FieldType, FieldValue, FormField

GRAM_LENGTH = 2
LONGEST_CODE = 40
"""Characters of a one-line field that is taken for a code, such as a member number, and not for an address."""

LEAST_DIGITS = 3
MOST_WORDS = 8
_NUMBER = re.compile(r"[+(]?[0-9][0-9()\-‐-―−ー./ ]*")


@dataclass(frozen=True, slots=True)
class NumberPart:
    """Digits that a telephone number begins with, in E.164, or ends with; `code` is how they may stand in a code."""

    beginning: str
    """Empty where what was typed can't be a beginning."""
    end: str
    code: str


@dataclass(frozen=True, slots=True)
class CustomerSearch:
    """Everything in it must be found. `words` are folded."""

    words: tuple[str, ...] = ()
    numbers: tuple[NumberPart, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.words and not self.numbers


def understand(text: str, country: str = DEFAULT_COUNTRY) -> CustomerSearch:
    """The search that somebody has typed: `佐藤 090-1234`, `ｻﾄｳ`, `４８２１`, `03 5550 1234`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if number := _number(plain, country):
        return CustomerSearch(numbers=(number,))
    words: list[str] = []
    numbers: list[NumberPart] = []
    for word in plain.split()[:MOST_WORDS]:
        number = _number(word, country)
        if number is not None:
            numbers.append(number)
        elif folded := searchable(word):
            words.append(folded)
    return CustomerSearch(tuple(words), tuple(numbers))


def searchable(text: str) -> str:
    """Folded, without characters that can't be seen."""
    return "".join(char for char in fold(text) if char.isprintable())


def search_text(fields: Sequence[FormField], values: Mapping[str, FieldValue], keys: Iterable[str]) -> str:
    """What a customer is found by, one word in each line: the fields `keys` (name and kana) and every code."""
    wanted = set(keys)
    found = [values.get(field.key, "") for field in fields if field.key in wanted or _is_code(field)]
    words = [searchable(value) for value in found if isinstance(value, str)]
    return "\n".join(word for word in words if word)


def _is_code(field: FormField) -> bool:
    return field.type is FieldType.TEXT and (field.read_only or field.max_length <= LONGEST_CODE)


def grams(work_group_id: str, search: str) -> set[str]:
    """The keys of `search_text` in the index. Each begins with a mark of the group, so that no other group's are read."""
    mark = group_mark(work_group_id)
    words = search.split("\n") if search else []
    return {mark + word[at:end] for word in words for at in range(len(word)) for end in (at + 1, at + GRAM_LENGTH)}


def wanted_grams(work_group_id: str, words: Iterable[str]) -> list[str]:
    """Keys that a customer with all `words` has: as few as hold every character, since each costs the reading of its list."""
    mark = group_mark(work_group_id)
    found: set[str] = set()
    for word in words:
        last = max(0, len(word) - GRAM_LENGTH)
        found |= {mark + word[at : at + GRAM_LENGTH] for at in (*range(0, last, GRAM_LENGTH), last)}
    return sorted(found)


def group_mark(work_group_id: str) -> str:
    """A character of the private use area; two groups may share one, which costs time and not correctness."""
    return chr(0xE000 + zlib.crc32(work_group_id.encode()) % 6400)


def _number(text: str, country: str) -> NumberPart | None:
    if not _NUMBER.fullmatch(text):
        return None
    digits = normalise(text)
    bare = digits.lstrip("+")
    if len(bare) < LEAST_DIGITS:
        return None
    beginning = digits if digits.startswith("+") else f"+{calling_code(country)}{bare[1:]}" if bare[0] == "0" else ""
    return NumberPart(beginning, bare, searchable(text))
