"""A table of law: which value holds on which day, with its source; unknown days are refused.

>>> rate = DatedTable(
...     name="reference rate", law="räntelag (1975:635) 9 §", unit="percent per year",
...     source="Sveriges riksbank, published per calendar half-year",
...     rows=(Row(date(2024, 1, 1), "4.00"), Row(date(2023, 7, 1), "3.50")),
...     known_until=date(2024, 6, 30))
>>> rate.at(date(2023, 9, 15))
'3.50'
>>> rate.at(date(2024, 7, 1))
Traceback (most recent call last):
faktura.core.errors.LawNotKnown: reference rate, räntelag (1975:635) 9 §: known for 2023-07-01 - 2024-06-30, not ...
"""

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from attrs import Attribute, evolve, field, frozen

from faktura.core.errors import InputError, LawNotKnown
from faktura.core.wording import Text, register

T = TypeVar("T")

Confidence = Literal["C", "S", "G", "U"]
"""How well a row is founded: read in a source, read second-hand, general knowledge, unconfirmed."""


@frozen
class Row(Generic[T]):
    """One value and the first day it holds.

    Attributes:
        since: The first day.
        value: What holds from then on.
        source: Where this very row was read, when that is not the source of the whole table.
        note: What whoever relies on it must know.
        confidence: `C` read in a source, `S` second-hand, `G` general knowledge, `U` unconfirmed.
    """

    since: date
    value: T
    source: str = field(default="", kw_only=True)
    note: str = field(default="", kw_only=True)
    confidence: Confidence = field(default="C", kw_only=True)


@frozen(kw_only=True)
class DatedTable(Generic[T]):
    """The values of one legal number through time, newest row first.

    Attributes:
        name: What the value is, in English and lower case.
        law: Act and section.
        unit: What the value is counted in.
        source: Where the rows were read.
        rows: Newest first; each holds until the day before the one above it.
        known_until: The last day the newest row is known to hold; None only where the law itself
            sets no end and nothing is expected to change it.
    """

    name: str
    law: str
    unit: str
    source: str
    rows: tuple[Row[T], ...] = field()
    known_until: date | None
    _oldest_first: tuple[date, ...] = field(init=False, repr=False, eq=False)

    @rows.validator
    def _newest_first(self, _attribute: "Attribute[tuple[Row[T], ...]]", rows: tuple[Row[T], ...]) -> None:
        if not rows:
            raise InputError("dated.empty", table=self.name)
        for newer, older in pairwise(rows):
            if newer.since <= older.since:
                raise InputError("dated.order", table=self.name, newer=newer.since, older=older.since)

    @_oldest_first.default
    def _days(self) -> tuple[date, ...]:
        return tuple(row.since for row in reversed(self.rows))

    def __attrs_post_init__(self) -> None:
        if self.known_until is not None and self.known_until < self.rows[0].since:
            raise InputError("dated.until", table=self.name, since=self.rows[0].since, until=self.known_until)

    def at(self, day: date) -> T:
        """Return the value that holds on *day*; `LawNotKnown` outside what the table knows."""
        return self.row_at(day).value

    def row_at(self, day: date) -> Row[T]:
        """Return the row that holds on *day*, so that a rule can say which one it used."""
        index = bisect_right(self._oldest_first, day)
        if index == 0 or (self.known_until is not None and day > self.known_until):
            raise LawNotKnown("law.not_known", table=self.name, law=self.law, span=self.span, day=day.isoformat())
        return self.rows[-index]

    @property
    def span(self) -> str:
        """The first and last day known, ISO 8601; `...` for a last day nobody has set."""
        last = self.known_until.isoformat() if self.known_until else "..."
        return f"{self._oldest_first[0].isoformat()} - {last}"

    def extended(self, row: Row[T] | None, known_until: date | None) -> "DatedTable[T]":
        """Return the table with *row* on top, known until that day: how next half-year's rate is added.

        With None instead of a row the newest value is declared to hold longer. A row that begins
        after an unknown stretch is refused: what held in between would be a guess.

        >>> law = DatedTable(name="fee", law="", unit="SEK", source="", known_until=date(2025, 12, 31),
        ...                  rows=(Row(date(2025, 1, 1), 60),))
        >>> law.extended(Row(date(2026, 1, 1), 65), date(2026, 12, 31)).at(date(2026, 3, 1))
        65
        """
        if row is None:
            return evolve(self, known_until=known_until)
        if self.known_until is not None and row.since > self.known_until + timedelta(days=1):
            raise InputError("dated.gap", table=self.name, since=row.since, until=self.known_until)
        return evolve(self, rows=(row, *self.rows), known_until=known_until)


register(
    {
        "law.not_known": Text(
            en="{table}, {law}: known for {span}, not for {day}; extend the table with what holds then",
            sv="{law} ({table}): känt för {span}, inte för {day}; utöka tabellen med vad som gäller då",
        ),
        "dated.empty": Text(
            en="the table {table!r} has no rows; give at least one",
            sv="tabellen {table!r} saknar rader; ange minst en",
        ),
        "dated.order": Text(
            en="the table {table!r} lists {newer} above {older}; give each day once, the newest row first",
            sv="tabellen {table!r} har {newer} ovanför {older}; ange varje dag en gång, nyaste raden först",
        ),
        "dated.until": Text(
            en="the table {table!r} is known until {until}, before its newest row of {since}; set a later day",
            sv="tabellen {table!r} är känd till {until}, före nyaste raden {since}; ange en senare dag",
        ),
        "dated.gap": Text(
            en="the table {table!r} is known until {until} and the new row begins {since}; fill the gap first",
            sv="tabellen {table!r} är känd till {until} och den nya raden börjar {since}; fyll luckan först",
        ),
    }
)
