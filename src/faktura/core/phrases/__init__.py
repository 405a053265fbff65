"""What stands in a file and what belongs there, in Swedish: phrases that errors and findings fill into sentences.

Readers and writers say them in English, at the place where they see it. The sentence of an error is said in either language, and so
is what it is filled with: the facts named in `WORDS` are looked up here when they are said in Swedish. What is no phrase
of ours (a number, a name of an element, what stood in the file) is said as it is.

>>> in_swedish("nothing"), in_swedish("12 characters"), in_swedish("a day in BookedOn, or nothing"), in_swedish("IssueDate")
('inget', '12 tecken', 'en dag i BookedOn, eller inget', 'IssueDate')
"""

import re
from functools import cache
from typing import Final

WORDS: Final = frozenset({"field", "found", "expected", "what", "rule", "kind"})
"""The facts that are phrases."""

_HOLE: Final = "(.*)"


def in_swedish(phrase: str) -> str:
    """Return *phrase* in Swedish, and what stands in its holes too; what is no phrase of ours as it is."""
    exact, holed = _table()
    if (found := exact.get(phrase)) is not None:
        return found
    for pattern, swedish in holed:
        if match := pattern.fullmatch(phrase):
            return swedish.format(*map(in_swedish, match.groups()))
    return phrase


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the phrases without holes, and those with holes, the longest first: it says most."""
    from faktura.core.phrases.fields import FIELDS
    from faktura.core.phrases.reading import READING
    from faktura.core.phrases.writing import WRITING
    from faktura.core.phrases.xml import XML

    every = {**XML, **WRITING, **READING, **FIELDS}
    exact = {english: swedish for english, swedish in every.items() if "{}" not in english}
    holed = sorted((english for english in every if "{}" in english), key=lambda one: (-len(one), one))
    return exact, tuple((_pattern(english), every[english]) for english in holed)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_HOLE.join(map(re.escape, english.split("{}"))), re.DOTALL)
