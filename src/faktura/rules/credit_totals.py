"""The totals of a credit note that follow others: prepayment, rounding and VAT in kronor."""

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
        prepaid, rounding = _step(left, "prepaid", totals.with_vat.minor), 0
    currency = left.document.currency
    return evolve(
        totals,
        prepaid=Money(prepaid, currency),
        rounding=Money(rounding, currency),
        amount_due=Money(before - prepaid + rounding, currency),
        vat_in_kronor=_vat_in_kronor(left, totals.vat.minor),
    )


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
