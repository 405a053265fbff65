"""What is left to credit of an invoice after earlier credit notes: by line, adjustment and VAT rate.

A credit note made by `rules.crediting` keeps the line numbers of the invoice, so that what is
credited can be told line by line; subtraction then leaves exactly what is left.
"""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, frozen

from faktura.core.document import AllowanceCharge, CreditNote, Document, InvoiceLine
from faktura.core.errors import Refused
from faktura.core.product import LineRole
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language
from faktura.rules.vat import reason_of

RowKey = tuple[VatCategory, Decimal, str]
AdjustmentKey = tuple[bool, str, Vat, LineRole]


def row_of(vat: Vat, language: Language) -> RowKey:
    """Return which row of the VAT specification *vat* belongs to: category, percent and printed reason."""
    return (vat.category, vat.percent, reason_of(vat, language))


def adjustment_of(change: AllowanceCharge) -> AdjustmentKey:
    """Return what tells a document-level adjustment from another; alike ones are counted together."""
    return (change.charge, change.text, change.vat, change.role)


@frozen(kw_only=True)
class LineLeft:
    """What is left of one line, amounts in minor units with the line's own sign.

    Attributes:
        quantity: Units not credited; an amount taken off the line leaves them.
        untouched: Whether nothing of it has been credited.
    """

    line: InvoiceLine
    quantity: Decimal
    net: int
    gross: int
    components: tuple[int, ...]
    untouched: bool = True

    @property
    def nothing(self) -> bool:
        """Whether there is no amount left."""
        return not self.net and not self.gross

    def less(self, credited: InvoiceLine) -> "LineLeft":
        """Return what is left after *credited*; units count when they are credited at the stated price."""
        by_unit = credited.stated_price == self.line.stated_price and credited.unit == self.line.unit
        parts = [part.net.minor for part in credited.components] or [0] * len(self.components)
        return evolve(
            self,
            quantity=self.quantity - credited.quantity if by_unit else self.quantity,
            net=self.net - credited.net.minor,
            gross=self.gross - credited.gross.minor,
            components=tuple(left - part for left, part in zip(self.components, parts, strict=True)),
            untouched=False,
        )

    def exceeded(self) -> bool:
        """Whether more was credited than the line had."""
        whole = self.line.net.minor
        return self.net * whole < 0 or (whole == 0 and self.net != 0)


@frozen(kw_only=True)
class Left:
    """What is left of a document; *rows* hold taxable amount and VAT left, in minor units."""

    document: Document
    already: tuple[CreditNote, ...]
    lines: dict[str, LineLeft]
    adjustments: dict[AdjustmentKey, int]
    rows: dict[RowKey, tuple[int, int]]

    @property
    def with_vat(self) -> int:
        """The total including VAT that is left, minor units."""
        return sum(base + tax for base, tax in self.rows.values())

    @property
    def untouched(self) -> bool:
        """Whether nothing has been credited."""
        return not self.already

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to credit: every amount is gone, or more, by one credit note at least."""
        gone = not self.with_vat and all(line.nothing for line in self.lines.values())
        return bool(self.already) and (gone or self.with_vat < 0)


def left_of(document: Document, already: Sequence[CreditNote]) -> Left | Refused:
    """Return what is left of *document* after the credit notes *already* issued for it.

    Refused:
        `credit.of_credit_note`; `credit.other` when a credit note belongs to another document or was
        not made line by line from this one.
    """
    if document.sign < 0:
        return Refused(code="credit.of_credit_note", facts=(("number", document.number),))
    left = _whole(document)
    for note in already:
        reduced = _less(left, note)
        if reduced is None:
            return Refused(code="credit.other", facts=(("number", note.number), ("invoice", document.number)))
        left = reduced
    return left


def _whole(document: Document) -> Left:
    adjustments: dict[AdjustmentKey, int] = {}
    for change in document.allowances:
        key = adjustment_of(change)
        adjustments[key] = adjustments.get(key, 0) + change.amount.minor
    return Left(
        document=document,
        already=(),
        lines={
            line.id: LineLeft(
                line=line,
                quantity=line.quantity,
                net=line.net.minor,
                gross=line.gross.minor,
                components=tuple(part.net.minor for part in line.components),
            )
            for line in document.lines
        },
        adjustments=adjustments,
        rows={
            (row.category, row.percent, row.reason): (row.base.minor, row.amount.minor)
            for row in document.totals.breakdown
        },
    )


def _less(left: Left, note: CreditNote) -> Left | None:
    """Return what is left after *note*, or None when it cannot have been made from this document."""
    document = left.document
    ours = [one for one in note.preceding if document.id == one.document_id or document.number == one.number]
    if not ours or note.currency != document.currency:
        return None
    lines, adjustments, rows = dict(left.lines), dict(left.adjustments), dict(left.rows)
    for line in note.lines:
        mine = lines.get(line.id)
        if mine is None or mine.line.vat != line.vat or len(line.components) not in (0, len(mine.components)):
            return None
        lines[line.id] = mine.less(line)
        if lines[line.id].exceeded():
            return None
    for change in note.allowances:
        key = adjustment_of(change)
        if adjustments.get(key, 0) < change.amount.minor:
            return None
        adjustments[key] -= change.amount.minor
    for row in note.totals.breakdown:
        base, tax = rows.get((row.category, row.percent, row.reason), (0, 0))
        rows[row.category, row.percent, row.reason] = (base - row.base.minor, tax - row.amount.minor)
    return evolve(left, already=(*left.already, note), lines=lines, adjustments=adjustments, rows=rows)
