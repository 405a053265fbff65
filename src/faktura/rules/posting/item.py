"""Rows on their way to a voucher: what is posted for one movement, and how movements of one command join.

>>> fitted("Betalning 1001 Firma Andersson, Bergström och Lindqvist Handelsbolag")
'Betalning 1001 Firma Andersson, Bergström och'
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.ledger import AccountCode, Dimension, ExchangeRate, Reason, Voucher, VoucherKind, VoucherRow
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
        number, name: The document and the customer it concerns, if any. document: the document's id.
        source: The document or payment the voucher is kept under. cause: id of the command or event behind it.
        rows: They sum to zero; zero rows allowed.
        reason: Why, for whoever reads the voucher. binding: when the accounts of its products were bound.
        rates: The exchange rates used, if any.
        tags: What an account that requires a dimension takes from the document when the row has none.
    """

    key: Key
    kind: VoucherKind = VoucherKind.OTHER
    what: str
    number: str = ""
    name: str = ""
    document: str = ""
    source: str
    cause: str
    rows: tuple[VoucherRow, ...] = field()
    reason: Reason | None = None
    binding: Reason | None = None
    rates: tuple[ExchangeRate, ...] = ()
    tags: tuple[Dimension, ...] = ()

    @property
    def on(self) -> date:
        """The accounting date."""
        return self.key[2]


def vouchers(items: Iterable[Item], books: Books) -> tuple[Voucher, ...]:
    """Return one voucher for each key, by day; what cancels out within a key leaves no row, or no voucher at all."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(item.key, []).append(item)
    made = ((_order(group), _voucher(group, books)) for group in groups.values())
    return tuple(voucher for _, voucher in sorted(made, key=lambda pair: pair[0]) if voucher is not None)


_RANKS: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
            "document",
            "received",
            "payment",
            "refund",
            "netting",
            "transfer",
            "charge",
            "write_off",
            "feared_loss",
            "accrual",
            "card_settlement",
            "client_funds",
            "invoice_sale",
            "year_end",
            "revaluation",
        )
    )
}


def _order(group: list[Item]) -> tuple[date, int, int, str, str, str]:
    """By day; documents first, in the order of their numbers; the same whatever order the histories came in."""
    kind, id, on, cause = group[0].key
    number = group[0].number if kind == "document" else ""
    came = any(item.what == "received" for item in group)  # money comes before anything is done with it
    return on, _RANKS["received" if came else kind], len(number), number, id, cause


def _voucher(group: list[Item], books: Books) -> Voucher | None:
    rows = _summed(row for item in group for row in item.rows)
    if not rows:
        return None
    first = group[0]
    kinds = [item.kind for item in group]
    kind = VoucherKind.PAYMENT if VoucherKind.PAYMENT in kinds else kinds[0]
    return Voucher(
        series=books.series_of(kind),
        on=first.on,
        text=_text(group, books),
        rows=rows,
        source=first.source,
        documents=tuple(dict.fromkeys(item.document for item in group if item.document)),
        cause=first.cause,
        id=_identity(first.key),
        kind=kind,
        reasons=tuple(dict.fromkeys(one for item in group for one in (item.reason, item.binding) if one is not None)),
        rates=tuple(dict.fromkeys(rate for item in group for rate in item.rates)),
    )


def _summed(rows: Iterable[VoucherRow]) -> tuple[VoucherRow, ...]:
    """One row for each account, objects and currency; what sums to nothing is left out."""
    sums: dict[tuple[AccountCode, tuple[Dimension, ...], str], list[int]] = {}
    currency = ""
    for one in rows:
        currency = one.amount.currency
        place = (one.account, one.dimensions, one.foreign.currency if one.foreign is not None else "")
        held = sums.setdefault(place, [0, 0])
        held[0] += one.amount.minor
        held[1] += one.foreign.minor if one.foreign is not None else 0
    return tuple(
        VoucherRow(account, Money(minor, currency), tags, foreign=Money(own, abroad) if abroad else None)
        for (account, tags, abroad), (minor, own) in sums.items()
        if minor or own
    )


def _identity(key: Key) -> str:
    """Return what the voucher is known by for ever: a digest of what it belongs to, its day and its cause."""
    kind, id, on, cause = key
    told = f"{kind}\x1f{id}\x1f{on.isoformat()}\x1f{cause}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


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
