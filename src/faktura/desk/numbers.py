"""The numbers of issued documents: whether a series has a gap, or a number twice.

>>> numbers = Numbers()
>>> for number in (1001, 1002, 1004, 1004):
...     numbers.note("document", str(number))
>>> for finding in numbers.findings({"document": 1005}):
...     print(finding.code, finding.problem)
STORE-09 the number 1003 of the series is missing
STORE-12 the number 1004 of the series is used more than once
STORE-13 the last number of the series in use is 1004, but 1005 was taken
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from faktura.core.errors import Finding
from faktura.core.wording import Text, register

_BITS = 12
"""Numbers are noted as bits, 2^12 to a part: a million numbers take an eighth of a megabyte."""


class Numbers:
    """The numbers used in each series."""

    def __init__(self) -> None:
        """Begin with no number used."""
        self._used: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._twice: list[tuple[str, int]] = []

    def note(self, series: str, number: str) -> None:
        """Note that *number* of *series* is used; what is no whole number belongs to no series of ours."""
        if not (number.isascii() and number.isdigit()):
            return
        parts, (at, bit) = self._used[series], divmod(int(number), 1 << _BITS)
        if parts[at] >> bit & 1:
            self._twice.append((series, int(number)))
        parts[at] |= 1 << bit

    def findings(self, last_taken: Mapping[str, int]) -> Iterator[Finding]:
        """Yield what is wrong with each series, whose last number was taken from a counter that stands at *last_taken*."""
        for series in sorted(self._used):
            last = None
            for number in self._numbers(series):
                if last is not None and number > last + 1:
                    missing = str(last + 1) if number == last + 2 else f"{last + 1}-{number - 1}"
                    yield Finding(code="STORE-09", path=series, facts=(("number", missing),))
                last = number
            for number in sorted(number for of, number in self._twice if of == series):
                yield Finding(code="STORE-12", path=series, facts=(("number", str(number)),))
            if last is not None and last != last_taken.get(series):
                facts = (("number", str(last)), ("taken", str(last_taken.get(series, 0))))
                yield Finding(code="STORE-13", path=series, facts=facts)

    def _numbers(self, series: str) -> Iterator[int]:
        for at, bits in sorted(self._used[series].items()):
            yield from ((at << _BITS) + bit for bit in range(1 << _BITS) if bits >> bit & 1)


register(
    {
        "STORE-09": Text(
            en="the number {number} of the series is missing",
            sv="nummer {number} i serien saknas",
        ),
        "STORE-09.remedy": Text(
            en="look for the document in a backup that verifies; a gap must be explained in the books (BFL 5 kap. 7 §)",
            sv="sök dokumentet i en kopia som klarar kontrollen; en lucka ska kunna förklaras i bokföringen (BFL 5 kap. 7 §)",
        ),
        "STORE-12": Text(
            en="the number {number} of the series is used more than once",
            sv="nummer {number} i serien är använt mer än en gång",
        ),
        "STORE-12.remedy": Text(
            en="credit all documents of that number but one, and issue them anew; find out who wrote past faktura",
            sv="kreditera alla dokument med numret utom ett och utfärda dem på nytt; utred vem som skrivit förbi faktura",
        ),
        "STORE-13": Text(
            en="the last number of the series in use is {number}, but {taken} was taken",
            sv="seriens senast använda nummer är {number}, men {taken} har tagits",
        ),
        "STORE-13.remedy": Text(
            en="look for the missing documents in a backup that verifies; set no counter by hand",
            sv="sök de saknade dokumenten i en kopia som klarar kontrollen; ändra ingen räknare för hand",
        ),
    }
)
