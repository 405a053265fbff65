"""Crediting (kreditera): credit notes that mirror an issued invoice, in full or in part.

Nothing is computed anew from prices. A credit in full is the invoice's own amounts; a credit in part
takes lines, units or an amount of what is left, and the credit that takes the last of it takes all
that is left of everything. So any sequence of credits sums exactly to the invoice: per line, per VAT
rate, in rounding, prepayment and deduction.

The result is a draft that carries its amounts; `rules.issuing` gives it a number like any other.
"""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, frozen

from faktura.core.document import (
    Computed,
    CreditNote,
    Document,
    DocumentKind,
    DocumentReference,
    Draft,
    PriceBasis,
)
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.rules.credit_amounts import (
    computed_part,
    computed_rest,
    credited_row,
    remaining_nets,
    share_of_adjustments,
    share_of_lines,
    share_of_rows,
)
from faktura.rules.credit_left import Left, LineLeft, left_of
from faktura.rules.credit_lines import Portion, units_of, whole_line
from faktura.rules.credit_totals import back_within, due_left
from faktura.rules.wording import crediting as _wording  # noqa: F401 - registers the sentences


@frozen
class CreditedLine:
    """A line to credit: its number on the invoice, and how many units; none: all that is left of it."""

    line_id: str
    quantity: Decimal | None = None


def credit_in_full(document: Document, *, draft_id: str, already: Sequence[CreditNote] = ()) -> Draft | Refused:
    """Return the draft that credits all of *document* that is not credited *already*.

    Without earlier credits its amounts are the document's own, line by line.

    Refused:
        `credit.of_credit_note`, `credit.other`, `credit.nothing_left`.
    """
    left = left_of(document, already)
    if isinstance(left, Refused):
        return left
    return _rest(left, draft_id)


def credit_lines(
    document: Document, chosen: Sequence[CreditedLine], *, draft_id: str, already: Sequence[CreditNote] = ()
) -> Draft | Refused:
    """Return the draft that credits the *chosen* lines, or some of their units.

    Discounts and charges on the whole document follow their VAT rate's lines in proportion, the
    prepayment follows the total, the deduction follows the labour. A package is credited whole: one of
    its lines stands for all. The rounding of the invoice falls with the last credit, or with the one that
    would else give back more than is left to pay.

    Refused:
        `credit.of_credit_note`, `credit.other`, `credit.nothing_left`, `credit.unknown_line`, `credit.exceeds`
        (more than is left of a line), `credit.negative` (the lines together are below zero),
        `credit.exceeds_total` (they are more than is left of the document, where other lines are below zero),
        `credit.exceeds_due` (with the deduction that falls, less than nothing is given back or more than is left to pay).
    """
    left = left_of(document, already)
    if isinstance(left, Refused):
        return left
    portions: dict[str, Portion] = {}
    for choice in chosen:
        taken = _portions(left, choice, portions)
        if isinstance(taken, Refused):
            return taken
        portions.update(taken)
    return _part(left, tuple(portions.values()), draft_id)


def credit_amount(
    document: Document, amount: Money, *, draft_id: str, already: Sequence[CreditNote] = ()
) -> Draft | Refused:
    """Return the draft that credits *amount*, including VAT, spread over all that is left.

    It falls on the VAT rates, and within them on the lines, in proportion to what is left of each.

    Refused:
        `credit.of_credit_note`, `credit.other`, `credit.exceeds` (above what is left, or nothing),
        `credit.exceeds_due` (see `credit_lines`).
    """
    left = left_of(document, already)
    if isinstance(left, Refused):
        return left
    if amount.currency != document.currency or not 0 < amount.minor <= left.with_vat:
        return _exceeds(document, str(amount), str(Money(left.with_vat, document.currency)))
    if amount.minor == left.with_vat:
        return _rest(left, draft_id)
    rows = share_of_rows(left, amount.minor)
    portions, changes = share_of_lines(left, rows)
    return _within_due(left, computed_part(left, portions, changes, rows), draft_id)


def _exceeds(document: Document, asked: str, available: str, *, code: str = "credit.exceeds") -> Refused:
    return Refused(code=code, facts=(("number", document.number), ("asked", asked), ("left", available)))


def _portions(left: Left, choice: CreditedLine, taken: dict[str, Portion]) -> dict[str, Portion] | Refused:
    """Return what *choice* takes, of the line or of every line of its package."""
    document = left.document
    mine = left.lines.get(choice.line_id)
    if mine is None:
        return Refused(code="credit.unknown_line", facts=(("number", document.number), ("line", choice.line_id)))
    package = mine.line.package_id
    lines = [one for one in left.lines.values() if package and one.line.package_id == package] or [mine]
    if mine.line.id in taken:
        return _exceeds(document, f"line {choice.line_id} twice", "once")
    if choice.quantity is None:
        if all(one.nothing for one in lines) and not left.untouched:
            return _exceeds(document, f"line {choice.line_id}", "0")
        return {one.line.id: whole_line(one) for one in lines}
    for one in lines:  # an amount may have taken the last unit of one line of a package and not of another
        sign = -1 if one.quantity < 0 else 1
        if not 0 < sign * choice.quantity <= sign * one.quantity:
            return _exceeds(document, f"{choice.quantity:f}", f"{one.quantity:f}")
    return {one.line.id: units_of(one, choice.quantity) for one in lines}


def _part(left: Left, portions: tuple[Portion, ...], draft_id: str) -> Draft | Refused:
    """Return the draft of *portions*, or of all that is left when they take the last of every line."""
    document = left.document
    after = remaining_nets(left, portions)
    if portions and not any(after.values()) and all(_goes(left, one, portions) for one in left.lines.values()):
        return _rest(left, draft_id)
    changes = share_of_adjustments(left, after)
    rows = {key: credited_row(left, key, portions, changes) for key in left.rows}
    asked, available = sum(base + tax for base, tax in rows.values()), Money(left.with_vat, document.currency)
    if asked < 0:
        return Refused(code="credit.negative", facts=(("number", document.number),))
    if not portions:
        return _exceeds(document, "0", str(available))
    if asked > left.with_vat:
        return _exceeds(document, str(Money(asked, document.currency)), str(available), code="credit.exceeds_total")
    return _within_due(left, computed_part(left, portions, changes, rows), draft_id)


def _rest(left: Left, draft_id: str) -> Draft | Refused:
    """Return the draft of all that is left, if anything is."""
    if left.nothing:
        return Refused(code="credit.nothing_left", facts=(("number", left.document.number),))
    return _draft(left.document, computed_rest(left), draft_id)


def _within_due(left: Left, computed: Computed, draft_id: str) -> Draft | Refused:
    """Return the draft of *computed* when it gives back between nothing and what is left to pay."""
    document, due = left.document, computed.totals.amount_due
    if not back_within(left, computed.totals):
        available = Money(due_left(left), document.currency)
        return _exceeds(document, str(due), str(available), code="credit.exceeds_due")
    return _draft(document, computed, draft_id)


def _goes(left: Left, line: LineLeft, portions: Sequence[Portion]) -> bool:
    """Whether nothing remains of *line*, its amount including VAT too."""
    taken = sum(one.gross for one in portions if one.left.line.id == line.line.id)
    return left.document.price_basis is PriceBasis.WITHOUT_VAT or line.gross == taken


def _draft(document: Document, computed: Computed, draft_id: str) -> Draft:
    """Return the draft of a credit note on *document*; the tax point stays that of the invoice."""
    reference = DocumentReference(number=document.number, issue_date=document.issue_date, document_id=document.id)
    return Draft(
        id=draft_id,
        seller=document.seller,
        buyer=document.buyer,
        lines=(),
        kind=DocumentKind.CREDIT_NOTE,
        currency=document.currency,
        price_basis=document.price_basis,
        terms=evolve(document.terms, early_payment=None),  # nobody pays a credit note early
        delivery_date=document.delivery_date or document.issue_date,
        period=document.period,
        buyer_reference=document.buyer_reference,
        order_reference=document.order_reference,
        contract_reference=document.contract_reference,
        payee=document.payee,
        credits=(reference,),
        language=document.language,
        simplified=document.simplified,
        self_billing=document.self_billing,
        computed=computed,
    )
