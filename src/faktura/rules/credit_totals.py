"""The totals of a credit note that follow others: prepayment, rounding and VAT in kronor.

What a credit note gives back lies between nothing and what is left to pay of its document, so that neither it nor
the credit of the rest is ever below zero.
"""

from attrs import evolve

from faktura.core.document import Document, Totals
from faktura.core.money import Money
from faktura.rules.credit_left import Left
from faktura.rules.ratio import half_up_ratio


def falling(left: Left, totals: Totals, *, rest: bool) -> Totals:
    """Return *totals*, of lines, VAT and deduction, with all that falls beside them; with *rest* the last of it."""
    prepaid, rounding = _left_of(left, "prepaid"), _left_of(left, "rounding")
    before = totals.with_vat.minor - totals.deduction.minor
    if not rest:
        prepaid, rounding = _shares(left, before, totals.with_vat.minor, prepaid=prepaid, rounding=rounding)
    currency = left.document.currency
    return evolve(
        totals,
        prepaid=Money(prepaid, currency),
        rounding=Money(rounding, currency),
        amount_due=Money(before - prepaid + rounding, currency),
        vat_in_kronor=_vat_in_kronor(left, totals.vat.minor),
    )


def due_left(left: Left) -> int:
    """Return what is left to pay of the document after its credit notes, minor units."""
    return left.document.totals.amount_due.minor - sum(note.totals.amount_due.minor for note in left.already)


def back_within(left: Left, totals: Totals) -> bool:
    """Whether a credit note of *totals* gives back between nothing and what is left to pay."""
    due = totals.amount_due.minor
    return due == _within(due, due_left(left))


def _shares(left: Left, before: int, with_vat: int, *, prepaid: int, rounding: int) -> tuple[int, int]:
    """Return what falls of the *prepaid* and the *rounding* that are left, when *before* would be given back without them.

    The prepayment follows the total, the rounding falls with the last credit; but the rounding earlier, and then
    the prepayment more or less, where else less than nothing or more than is left to pay would be given back.
    """
    owed, share = due_left(left), _step(left, "prepaid", with_vat)
    due = before - share
    rounded = _within(_within(due, owed) - due, rounding)
    return _within(before + rounded - _within(due + rounded, owed), prepaid), rounded


def _within(amount: int, end: int) -> int:
    """Return *amount*, or the nearest between zero and *end*, which may be below zero."""
    return min(max(amount, min(end, 0)), max(end, 0))


def _step(left: Left, name: str, with_vat: int) -> int:
    """Return what falls now of the total *name*, which follows the total including VAT."""
    whole, all = _of(left.document, name), left.document.totals.with_vat.minor
    done = sum(_of(note, name) for note in left.already)
    return half_up_ratio(whole * (all - left.with_vat + with_vat), all) - done if all else 0


def _left_of(left: Left, name: str) -> int:
    return _of(left.document, name) - sum(_of(note, name) for note in left.already)


def _of(document: Document, name: str) -> int:
    totals = document.totals
    return {"prepaid": totals.prepaid, "rounding": totals.rounding}[name].minor


def _vat_in_kronor(left: Left, vat: int) -> Money | None:
    """Return what falls of the VAT in kronor that the document states: in the proportion of its VAT.

    So the rate stays that of the invoice (ML 8 kap. 21 §) and its credit notes sum to what it states. None where no
    VAT falls; nor where more than twice the document's VAT is credited by now, as of lines whose VAT others take
    away: so far the stated sum tells the rate to within an öre, beyond it the rate itself is needed.
    """
    stated, whole = left.document.totals.vat_in_kronor, left.document.totals.vat.minor
    credited = whole - sum(tax for _, tax in left.rows.values()) + vat
    if stated is None or not vat or abs(credited) > 2 * abs(whole):
        return None
    sign = 1 if whole > 0 else -1
    reached = half_up_ratio(stated.minor * credited * sign, abs(whole)) if whole else stated.minor
    before = (note.totals.vat_in_kronor for note in left.already)
    return Money(reached - sum(one.minor for one in before if one is not None), stated.currency)
