"""The amounts of a credit note in part: what falls of each line, adjustment, VAT rate and total.

Every amount is a step from what was credited before to what shall be credited by now, so that
rounding never adds up over several credit notes.
"""

from collections.abc import Sequence

from attrs import evolve

from faktura.core.document import (
    AllowanceCharge,
    Computed,
    DocumentKind,
    InvoiceLine,
    PriceBasis,
    VatBreakdown,
)
from faktura.core.money import Money
from faktura.rules.credit_deduction import credited_deduction
from faktura.rules.credit_left import AdjustmentKey, Left, LineLeft, RowKey, adjustment_of, row_of
from faktura.rules.credit_lines import Portion, credit_line, whole_line
from faktura.rules.credit_totals import falling
from faktura.rules.ratio import half_up_ratio
from faktura.rules.totals import sum_up
from faktura.rules.vat import vat_on, vat_within


def remaining_nets(left: Left, portions: Sequence[Portion]) -> dict[str, int]:
    """Return the net of each line that remains when *portions* are credited."""
    after = {id: line.net for id, line in left.lines.items()}
    for portion in portions:
        after[portion.left.line.id] -= portion.net
    return after


def share_of_adjustments(left: Left, after: dict[str, int]) -> dict[AdjustmentKey, int]:
    """Return what falls of each document-level adjustment: the share of its rate's lines that is gone by now."""
    found: dict[AdjustmentKey, int] = {}
    document = left.document
    for key, remains in left.adjustments.items():
        whole = sum(one.amount.minor for one in document.allowances if adjustment_of(one) == key)
        lines = [line for line in document.lines if line.vat == key[2]] or list(document.lines)
        sum_of_lines = sum(line.net.minor for line in lines)
        if sum_of_lines:
            kept = sum(after[line.id] for line in lines)
            reached = half_up_ratio(whole * (sum_of_lines - kept) * (1 if sum_of_lines > 0 else -1), abs(sum_of_lines))
            found[key] = min(max(reached - (whole - remains), 0), remains)
    return found


def credited_row(
    left: Left, key: RowKey, portions: Sequence[Portion], changes: dict[AdjustmentKey, int]
) -> tuple[int, int]:
    """Return taxable amount and VAT credited of one rate.

    Prices without VAT: VAT is reckoned on all that is credited by now, less what was credited of it, so
    it never drifts. Prices including VAT: each line's own VAT, so that the customer gets back what
    each line cost; the VAT of adjustments follows their amounts.
    """
    language = left.document.language
    mine = [one for one in portions if row_of(one.left.line.vat, language) == key]
    changed = {change: amount for change, amount in changes.items() if row_of(change[2], language) == key}
    base = sum(one.net for one in mine) + sum(amount if change[0] else -amount for change, amount in changed.items())
    whole_base, whole_tax = _whole_row(left, key)
    left_base, left_tax = left.rows[key]
    if left.document.price_basis is PriceBasis.WITHOUT_VAT:
        return base, vat_on(whole_base - left_base + base, key[1]) - (whole_tax - left_tax)
    tax = sum(one.gross - one.net for one in mine)
    return base, tax + _tax_of_changes(left, key, changed)


def _whole_row(left: Left, key: RowKey) -> tuple[int, int]:
    for row in left.document.totals.breakdown:
        if (row.category, row.percent, row.reason) == key:
            return row.base.minor, row.amount.minor
    return 0, 0


def _tax_of_changes(left: Left, key: RowKey, changed: dict[AdjustmentKey, int]) -> int:
    """Return the VAT of document-level adjustments that fall now, of the VAT left that no line has."""
    language = left.document.language
    lines = sum(one.gross - one.net for one in left.lines.values() if row_of(one.line.vat, language) == key)
    rest = left.rows[key][1] - lines
    remaining = sum(
        (amount if change[0] else -amount)
        for change, amount in left.adjustments.items()
        if row_of(change[2], language) == key
    )
    falling = sum(amount if change[0] else -amount for change, amount in changed.items())
    if not remaining:
        return 0
    return half_up_ratio(rest * falling * (1 if remaining > 0 else -1), abs(remaining))


def share_of_rows(left: Left, amount: int) -> dict[RowKey, tuple[int, int]]:
    """Return taxable amount and VAT of each rate for *amount* including VAT, by what is left of each."""
    weights = [max(0, base + tax) for base, tax in left.rows.values()]
    shares = Money(amount).allocate(weights)
    found: dict[RowKey, tuple[int, int]] = {}
    for key, share in zip(left.rows, shares, strict=True):
        base, tax = left.rows[key]
        whole_base, whole_tax = _whole_row(left, key)
        reached = vat_within(whole_base + whole_tax - base - tax + share.minor, key[1])
        step = min(max(reached - (whole_tax - tax), min(tax, 0)), max(tax, 0))
        found[key] = (share.minor - step, step)
    return found


def share_of_lines(
    left: Left, rows: dict[RowKey, tuple[int, int]]
) -> tuple[tuple[Portion, ...], dict[AdjustmentKey, int]]:
    """Return what each line and adjustment gives of the taxable amounts and VAT in *rows*."""
    portions: list[Portion] = []
    changes: dict[AdjustmentKey, int] = {}
    language = left.document.language
    for key, (base, tax) in rows.items():
        mine = [one for one in left.lines.values() if row_of(one.line.vat, language) == key and one.net > 0]
        most = sum(one.net for one in mine)
        changed, net = _share_of_changes(left, key, base, most)
        changes |= changed
        if not mine:
            continue
        nets = Money(net).allocate([one.net for one in mine])
        taxes = _line_taxes(mine, tax - _tax_of_changes(left, key, changed))
        for one, share, own in zip(mine, nets, taxes, strict=True):
            portions.append(Portion(left=one, quantity=None, net=share.minor, gross=share.minor + own))
    if not any(one.net or one.gross for one in portions):  # only charges fall, yet BR-16 wants a line
        return (Portion(left=next(iter(left.lines.values())), quantity=None, net=0, gross=0),), changes
    return tuple(one for one in portions if one.net or one.gross), changes


def _share_of_changes(left: Left, key: RowKey, base: int, most: int) -> tuple[dict[AdjustmentKey, int], int]:
    """Return what falls of the adjustments of one rate, and what is then left for its lines: 0 to *most*.

    Each falls in the proportion of the taxable amount; where the lines cannot give or take the rest,
    the adjustments do, as far as they have anything left.
    """
    whole = left.rows[key][0]
    language = left.document.language
    mine = {change: rest for change, rest in left.adjustments.items() if row_of(change[2], language) == key}
    found = {change: half_up_ratio(rest * base, whole) if whole > 0 else 0 for change, rest in mine.items()}
    net = base - sum(amount if change[0] else -amount for change, amount in found.items())
    for change, rest in mine.items():
        missing = min(max(net, 0), most) - net
        lower = change[0] == (missing > 0)  # the lines get more when a charge falls less, or a discount more
        step = min(abs(missing), found[change] if lower else rest - found[change])
        found[change] += -step if lower else step
        net += step if missing > 0 else -step
    return found, net


def _line_taxes(lines: Sequence[LineLeft], tax: int) -> list[int]:
    weights = [max(0, one.gross - one.net) for one in lines]
    return [share.minor for share in Money(tax).allocate(weights if any(weights) else [1] * len(weights))]


def computed_part(
    left: Left,
    portions: Sequence[Portion],
    changes: dict[AdjustmentKey, int],
    rows: dict[RowKey, tuple[int, int]],
    *,
    rest: bool = False,
) -> Computed:
    """Return the amounts of a credit in part; with *rest* of all that is left."""
    document = left.document
    currency = document.currency
    lines = tuple(credit_line(one, currency, document.price_basis) for one in portions)
    deduction = credited_deduction(left, remaining_nets(left, portions), rest=rest)
    totals = sum_up(
        lines,
        _allowances(left, changes),
        _breakdown(left, rows, lines),
        currency=currency,
        prepaid=Money.zero(currency),
        deduction=deduction.amount if deduction is not None else Money.zero(currency),
    )
    return Computed(
        kind=DocumentKind.CREDIT_NOTE,
        lines=lines,
        allowances=_allowances(left, changes),
        totals=falling(left, totals, rest=rest),
        deduction=deduction,
    )


def _allowances(left: Left, changes: dict[AdjustmentKey, int]) -> tuple[AllowanceCharge, ...]:
    currency = left.document.currency
    return tuple(
        AllowanceCharge(charge=key[0], text=key[1], amount=Money(amount, currency), vat=key[2], role=key[3])
        for key, amount in changes.items()
        if amount
    )


def _breakdown(
    left: Left, rows: dict[RowKey, tuple[int, int]], lines: Sequence[InvoiceLine]
) -> tuple[VatBreakdown, ...]:
    used = {row_of(line.vat, left.document.language) for line in lines}
    currency = left.document.currency
    return tuple(
        evolve(row, base=Money(rows[key][0], currency), amount=Money(rows[key][1], currency))
        for row in left.document.totals.breakdown
        if (key := (row.category, row.percent, row.reason)) in used or any(rows.get(key, (0, 0)))
    )


def computed_rest(left: Left) -> Computed:
    """Return all that is left: the document's own amounts, or what earlier credits left of them."""
    document = left.document
    kind = DocumentKind.CREDIT_NOTE
    if left.untouched:
        return Computed(
            kind=kind,
            lines=document.lines,
            allowances=document.allowances,
            totals=document.totals,
            deduction=document.deduction,
        )
    remaining = [one for one in left.lines.values() if not one.nothing or one.untouched]
    portions = tuple(whole_line(one) for one in remaining or [next(iter(left.lines.values()))])
    return computed_part(left, portions, left.adjustments, left.rows, rest=True)
