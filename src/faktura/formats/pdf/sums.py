"""The sums of an invoice: totals to the right, the VAT specification beside them, and what must be said about VAT."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from attrs import frozen

from faktura.core.document import AllowanceCharge, Document, DocumentKind, VatBreakdown
from faktura.core.money import Money
from faktura.core.vat import VatCategory
from faktura.core.wording import Language, Text
from faktura.formats import swedish
from faktura.formats.pdf import words
from faktura.formats.pdf.flow import Block, Keep, space
from faktura.formats.pdf.lines import SMALL, minus
from faktura.formats.pdf.page import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT, TINT, Page, Pen, mm
from faktura.formats.pdf.words import fill

_LEADING: Final = 13.4
_TOTALS_LEFT: Final = mm(112)
_BASE_RIGHT: Final = LEFT + mm(48)
_VAT_RIGHT: Final = LEFT + mm(76)


@frozen(kw_only=True)
class _Sum:
    """One row of the totals."""

    label: str
    amount: str


@frozen(kw_only=True)
class _Rate:
    """One row of the VAT specification: the first is its titles, and a ground for no VAT may stand below a row."""

    rate: str
    base: str = ""
    vat: str = ""
    title: bool = False
    ground: bool = False


def sums(document: Document, pen: Pen) -> list[Block]:
    """Return the totals and the VAT specification, side by side, and the amount to pay below them."""
    rows = zip_longest(_rates(document, pen), _wrapped(_sums(document), pen))
    blocks = [space(6, Keep.FIRMLY)]
    blocks += [_pair(rate, one) for rate, one in rows]
    blocks.append(_to_pay(document, pen))
    return blocks


def _sums(document: Document) -> Iterator[_Sum]:
    language, totals = document.language, document.totals

    def row(label: str, amount: str) -> _Sum:
        return _Sum(label=label, amount=minus(amount))

    def plain(text: Text, money: Money) -> _Sum:
        return row(text.say(language), swedish.amount(money, language))

    if document.allowances:
        yield plain(words.SUM_LINES, totals.lines)
        for one in document.allowances:
            yield row(_reason(document, one), swedish.amount(one.amount if one.charge else -one.amount, language))
    yield plain(words.SUM_WITHOUT_VAT, totals.without_vat)
    yield plain(words.VAT, totals.vat)
    yield plain(words.SUM_WITH_VAT, totals.with_vat)
    if totals.prepaid:
        yield plain(words.PREPAID, -totals.prepaid)
    if totals.deduction:
        kind = document.deduction.kind.label if document.deduction else ""
        label = fill(words.DEDUCTED, language, kind=kind).strip()
        yield row(label, swedish.amount(-totals.deduction, language))
    if totals.rounding:
        yield plain(words.ROUNDING, totals.rounding)


def _reason(document: Document, one: AllowanceCharge) -> str:
    percent = f" {swedish.percent(one.percent, document.language)}" if one.percent is not None else ""
    return f"{one.text}{percent}"


def _rate(row: VatBreakdown, language: Language) -> str:
    outside = row.category is VatCategory.OUTSIDE
    return words.VAT_NONE.say(language) if outside else swedish.percent(row.percent, language)


def _told_apart(document: Document) -> frozenset[str]:
    """The grounds that stand below their rows: where several rows would read alike, each says which it is."""
    rows = [(_rate(row, document.language), row.reason.strip()) for row in document.totals.breakdown]
    alike = Counter(rate for rate, _ in rows)
    return frozenset(reason for rate, reason in rows if reason and alike[rate] > 1)


def _rates(document: Document, pen: Pen) -> Iterator[_Rate]:
    language, totals = document.language, document.totals
    yield _Rate(
        rate=words.VAT_RATE.say(language), base=words.VAT_BASE.say(language), vat=words.VAT.say(language), title=True
    )
    apart = _told_apart(document)
    for row in totals.breakdown:
        base, vat = (minus(swedish.amount(one, language)) for one in (row.base, row.amount))
        yield _Rate(rate=_rate(row, language), base=base, vat=vat)
        if row.reason.strip() in apart:
            for line in pen.wrap(row.reason.strip(), SMALL, _VAT_RIGHT - LEFT):
                yield _Rate(rate=line, ground=True)
    if totals.vat_in_kronor is not None and document.currency != "SEK":
        yield _Rate(
            rate=words.VAT_IN_KRONOR.say(language), base="", vat=minus(swedish.amount(totals.vat_in_kronor, language))
        )


def _wrapped(rows: Iterable[_Sum], pen: Pen) -> Iterator[_Sum]:
    """Break labels that would reach the amounts, such as the reason of a discount; the amount stands on the first line."""
    for one in rows:
        room = RIGHT - _TOTALS_LEFT - pen.width(one.amount, 9) - 6
        for at, line in enumerate(pen.wrap(one.label, 9, room) or [""]):
            yield _Sum(label=line, amount="" if at else one.amount)


def _pair(rate: _Rate | None, one: _Sum | None) -> Block:
    def draw(page: Page, y: float) -> None:
        base = y + 10
        if rate is not None:
            size, colour = (SMALL, ACCENT) if rate.title else (SMALL, QUIET) if rate.ground else (8.5, INK)
            page.text(LEFT, base, rate.rate, size=size, bold=rate.title, colour=colour)
            page.text(_BASE_RIGHT, base, rate.base, size=size, bold=rate.title, colour=colour, align="right")
            page.text(_VAT_RIGHT, base, rate.vat, size=size, bold=rate.title, colour=colour, align="right")
            if rate.title:
                page.line(LEFT, y + 13, _VAT_RIGHT, width=0.4, colour=HAIRLINE)
        if one is not None:
            page.text(_TOTALS_LEFT, base, one.label, size=9, colour=QUIET)
            page.text(RIGHT, base, one.amount, size=9, align="right")

    return Block(height=_LEADING, draw=draw, keep=Keep.FIRMLY)


def _to_pay(document: Document, pen: Pen) -> Block:
    language = document.language
    credit = document.kind is DocumentKind.CREDIT_NOTE
    by_card = document.payment is not None and document.payment.card is not None
    back = credit or document.amount_due.minor < 0
    label = (words.TO_CREDIT if back else words.PAID_BY_CARD if by_card else words.TO_PAY).say(language)
    amount = swedish.currency(abs(document.amount_due), language)
    left = _TOTALS_LEFT - 8

    def draw(page: Page, y: float) -> None:
        page.band(left, y + 3, RIGHT - left, 24, TINT)
        page.text(_TOTALS_LEFT, y + 19, label, size=11, bold=True, colour=ACCENT)
        room = RIGHT - 8 - _TOTALS_LEFT - pen.width(label, 11, bold=True) - 8
        size = pen.fitting(amount, 13, room, bold=True)
        page.text(RIGHT - 8, y + 19, amount, size=size, bold=True, align="right")

    return Block(height=31, draw=draw, keep=Keep.LOOSELY)


def statements(document: Document) -> tuple[str, ...]:
    """Return what must be said on the document, each text once: its statements and the reasons for VAT not charged.

    The approval for F-tax stands with the seller's numbers at the foot of each page, and a reason may stand below its row of
    the VAT specification, so not here too.
    """
    footed = {words.F_TAX.sv, words.F_TAX.en} if document.seller.f_tax else set()
    said = (text for text in document.statements if text not in footed)
    texts = (*said, *(row.reason for row in document.totals.breakdown))
    apart = _told_apart(document)
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip() and text.strip() not in apart))
