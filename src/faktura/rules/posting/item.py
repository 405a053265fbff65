"""Rows on their way to a voucher: what is posted for one movement, and how movements of one command join.

>>> fitted("Betalning 1001 Firma Andersson, Bergström och Lindqvist Handelsbolag")
'Betalning 1001 Firma Andersson, Bergström och'
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.ledger import AccountCode, Dimension, Voucher, VoucherRow
from faktura.core.money import Money
from faktura.core.wording import sentence
from faktura.rules.posting.books import Books

LONGEST_TEXT: Final = 50
"""The longest text of a voucher that every bookkeeping program takes."""

Key = tuple[str, str, date, str]


@frozen(kw_only=True)
class Item:
    """What one movement is booked as; items with the same `key` become one voucher.

    Attributes:
        key: Kind and id of what it belongs to, day and cause.
        what: Last part of the code of the voucher text (`posting.text.payment`).
        number, name: The document and the customer it concerns, if any.
        source: The document or payment the voucher is kept under. cause: id of the command or event behind it.
        rows: They sum to zero; zero rows allowed.
    """

    key: Key
    what: str
    number: str = ""
    name: str = ""
    source: str
    cause: str
    rows: tuple[VoucherRow, ...] = field()

    @property
    def on(self) -> date:
        """The accounting date."""
        return self.key[2]


def row(account: AccountCode, minor: int, books: Books, *, dimensions: tuple[Dimension, ...] = ()) -> VoucherRow:
    """Return a row of *minor* öre in the currency of the books."""
    return VoucherRow(account, Money(minor, books.currency), dimensions)


def vouchers(items: Iterable[Item], books: Books) -> tuple[Voucher, ...]:
    """Return one voucher for each key, by day; what cancels out within a key leaves no row, or no voucher at all."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(item.key, []).append(item)
    made = ((_order(group), _voucher(group, books)) for group in groups.values())
    return tuple(voucher for _, voucher in sorted(made, key=lambda pair: pair[0]) if voucher is not None)


_RANKS: Final = {
    "document": 0,
    "received": 1,
    "payment": 2,
    "refund": 3,
    "netting": 4,
    "transfer": 5,
    "charge": 6,
    "write_off": 7,
}


def _order(group: list[Item]) -> tuple[date, int, int, str, str, str]:
    """By day; documents first, in the order of their numbers; the same whatever order the histories came in."""
    kind, id, on, cause = group[0].key
    number = group[0].number if kind == "document" else ""
    came = any(item.what == "received" for item in group)  # money comes before anything is done with it
    return on, _RANKS["received" if came else kind], len(number), number, id, cause


def _voucher(group: list[Item], books: Books) -> Voucher | None:
    sums: dict[tuple[AccountCode, tuple[Dimension, ...]], int] = {}
    for one in group:
        for each in one.rows:
            place = (each.account, each.dimensions)
            sums[place] = sums.get(place, 0) + each.amount.minor
    rows = tuple(row(account, minor, books, dimensions=tags) for (account, tags), minor in sums.items() if minor)
    if not rows:
        return None
    first = group[0]
    return Voucher(
        series=books.series, on=first.on, text=_text(group, books), rows=rows, source=first.source, cause=first.cause
    )


_OF_PAYMENTS: Final = frozenset({"payment", "released"})


def _text(group: list[Item], books: Books) -> str:
    """What happened, to which documents, whose: payments by their documents, anything else by its first item."""
    paid = [item for item in group if item.what in _OF_PAYMENTS]
    told = paid or [item for item in group if item.number] or group
    numbers = ", ".join(dict.fromkeys(item.number for item in told if item.number))
    names = tuple(dict.fromkeys(item.name for item in told if item.name))
    what = sentence(f"posting.text.{told[0].what}", books.language)
    return fitted(" ".join(filter(None, (what, numbers, names[0] if len(names) == 1 else ""))))


def fitted(text: str) -> str:
    """Return *text* within fifty characters, cut after a whole word when one ends in its second half."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_TEXT:
        return plain
    cut = plain[: LONGEST_TEXT + 1].rpartition(" ")[0]
    kept = cut if len(cut) > LONGEST_TEXT // 2 else plain[:LONGEST_TEXT]
    return kept.rstrip(" ,;-&")
